"""Unbeaten choices when scores are intervals: better means better whatever the scores are within them.

The scores of a project count the same in two choices that both have it, so only the projects that
differ can be at their worst: one choice beats another when the lowest worth of what only the first
has is at least the highest worth of what only the second has, at every vertex [1]_. That comparison
is of pairs of sets, not of numbers, so there is no bound to search by: this is for small problems.

References
----------
.. [1] Liesiö, Mild and Salo, *Robust portfolio modeling with incomplete cost information and project
   interdependencies*, EJOR 190 (2008) 679-695, doi:10.1016/j.ejor.2007.06.049.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..columns import Floats
from .dominance import Flags
from .knapsack import ROOM, ROUNDING, TooMany

WIDEST = 20_000
BLOCK = 512


def choices(
    low: Floats,
    high: Floats,
    costs: Floats,
    budgets: Floats,
    *,
    pause: Callable[[], None] | None = None,
    widest: int = WIDEST,
) -> Flags:
    """Find every choice of projects within the budgets that no other such choice beats.

    Parameters
    ----------
    low, high : ndarray, shape (n, J)
        Lowest and highest worth of each project at each vertex, not negative.
    costs : ndarray, shape (n, B)
    budgets : ndarray, shape (B,)
    pause : callable
        Called once per project; what it raises ends the search.
    widest : int
        The most partial choices that are kept.

    Returns
    -------
    ndarray of bool, shape (P, n)

    Raises
    ------
    TooMany

    Examples
    --------
    The second project may be better than the first, and cannot be worse than the third.

    >>> low, high = np.array([[4.0], [3.0], [2.0]]), np.array([[5.0], [6.0], [3.0]])
    >>> choices(low, high, np.ones((3, 1)), np.array([1.0])).astype(int).tolist()
    [[1, 0, 0], [0, 1, 0]]
    """
    count = len(low)
    tolerance = ROUNDING * max(1e-300, float(high.sum(axis=0).max(initial=0.0)))
    room = budgets * (1 + ROOM)
    chosen, spent = np.zeros((1, count), dtype=bool), np.zeros((1, len(budgets)))
    for n in range(count):
        if pause is not None:
            pause()
        fits = (spent + costs[n] <= room).all(axis=1)
        taken = chosen[fits].copy()
        taken[:, n] = True
        chosen, spent = np.vstack([chosen, taken]), np.vstack([spent, spent[fits] + costs[n]])
        kept = ~_beaten(chosen, spent, low, high, tolerance)
        chosen, spent = chosen[kept], spent[kept]
        if len(chosen) > widest:
            raise TooMany(widest, np.zeros((0, count), dtype=bool))
    # When every project is settled, money left over is no advantage.
    chosen = chosen[~_beaten(chosen, np.zeros((len(chosen), 0)), low, high, tolerance)]
    return chosen[np.lexsort(~chosen.T[::-1])]


def _beaten(chosen: Flags, spent: Floats, low: Floats, high: Floats, tolerance: float) -> Flags:
    """Which partial choices another beats for all scores, without having spent more."""
    sets = chosen.astype(np.float64)
    lowest, highest = sets @ low, sets @ high
    width = high - low
    found = np.zeros(len(sets), dtype=bool)
    for first in range(0, len(sets), BLOCK):
        mine = slice(first, first + BLOCK)
        least = np.ones((len(sets[mine]), len(sets)), dtype=bool)
        more = np.zeros_like(least)
        for b in range(spent.shape[1]):
            least &= spent[None, :, b] <= spent[mine, None, b]
        for j in range(low.shape[1]):
            # What both have counts the same in both: take the spread of it out again.
            shared = (sets[mine] * width[:, j]) @ sets.T
            least &= lowest[None, :, j] - highest[mine, None, j] + shared >= -tolerance
            more |= highest[None, :, j] - lowest[mine, None, j] - shared > tolerance
        found[mine] = (least & more).any(axis=1)
    return found
