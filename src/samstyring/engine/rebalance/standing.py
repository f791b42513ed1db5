"""What stands: the adopted starts as the changed problem knows them, and the decisions that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..adopted import Adopted
from ..portfolio import Problem, Project
from .result import Change, ChangeWeights, Frozen


class FrozenContradiction(Exception):
    """Decisions already taken that the changed problem does not allow. `decisions` names them."""

    def __init__(self, decisions: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{key} {why}" for key, why in decisions))
        self.decisions = decisions

    def __reduce__(self) -> tuple[type[FrozenContradiction], tuple[tuple[tuple[str, str], ...]]]:
        # Background workers send errors between processes.
        return (type(self), (self.decisions,))


@dataclass(frozen=True)
class Standing:
    """The adopted programme beside the changed problem."""

    problem: Problem  # the changed one, with the decisions frozen and the frozen years closed
    adopted: Mapping[str, int]  # project → calendar year, for projects the changed problem has
    frozen: tuple[Frozen, ...]
    only_in_adopted: tuple[str, ...]
    only_in_changed: tuple[str, ...] | None
    outside_years: tuple[str, ...]
    weights: ChangeWeights

    @property
    def possible(self) -> dict[str, int]:
        """The adopted starts that the changed problem still allows, counted from its first year."""
        outside = {*self.outside_years}
        return {
            key: max(year - self.problem.years[0], 0) for key, year in self.adopted.items() if key not in outside
        }

    def cost(self, key: str, start: int | None) -> float:
        """What it counts that a project starts in a year (counted from the first), or not at all."""
        before = self.adopted.get(key)
        if before is None:
            return 0.0 if start is None else self.weights.new
        if start is None:
            return self.weights.dropped
        away = abs(start - max(before - self.problem.years[0], 0))
        return self.weights.moved + self.weights.per_year_moved * away if away else 0.0

    def change(self, starts: Mapping[str, int]) -> float:
        """What a whole programme counts as change. `starts` are counted from the first year."""
        return sum(self.cost(one.key, starts.get(one.key)) for one in self.problem.projects)

    def changes(self, starts: Mapping[str, int]) -> tuple[Change, ...]:
        """What differs from the adopted programme, project by project in the order of their keys."""
        found = []
        first = self.problem.years[0]
        for key in sorted({*self.adopted, *starts}):
            before, start = self.adopted.get(key), starts.get(key)
            after = None if start is None else first + start
            cost = self.cost(key, start)
            if before is None:
                found.append(Change(key, "new", None, after, cost))
            elif after is None:
                found.append(Change(key, "dropped", before, None, cost))
            elif after != max(before, first):
                found.append(Change(key, "moved", before, after, cost))
        return tuple(found)


def stand(
    adopted: Adopted,
    problem: Problem,
    *,
    frozen_through: int,
    weights: ChangeWeights,
    known: frozenset[str] | None,
) -> Standing:
    """Lay the adopted programme beside the changed problem.

    Parameters
    ----------
    frozen_through : int
        Starts in this calendar year and earlier are decided. None is added there either, unless
        the changed problem demands it.
    known : frozenset of str, optional
        Every project the adopted programme could choose from, when that is known.

    Raises
    ------
    FrozenContradiction
        If the changed problem does not allow a decision that is already taken.
    """
    projects = {one.key: one for one in problem.projects}
    starts = {key: year for key, year in sorted(adopted.starts.items()) if key in projects}
    frozen = [Frozen(key, year, "decided") for key, year in sorted(problem.frozen.items())]
    taken = dict(problem.frozen)
    for key, year in starts.items():
        if year > frozen_through and year >= problem.years[0]:
            continue
        if key not in taken:
            running = year < problem.years[0]
            taken[key] = max(year, problem.years[0])
            frozen.append(Frozen(key, year, "running" if running else "started"))
    _refuse_contradictions(problem, projects, taken)
    closed = replace(
        problem,
        frozen=taken,
        projects=tuple(_closed(one, problem, frozen_through, taken) for one in problem.projects),
    )
    windows = {one.key: one for one in closed.projects}
    outside = [
        key
        for key, year in starts.items()
        if not windows[key].earliest <= max(year - problem.years[0], 0) <= windows[key].latest
        or problem.years[0] + len(problem.years) <= year
    ]
    return Standing(
        problem=_without_starts(closed, frozen_through, taken),
        adopted=starts,
        frozen=tuple(frozen),
        only_in_adopted=tuple(sorted(adopted.starts.keys() - projects.keys())),
        only_in_changed=None if known is None else tuple(sorted(projects.keys() - known)),
        outside_years=tuple(outside),
        weights=weights,
    )


def _refuse_contradictions(
    problem: Problem, projects: Mapping[str, Project], taken: Mapping[str, int | None]
) -> None:
    found = []
    for key, year in sorted(taken.items()):
        one = projects[key]
        if year is None:
            if problem.locked.get(key) is not None or one.must_start:
                found.append((key, "is decided not to start, and the changed problem says it must"))
            continue
        first, last = problem.years[one.earliest], problem.years[one.latest]
        locked = problem.locked.get(key)
        if not first <= year <= last:
            found.append((key, f"is decided to start in {year}, and the changed problem allows {first} to {last}"))
        elif key in problem.excluded:
            found.append((key, f"is decided to start in {year}, and the changed problem excludes it"))
        elif locked is not None and locked != year:
            found.append((key, f"is decided to start in {year}, and the changed problem locks it to {locked}"))
    if found:
        raise FrozenContradiction(tuple(found))


def _closed(one: Project, problem: Problem, frozen_through: int, taken: Mapping[str, int | None]) -> Project:
    """The project with its start after the frozen years, if it can be."""
    opening = frozen_through + 1 - problem.years[0]
    locked = problem.locked.get(one.key)
    decided = one.key in taken or (locked is not None and locked <= frozen_through)
    return one if decided or one.latest < opening else replace(one, earliest=max(one.earliest, opening))


def _without_starts(problem: Problem, frozen_through: int, taken: Mapping[str, int | None]) -> Problem:
    """The problem where projects that could start only in the frozen years do not, unless they must."""
    opening = frozen_through + 1 - problem.years[0]
    gone = {
        one.key: None
        for one in problem.projects
        if one.latest < opening and one.key not in taken and not one.must_start and one.key not in problem.locked
    }
    return replace(problem, frozen={**problem.frozen, **gone})
