"""What stands in the way of preparing a case, of putting it to a forum, and of its next step."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Meeting, Purpose
from samstyring.casework.rules import anchoring, checklists
from samstyring.casework.rules.cases import Standing, day_words
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Forum, Outcome, PartyRole, Seat
from samstyring.partnership.models.mandates import ACT_WORDS
from samstyring.partnership.rules import acting

ONLY_SECRETARIAT_SUBMITS = Obstacle(
    "only-secretariat-submits",
    _("Bare sekretariatet kan legge saker fram for {forum}."),
    _("Meld saken til sekretariatet i {partnership}, så kan de legge den fram."),
)
NO_SEAT = Obstacle(
    "no-seat",
    _("Bare den som har plass i et forum i {partnership}, kan melde en sak."),
    _("Be sekretariatet om å opprette saken."),
)
NOT_PREPARING = Obstacle(
    "not-preparing",
    _("Bare sekretariatet og den som er ansvarlig for saken, kan skrive i papirene."),
    _("Sekretariatet kan gjøre deg til ansvarlig."),
)
NO_RESPONSIBLE = Obstacle(
    "no-responsible",
    _("Ingen er ansvarlig for saken."),
    _("Sekretariatet peker ut en ansvarlig."),
)
NO_PAPER = Obstacle(
    "no-paper",
    _("Saken har ikke noe saksframlegg."),
    _("Sekretariatet eller den ansvarlige skriver det."),
)
NO_PROPOSAL = Obstacle(
    "no-proposal",
    _("Saksframlegget har ikke noe forslag til vedtak, og {forum} skal gi {purpose}."),
    _("Sekretariatet eller den ansvarlige skriver forslaget i en ny versjon."),
)
NO_ROUTE = Obstacle(
    "no-route",
    _("Det er ikke bestemt hvilke fora som skal behandle saken."),
    _("Sekretariatet legger veien."),
)
NOT_ON_AGENDA = Obstacle(
    "not-on-agenda",
    _("Saken står ikke på noen saksliste i {forum}. Neste møte som ikke er innkalt, er {day}."),
    _("Sekretariatet setter den på sakslisten."),
)
NO_MEETING = Obstacle(
    "no-meeting",
    _("{forum} har ikke noe planlagt møte som saken kan komme på."),
    _("Sekretariatet planlegger møtet og setter saken på sakslisten."),
)
NO_MANDATE_THEN = Obstacle(
    "no-mandate",
    _("{forum} har ikke et gjeldende mandat {day}, og kan ikke konkludere da."),
    _("Forumet som eier mandatet, kan vedta et nytt."),
)
BEYOND_MANDATE = Obstacle(
    "beyond-mandate",
    _("«{mandate}» (punkt {point}) gir ikke {forum} rett til å {act} i denne saken."),
    _("Sekretariatet kan endre formålet eller legge saken til et annet forum."),
)
NO_VAT = Obstacle(
    "no-vat",
    _("Beløpet sier ikke om merverdiavgift er med."),
    _("Sekretariatet fyller ut mva. på saken."),
)

# What a forum must be allowed to conclude to serve each purpose: one of these is enough.
_SERVES = {
    Purpose.INFORMATION: (Outcome.NOTED,),
    Purpose.DISCUSSION: (Outcome.DISCUSSED,),
    Purpose.ADVICE: (Outcome.ADVISED, Outcome.RECOMMENDED),
    Purpose.RECOMMENDATION: (Outcome.RECOMMENDED,),
    Purpose.DECISION: (Outcome.ADOPTED, Outcome.ENDORSED),
}


def takes_part(person, partnership, day):
    """True for the secretariat and for those with a seat or a party role in the partnership on the day."""
    return person is not None and (
        acting.is_secretariat(person, partnership, day)
        or Seat.objects.on(day).filter(person=person, forum__partnership=partnership).exists()
        or PartyRole.objects.on(day).filter(person=person, party__partnership=partnership).exists()
    )


def obstacles_to_submitting(person, partnership, *, forum, on):
    """Yield why this person cannot put a case to the forum. Only the secretariat leaves the forum open."""
    if acting.is_secretariat(person, partnership, on):
        return
    if person is None or not Seat.objects.on(on).filter(person=person, forum__partnership=partnership).exists():
        yield NO_SEAT(partnership=partnership)
    elif forum is None or forum.submitters == Forum.Submitters.SECRETARIAT:
        yield ONLY_SECRETARIAT_SUBMITS(forum=forum or partnership, partnership=partnership)


def obstacles_to_keeping(case, person, on):
    """Yield why this person cannot change what the case is and where it goes: that is for the secretariat."""
    yield from acting.obstacles_to_acting_as_secretariat(person, case.partnership, on)


def obstacles_to_preparing(case, person, on):
    """Yield why this person cannot write the papers of the case."""
    if acting.is_secretariat(person, case.partnership, on):
        return
    if person is None or case.responsible_id != person.pk or not takes_part(person, case.partnership, on):
        yield NOT_PREPARING


def may_propose(person, partnership, on):
    """True for those who may try: the secretariat and everybody with a seat. The forum decides the rest."""
    return person is not None and (
        acting.is_secretariat(person, partnership, on)
        or Seat.objects.on(on).filter(person=person, forum__partnership=partnership).exists()
    )


def obstacles_ahead(case, status, paper, *, today):
    """Yield what must be in place before the case can take its next step."""
    if status.standing in (Standing.FINISHED, Standing.LOCAL, Standing.UNRECORDED):
        return
    if case.responsible_id is None:
        yield NO_RESPONSIBLE(act_url=_page(case, "case_edit"), act_label=_("Pek ut ansvarlig"))
    if case.amount_mnok is not None and not case.amount_vat:
        yield NO_VAT(act_url=_page(case, "case_edit"), act_label=_("Fyll ut mva."))
    station = status.current
    if station is None:
        yield NO_ROUTE(act_url=_page(case, "case_route"), act_label=_("Legg veien"))
    if paper is None:
        yield NO_PAPER(act_url=_page(case, "paper_write"), act_label=_("Skriv saksframlegg"))
    if station is None or station.is_local:
        return
    if not (station.item and station.item.meeting.agenda_is_locked):
        yield from checklists.obstacles_to_calling(case)
    if paper and not paper.proposal and station.purpose in (Purpose.DECISION, Purpose.RECOMMENDATION):
        purpose = Purpose(station.purpose).label
        act = {"act_url": _page(case, "paper_write"), "act_label": _("Skriv forslaget")}
        yield NO_PROPOSAL(forum=station.forum, purpose=purpose, **act)
    yield from _obstacles_at(case, station, paper, today)


def _obstacles_at(case, station, paper, today):
    """Yield what the forum lacks: an agenda, a mandate on the day, the right to do what it is asked for."""
    if station.item is None:
        yield _no_agenda(case, station.forum, today)
    day = station.day if station.day and station.day >= today else today
    mandate = station.forum.mandate_on(day)
    if mandate is None:
        yield NO_MANDATE_THEN(forum=station.forum, day=day_words(day, today))
        return
    serving = _SERVES.get(station.purpose, ())
    permitted = mandate.permitted(case.kind, mnok=case.amount_mnok)
    if serving and not any(outcome in permitted for outcome in serving):
        point = mandate.point_against(case.kind)
        yield BEYOND_MANDATE(
            mandate=mandate, point=point.point if point else "–", forum=station.forum, act=ACT_WORDS[serving[0]],
            act_url=_page(case, "case_route"), act_label=_("Endre veien"),
        )  # fmt: skip
    if station.purpose in anchoring.ASKED_TO_CONCLUDE:
        table = station.item.paper if station.item and station.item.paper_id else paper
        yield from anchoring.obstacles_ahead(case, forum=station.forum, mandate=mandate, paper=table)


def _no_agenda(case, forum, today):
    planned = forum.meetings.filter(status=Meeting.Status.PLANNED, day__gte=today).order_by("day").first()
    if planned is None:
        act = {"act_url": reverse("casework:meeting_new", args=[case.partnership.key])}
        return NO_MEETING(forum=forum, act_label=_("Planlegg møte"), **act)
    act = {"act_url": reverse("casework:agenda", args=[case.partnership.key, planned.pk])}
    return NOT_ON_AGENDA(forum=forum, day=day_words(planned.day, today), act_label=_("Åpne sakslisten"), **act)


def _page(case, name):
    return reverse(f"casework:{name}", args=[case.partnership.key, case.pk])
