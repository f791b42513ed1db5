"""Better plans by large-neighbourhood search: free a part of the plan, and solve that part exactly.

For the problems where proof is far away: few, lumpy projects over many years. It proves nothing
itself; it feeds those who do. The idea is that of [1]_.

References
----------
.. [1] Danna, Rothberg and Le Pape, *Exploring relaxation induced neighborhoods to improve MIP
   solutions*, Math. Prog. 102 (2005), doi:10.1007/s10107-004-0518-7.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import numpy as np

from ..columns import Floats, Model
from .answer import Answer, Terms, Watch
from .exchange import Exchange
from .highs import Handle

# Time for one neighbourhood, in seconds: as long as most of them need.
SECONDS = 2.0
LEAST, MOST = 0.03, 0.9
# How much the part that is free grows when it was searched through, and shrinks when it was not.
WIDER, NARROWER = 1.12, 0.85
# Projects that are free at first: a search through so many takes a fraction of a second.
FIRST = 18


def improve(
    model: Model,
    coefficients: Floats,
    terms: Terms,
    watch: Watch,
    exchange: Exchange,
    *,
    columns: Floats,
) -> Answer:
    """Search round the best plan until the time is up or the exchange says it is over.

    Parameters
    ----------
    coefficients : ndarray, shape (C,)
        What each column is worth.
    columns : ndarray, shape (C,)
        A plan to begin with. Better ones from others are taken over as they come.

    Returns
    -------
    Answer
        The best plan; its bound is infinite, since nothing is proved.
    """
    rng = random.Random(terms.seed)
    groups = _groups(model)
    relaxed = Handle(model, whole=False).solve(coefficients, terms, watch)
    handle = Handle(model, whole=True)
    whole = np.flatnonzero(model.whole)
    kinds = (_any(groups), _undecided(groups, relaxed), _promising(groups, relaxed), _side_by_side(groups))
    value = float(coefficients @ columns)
    widths = [min(0.5, FIRST / len(groups))] * len(kinds)
    while not exchange.over() and watch.left() > 0:
        others = exchange.better(value)
        if others is not None:
            columns, value = others, float(coefficients @ others)
        kind = rng.randrange(len(kinds))
        free = kinds[kind](rng, max(2, round(widths[kind] * len(groups))), columns)
        kept = {int(one): (float(round(columns[one])),) * 2 for one in whole if int(one) not in free}
        limits = Terms(min(SECONDS, watch.left()), gap=min(terms.gap, 1e-4), seed=rng.randrange(2**31))
        guess = {int(one): float(round(columns[one])) for one in whole}
        answer = handle.solve(coefficients, limits, watch, bounds=kept, first_guess=guess)
        widths[kind] = min(MOST, max(LEAST, widths[kind] * (WIDER if answer.finished else NARROWER)))
        if answer.columns is not None and answer.value is not None and answer.value > value + 1e-9 * abs(value):
            columns, value = answer.columns, answer.value
            exchange.found(columns)
    return Answer(columns, math.inf, infeasible=False, finished=False, value=value, solver="neighbourhood")


# Draws the columns that are free: the random source, how many groups, and the plan.
Draw = Callable[[random.Random, int, Floats], frozenset[int]]
Groups = Sequence[Sequence[int]]


def _any(groups: Groups) -> Draw:
    """Any projects, with all their years."""

    def draw(rng: random.Random, count: int, columns: Floats) -> frozenset[int]:
        return _columns(rng.sample(groups, count))

    return draw


def _undecided(groups: Groups, relaxed: Answer) -> Draw:
    """Projects that the relaxation splits, or nearly does."""
    distance = [_second(group, relaxed) for group in groups]

    def draw(rng: random.Random, count: int, columns: Floats) -> frozenset[int]:
        scale = sorted(distance)[min(count, len(distance) - 1)] or 1.0
        order = sorted(range(len(groups)), key=lambda n: distance[n] / scale + rng.expovariate(1.0))
        return _columns([groups[n] for n in order[:count]])

    return draw


def _promising(groups: Groups, relaxed: Answer) -> Draw:
    """All projects, but only the years that cost little in the relaxation, and the plan's own."""
    if relaxed.reduced_costs is None:
        return _any(groups)
    prices = np.abs(relaxed.reduced_costs)
    known = np.array(sorted(column for group in groups for column in group))

    def draw(rng: random.Random, count: int, columns: Floats) -> frozenset[int]:
        # As many columns as so many projects have, of which the plan's own are some.
        size = min(len(known) - 1, 2 * count * len(known) // len(groups))
        scale = float(np.partition(prices[known], size)[size]) or 1.0
        noise = np.array([rng.expovariate(2.0) for _ in known])
        order = np.argsort(prices[known] / scale + noise)
        return frozenset(known[order[:size]].tolist()) | {int(one) for one in known if columns[one] > 0.5}

    return draw


def _side_by_side(groups: Groups) -> Draw:
    """Projects that start about the same time, and as many that do not start."""

    def draw(rng: random.Random, count: int, columns: Floats) -> frozenset[int]:
        place = [next((n for n, one in enumerate(group) if columns[one] > 0.5), None) for group in groups]
        middle = rng.choice([one for one in place if one is not None] or [0])
        inside = [n for n, one in enumerate(place) if one is not None]
        inside.sort(key=lambda n: abs((place[n] or 0) - middle) + rng.random())
        outside = [n for n, one in enumerate(place) if one is None]
        rng.shuffle(outside)
        drawn = inside[: (count + 1) // 2]
        drawn += outside[: count - len(drawn)]
        return _columns([groups[n] for n in drawn])

    return draw


def _columns(groups: Groups) -> frozenset[int]:
    return frozenset(column for group in groups for column in group)


def _groups(model: Model) -> list[list[int]]:
    """The columns that are freed together: the start years of a project."""
    projects = [list(columns.values()) for columns in model.start_columns.values() if columns]
    known = {column for group in projects for column in group}
    return projects + [[int(one)] for one in np.flatnonzero(model.whole) if int(one) not in known]


def _second(group: Sequence[int], relaxed: Answer) -> float:
    """How much worse the second-best choice for a project is in the relaxation; 0 where it is split."""
    if relaxed.reduced_costs is None or relaxed.columns is None:
        return 0.0
    at = relaxed.columns[group]
    if np.any((at > 1e-6) & (at < 1 - 1e-6)):
        return 0.0
    prices = np.sort(np.abs(relaxed.reduced_costs[group]))
    return float(prices[min(1, len(prices) - 1)])
