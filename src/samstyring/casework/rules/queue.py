"""The queue of a meeting: which cases are on their way to its forums, and what they still lack."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samstyring.casework.models import Case
from samstyring.casework.rules.checklists import missing_in, missing_words
from samstyring.casework.rules.course import stations_of, with_course
from samstyring.partnership.models import Forum


@dataclass(frozen=True)
class Waiting:
    """A case in the queue of a forum: what it comes for, and what is missing before it is ready."""

    case: Case
    forum: Forum
    purpose: str
    missing: tuple[str, ...]
    planned_on: object = None
    held_back: object = None

    @property
    def is_ready(self):
        return not self.missing


def queue(meeting, person):
    """The cases on their way to the forums of the meeting: those whose turn it is first, then those nearly there.

    A case that is on an agenda, or has been concluded by the forum, is not in the queue. A deferred one is.
    """
    forums = {forum.pk for forum in meeting.forums.all()}
    on_agenda = set(meeting.items.filter(case__isnull=False).values_list("case_id", "forum_id"))
    cases = Case.objects.visible_to(person).filter(partnership=meeting.partnership, flow__forum__in=forums)
    written = set(
        Case.objects.filter(papers__isnull=False, partnership=meeting.partnership).values_list("pk", flat=True)
    )
    waiting = []
    on_the_way = list(with_course(cases.distinct()).order_by("created_on", "pk"))
    unchecked = missing_in(on_the_way)
    for case in on_the_way:
        stations = stations_of(case)
        current = next((station for station in stations if station.state == "current"), None)
        for station in stations:
            if (
                station.is_local
                or station.is_done
                or station.item
                or station.forum.pk not in forums
                or (case.pk, station.forum.pk) in on_agenda
            ):
                continue
            # A forum that will meet the case twice is asked for the first time only.
            on_agenda.add((case.pk, station.forum.pk))
            missing = [] if case.pk in written else [_("Saksframlegget er ikke skrevet.")]
            if unchecked.get(case.pk):
                missing.append(missing_words(unchecked[case.pk]))
            if station is not current and current is not None:
                missing.append(_behind(current))
            waiting.append(
                Waiting(
                    case, station.forum, station.purpose, tuple(missing), station.planned_on, station.held_back
                )
            )
    return sorted(waiting, key=lambda w: (len(w.missing), w.case.created_on, w.case.pk))


def _behind(current):
    if current.is_local:
        return _("Saken er hos partene lokalt.")
    return _("%(forum)s har ikke behandlet saken ennå.") % {"forum": current.forum}
