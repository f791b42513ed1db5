"""The account of a plan that has been found: who pays, what binds, and what it rests on."""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from . import limits, money, scoring
from .columns import Model
from .plan import Missing, Plan, Shortfall
from .portfolio import Problem, digest
from .search import Found, Goal, coefficients
from .solve import Watch


def account(
    problem: Problem,
    model: Model,
    aims: Sequence[Goal],
    found: Found,
    watch: Watch,
    *,
    missing: Missing,
    threads: int,
    seed: int,
    shortfalls: tuple[Shortfall, ...] = (),
    least_shortfall: float | None = None,
) -> Plan:
    """Give the account of start years and payments.

    Parameters
    ----------
    model : Model
        From `columns.build` of the problem, that `found` was found with.
    aims : sequence of Goal
        From `search.goals`.
    found : Found
        From `search.search`.
    watch : Watch
        Started when the search was.
    """
    payments = money.split(problem, model, found.starts, found.columns)
    first = found.levels[0]
    worth = coefficients(problem, model, aims[0][1])
    return Plan(
        value=first.value,
        bound=first.bound,
        gap=first.gap,
        status=found.status,
        starts={key: problem.years[year] for key, year in sorted(found.starts.items())},
        money=payments,
        use=money.use(problem, model, found.columns, payments),
        binding=limits.binding(problem, model, worth, found.columns, watch, threads=threads, seed=seed),
        seconds=round(watch.elapsed(), 3),
        versions=versions(),
        input_sha256=digest(problem),
        missing=missing,
        unknown=scoring.unknown(problem),
        levels=found.levels if problem.ranking is not None else (),
        score_policy=problem.score_policy,
        intervals=scoring.intervals(problem),
        size_policy=problem.size_policy,
        shortfalls=shortfalls,
        least_shortfall=least_shortfall,
    )


def versions() -> dict[str, str]:
    """What the answer was computed with."""
    found = {"python": platform.python_version(), "highspy": version("highspy"), "numpy": version("numpy")}
    with contextlib.suppress(PackageNotFoundError):
        found["pyscipopt"] = version("pyscipopt")
    return found
