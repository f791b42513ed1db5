"""Why a project is in or out of a programme, who is next in line, and what more money would give.

Every answer is another search: the same problem with one decision turned around, compared with
the plan. The difference in value is the *price* of that decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from . import conflict
from .columns import build, can_be_paid
from .conflict import RuleConflict
from .margin import Gain, Reserve, next_million, reserve_list
from .plan import Plan
from .portfolio import Problem
from .reasons import Difference, Kind, Reason, difference, start_years
from .search import Found, Goal, NoPlan, NoPlanInTime, goals, holds, search, total
from .solve import Cancelled, Watch

__all__ = ["Difference", "Gain", "Kind", "Reason", "Reserve", "next_million", "reserve_list", "why"]

# projects answered, projects in all
Counted = Callable[[int, int], None]

# One decision may use this many times its even share of the time that is left.
GENEROSITY = 2.0


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
    told: Callable[[Reason], None] | None = None,
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
    told : callable
        Given each reason as soon as it is found, for those who read while the rest is worked on.
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
    everyone = [one.key for one in problem.projects]
    asked = everyone if keys is None else list(keys)
    if strangers := sorted(set(asked) - set(everyone)):
        raise ValueError(f"keys: not in the problem: {', '.join(strangers)}")
    starts = start_years(problem, plan)
    watch = Watch.start(seconds, cancelled=cancelled)
    inquiry = _Inquiry(problem, plan, goals(problem, plan.missing), starts, gap, threads, seed)
    known: list[Mapping[str, int]] = [starts]
    reasons = {}
    for n, key in enumerate(asked):
        watch.stop_if_cancelled()
        share = GENEROSITY * watch.left() / (len(asked) - n)
        own = Watch(min(watch.seconds, watch.elapsed() + share), watch.started, cancelled=watch.cancelled)
        reasons[key] = inquiry.inside(key, own, known) if key in starts else inquiry.outside(key, own, known)
        if told is not None:
            told(reasons[key])
        if progress is not None:
            progress(n + 1, len(asked))
    return reasons


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
        if key in self.problem.frozen:
            return Reason(key, True, "frozen")
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
        turned = self._lost(answer)
        turned = replace(turned, leaves=tuple(one for one in turned.leaves if one != key))
        kind = "required-by" if requiring else "chosen"
        return Reason(key, True, kind, requiring, turned, certain=answer.status != "time-limit")

    def outside(self, key: str, watch: Watch, known: list[Mapping[str, int]]) -> Reason:
        project = self.problem.project(key)
        if key in self.problem.frozen:
            return Reason(key, False, "frozen")
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
        turned = self._lost(answer)
        turned = replace(turned, enters=tuple(one for one in turned.enters if one != key))
        kind, keys = rule or ("outcompeted", turned.leaves)
        return Reason(key, False, kind, keys, turned, certain=answer.status != "time-limit")

    def _impossible(self, key: str, answer: conflict.Infeasible) -> Reason:
        cause = tuple(one for one in answer.conflict if one != RuleConflict("locked", (key,)))
        if answer.shortfalls:
            return Reason(key, False, "never-fits", conflict=cause, certain=answer.certain)
        others = {other for one in answer.rules for other in one.projects if other != key}
        kind: Kind = "forbidden-by-rules" if cause else "not-settled"
        return Reason(key, False, kind, tuple(sorted(others)), conflict=cause, certain=answer.certain)

    def _lost(self, answer: Found) -> Difference:
        """What turning a decision around costs. Never less than nothing, up to the plan's own gap."""
        found = difference(self.problem, self.plan, self.aims, self.starts, answer)
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
