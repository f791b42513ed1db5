"""Which rules leave no room in a plan, and what a little more room might be worth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .columns import IN_MONEY, Floats, Model
from .plan import Binding
from .portfolio import Problem
from .solve import Watch, solve

# Rules with less room than this leave none; prices below it are rounding.
TOLERANCE = 1e-6
LEAST_SECONDS = 2.0


def binding(
    problem: Problem,
    model: Model,
    worth: Mapping[int, float],
    columns: Floats,
    watch: Watch,
    *,
    threads: int,
    seed: int,
) -> tuple[Binding, ...]:
    """List the rules that bind.

    A rule binds when the plan uses all it allows, or when the relaxation, where projects may
    start in part, would gain from loosening it. Rules that nothing touches are left out.

    Parameters
    ----------
    model : Model
        From `columns.build` of the problem.
    worth : mapping of int to float
        What each start column is worth.
    columns : ndarray, shape (C,)
        The plan.

    Returns
    -------
    tuple of Binding
        By kind, year and keys. Prices are 0 when time did not allow the relaxation.
    """
    last = Watch(max(watch.seconds, watch.elapsed() + LEAST_SECONDS), watch.started)
    answer = solve(model, worth, largest=True, watch=last, threads=threads, seed=seed, relaxed=True)
    known = answer.finished and answer.row_duals is not None and answer.reduced_costs is not None
    duals = answer.row_duals if known and answer.row_duals is not None else np.zeros(len(model.rows))
    reduced = answer.reduced_costs if known and answer.reduced_costs is not None else np.zeros(len(model.lower))
    found = []
    for n, row in enumerate(model.rows):
        if row.kind in ("once", "need"):
            continue
        span = slice(int(model.starts[n]), int(model.starts[n + 1]))
        terms = columns[model.index[span]] * model.value[span]
        activity = float(terms.sum())
        upper = float(model.row_upper[n])
        room = upper - activity if np.isfinite(upper) else activity - float(model.row_lower[n])
        unit = model.scale if row.kind in IN_MONEY else 1.0
        price = abs(float(duals[n])) / unit
        touched = bool(np.any(np.abs(terms) > TOLERANCE))
        if (touched and room <= TOLERANCE) or price > TOLERANCE:
            found.append(Binding(row.kind, row.keys, row.year, _tidy(room * unit), _tidy(price)))
    for (source, year), column in model.carry_columns.items():
        cap = float(model.upper[column])
        room = cap - float(columns[column])
        price = max(0.0, float(reduced[column])) / model.scale
        if (cap > TOLERANCE and room <= TOLERANCE) or price > TOLERANCE:
            calendar_year = problem.calendar[year]
            found.append(Binding("carry-over", (source,), calendar_year, _tidy(room * model.scale), _tidy(price)))
    return tuple(sorted(found, key=lambda one: (one.kind, one.year or 0, one.keys)))


def _tidy(amount: float) -> float:
    """Rounded to millionths, without the sign of zero."""
    return round(max(amount, 0.0), 6) + 0.0
