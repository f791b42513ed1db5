"""The course of a case: its stations, what each forum did, and what comes next. Derived, never stored."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Prefetch

from samstyring.casework.models import AgendaItem, CaseNumber, Decision, FlowStep, Meeting, Purpose
from samstyring.partnership.models import Forum, Outcome

# How much is asked of a forum. A forum that was asked for more has also done what is less.
_RANK = {
    Purpose.INFORMATION: 0,
    Purpose.DISCUSSION: 1,
    Purpose.ADVICE: 2,
    Purpose.RECOMMENDATION: 3,
    Purpose.DECISION: 4,
}
LONG_AGO = timedelta(days=180)
HELD_BACK = (Outcome.DEFERRED, Outcome.RETURNED)


@dataclass(frozen=True)
class Station:
    """One stop: a forum with a purpose, or the parties at home. `decision` is what concluded it."""

    forum: Forum | None
    purpose: str = ""
    planned_on: date | None = None
    decision: Decision | None = None
    item: AgendaItem | None = None
    held_back: Decision | None = None
    finished_on: date | None = None
    is_planned: bool = True
    state: str = "coming"
    # A later station has concluded, so this one was left out, or nobody wrote down what it did.
    is_passed: bool = False

    @property
    def is_local(self):
        return self.forum is None

    @property
    def is_done(self):
        return self.decision is not None or self.finished_on is not None

    @property
    def day(self):
        """The day it was treated, will be treated, or is planned for."""
        if self.decision:
            return self.decision.decided_on
        if self.finished_on:
            return self.finished_on
        return self.item.meeting.day if self.item else self.planned_on

    def is_lost(self, today):
        """It was to happen so long ago, or in a forum that has ended, that what happened is simply not known."""
        if self.is_local or self.is_done or self.item:
            return False
        ended = self.forum.to_day is not None and self.forum.to_day < today
        return ended or (self.planned_on is not None and self.planned_on < today - LONG_AGO)

    @property
    def awaits_record(self):
        """The forum has met, and what it concluded is not written down."""
        return self.item is not None and self.item.meeting.status == Meeting.Status.HELD


ITEMS = AgendaItem.objects.select_related("meeting", "forum", "number", "paper")
DECISIONS = Decision.objects.select_related("forum", "item", "replaced_by")


def with_course(cases, *, items=ITEMS, decisions=DECISIONS):
    """The cases with all that tells how they stand, in a fixed number of queries."""
    return cases.select_related("partnership", "kind", "responsible").prefetch_related(
        Prefetch("flow", FlowStep.objects.select_related("forum")),
        Prefetch("items", items.all()),
        Prefetch("decisions", decisions.all()),
        Prefetch("numbers", CaseNumber.objects.select_related("forum")),
    )


def standing_decisions(case):
    """What has been concluded and not corrected away, oldest first."""
    standing = [d for d in case.decisions.all() if getattr(d, "replaced_by", None) is None]
    return sorted(standing, key=lambda d: (d.decided_on, d.pk))


def open_items(case, decisions):
    """Points on agendas where the forum has not concluded yet, the nearest first."""
    settled = {decision.item_id for decision in decisions}
    waiting = [
        item
        for item in case.items.all()
        if item.pk not in settled and item.meeting.status != Meeting.Status.CANCELLED
    ]
    return sorted(waiting, key=lambda item: (item.meeting.day, item.pk))


def _concludes(decision, purpose):
    """True where this decision is the forum's answer to what it was asked for."""
    if decision.outcome in HELD_BACK:
        return False
    asked = _RANK.get(purpose, 0)
    if decision.outcome == Outcome.DISCUSSED and asked > _RANK[Purpose.DISCUSSION]:
        return False
    treated_for = decision.item.purpose if decision.item_id else ""
    return not treated_for or _RANK[treated_for] >= asked


def stations_of(case):
    """The planned road with what happened on it, and the forums that treated the case beside the plan."""
    decisions, items = standing_decisions(case), open_items(case, standing_decisions(case))
    stations = [
        Station(step.forum, step.purpose, step.planned_on, finished_on=step.finished_on)
        for step in case.flow.all()
    ]
    stations, unused = _conclude(stations, [d for d in decisions if d.outcome not in HELD_BACK])
    stations, items = _await(stations, items)
    stations = [_hold_back(station, decisions) for station in stations]
    planned = {station.forum.pk for station in stations if station.forum}
    beside = [
        Station(d.forum, d.item.purpose if d.item_id else "", decision=d, is_planned=False)
        for d in unused
        if d.forum_id not in planned
    ]
    beside += [Station(item.forum, item.purpose, item=item, is_planned=False) for item in items]
    held = {d.forum_id: d for d in decisions if d.outcome in HELD_BACK and d.forum_id not in planned}
    known = {station.forum.pk for station in beside}
    beside += [
        Station(d.forum, d.item.purpose if d.item_id else "", held_back=d, is_planned=False)
        for d in held.values()
        if d.forum_id not in known
    ]
    return _with_state(_in_order(stations, beside))


def _conclude(stations, decisions):
    """Give each station its decision: first where it was asked for exactly that, then where for more."""
    decisions, stations = list(decisions), list(stations)
    for exactly in (True, False):
        for place, station in enumerate(stations):
            if station.is_local or station.is_done:
                continue
            for decision in decisions:
                same = decision.forum_id == station.forum.pk and _concludes(decision, station.purpose)
                asked = decision.item.purpose if decision.item_id else ""
                if same and (not exactly or asked == station.purpose):
                    stations[place] = replace(station, decision=decision)
                    decisions.remove(decision)
                    break
    return stations, decisions


def _await(stations, items):
    """Give each station that is not concluded the agenda item it waits for."""
    items, stations = list(items), list(stations)
    for exactly in (True, False):
        for place, station in enumerate(stations):
            if station.is_local or station.is_done or station.item:
                continue
            for item in items:
                if item.forum_id == station.forum.pk and (not exactly or item.purpose == station.purpose):
                    purpose = item.purpose or station.purpose
                    stations[place] = replace(station, item=item, purpose=purpose)
                    items.remove(item)
                    break
    return stations, items


def _hold_back(station, decisions):
    if station.is_local or station.is_done:
        return station
    held = [d for d in decisions if d.forum_id == station.forum.pk and d.outcome in HELD_BACK]
    return replace(station, held_back=held[-1]) if held else station


def _in_order(stations, beside):
    """What was done beside the plan stands by its day; what waits beside the plan stands before the rest."""
    ordered = list(stations)
    for station in sorted(beside, key=lambda s: (not s.is_done, s.day or date.max)):
        place = next(
            (
                place
                for place, other in enumerate(ordered)
                if not other.is_done or (station.is_done and other.day > station.day)
            ),
            len(ordered),
        )
        ordered.insert(place, station)
    return ordered


def _with_state(stations):
    """Mark the stations done, current and coming. The current one is on an agenda, or the first that waits."""
    last_done = max((place for place, station in enumerate(stations) if station.is_done), default=-1)
    waiting = [place for place, station in enumerate(stations) if not station.is_done]
    on_agenda = [place for place in waiting if stations[place].item]
    after = [place for place in waiting if place > last_done]
    current = (on_agenda or after or [None])[0]
    return [
        replace(
            station,
            state="done" if station.is_done else "current" if place == current else "coming",
            is_passed=place < last_done and not station.is_done and not station.item,
        )
        for place, station in enumerate(stations)
    ]
