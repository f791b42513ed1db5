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
from collections.abc import Sequence

import numpy as np

from ..columns import Floats, Model
from .answer import Answer, Terms, Watch
from .exchange import Exchange
from .highs import Handle

# Time for one neighbourhood, in seconds: as long as most of them need.
SECONDS = 3.0
LEAST, MOST = 0.05, 0.9
# How much the part that is free grows when it was searched through, and shrinks when it was not.
WIDER, NARROWER = 1.15, 0.87


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
    distance = _distances(groups, relaxed)
    value = float(coefficients @ columns)
    widths = [min(0.5, 60 / len(groups)), min(0.5, 60 / len(groups))]
    while not exchange.over() and watch.left() > 0:
        others = exchange.better(value)
        if others is not None:
            columns, value = others, float(coefficients @ others)
        kind = rng.randrange(len(widths))
        count = max(2, round(widths[kind] * len(groups)))
        free = rng.sample(range(len(groups)), count) if kind == 0 else _close(rng, distance, count)
        bounds = _kept(model, groups, frozenset(free), columns)
        limits = Terms(min(SECONDS, watch.left()), gap=min(terms.gap, 1e-4), seed=rng.randrange(2**31))
        guess = {int(one): float(round(columns[one])) for one in np.flatnonzero(model.whole)}
        answer = handle.solve(coefficients, limits, watch, bounds=bounds, first_guess=guess)
        widths[kind] = min(MOST, max(LEAST, widths[kind] * (WIDER if answer.finished else NARROWER)))
        if answer.columns is not None and answer.value is not None and answer.value > value + 1e-9 * abs(value):
            columns, value = answer.columns, answer.value
            exchange.found(columns)
    return Answer(columns, math.inf, infeasible=False, finished=False, value=value, solver="neighbourhood")


def _groups(model: Model) -> list[list[int]]:
    """The columns that are freed together: the start years of a project."""
    projects = [list(columns.values()) for columns in model.start_columns.values() if columns]
    known = {column for group in projects for column in group}
    return projects + [[int(one)] for one in np.flatnonzero(model.whole) if int(one) not in known]


def _distances(groups: Sequence[Sequence[int]], relaxed: Answer) -> list[float]:
    """How far each group is from being undecided in the relaxation: 0 where it is split."""
    if relaxed.reduced_costs is None or relaxed.columns is None:
        return [0.0] * len(groups)
    found = []
    for group in groups:
        gains = np.abs(relaxed.reduced_costs[group])
        at = relaxed.columns[group]
        split = bool(np.any((at > 1e-6) & (at < 1 - 1e-6)))
        # A group that is all in or all out is as far away as its second-best choice is worse.
        found.append(0.0 if split else float(np.sort(gains)[0 if len(gains) == 1 else min(1, len(gains) - 1)]))
    return found


def _close(rng: random.Random, distance: Sequence[float], count: int) -> list[int]:
    """Groups drawn so that the undecided ones come first, but not always the same."""
    scale = sorted(distance)[min(count, len(distance) - 1)] or 1.0
    order = sorted(range(len(distance)), key=lambda n: distance[n] / scale + rng.expovariate(1.5))
    return order[:count]


def _kept(
    model: Model, groups: Sequence[Sequence[int]], free: frozenset[int], columns: Floats
) -> dict[int, tuple[float, float]]:
    return {
        column: (float(round(columns[column])),) * 2
        for n, group in enumerate(groups)
        if n not in free
        for column in group
    }
