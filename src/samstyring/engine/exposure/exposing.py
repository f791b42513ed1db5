"""Expose a programme to uncertain costs: the sum, the frames, and where the spread comes from."""

from __future__ import annotations

import math
import platform
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np

from ..columns import Floats
from ..portfolio import CostDistribution, Problem, digest
from . import result, sampling
from .distributions import SPREADS, CostCurve, Distributions, DistributionsMissing, Without, lognormal
from .drawn import Drawn, quantiles, tidy
from .planned import Programme, planned_money

DEFAULT_CORRELATION = 0.2
DEFAULT_DRAWS = 10_000
MOST_DRAWS = 200_000


def expose(
    problem: Problem,
    programme: Programme,
    *,
    distributions: Distributions | None = None,
    correlation: float | None = None,
    without: Without | None = None,
    draws: int = DEFAULT_DRAWS,
    seed: int = 0,
    origin: result.Origin = "solution",
) -> result.Exposure:
    """Draw many futures of the costs, and say what they do to the programme's money.

    Parameters
    ----------
    problem : Problem
        Its projects' `cost_distribution` is used where `distributions` has none.
    programme : Plan or Adopted
        Whose money is exposed. It must be a programme of this problem.
    distributions : Distributions, optional
        From `distributions.read`.
    correlation : float, optional
        From 0 to 1. Without it: that of `distributions`, of the problem, or 0.2.
    without : str, optional
        What is taken about projects without a distribution: "refuse", "certain", or a spread
        named in `distributions.SPREADS`. Without it: that of `distributions`, or "refuse".
    draws : int
        Number of futures, from 2 to 200,000.
    seed : int
        The same seed gives the same answer; the order of the projects does not matter.

    Returns
    -------
    Exposure

    Raises
    ------
    DistributionsMissing
        If projects of the plan have no distribution and `without` is "refuse".
    ProblemError
        If the programme is not one of this problem.
    ValueError
        If an argument is out of range.

    Notes
    -----
    A one-factor model: z = √ρ f + √(1 − ρ) e, cost = quantile at Φ(z). A project's draw scales its
    whole cost profile, and its sources share an overrun as they share the plan's payments. The
    frames are then used year by year as in the balance: what is left is carried, up to the cap.
    """
    began = time.perf_counter()
    if not 2 <= draws <= MOST_DRAWS:
        raise ValueError(f"draws should be from 2 to {MOST_DRAWS}")
    given = distributions or Distributions()
    correlation = _first(correlation, given.correlation, problem.correlation, DEFAULT_CORRELATION)
    if not 0 <= correlation <= 1:
        raise ValueError("correlation should be from 0 to 1")
    choice = without or given.without or "refuse"

    exposed, defaulted = _exposed(problem, planned_money(problem, programme), given, choice)
    common = sampling.common_factor(draws, seed=seed)
    needs = np.zeros((len(problem.sources), len(problem.calendar), draws))
    for one in exposed:
        cost = sampling.costs(one.curve, one.key, common, correlation=correlation, seed=seed)
        cost /= one.amount
        for place in zip(*np.nonzero(one.money), strict=True):
            needs[place] += one.money[place] * cost
    drawn = Drawn(problem, sum((one.money for one in exposed), np.zeros(needs.shape[:2])), needs)
    total = drawn.total([one.curve for one in exposed])
    return result.Exposure(
        unit=problem.unit,
        years=problem.years,
        tail_years=problem.tail_years,
        draws=draws,
        seed=seed,
        correlation=correlation,
        level=sampling.LEVEL,
        rules=result.RULES,
        without_distribution=result.WithoutDistribution(choice, SPREADS.get(choice), defaulted),
        plan=result.ExposedPlan(origin, programme.value, dict(sorted(programme.starts.items()))),
        total=total,
        by_year=drawn.by_year(),
        by_source=drawn.by_source(),
        by_source_year=drawn.by_source_year(),
        any_frame=drawn.any_frame(),
        projects=_contributions(exposed, correlation, total.reserve),
        input_sha256=digest(problem),
        seconds=round(time.perf_counter() - began, 3),
        versions={"python": platform.python_version(), "numpy": version("numpy"), "scipy": version("scipy")},
    )


@dataclass(frozen=True)
class _Exposed:
    """One project of the plan: its money by source and year, and how uncertain that money is."""

    key: str
    money: Floats  # (sources, years)
    amount: float  # all of it
    basis: result.Basis
    curve: CostCurve  # of the amount


def _exposed(
    problem: Problem, money: Mapping[str, Floats], given: Distributions, choice: Without
) -> tuple[list[_Exposed], tuple[str, ...]]:
    """The projects that are paid for, in the order of their keys, and those without a distribution."""
    found, without = [], []
    for one in sorted(problem.projects, key=lambda one: one.key):
        if one.key not in money:
            continue
        cost = math.fsum(one.cost_profile)
        own = given.projects.get(one.key, one.cost_distribution)
        basis: result.Basis = "distribution"
        if own is None:
            without.append(one.key)
            basis = "certain" if choice in ("certain", "refuse") else "spread"
            own = lognormal(cost, SPREADS.get(choice, 1.0))
        amount = float(money[one.key].sum())
        # The part of the whole cost that the plan pays; the rest falls after the tail.
        part = CostDistribution(own.kind, tuple(point * amount / cost for point in own.points))
        found.append(_Exposed(one.key, money[one.key], amount, basis, CostCurve.of(part)))
    if without and choice == "refuse":
        raise DistributionsMissing(tuple(without))
    return found, tuple(without)


def _contributions(
    exposed: Sequence[_Exposed], correlation: float, reserve: float
) -> tuple[result.ProjectExposure, ...]:
    curves = [one.curve for one in exposed]
    means, covariances = sampling.moments(curves, correlation=correlation)
    variance = float(covariances.sum())
    shares = covariances / variance if variance > 0 else covariances
    at_50, at_85 = quantiles(curves)
    found = [
        result.ProjectExposure(
            project=one.key,
            planned=tidy(one.amount),
            basis=one.basis,
            mean=tidy(means[n]),
            p50=tidy(at_50[n]),
            p85=tidy(at_85[n]),
            planned_certainty=None if one.curve.certain else tidy(one.curve.share_within(one.amount)),
            spread_share=tidy(shares[n]),
            reserve_part=tidy(shares[n] * reserve),
        )
        for n, one in enumerate(exposed)
    ]
    return tuple(sorted(found, key=lambda one: (-one.spread_share, one.project)))


def _first(*choices: float | None) -> float:
    return next(choice for choice in choices if choice is not None)
