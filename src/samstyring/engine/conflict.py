"""When no programme is possible: what is missing, or which rules cannot hold together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .columns import Floats, Model, build, can_be_paid
from .plan import Shortfall
from .portfolio import OwnerCap, Problem, Project
from .solve import Watch, solve

__all__ = ["Infeasible", "RuleConflict", "Shortfall", "find"]

LEAST_SECONDS = 5.0


@dataclass(frozen=True)
class RuleConflict:
    """One of the rules that cannot all hold, whatever the frames are.

    `kind` is ``must-start``, ``locked``, ``excluded``, ``no-source`` (keys: the project),
    ``frozen`` (the project too), ``exclusion`` (the group), ``dependency`` (the project and what it
    requires), ``minimum-share`` (the dimension and the group), ``cap`` (the project and the source),
    ``matching`` (the project and both sources), ``owner-money`` or ``owner-starts`` (the owner).
    """

    kind: str
    keys: tuple[str, ...]

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects the rule names."""
        if self.kind in ("minimum-share", "owner-money", "owner-starts"):
            return ()
        return self.keys[:1] if self.kind in ("cap", "matching") else self.keys


class Infeasible(Exception):
    """No programme can satisfy the problem.

    `conflict` is either the least extra money that would make a programme possible, or a smallest
    set of rules that cannot hold together: dropping any one of them is enough. `certain` is False
    when time ran out before the amounts were proved least, or the set smallest.
    """

    def __init__(self, conflict: Sequence[Shortfall | RuleConflict], *, certain: bool = True) -> None:
        super().__init__("no programme is possible: " + ("; ".join(map(_said, conflict)) or "cause unknown"))
        self.conflict = tuple(conflict)
        self.certain = certain

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        return tuple(one for one in self.conflict if isinstance(one, Shortfall))

    @property
    def rules(self) -> tuple[RuleConflict, ...]:
        return tuple(one for one in self.conflict if isinstance(one, RuleConflict))


def _said(one: Shortfall | RuleConflict) -> str:
    if isinstance(one, Shortfall):
        return f"{one.source} lacks {one.amount:g} in {one.year}"
    return f"{one.kind} {', '.join(one.keys)}"


def find(problem: Problem, watch: Watch, *, threads: int = 1, seed: int = 0) -> Infeasible:
    """Explain why no programme is possible.

    Parameters
    ----------
    problem : Problem
        One that `programme.balance` found impossible.

    Returns
    -------
    Infeasible
        To be raised by the caller.

    Notes
    -----
    First the frames are made elastic, and the total of extra money is made least [1]_. If no
    amount of money helps, the frames are left out, and rules are dropped as long as the rest
    still cannot hold together (a deletion filter [2]_).

    References
    ----------
    .. [1] Brown and Graves, *Elastic programming*, 1975 (as described in [2]_).
    .. [2] Chinneck, *Feasibility and Infeasibility in Optimization*, Springer 2008.
    """
    # Explaining gets some time of its own, so that a hard problem is not left without a reason.
    watch = Watch(max(watch.seconds, watch.elapsed() + LEAST_SECONDS), watch.started, cancelled=watch.cancelled)
    elastic = build(problem, elastic=True)
    extra = dict.fromkeys(elastic.unfunded_columns.values(), 1.0)
    answer = solve(elastic, extra, largest=False, watch=watch, gap=1e-6, threads=threads, seed=seed)
    if answer.infeasible:
        rules, certain = _smallest_conflict(problem, watch, threads=threads, seed=seed)
        return Infeasible(rules, certain=certain)
    if answer.columns is None:
        return Infeasible((), certain=False)
    # The search may leave a start a millionth from whole, which is a lot of money on a big project.
    settled = {column: (round(at), round(at)) for column, at in _whole(elastic, answer.columns)}
    amounts = solve(
        elastic.bounded(settled), extra, largest=False, watch=watch, threads=threads, seed=seed, relaxed=True
    ).columns
    if amounts is None:
        amounts = answer.columns
    shortfalls = []
    for (source, year), column in elastic.unfunded_columns.items():
        # Rounded up, so that the amounts asked for are enough.
        millionths = math.ceil(float(amounts[column]) * elastic.scale * 1e6 - 0.01)
        if millionths > 0:
            shortfalls.append(Shortfall(source, problem.calendar[year], millionths / 1e6))
    return Infeasible(shortfalls, certain=answer.finished)


def _whole(model: Model, columns: Floats) -> Iterator[tuple[int, float]]:
    """The columns that must be whole, with their values."""
    for column in np.flatnonzero(model.whole):
        yield int(column), float(columns[column])


def _smallest_conflict(
    problem: Problem, watch: Watch, *, threads: int, seed: int
) -> tuple[list[RuleConflict], bool]:
    kept = _rules(problem)
    # Large pieces first: most rules have nothing to do with the conflict.
    size = len(kept)
    while size >= 1:
        position = 0
        while position < len(kept):
            if watch.left() == 0:
                return kept, False
            fewer = kept[:position] + kept[position + size :]
            if _collide(problem, fewer, watch, threads=threads, seed=seed):
                kept = fewer
            else:
                position += size
        size //= 2
    return kept, True


def _rules(problem: Problem) -> list[RuleConflict]:
    # Dropped from the front, so the decisions of people, last here, are named when they are to blame.
    shares = [
        RuleConflict("minimum-share", (dimension, group))
        for dimension, groups in sorted(problem.minimum_shares.items())
        for group, share in sorted(groups.items())
        if share > 0
    ]
    exclusions = [RuleConflict("exclusion", group) for group in problem.exclusions]
    dependencies = [RuleConflict("dependency", (one.project, one.requires)) for one in problem.dependencies]
    unpaid = [
        RuleConflict("no-source", (one.key,))
        for one in problem.projects
        if not can_be_paid(one, len(problem.calendar) - one.earliest)
    ]
    needed = [
        RuleConflict(kind, (one.key,))
        for one in problem.projects
        for kind, told in (
            ("must-start", one.must_start and one.key not in problem.locked),
            ("locked", one.key in problem.locked),
            ("frozen", one.key in problem.frozen),
        )
        if told
    ]
    able = [
        RuleConflict(kind, (owner,))
        for owner, cap in sorted(problem.owner_caps.items())
        for kind, most in (("owner-money", cap.money_per_year), ("owner-starts", cap.starts_per_year))
        if most is not None
    ]
    paid = [
        RuleConflict(*rule)
        for one in problem.projects
        for rule in (
            *(("cap", (one.key, source)) for source in one.caps),
            *(("matching", (one.key, rule.source, rule.of)) for rule in one.matching),
        )
    ]
    barred = [RuleConflict("excluded", (key,)) for key in problem.excluded]
    return [*shares, *exclusions, *dependencies, *able, *paid, *unpaid, *barred, *needed]


def _only(problem: Problem, rules: Sequence[RuleConflict]) -> Problem:
    """The problem with no other rules than these."""
    kept = set(rules)

    def keeps(kind: str, *keys: str) -> bool:
        return RuleConflict(kind, keys) in kept

    every_source = tuple(one.key for one in problem.sources) or ("anyone",)

    def kept_of(one: Project) -> Project:
        return replace(
            one,
            must_start=keeps("must-start", one.key),
            sources=one.sources or (() if keeps("no-source", one.key) else every_source),
            caps={source: cap for source, cap in one.caps.items() if keeps("cap", one.key, source)},
            matching=tuple(rule for rule in one.matching if keeps("matching", one.key, rule.source, rule.of)),
        )

    return replace(
        problem,
        projects=tuple(map(kept_of, problem.projects)),
        exclusions=tuple(group for group in problem.exclusions if keeps("exclusion", *group)),
        dependencies=tuple(one for one in problem.dependencies if keeps("dependency", one.project, one.requires)),
        minimum_shares={
            dimension: {
                group: share for group, share in groups.items() if keeps("minimum-share", dimension, group)
            }
            for dimension, groups in problem.minimum_shares.items()
        },
        locked={key: year for key, year in problem.locked.items() if keeps("locked", key)},
        excluded=tuple(key for key in problem.excluded if keeps("excluded", key)),
        frozen={key: year for key, year in problem.frozen.items() if keeps("frozen", key)},
        owner_caps={
            owner: OwnerCap(
                cap.money_per_year if keeps("owner-money", owner) else None,
                cap.starts_per_year if keeps("owner-starts", owner) else None,
            )
            for owner, cap in problem.owner_caps.items()
        },
    )


def _collide(problem: Problem, rules: Sequence[RuleConflict], watch: Watch, *, threads: int, seed: int) -> bool:
    fewer = _only(problem, rules)
    # With all the money there could be, payments matter only to rules about single projects' money.
    model = build(fewer, money=any(one.has_money_rules for one in fewer.projects), elastic=True)
    answer = solve(model, {}, largest=True, watch=watch, threads=threads, seed=seed, exact=True)
    return answer.infeasible
