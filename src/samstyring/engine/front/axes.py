"""The second objectives: what each one measures, and how the solver is told of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from .. import scoring
from ..columns import Model, Row, build
from ..exposure.distributions import SPREADS, Z85, CostCurve, Distributions, DistributionsMissing, Without
from ..plan import Missing
from ..portfolio import CostDistribution, Problem
from .result import Axis

# Start years counted from the first programme year.
Starts = Mapping[str, int]


@dataclass(frozen=True)
class Along:
    """A second objective made ready for one problem.

    The sum of ``terms[c] * column[c]`` is the objective in the problem's unit, and `measure`
    finds the same from start years alone, apart from the solver.
    """

    against: str
    axis: Axis
    model: Model
    terms: Mapping[int, float]
    measure: Callable[[Starts], float]


def criterion_axis(problem: Problem, criterion: str, *, missing: Missing) -> Along:
    """One of the criteria alone, delayed as the value is: size · score · delay factor.

    Raises
    ------
    ValueError
        If it is not a criterion of the problem.
    scoring.ScoresMissing
        If scores are unknown and `missing` is "refuse".
    """
    if criterion not in problem.criteria:
        raise ValueError(f'against: "{criterion}" is not a criterion of the problem')
    # Weights of the other criteria cannot stand in for a score on this one.
    values = scoring.standing(
        problem, criterion, missing="zero" if missing == "weights-of-known" else missing
    ).values
    meaning = (
        f"The sum over the started projects of size times score on {criterion}, less for each year of waiting."
    )
    axis = Axis(criterion, None, "more", False, meaning)
    return _counted(problem, f"criterion:{criterion}", axis, values, problem.delay_factor)


def indicator_axis(
    problem: Problem, contributions: Mapping[str, float], *, name: str, unit: str | None = None
) -> Along:
    """What the started projects contribute to an indicator, whenever they start.

    Parameters
    ----------
    contributions : mapping of str to float
        Project to contribution, for instance to the goal of no growth in car traffic. May be
        negative; projects not mentioned contribute nothing.

    Raises
    ------
    ValueError
        If a project is unknown or a contribution is not a finite number.
    """
    known = {one.key for one in problem.projects}
    for key, amount in contributions.items():
        if key not in known:
            raise ValueError(f'contributions: "{key}" is not a project of the problem')
        if not math.isfinite(amount):
            raise ValueError(f"contributions: {key} is not a number that can be used")
    axis = Axis(name, unit, "more", False, f"The sum of what the started projects contribute to {name}.")
    values = {one.key: float(contributions.get(one.key, 0.0)) for one in problem.projects}
    return _counted(problem, "indicator", axis, values, 1.0)


def cost_axis(problem: Problem) -> Along:
    """The whole cost of the started projects, also what falls after the programme."""
    axis = Axis("cost", problem.unit, "less", False, "The whole cost of the started projects, in every year.")
    values = {one.key: math.fsum(one.cost_profile) for one in problem.projects}
    return _counted(problem, "cost", axis, values, 1.0)


def exposure_axis(problem: Problem, distributions: Distributions | None = None) -> Along:
    """The sum over the started projects of P85 − P50 of their cost.

    It is a proxy: the P85 of a sum is less than the sum of P85s when costs do not move together.
    `exposure.expose` draws the costs of a plan and gives the real figure.

    Raises
    ------
    exposure.DistributionsMissing
        If projects lack a distribution, and the file does not say what that means.
    """
    given = distributions or Distributions()
    without: Without = given.without or "refuse"
    values, lacking = {}, []
    for one in problem.projects:
        cost = math.fsum(one.cost_profile)
        own = given.projects.get(one.key, one.cost_distribution)
        if own is None:
            if without == "refuse" and cost > 0:
                lacking.append(one.key)
            own = CostDistribution("lognormal", (cost, cost * SPREADS.get(without, 1.0)))
        values[one.key] = _spread(own)
    if lacking:
        raise DistributionsMissing(tuple(lacking))
    meaning = (
        "The sum over the started projects of P85 - P50 of their cost. "
        "A stand-in: the P85 of a sum is less than the sum of P85s."
    )
    axis = Axis("exposure", problem.unit, "less", True, meaning)
    return _counted(problem, "exposure", axis, values, 1.0)


def balance_axis(problem: Problem) -> Along:
    """Money that the minimum shares lack, all groups together, when the shares are wishes and not rules.

    Raises
    ------
    ValueError
        If the problem has no minimum shares.
    """
    rules = [
        (dimension, group, share)
        for dimension, shares in problem.minimum_shares.items()
        for group, share in shares.items()
        if share > 0
    ]
    if not rules:
        raise ValueError("against: the problem has no minimum shares to be balanced against")
    hard = build(problem)
    soft = [n for n, row in enumerate(hard.rows) if row.kind == "minimum-share"]
    first = len(hard.lower)
    model = hard.with_slacks([(n, 1.0, float("inf")) for n in soft])
    # Start years alone do not tell whether a soft rule holds.
    rows = tuple(
        Row("shortfall", row.keys, row.year) if row.kind == "minimum-share" else row for row in model.rows
    )
    horizon = len(problem.years)

    def measure(starts: Starts) -> float:
        spent = {
            one.key: math.fsum(one.cost_profile[: horizon - starts[one.key]])
            for one in problem.projects
            if one.key in starts
        }
        whole = math.fsum(spent.values())
        lacking = 0.0
        for dimension, group, share in rules:
            theirs = math.fsum(
                spent[one.key]
                for one in problem.projects
                if one.key in starts and getattr(one, dimension) == group
            )
            lacking += max(0.0, share * whole - theirs)
        return lacking

    meaning = "The money that groups lack to reach their minimum shares, all groups together."
    axis = Axis("balance", problem.unit, "less", False, meaning)
    terms = {first + n: hard.scale for n in range(len(soft))}
    return Along("balance", axis, replace(model, rows=rows), terms, measure)


def _counted(problem: Problem, against: str, axis: Axis, values: Mapping[str, float], delay: float) -> Along:
    """A sum over the started projects."""
    model = build(problem)
    terms = {
        column: values[key] * delay**year
        for key, columns in model.start_columns.items()
        for year, column in columns.items()
    }

    def measure(starts: Starts) -> float:
        return math.fsum(values[key] * delay**year for key, year in starts.items()) + 0.0

    return Along(against, axis, model, terms, measure)


def _spread(distribution: CostDistribution) -> float:
    low, high = CostCurve.of(distribution).at(np.array([0.0, Z85]))
    return max(0.0, float(high - low))
