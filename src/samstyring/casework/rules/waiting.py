"""What meetings ask of a person: calls to send, meetings to run, minutes to write, papers to read."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.casework.models import Meeting, MinutesVersion
from samstyring.ground import formats
from samstyring.partnership.models import Mandate
from samstyring.partnership.rules.acting import is_secretariat
from samstyring.partnership.rules.waiting import Task

AHEAD, BEHIND = timedelta(days=45), timedelta(days=45)


def meeting_tasks(partnership, person, *, on):
    """The tasks of this person in the meetings around this day."""
    around = (
        Meeting.objects.visible_to(person)
        .filter(partnership=partnership, day__range=(on - BEHIND, on + AHEAD))
        .exclude(status=Meeting.Status.CANCELLED)
        .select_related("partnership")
        .prefetch_related("forums")
        .annotate(
            cases=Count("items", filter=Q(items__case__isnull=False), distinct=True),
            has_minutes=Exists(MinutesVersion.objects.filter(meeting=OuterRef("pk"))),
        )
    )
    meetings = list(around)
    tasks = []
    if is_secretariat(person, partnership, on):
        tasks += _for_secretariat(meetings, on)
    sits_in = {seat.forum_id for seat in person.seats.all() if seat.holds_on(on)}
    mine = [meeting for meeting in meetings if any(forum.pk in sits_in for forum in meeting.forums.all())]
    return tasks + [_papers(meeting) for meeting in mine if _is_called(meeting) and meeting.day >= on]


def _for_secretariat(meetings, on):
    notice = _notice_days(meetings)
    for meeting in meetings:
        if meeting.status == Meeting.Status.PLANNED and meeting.day >= on:
            due = meeting.day - timedelta(days=max((notice.get(f.pk, 0) for f in meeting.forums.all()), default=0))
            yield Task(
                title=_("Send innkallingen til %(meeting)s") % {"meeting": _named(meeting)},
                href=_page("agenda", meeting),
                why=_cases(meeting),
                due=due,
                act=_("Saksliste"),
                kind="late" if due < on else "todo",
            )
        elif _is_called(meeting) and meeting.day <= on:
            yield Task(
                title=_("Før møtet i %(meeting)s") % {"meeting": _named(meeting)},
                href=_page("meeting", meeting),
                why=_("Frammøte og vedtak føres, og møtet avsluttes."),
                due=meeting.day,
                kind="prog" if meeting.day == on else "late",
            )
        elif meeting.status == Meeting.Status.HELD and meeting.called_at and not meeting.has_minutes:
            yield Task(
                title=_("Skriv protokollen fra %(meeting)s") % {"meeting": _named(meeting)},
                href=_page("minutes", meeting),
                why=_("Utkastet lages av det som er ført i møtet."),
                act=_("Skriv"),
            )


def _papers(meeting):
    return Task(
        title=_("Les papirene til %(meeting)s") % {"meeting": _named(meeting)},
        href=_page("meeting", meeting),
        why=_cases(meeting),
        due=meeting.day,
        act=_("Les"),
    )


def invitation_tasks(invitations):
    """The items somebody is invited to without a seat in the forum."""
    return [
        Task(
            title=_("Les papirene til «%(item)s»") % {"item": one.item.heading},
            href=reverse("casework:invitation", args=[one.item.meeting.partnership.key, one.pk]),
            why=_("Du er invitert til denne saken i %(forum)s.") % {"forum": one.item.forum},
            due=one.item.meeting.day,
            act=_("Les"),
        )
        for one in invitations
    ]


def _is_called(meeting):
    return meeting.status == Meeting.Status.CALLED


def _notice_days(meetings):
    """{forum: days} by the newest mandate in force on the day of its last meeting here; one question for all."""
    last = {forum.pk: meeting.day for meeting in meetings for forum in meeting.forums.all()}
    rows = Mandate.objects.filter(forums__in=last, adopted_on__isnull=False).order_by("effective_from", "version")
    told = rows.values_list("forums", "effective_from", "ended_on", "notice_days")
    return {
        forum: days
        for forum, begins, ends, days in told
        if forum in last and begins <= last[forum] and (ends is None or last[forum] <= ends)
    }


def _named(meeting):
    return f"{meeting.forum_names} {formats.short_day(meeting.day)}"


def _cases(meeting):
    if not meeting.cases:
        return _("Ingen saker er satt opp ennå.")
    return ngettext("%(count)s sak", "%(count)s saker", meeting.cases) % {"count": meeting.cases}


def _page(name, meeting):
    return reverse(f"casework:{name}", args=[meeting.partnership.key, meeting.pk])
