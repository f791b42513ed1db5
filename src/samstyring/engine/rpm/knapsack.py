"""All unbeaten choices of projects within budgets, by dynamic programming over the projects.

A partial choice is given up when another has at least its worth at every vertex, more at one, and
has spent no more (partial dominance, [1]_); or when even the best that could be added, projects
being divisible, would be beaten by a choice already known. What is known comes from the same
search made narrow first: each round keeps more partial choices than the one before, and the first
round that had to leave none out is exact.

The projects that are clearly good or clearly bad for their cost come first: to turn one of them
costs so much that nearly all partial choices fall at once.

References
----------
.. [1] Liesiö, Mild and Salo, *Preference programming for robust portfolio modeling and project
   selection*, EJOR 181 (2007) 1488-1505, doi:10.1016/j.ejor.2005.12.041.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from ..columns import Floats
from .dominance import Flags, undominated, zones

# Differences of worth below this share of all worth are rounding.
ROUNDING = 1e-10
# The last fills the memory that a job may have.
WIDTHS = (100, 1_000, 8_000, 50_000, 200_000)
# Up to the first, all are compared with all; otherwise each with its neighbours, as long as at least
# one in ten falls, and then with the most promising.
COMPARED, NEIGHBOURS, WORTHWHILE, CHAMPIONS = 2_000, 200, 0.9, 400
MOST_ZONES = 4_000
BLOCK = 512
# Room for sums of costs that are equal but for rounding, as a share of the budget.
ROOM = 1e-9


class TooMany(Exception):
    """More partial choices are alive than can be kept.

    `known` holds possible choices that no other known choice beats, shape (P, n).
    """

    def __init__(self, width: int, known: Flags) -> None:
        super().__init__(f"more than {width} partial choices are alive at once")
        self.known = known


@dataclass(frozen=True)
class _Partial:
    """S partial choices: which projects, and what they are worth and cost."""

    worth: Floats  # (S, J)
    spent: Floats  # (S, B)
    chosen: npt.NDArray[np.uint64]  # (S, words) one bit per project, in the order they were decided
    reach: Floats  # (S, L) no way to go on is worth more than this in each direction

    def at(self, which: npt.NDArray[np.intp] | Flags) -> _Partial:
        return _Partial(self.worth[which], self.spent[which], self.chosen[which], self.reach[which])


def choices(
    values: Floats,
    costs: Floats,
    budgets: Floats,
    *,
    pause: Callable[[], None] | None = None,
    widths: tuple[int, ...] = WIDTHS,
) -> Flags:
    """Find every choice of projects within the budgets that no other such choice beats.

    Parameters
    ----------
    values : ndarray, shape (n, J)
        Worth of each project at each vertex, not negative.
    costs : ndarray, shape (n, B)
        Not negative.
    budgets : ndarray, shape (B,)
    pause : callable
        Called once per project and round; what it raises ends the search.
    widths : tuple of int
        Partial choices kept in each round.

    Returns
    -------
    ndarray of bool, shape (P, n)
        One row per choice; choices that are worth the same at every vertex are all there.

    Raises
    ------
    TooMany
        If the last round had to leave something out too.

    Examples
    --------
    >>> values = np.array([[6.0, 1.0], [1.0, 6.0], [3.0, 3.0], [1.0, 1.0]])
    >>> choices(values, np.full((4, 1), 1.0), np.array([1.0])).astype(int).tolist()
    [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]
    """
    table = _Table.of(values, costs, budgets)
    known = np.zeros((0, values.shape[1]))
    rows = np.zeros((0, len(values)), dtype=bool)
    for width in widths:
        partial, whole = _round(table, known, width, pause or (lambda: None))
        if whole:
            found = _as_rows(table, partial)
            return found[np.lexsort(~found.T[::-1])]
        known, rows = np.vstack([known, partial.worth]), np.vstack([rows, _as_rows(table, partial)])
        best = undominated(known, tolerance=table.tolerance)
        known, rows = known[best], rows[best]
    raise TooMany(widths[-1], np.unique(rows, axis=0))


@dataclass(frozen=True)
class _Table:
    """The projects in the order they are decided."""

    order: npt.NDArray[np.intp]  # (n,)
    values: Floats  # (n, J)
    costs: Floats  # (n, B)
    budgets: Floats  # (B,)
    directions: Floats  # (L, J) the vertices, their pairs, and the middle
    along: Floats  # (n, L) worth of each project in each direction
    prices: Floats  # (L, B) what a krone of each budget is worth in each direction
    tolerance: float

    @classmethod
    def of(cls, values: Floats, costs: Floats, budgets: Floats) -> _Table:
        count = values.shape[1]
        eye = np.eye(count)
        pairs = [(eye[a] + eye[b]) / 2 for a in range(count) for b in range(a)] if count <= 5 else []
        directions = np.array([*eye, *pairs, np.full(count, 1 / count)])
        along = values @ directions.T
        prices = np.array([_prices(along[:, way], costs, budgets) for way in range(len(directions))])
        # How much is lost by turning a project, when money has its price.
        order = np.argsort(-np.abs(along[:, -1] - costs @ prices[-1]), kind="stable")
        tolerance = ROUNDING * max(1e-300, float(values.sum(axis=0).max(initial=0.0)))
        return cls(order, values[order], costs[order], budgets, directions, along[order], prices, tolerance)


def _prices(gains: Floats, costs: Floats, budgets: Floats) -> Floats:
    """What more of each budget would give if projects were divisible, shape (B,).

    Any prices that are not negative give a bound; these give the tightest at the outset.
    """
    answer = linprog(-gains, A_ub=costs.T, b_ub=budgets, bounds=(0, 1), method="highs")
    prices = np.maximum(0.0, -answer.ineqlin.marginals) if answer.status == 0 else np.zeros(len(budgets))
    return prices if prices.any() else np.ones(len(budgets))


def _round(table: _Table, known: Floats, width: int, pause: Callable[[], None]) -> tuple[_Partial, bool]:
    """One pass over the projects; the second answer tells whether nothing had to be left out."""
    count, whole = len(table.values), True
    by_worth = np.argsort(-known.sum(axis=1), kind="stable")
    corners = zones(known[by_worth], floor=-1.0, most=MOST_ZONES) @ table.directions.T
    room = table.budgets * (1 + ROOM)
    partial = _Partial(
        np.zeros((1, table.values.shape[1])),
        np.zeros((1, len(table.budgets))),
        np.zeros((1, (count + 63) // 64), dtype=np.uint64),
        np.zeros((1, len(table.directions))),
    )
    for n in range(count):
        pause()
        partial = _reached(table, _grown(table, partial, n, room), n + 1)
        partial = partial.at(_open(partial.reach, corners, table.tolerance))
        partial = _ahead(table, partial)
        if len(partial.worth) > width:
            whole = False
            best = np.argsort(-partial.reach[:, -1], kind="stable")[:width]
            partial = partial.at(best)
    return partial.at(undominated(partial.worth, tolerance=table.tolerance)), whole


def _grown(table: _Table, partial: _Partial, n: int, room: Floats) -> _Partial:
    """Every partial choice without project n, and with it where it fits."""
    taken = partial.at((partial.spent + table.costs[n] <= room).all(axis=1))
    chosen = taken.chosen.copy()
    chosen[:, n // 64] |= np.uint64(1) << np.uint64(n % 64)
    return _Partial(
        np.vstack([partial.worth, taken.worth + table.values[n]]),
        np.vstack([partial.spent, taken.spent + table.costs[n]]),
        np.vstack([partial.chosen, chosen]),
        np.vstack([partial.reach, taken.reach]),
    )


def _reached(table: _Table, partial: _Partial, n: int) -> _Partial:
    """With what could be added at most from project n on, if projects were divisible and all money one."""
    left = table.budgets * (1 + ROOM) - partial.spent
    reach = partial.worth @ table.directions.T
    for way, prices in enumerate(table.prices):
        gains, weight = table.along[n:, way], table.costs[n:] @ prices
        best = np.argsort(-gains / np.maximum(weight, 1e-300), kind="stable")
        spent = np.concatenate([[0.0], np.cumsum(weight[best])])
        reach[:, way] += np.interp(left @ prices, spent, np.concatenate([[0.0], np.cumsum(gains[best])]))
    return replace(partial, reach=reach)


def _open(reach: Floats, corners: Floats, tolerance: float) -> Flags:
    """Which partial choices may still end in an open zone, or on its edge."""
    found = np.zeros(len(reach), dtype=bool)
    for first in range(0, len(reach), BLOCK):
        some = reach[first : first + BLOCK]
        within = np.ones((len(some), len(corners)), dtype=bool)
        for way in range(reach.shape[1]):
            within &= some[:, None, way] + tolerance >= corners[None, :, way]
        found[first : first + BLOCK] = within.any(axis=1)
    return found


def _ahead(table: _Table, partial: _Partial) -> _Partial:
    """Without the partial choices that another beats, having spent no more."""
    while len(partial.worth) > COMPARED:
        before = len(partial.worth)
        # What beats a choice has most often spent a little less.
        order = np.argsort(partial.spent @ table.prices[-1], kind="stable")
        partial = partial.at(order)
        partial = partial.at(~_behind_neighbours(partial, table.tolerance))
        if len(partial.worth) > WORTHWHILE * before:
            best = np.argsort(-partial.reach[:, -1], kind="stable")[:CHAMPIONS]
            return partial.at(~_behind_any(partial, partial.at(best), table.tolerance))
    return partial.at(~_behind_any(partial, partial, table.tolerance))


def _behind_neighbours(partial: _Partial, tolerance: float) -> Flags:
    """Which are beaten by one of those just before them."""
    worth = np.ascontiguousarray(partial.worth.T)
    spent = np.ascontiguousarray(partial.spent.T)
    found = np.zeros(worth.shape[1], dtype=bool)
    for step in range(1, NEIGHBOURS + 1):
        gains = worth[:, :-step] - worth[:, step:]
        beaten = (gains >= 0).all(axis=0) & (gains > tolerance).any(axis=0)
        found[step:] |= beaten & (spent[:, :-step] <= spent[:, step:]).all(axis=0)
    return found


def _behind_any(partial: _Partial, by: _Partial, tolerance: float) -> Flags:
    """Which are beaten by any of some."""
    found = np.zeros(len(partial.worth), dtype=bool)
    for first in range(0, len(found), BLOCK):
        worth, spent = partial.worth[first : first + BLOCK], partial.spent[first : first + BLOCK]
        least = np.ones((len(worth), len(by.worth)), dtype=bool)
        more = np.zeros_like(least)
        for b in range(spent.shape[1]):
            least &= by.spent[None, :, b] <= spent[:, None, b]
        for j in range(worth.shape[1]):
            difference = by.worth[None, :, j] - worth[:, None, j]
            least &= difference >= 0
            more |= difference > tolerance
        found[first : first + BLOCK] = (least & more).any(axis=1)
    return found


def _as_rows(table: _Table, partial: _Partial) -> Flags:
    count = len(table.order)
    bits = np.unpackbits(partial.chosen.view(np.uint8), axis=1, bitorder="little")[:, :count].astype(bool)
    found = np.zeros((len(bits), count), dtype=bool)
    found[:, table.order] = bits
    return found
