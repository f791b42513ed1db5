"""Will a project be ready in time for the next programme, and if not, why. A forecast promises nothing."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samstyring.casework.models import Case, Meeting
from samstyring.casework.rules.course import stations_of, with_course
from samstyring.ground import formats
from samstyring.partnership.models import Forum
from samstyring.portfolio.rules.sheets import STEPS, Step


@dataclass(frozen=True)
class Schedule:
    """When the next programme is balanced, and when the forums on the way there meet before that."""

    case: Case
    forum: Forum
    day: date
    meetings: dict  # {step: the days its forums meet, from today until then}


@dataclass(frozen=True)
class Forecast:
    """A glyph, a sentence, and the reasons that stand behind it."""

    kind: str
    words: str
    reasons: tuple[str, ...] = ()

    @property
    def misses(self):
        return self.kind == "stop"


def schedule(partnership, *, on):
    """The next programme on its way to the forum that balances it, or None while no day is set for one."""
    kinds = [kind for kind in partnership.case_kinds.all() if any(step.get("local") for step in kind.usual_flow)]
    found = None
    for case in with_course(Case.objects.filter(partnership=partnership, kind__in=kinds)):
        for station in stations_of(case):
            balances = station.forum and station.forum.board_step == Step.PRIORITISE and not station.is_done
            if balances and station.day and station.day >= on and (found is None or station.day < found[2]):
                found = case, station.forum, station.day
    if found is None:
        return None
    return Schedule(*found, meetings=_meetings(partnership, on, found[2]))


def _meetings(partnership, first, last):
    known = Meeting.objects.filter(
        partnership=partnership,
        day__range=(first, last),
        status__in=(Meeting.Status.PLANNED, Meeting.Status.CALLED),
    ).prefetch_related("forums")
    days = {}
    for meeting in known:
        for forum in meeting.forums.all():
            days.setdefault(forum.board_step, []).append(meeting.day)
    return days


def of_row(row, schedule):
    """The forecast for one project of the board, or None where there is no programme to be in time for."""
    if schedule is None or row.is_over or row.place.is_through:
        return None
    facts = {"forum": schedule.forum, "day": formats.day(schedule.day)}
    reasons = [*_missing(row), *_steps_without_meeting(row, schedule)]
    if _is_there(row):
        words = _("Er hos %(forum)s, som prioriterer %(day)s.")
        return Forecast("warn" if row.lacks else "done", words % facts, tuple(_missing(row)))
    if list(_steps_without_meeting(row, schedule)):
        return Forecast(
            "stop", _("Rekker ikke programmet som %(forum)s prioriterer %(day)s.") % facts, tuple(reasons)
        )
    if reasons:
        words = _("Kan rekke programmet som %(forum)s prioriterer %(day)s, hvis arket blir fylt ut.")
        return Forecast("warn", words % facts, tuple(reasons))
    return Forecast("done", _("Rekker programmet som %(forum)s prioriterer %(day)s.") % facts)


def of_many(told, schedule):
    """{kind: how many} of a tally from `standing`, by the same rules as the forecast of one project."""
    counts = dict.fromkeys(("done", "warn", "stop"), 0)
    for one in told:
        if schedule is None or one["is_over"] or one["is_through"]:
            continue
        kind = "stop" if one["at_step"] in steps_too_late(schedule) else "done" if one["is_ready"] else "warn"
        counts[kind] += one["count"]
    return counts


def late(placed, schedule):
    """Those from `standing.placed` that do not make it to the programme."""
    return placed.filter(at_step__in=steps_too_late(schedule), is_over=False, is_through=False).order_by("key")


def steps_too_late(schedule):
    """The steps from which a project does not make it, since a forum on the way does not meet in time."""
    before = STEPS[: STEPS.index(Step.PRIORITISE)]
    return [step for step in before if _without_meeting(step, schedule)]


def _is_there(row):
    return STEPS.index(row.place.step) >= STEPS.index(Step.PRIORITISE)


def _missing(row):
    if row.sheet is None:
        yield _("Prosjektarket er ikke skrevet.")
    elif row.lacks:
        yield _("Arket mangler %(lacks)s.") % {"lacks": row.lacks_words}


def _steps_without_meeting(row, schedule):
    """Sentences about the forums that must treat the sheet first, and do not meet in time."""
    for step in _without_meeting(row.place.step, schedule):
        words = _("Steget «%(step)s» har ikke noe møte før %(day)s.")
        yield words % {"step": Step(step).label, "day": formats.day(schedule.day)}


def _without_meeting(step, schedule):
    """The steps from this one to the balancing whose forums do not meet before it."""
    there = STEPS.index(Step.PRIORITISE)
    return [one for one in STEPS[max(STEPS.index(step), 1) : there] if not schedule.meetings.get(one)]
