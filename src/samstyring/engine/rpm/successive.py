"""All unbeaten plans of a full programme model, found one after the other.

Each search looks for the plan with the highest worth, all vertices added together, where none of
the plans already known is at least as good. What it finds is unbeaten; when it finds nothing, none
is left. With few vertices "where none is at least as good" is divided into zones, which are only
lower bounds on the worth at each vertex [1]_; with many there would be too many zones, and the
search is told of each known plan by a disjunction instead: better at this vertex, or at that one
[2]_. Last, plans with other projects but the same worth are asked for.

The tolerances of the solver must be far below the least improvement asked for, or the same plan
is found again and again as a "new" one: 1e-9 against 1e-7 of all worth here.

References
----------
.. [1] Dächert and Klamroth, *A linear bound on the number of scalarizations needed to solve
   discrete tricriteria optimization problems*, J. Glob. Optim. 61 (2015).
.. [2] Sylva and Crema, *A method for finding the set of non-dominated vectors for multiple
   objective integer linear programs*, EJOR 158 (2004), doi:10.1016/S0377-2217(03)00255-8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .. import money
from ..columns import Floats, Model, Row
from ..search import holds
from ..solve import NumericalTrouble, Watch
from ..solvers import Terms
from ..solvers.highs import Handle, dense
from .dominance import split, undominated

# The worth of everything together, as the solver sees it.
WHOLE = 1_000.0
# The least improvement that counts, as a share of the worth of everything.
LEAST = 1e-7
# With more vertices than this there are too many zones.
FEW = 4

Starts = Mapping[str, int]


class OutOfTime(Exception):
    """The searches did not end within the time limit; `known` plans had been found."""

    def __init__(self, known: int) -> None:
        super().__init__(f"{known} plans were found when time ran out")
        self.known = known


class TooManyPlans(Exception):
    """There are more unbeaten plans than are worth finding one by one."""


@dataclass(frozen=True)
class Hit:
    """An unbeaten plan: start years counted from the first year, and its worth at each vertex (K,)."""

    starts: Starts
    worth: Floats


def plans(
    model: Model,
    worth: Floats,
    watch: Watch,
    *,
    most: int,
    zoned: bool | None = None,
    seed: int = 0,
    known: Sequence[Starts] = (),
) -> list[Hit]:
    """Find every unbeaten plan.

    Parameters
    ----------
    model : Model
        From `columns.build`.
    worth : ndarray, shape (C, K)
        What each column is worth at each vertex.
    watch : Watch
        Time and cancelling.
    most : int
        Give up when there are more plans.
    zoned : bool
        True searches zone by zone, False by disjunctions; left out, what suits the number of vertices.
    known : sequence of mapping of str to int
        Start years of plans that are thought possible and good. Those that hold need not be searched
        for; whether another beats them is found out.

    Returns
    -------
    list of Hit
        One for each combination of projects and worth.

    Raises
    ------
    OutOfTime, TooManyPlans, NumericalTrouble, Stopped
    """
    whole = float(worth[model.whole].sum(axis=0).max(initial=0.0))
    asking = _Asking(model, worth, WHOLE / whole if whole > 0 else 1.0, watch, most, seed)
    if zoned is None:
        zoned = worth.shape[1] <= FEW
    begun = [hit for hit in map(asking.held, known) if hit is not None]
    images = _by_zones(asking, _images(asking, begun)) if zoned else _by_disjunctions(asking)
    return _with_twins(asking, _images(asking, images))


@dataclass(frozen=True)
class _Asking:
    model: Model
    worth: Floats  # (C, K)
    scale: float  # from worth to what the solver sees
    watch: Watch
    most: int
    seed: int

    @property
    def vertices(self) -> int:
        return int(self.worth.shape[1])

    @property
    def seen(self) -> tuple[Model, range]:
        """The model with a column for the worth at each vertex, scaled."""
        model, first = self.model, len(self.model.rows)
        for j in range(self.vertices):
            columns = np.flatnonzero(self.worth[:, j])
            model = model.with_row(
                Row("worth", (str(j),)), columns.tolist(), (self.worth[columns, j] * self.scale).tolist(), 0.0, 0.0
            )
        width = len(model.lower)
        model = model.with_slacks([(first + j, -1.0, 2 * WHOLE) for j in range(self.vertices)])
        return model, range(width, width + self.vertices)

    def solve(
        self,
        handle: Handle,
        ways: Sequence[int],
        known: int,
        bounds: Mapping[int, tuple[float, float]] | None = None,
    ) -> Hit | None:
        """The plan with the highest worth, all vertices together; None when there is none."""
        if self.watch.left() <= 0:
            raise OutOfTime(known)
        terms = Terms(self.watch.left(), exact=True, seed=self.seed)
        coefficients = dense(handle.model, dict.fromkeys(ways, 1.0))
        answer = handle.solve(coefficients, terms, self.watch, bounds=bounds)
        if answer.infeasible:
            return None
        if not answer.finished or answer.columns is None:
            raise OutOfTime(known)
        hit = self.held(self.model.started(answer.columns))
        if hit is None:
            raise NumericalTrouble("a plan that was found does not hold when it is checked")
        return hit

    def held(self, starts: Starts) -> Hit | None:
        """The plan with its worth, worked out apart from the search; None if it breaks a rule or frame."""
        if not holds(self.model, starts) or money.pay(self.model, starts, self.watch, threads=1, seed=0) is None:
            return None
        chosen = [self.model.start_columns[key][year] for key, year in starts.items()]
        return Hit(starts, self.worth[chosen].sum(axis=0))

    def scaled(self, hit: Hit) -> Floats:
        return hit.worth * self.scale


def _images(asking: _Asking, hits: Sequence[Hit]) -> list[Hit]:
    """One plan for each worth that none of the others beats."""
    worths = np.array([asking.scaled(one) for one in hits]).reshape(len(hits), asking.vertices)
    _, first = np.unique((worths / (LEAST * WHOLE)).round(), axis=0, return_index=True)
    first = np.sort(first)
    return [hits[n] for n in first[undominated(worths[first], tolerance=LEAST * WHOLE)]]


def _by_zones(asking: _Asking, begun: Sequence[Hit]) -> list[Hit]:
    """One plan for each worth, searching in one zone at a time."""
    model, ways = asking.seen
    handle = Handle(model, whole=True)
    least = LEAST * WHOLE
    corners = np.full((1, asking.vertices), -2 * least)
    shut = np.zeros((0, asking.vertices))
    found = list(begun)
    for one in begun:
        corners = split(corners, asking.scaled(one))
    while len(corners):
        # The widest zone first: what is found there is most likely to split the others.
        place = int(np.argmin(corners.sum(axis=1)))
        corner = corners[place]
        if (shut <= corner).all(axis=1).any():
            corners = np.delete(corners, place, axis=0)
            continue
        bounds = {way: (max(0.0, float(low) + least), 2 * WHOLE) for way, low in zip(ways, corner, strict=True)}
        hit = asking.solve(handle, ways, len(found), bounds)
        if hit is None:
            shut = np.vstack([shut, corner])
            corners = np.delete(corners, place, axis=0)
            continue
        if (asking.scaled(hit) <= corner).any():
            raise NumericalTrouble("a plan was found again, as if it were a new one")
        found.append(hit)
        _few_enough(asking, len(found))
        corners = split(corners, asking.scaled(hit))
    return found


def _by_disjunctions(asking: _Asking) -> list[Hit]:
    """One plan for each worth, told that the next must be better than each known at some vertex."""
    model, ways = asking.seen
    found: list[Hit] = []
    while (hit := asking.solve(Handle(model, whole=True), ways, len(found))) is not None:
        known = asking.scaled(hit)
        if any((known <= asking.scaled(one) + LEAST * WHOLE / 2).all() for one in found):
            raise NumericalTrouble("a plan was found again, as if it were a new one")
        found.append(hit)
        _few_enough(asking, len(found))
        model, better = _with_choice(model, asking.vertices, f"better:{len(found)}")
        for j, way in enumerate(ways):
            # Worth at least what is known and a little more, if this is where it is better; else at least 0.
            model = model.with_row(
                Row("better", (str(len(found)), str(j))),
                [way, better[j]],
                [1.0, -float(known[j]) - LEAST * WHOLE],
                0.0,
                float("inf"),
            )
    return found


def _with_twins(asking: _Asking, images: list[Hit]) -> list[Hit]:
    """Add the plans that are worth the same as one that is known, but have other projects."""
    found = list(images)
    if not images:
        return found
    model, ways = asking.seen
    model, like = _with_choice(model, len(images), "like")
    slack = LEAST * WHOLE / 2
    for j, way in enumerate(ways):
        sides = [-(float(asking.scaled(one)[j]) - slack) for one in images]
        model = model.with_row(Row("like", (str(j),)), [way, *like], [1.0, *sides], 0.0, float("inf"))
    for n, one in enumerate(images):
        model = _without(model, one.starts, like[n])
    while (hit := asking.solve(Handle(model, whole=True), ways, len(found))) is not None:
        distance = np.abs(np.array([one.worth for one in images]) - hit.worth).max(axis=1)
        nearest = int(np.argmin(distance))
        found.append(Hit(hit.starts, images[nearest].worth))
        _few_enough(asking, len(found))
        model = _without(model, hit.starts, like[nearest])
    return found


def _with_choice(model: Model, count: int, name: str) -> tuple[Model, range]:
    """The model with 0/1 columns of which exactly one is 1."""
    row, first = len(model.rows), len(model.lower)
    model = model.with_row(Row("choice", (name,)), [], [], 1.0, 1.0)
    model = model.with_slacks([(row, 1.0, 1.0)] * count)
    whole = model.whole.copy()
    whole[first:] = True
    return replace(model, whole=whole), range(first, first + count)


def _without(model: Model, starts: Starts, like: int) -> Model:
    """Not these projects again, for the worth that the column `like` stands for."""
    columns, values = [like], [-1.0]
    for key, years in model.start_columns.items():
        for column in years.values():
            columns.append(column)
            values.append(-1.0 if key in starts else 1.0)
    return model.with_row(Row("other", ()), columns, values, -float(len(starts)), float("inf"))


def _few_enough(asking: _Asking, count: int) -> None:
    if count > asking.most:
        raise TooManyPlans(f"more than {asking.most} plans are unbeaten")
