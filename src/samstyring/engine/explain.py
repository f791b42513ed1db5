"""Why a project is in or out of a programme, who is next in line, and what more money would give.

Every answer is another search: the same problem with one decision turned around, compared with
the plan. The difference in value is the *price* of that decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from . import conflict
from .columns import build, can_be_paid
from .conflict import RuleConflict, Shortfall
from .plan import Level, Plan
from .portfolio import Problem
from .search import Found, Goal, NoPlan, NoPlanInTime, goals, holds, search, total
from .solve import Cancelled, Watch

Kind = Literal[
    "locked",
    "must-start",
    "required-by",
    "needed-by-rules",
    "chosen",
    "excluded",
    "no-source",
    "never-fits",
    "forbidden-by-rules",
    "shut-out-by",
    "lacks",
    "outcompeted",
    "not-settled",
]

# projects answered, projects in all
Counted = Callable[[int, int], None]

# One decision may use this many times its even share of the time that is left.
GENEROSITY = 2.0


@dataclass(frozen=True)
class Difference:
    """What changes from a plan to another one. Years are calendar years.

    `price` is the value lost (or, for more money, gained) on `criterion`; it lies between `least`
    and `most`, which are proved. With weights `criterion` is empty; with a ranking it is the most
    important criterion on which the two plans differ.
    """

    price: float
    least: float
    most: float
    criterion: str = ""
    leaves: tuple[str, ...] = ()  # in the plan, not in the other
    enters: tuple[str, ...] = ()  # in the other, not in the plan
    moves: Mapping[str, int] = field(default_factory=dict)  # in both, but starts in this year instead


@dataclass(frozen=True)
class Reason:
    """Why one project is in or out.

    ===================  ======================================================================
    Inside, `kind`       `keys`
    ``locked``           none: somebody has decided it
    ``must-start``       none: the sheet says so
    ``required-by``      the projects in the plan that require it
    ``needed-by-rules``  none: no plan without it; `conflict` says why
    ``chosen``           none: it earns its place, and `turned` is the plan without it
    Outside, `kind`
    ``excluded``         none: somebody has decided it
    ``no-source``        none: nobody may pay for it
    ``never-fits``       none: no plan can pay for it; `conflict` says what is missing
    ``forbidden-by-rules``  the other projects in the rules that `conflict` lists
    ``shut-out-by``      the project in the plan that it excludes
    ``lacks``            the projects it requires that are not in the plan
    ``outcompeted``      the projects that would have had to leave
    Either
    ``not-settled``      none: time ran out
    ===================  ======================================================================

    `turned` compares with the best plan where the decision is the opposite; None when there is
    none, or when it was not searched for because people have decided. `certain` is False when
    time ran out before the price was settled within the gap.
    """

    key: str
    inside: bool
    kind: Kind
    keys: tuple[str, ...] = ()
    turned: Difference | None = None
    conflict: tuple[Shortfall | RuleConflict, ...] = ()
    certain: bool = True


@dataclass(frozen=True)
class Reserve:
    """A project in line for money that becomes free; `relative` orders the line."""

    key: str
    price: float
    relative: float
    certain: bool


@dataclass(frozen=True)
class Gain:
    """What more money from one source in one calendar year would give."""

    source: str
    year: int
    step: float
    change: Difference
    certain: bool


def why(
    problem: Problem,
    plan: Plan,
    *,
    keys: Sequence[str] | None = None,
    seconds: float = 60.0,
    gap: float = 1e-3,
    threads: int = 1,
    seed: int = 0,
    progress: Counted | None = None,
    cancelled: Cancelled | None = None,
) -> dict[str, Reason]:
    """Explain each project's place in or outside a plan.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        From `programme.balance` of the same problem; unknown scores mean what they meant there.
    keys : sequence of str
        The projects asked about; all of them if not given.
    seconds : float
        For all answers together. A project whose search is cut short gets ``certain=False``.
    gap : float
        How closely each price is settled, as a share of the plan's value. A tighter gap takes
        much longer, and a thousandth of the whole is far less than anyone knows the scores.
    progress : callable
        Told after each project how many are answered, and of how many.
    cancelled : callable
        Asked about ten times a second; when it answers True, `Stopped` is raised.

    Returns
    -------
    dict of str to Reason
        In the order of `keys`, or of the problem.

    Raises
    ------
    ValueError
        If the plan or a key does not belong to the problem.
    Stopped
        If `cancelled` answered True.

    Examples
    --------
    >>> from samstyring.engine.problem import read
    >>> from samstyring.engine.programme import balance
    >>> problem = read({
    ...     "format": "samstyring-portfolio-problem/1", "unit": "MNOK", "years": [2025],
    ...     "tail_years": 0, "delay_factor": 1, "weights": {"nytte": 1},
    ...     "sources": [{"key": "stat", "frames": [10]}],
    ...     "projects": [
    ...         {"key": "Bru", "scores": {"nytte": 60}, "cost_profile": [10], "sources": ["stat"]},
    ...         {"key": "Gangvei", "scores": {"nytte": 50}, "cost_profile": [10], "sources": ["stat"]},
    ...     ]})
    >>> reason = why(problem, balance(problem))["Gangvei"]
    >>> reason.kind, reason.keys, reason.turned.price
    ('outcompeted', ('Bru',), 10.0)
    """
    asked = [one.key for one in problem.projects] if keys is None else list(keys)
    starts = _starts(problem, plan)
    watch = Watch.start(seconds, cancelled=cancelled)
    inquiry = _Inquiry(problem, plan, goals(problem, plan.missing), starts, gap, threads, seed)
    known: list[Mapping[str, int]] = [starts]
    reasons = {}
    for n, key in enumerate(asked):
        watch.stop_if_cancelled()
        share = GENEROSITY * watch.left() / (len(asked) - n)
        own = Watch(min(watch.seconds, watch.elapsed() + share), watch.started, cancelled=watch.cancelled)
        reasons[key] = inquiry.inside(key, own, known) if key in starts else inquiry.outside(key, own, known)
        if progress is not None:
            progress(n + 1, len(asked))
    return reasons


def reserve_list(problem: Problem, plan: Plan, reasons: Mapping[str, Reason]) -> tuple[Reserve, ...]:
    """The projects outside a plan, those nearest to coming in first.

    The rule: the price of forcing a project in, divided by what the project itself is worth at
    its earliest start. At 0 it could replace something at no loss; at 1 it would push out as much
    as it brings. Equal ones go by lower price, then by key. With a ranking, a project that only
    loses on a later criterion comes before one that loses on an earlier one.

    Projects that cannot be in any plan, that people have excluded, or whose price was not found
    are left out.
    """
    aims = goals(problem, plan.missing)
    order = {criterion: n for n, (criterion, _) in enumerate(aims)}
    found = []
    for project in problem.projects:
        reason = reasons.get(project.key)
        if reason is None or reason.inside or reason.turned is None:
            continue
        level = order[reason.turned.criterion]
        own = aims[level][1][project.key] * problem.delay_factor**project.earliest
        price = reason.turned.price
        relative = 0.0 if price == 0 else price / own if own > 0 else float("inf")
        found.append((-level, relative, price, Reserve(project.key, price, relative, reason.certain)))
    found.sort(key=lambda one: (*one[:3], one[3].key))
    return tuple(one[3] for one in found)


def next_million(
    problem: Problem,
    plan: Plan,
    source: str,
    year: int,
    step: float,
    *,
    seconds: float = 10.0,
    gap: float = 1e-4,
    threads: int = 1,
    seed: int = 0,
    cancelled: Cancelled | None = None,
) -> Gain:
    """What a little more money from one source in one calendar year would give.

    Parameters
    ----------
    source : str
        Who would pay more.
    year : int
        Calendar year, of the programme or its tail.
    step : float
        How much more, in the problem's unit, above 0.

    Returns
    -------
    Gain
        `change.price` is the value gained; projects that `enters` would come in.

    Raises
    ------
    ValueError
        If the source or year is not in the problem, or the step is not above 0.
    Stopped
        If `cancelled` answered True.
    """
    if source not in {one.key for one in problem.sources}:
        raise ValueError(f'source: "{source}" is not in the problem')
    if year not in problem.calendar:
        raise ValueError(f"year: {year} is not a year of the problem")
    if not 0 < step < float("inf"):
        raise ValueError("step: should be an amount above 0")
    at = problem.calendar.index(year)
    richer = replace(
        problem,
        sources=tuple(
            replace(one, frames=(*one.frames[:at], one.frames[at] + step, *one.frames[at + 1 :]))
            if one.key == source
            else one
            for one in problem.sources
        ),
    )
    starts = _starts(problem, plan)
    watch = Watch.start(seconds, cancelled=cancelled)
    aims = goals(problem, plan.missing)
    found = search(richer, build(richer), aims, watch, gap=gap, threads=threads, seed=seed, first_guess=starts)
    lost = _difference(problem, plan, aims, starts, found)
    change = replace(lost, price=max(0.0, -lost.price), least=max(0.0, -lost.most), most=max(0.0, -lost.least))
    return Gain(source, year, step, change, found.status != "time-limit")


@dataclass(frozen=True)
class _Inquiry:
    """What all the searches have in common."""

    problem: Problem
    plan: Plan
    aims: tuple[Goal, ...]
    starts: Mapping[str, int]
    gap: float
    threads: int
    seed: int

    def inside(self, key: str, watch: Watch, known: list[Mapping[str, int]]) -> Reason:
        if key in self.problem.locked:
            return Reason(key, True, "locked")
        if self.problem.project(key).must_start:
            return Reason(key, True, "must-start")
        requiring = tuple(
            one.project for one in self.problem.dependencies if one.requires == key and one.project in self.starts
        )
        without = replace(self.problem, excluded=(*self.problem.excluded, key))
        answer = self._turn(without, watch, [one for one in known if key not in one], _without(self, key))
        if isinstance(answer, conflict.Infeasible):
            cause = tuple(one for one in answer.conflict if one != RuleConflict("excluded", (key,)))
            kind: Kind = "required-by" if requiring else "needed-by-rules"
            return Reason(key, True, kind, requiring, conflict=cause, certain=answer.certain)
        if answer is None:
            kind = "required-by" if requiring else "not-settled"
            return Reason(key, True, kind, requiring, certain=False)
        known.append(answer.starts)
        difference = self._lost(answer)
        difference = replace(difference, leaves=tuple(one for one in difference.leaves if one != key))
        kind = "required-by" if requiring else "chosen"
        return Reason(key, True, kind, requiring, difference, certain=answer.status != "time-limit")

    def outside(self, key: str, watch: Watch, known: list[Mapping[str, int]]) -> Reason:
        project = self.problem.project(key)
        if key in self.problem.excluded:
            return Reason(key, False, "excluded")
        if not can_be_paid(project, len(self.problem.calendar) - project.latest):
            return Reason(key, False, "no-source")
        within = replace(self.problem, locked={**self.problem.locked, key: None})
        answer = self._turn(within, watch, [one for one in known if key in one], None)
        if isinstance(answer, conflict.Infeasible):
            return self._impossible(key, answer)
        lacking = tuple(
            one.requires
            for one in self.problem.dependencies
            if one.project == key and one.requires not in self.starts
        )
        rivals = tuple(
            sorted(
                other
                for group in self.problem.exclusions
                if key in group
                for other in group
                if other in self.starts
            )
        )
        rule: tuple[Kind, tuple[str, ...]] | None = (
            ("shut-out-by", rivals) if rivals else ("lacks", lacking) if lacking else None
        )
        if answer is None:
            kind, keys = rule or ("not-settled", ())
            return Reason(key, False, kind, keys, certain=False)
        known.append(answer.starts)
        difference = self._lost(answer)
        difference = replace(difference, enters=tuple(one for one in difference.enters if one != key))
        kind, keys = rule or ("outcompeted", difference.leaves)
        return Reason(key, False, kind, keys, difference, certain=answer.status != "time-limit")

    def _impossible(self, key: str, answer: conflict.Infeasible) -> Reason:
        cause = tuple(one for one in answer.conflict if one != RuleConflict("locked", (key,)))
        if answer.shortfalls:
            return Reason(key, False, "never-fits", conflict=cause, certain=answer.certain)
        others = {
            other for one in answer.rules if one.kind != "minimum-share" for other in one.keys if other != key
        }
        kind: Kind = "forbidden-by-rules" if cause else "not-settled"
        return Reason(key, False, kind, tuple(sorted(others)), conflict=cause, certain=answer.certain)

    def _lost(self, answer: Found) -> Difference:
        """What turning a decision around costs. Never less than nothing, up to the plan's own gap."""
        found = _difference(self.problem, self.plan, self.aims, self.starts, answer)
        return replace(found, price=max(0.0, found.price), least=max(0.0, found.least), most=max(0.0, found.most))

    def _turn(
        self,
        problem: Problem,
        watch: Watch,
        known: Iterable[Mapping[str, int]],
        guess: Mapping[str, int] | None,
    ) -> Found | conflict.Infeasible | None:
        """The best plan of a changed problem, why there is none, or None if time ran out."""
        model = build(problem)
        candidates = [*known, *([] if guess is None else [guess])]
        possible = [one for one in candidates if holds(model, one)]
        best = max(possible, key=lambda one: total(problem, self.aims[0][1], one), default=None)
        try:
            return search(
                problem,
                model,
                self.aims,
                watch,
                gap=self.gap,
                threads=self.threads,
                seed=self.seed,
                brisk=True,
                first_guess=best,
            )
        except NoPlan:
            return conflict.find(problem, watch, threads=self.threads, seed=self.seed)
        except NoPlanInTime:
            return None


def _without(inquiry: _Inquiry, key: str) -> dict[str, int]:
    """The plan without a project, nor anything that requires it."""
    gone = {key}
    while more := {
        one.project for one in inquiry.problem.dependencies if one.requires in gone and one.project not in gone
    }:
        gone |= more
    return {other: year for other, year in inquiry.starts.items() if other not in gone}


def _starts(problem: Problem, plan: Plan) -> dict[str, int]:
    """The plan's start years counted from the first programme year."""
    known = {one.key for one in problem.projects}
    for key, year in plan.starts.items():
        if key not in known or year not in problem.years:
            raise ValueError(f"plan: {key} in {year} does not belong to this problem")
    return {key: problem.years.index(year) for key, year in plan.starts.items()}


def _difference(
    problem: Problem, plan: Plan, aims: Sequence[Goal], starts: Mapping[str, int], found: Found
) -> Difference:
    """From the plan to what was found."""
    before = plan.levels or (Level("", plan.value, plan.bound, plan.gap, plan.status),)
    # The most important criterion on which the plans really differ, or the last one.
    level = len(aims) - 1
    for n, (one, other) in enumerate(zip(before, found.levels, strict=True)):
        if abs(one.value - other.value) > 1e-6 * max(1.0, abs(one.value)):
            level = n
            break
    old, new = before[level], found.levels[level]
    price = old.value - new.value
    return Difference(
        price=round(price, 9) + 0.0,
        least=old.value - new.bound + 0.0,
        most=old.bound - new.value + 0.0,
        criterion=aims[level][0],
        leaves=tuple(sorted(starts.keys() - found.starts.keys())),
        enters=tuple(sorted(found.starts.keys() - starts.keys())),
        moves={
            key: problem.years[found.starts[key]]
            for key in sorted(starts.keys() & found.starts.keys())
            if starts[key] != found.starts[key]
        },
    )
