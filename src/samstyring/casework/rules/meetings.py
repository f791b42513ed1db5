"""Questions about planning a meeting, putting cases on its agenda, and sending the call."""

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import AgendaItem, Case, Decision, Meeting, Purpose
from samstyring.casework.rules import checklists
from samstyring.casework.rules.checklists import missing_in
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Outcome
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat

NO_FORUMS = Obstacle("meeting-without-forum", _("Møtet har ingen forum."), _("Velg minst ett forum."))
DAY_PASSED = Obstacle(
    "meeting-day-passed",
    _("Møtedagen {day} er passert."),
    _("Sekretariatet kan flytte møtet til en dag som kommer."),
)
ENDS_BEFORE_IT_BEGINS = Obstacle(
    "meeting-ends-first", _("Møtet slutter {ends}, før det begynner {starts}."), _("Rett klokkeslettene.")
)
FORUM_NOT_ACTIVE = Obstacle(
    "forum-not-active",
    _("{forum} finnes ikke {day}. Forumet gjelder {period}."),
    _("Velg en annen dag, eller forumet som kom etter."),
)
IS_OVER = Obstacle(
    "meeting-is-over",
    _("Møtet er {status}, og sakslisten kan ikke endres."),
    _("Saken kan settes på et annet møte."),
)
ALREADY_CALLED = Obstacle(
    "already-called",
    _("Innkallingen er sendt. Numre og papirer står fast."),
    _("Sekretariatet kan ettersende en sak, eller utsette den i møtet."),
)
NOT_A_FORUM_HERE = Obstacle(
    "forum-not-in-meeting", _("{forum} er ikke med i dette møtet."), _("Velg et forum som er med.")
)
OTHER_PARTNERSHIP = Obstacle(
    "case-of-other-partnership", _("Saken hører ikke til dette partnerskapet."), _("Velg en annen sak.")
)
ALREADY_ON_AGENDA = Obstacle(
    "case-already-on-agenda", _("Saken står alt på sakslisten for {forum}."), _("Du trenger ikke gjøre noe.")
)
NO_PURPOSE = Obstacle(
    "item-without-purpose", _("Saken «{case}» sier ikke hva forumet blir bedt om."), _("Velg et formål.")
)
ITEM_HAS_RECORD = Obstacle(
    "item-has-record",
    _("«{item}» har vedtak eller godkjent protokoll, og kan ikke tas av sakslisten."),
    _("Er noe ført feil, kan vedtaket rettes."),
)
NO_TITLE = Obstacle("point-without-title", _("Punktet mangler tittel."), _("Skriv hva punktet handler om."))
PAPER_IS_NEWEST = Obstacle(
    "paper-is-newest",
    _("Den nyeste versjonen av saksframlegget ligger alt på bordet."),
    _("Den som er ansvarlig for saken, kan skrive en ny versjon."),
)
NO_ITEMS = Obstacle(
    "agenda-without-cases",
    _("Sakslisten har ingen saker."),
    _("Sekretariatet kan sette opp saker fra køen ved siden av sakslisten."),
)
CASE_WITHOUT_PAPER = Obstacle(
    "case-without-paper",
    _("«{case}» har ikke noe saksframlegg."),
    _("Den som er ansvarlig for saken, kan skrive det. Saken kan også tas av sakslisten."),
)
NO_MANDATE = Obstacle(
    "no-mandate",
    _("{forum} har ikke et gjeldende mandat på møtedagen {day}, og kan ikke konkludere i noen sak."),
    _("Forumet det hører under, må vedta mandatet først. Møtet kan også flyttes."),
)
NO_REASON = Obstacle("change-without-reason", _("Begrunnelsen mangler."), _("Skriv kort hvorfor."))
SAME_DAY = Obstacle("moved-to-same-day", _("Møtet er alt den {day}."), _("Velg en annen dag."))
HAS_DECISIONS = Obstacle(
    "meeting-has-decisions",
    _("Møtet har vedtak, og kan verken flyttes eller avlyses."),
    _("Sekretariatet kan avslutte møtet."),
)
NOT_CALLED = Obstacle(
    "meeting-not-called",
    _("Møtet er {status}, og kan ikke avsluttes."),
    _("Sekretariatet sender innkallingen først."),
)
NOT_YET = Obstacle("meeting-not-yet", _("Møtet er {day}, og er ikke holdt ennå."), _("Vent til møtedagen."))
NO_ATTENDANCE = Obstacle(
    "attendance-not-taken", _("Frammøtet er ikke ført."), _("Sekretariatet fører hvem som var til stede.")
)
NOT_CONCLUDED = Obstacle(
    "item-not-concluded",
    _("«{item}» er ikke avgjort."),
    _("Før hva forumet konkluderte med, eller at saken ble utsatt."),
)

# What each purpose asks the forum for; any one of them in the mandate is enough.
ANSWERS = {
    Purpose.INFORMATION: (Outcome.NOTED,),
    Purpose.DISCUSSION: (Outcome.DISCUSSED,),
    Purpose.ADVICE: (Outcome.ADVISED,),
    Purpose.RECOMMENDATION: (Outcome.RECOMMENDED,),
    Purpose.DECISION: (Outcome.ADOPTED, Outcome.ENDORSED),
}


def obstacles_to_planning(partnership, *, forums, day, starts_at, ends_at, by, on):
    """Yield why these forums cannot be set to meet on this day."""
    yield from obstacles_to_acting_as_secretariat(by, partnership, on)
    if not forums:
        yield NO_FORUMS()
    if day < on:
        yield DAY_PASSED(day=formats.day(day))
    if starts_at and ends_at and ends_at <= starts_at:
        yield ENDS_BEFORE_IT_BEGINS(starts=formats.clock(starts_at), ends=formats.clock(ends_at))
    for forum in forums:
        if not forum.holds_on(day):
            yield _not_active(forum, day)


def obstacles_to_describing(meeting, *, starts_at, ends_at, by, on):
    """Yield why the hours of a meeting cannot be these."""
    yield from obstacles_to_agenda_work(meeting, by=by, on=on)
    if starts_at and ends_at and ends_at <= starts_at:
        yield ENDS_BEFORE_IT_BEGINS(starts=formats.clock(starts_at), ends=formats.clock(ends_at))


def _not_active(forum, day):
    period = "–".join(formats.short_day(end) if end else "" for end in (forum.from_day, forum.to_day))
    return FORUM_NOT_ACTIVE(forum=forum, day=formats.day(day), period=period)


def obstacles_to_agenda_work(meeting, *, by, on):
    """Yield why the agenda cannot be added to. After the call it still can, and what is new is marked as late."""
    yield from obstacles_to_acting_as_secretariat(by, meeting.partnership, on)
    if meeting.status in (Meeting.Status.HELD, Meeting.Status.CANCELLED):
        yield IS_OVER(status=meeting.get_status_display())


def obstacles_to_adding(meeting, *, case, forum, purpose, by, on):
    yield from obstacles_to_agenda_work(meeting, by=by, on=on)
    if forum not in meeting.forums.all():
        yield NOT_A_FORUM_HERE(forum=forum)
    if case.partnership_id != meeting.partnership_id:
        yield OTHER_PARTNERSHIP()
    if meeting.items.filter(case=case, forum=forum).exists():
        yield ALREADY_ON_AGENDA(forum=forum)
    if not purpose:
        yield NO_PURPOSE(case=case)
    if meeting.status == Meeting.Status.CALLED:
        if case.latest_paper is None:
            yield CASE_WITHOUT_PAPER(case=case)
        yield from checklists.obstacles_to_calling(case)


def obstacles_to_adding_point(meeting, *, title, forum, by, on):
    yield from obstacles_to_agenda_work(meeting, by=by, on=on)
    if forum not in meeting.forums.all():
        yield NOT_A_FORUM_HERE(forum=forum)
    if not title.strip():
        yield NO_TITLE()


def obstacles_to_planning_item(item, *, purpose, by, on):
    yield from obstacles_to_agenda_work(item.meeting, by=by, on=on)
    if item.case_id and not purpose:
        yield NO_PURPOSE(case=item.heading)
    if item.meeting.agenda_is_locked and purpose != item.purpose:
        yield ALREADY_CALLED()


def obstacles_to_sending_new_paper(item, *, by, on):
    yield from obstacles_to_agenda_work(item.meeting, by=by, on=on)
    if item.case_id is None or item.case.latest_paper is None:
        yield CASE_WITHOUT_PAPER(case=item.heading)
    elif item.paper == item.case.latest_paper:
        yield PAPER_IS_NEWEST()
    if item.decisions.exists():
        yield ITEM_HAS_RECORD(item=item.heading)


def obstacles_to_removing(item, *, by, on):
    yield from obstacles_to_agenda_work(item.meeting, by=by, on=on)
    if item.meeting.agenda_is_locked:
        yield ALREADY_CALLED()
    if item.decisions.exists() or item.minutes_approved.exists():
        yield ITEM_HAS_RECORD(item=item.heading)


def obstacles_to_reordering(meeting, *, by, on):
    yield from obstacles_to_agenda_work(meeting, by=by, on=on)
    if meeting.agenda_is_locked:
        yield ALREADY_CALLED()


def obstacles_to_calling(meeting, *, by, on):
    """Yield why the call cannot be sent. A late call is no obstacle: it is sent, and marked."""
    yield from obstacles_to_acting_as_secretariat(by, meeting.partnership, on)
    if meeting.status == Meeting.Status.CALLED:
        yield ALREADY_CALLED()
    elif meeting.agenda_is_locked:
        yield IS_OVER(status=meeting.get_status_display())
    if meeting.day < on:
        yield DAY_PASSED(day=formats.day(meeting.day))
    cases = [item for item in meeting.items.select_related("case__kind", "case__partnership") if item.case_id]
    if not cases:
        yield NO_ITEMS()
    with_paper = set(
        Case.objects.filter(items__meeting=meeting, papers__isnull=False).values_list("pk", flat=True)
    )
    missing = missing_in(item.case for item in cases)
    for item in cases:
        if item.case_id not in with_paper:
            yield CASE_WITHOUT_PAPER(case=item.case)
        yield from checklists.obstacles_to_calling(item.case, missing.get(item.case_id, []))
    for forum in meeting.forums.all():
        if forum.mandate_on(meeting.day) is None:
            yield NO_MANDATE(forum=forum, day=formats.day(meeting.day))


def obstacles_to_changing_day(meeting, *, day, reason, by, on):
    yield from obstacles_to_cancelling(meeting, reason=reason, by=by, on=on)
    if day < on:
        yield DAY_PASSED(day=formats.day(day))
    if day == meeting.day:
        yield SAME_DAY(day=formats.day(day))
    for forum in meeting.forums.all():
        if not forum.holds_on(day):
            yield _not_active(forum, day)


def obstacles_to_cancelling(meeting, *, reason, by, on):
    yield from obstacles_to_acting_as_secretariat(by, meeting.partnership, on)
    if meeting.status in (Meeting.Status.HELD, Meeting.Status.CANCELLED):
        yield IS_OVER(status=meeting.get_status_display())
    if Decision.objects.filter(item__meeting=meeting).exists():
        yield HAS_DECISIONS()
    if not reason.strip():
        yield NO_REASON()


def obstacles_to_closing(meeting, *, by, on):
    """Yield why the meeting cannot be closed as held: every case must have come to something."""
    yield from obstacles_to_acting_as_secretariat(by, meeting.partnership, on)
    if meeting.status != Meeting.Status.CALLED:
        yield NOT_CALLED(status=meeting.get_status_display())
    elif meeting.day > on:
        yield NOT_YET(day=formats.day(meeting.day))
    if not meeting.attendance.filter(present=True).exists():
        yield NO_ATTENDANCE()
    for item in meeting.items.filter(case__isnull=False, decisions__isnull=True).select_related("case"):
        yield NOT_CONCLUDED(item=item.heading)


def days_late(meeting, mandates):
    """How many days later than the strictest mandate says the call was, or would be, sent. Zero is in time."""
    if meeting.called_at is None:
        return 0
    return call_lateness(meeting, mandates, timezone.localdate(meeting.called_at))


def call_lateness(meeting, mandates, sent_on):
    notice = max((mandate.notice_days for mandate in mandates if mandate), default=0)
    return max(0, notice - (meeting.day - sent_on).days)


def mandates_of(meeting):
    """{forum: mandate in force on the meeting day, or None}"""
    mandates = {forum: forum.mandate_on(meeting.day) for forum in meeting.forums.all()}
    prefetch_related_objects([mandate for mandate in mandates.values() if mandate], "authority")
    return mandates


def earlier_meetings(items):
    """{item: earlier items of the same case in the same forum}: where a deferred or moved case has been before."""
    items = [item for item in items if item.case_id]
    others = (
        AgendaItem.objects.filter(case__in={item.case_id for item in items})
        .select_related("meeting__partnership")
        .prefetch_related("decisions__replaced_by")
        .order_by("meeting__day", "pk")
    )
    return {
        item: [
            other
            for other in others
            if (other.case_id, other.forum_id) == (item.case_id, item.forum_id)
            and other.pk != item.pk
            and other.meeting.day <= item.meeting.day
        ]
        for item in items
    }
