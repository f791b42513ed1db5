"""How uncertain a project's cost is, as a curve that turns a standard normal number into a cost.

Costs are drawn through a normal number z, so that projects can share a part of it. A distribution
is therefore used as its quantile at Φ(z), where Φ is the normal distribution function:

lognormal
    p50 · exp(σ z), with σ = ln(p85 / p50) / 1.0364, since Φ(1.0364) = 0.85.
triangular
    Straight lines to and from the most likely cost, inverted exactly.
pert
    The beta distribution with mean (low + 4 · likely + high) / 6, by a table over z. Steps that
    are even in z are finest, in probability, out in the tails.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

import numpy as np
from scipy import special

from .. import fields, sheets
from ..columns import Floats
from ..fields import ProblemError
from ..portfolio import CostDistribution, Problem

FORMAT = "samstyring-cost-distributions/1"

# The normal number that 85 of 100 stay below.
Z85 = 1.0364333894937898

Without = Literal["refuse", "certain", "small", "medium", "large"]
# P85 as a multiple of P50 for projects without a distribution of their own. Assumptions, not measurements.
SPREADS: Mapping[Without, float] = {"certain": 1.0, "small": 1.1, "medium": 1.25, "large": 1.4}

# Largest error of the PERT table, as a share of high − low; a test holds it to this.
PERT_ERROR = 2e-6
_NODES = 129
_DEEP = 37.0  # ln(10^16)
_REACH = 8.0
_STEPS_PER_UNIT = 128


class DistributionsMissing(ValueError):
    """Projects of the plan have no cost distribution, and nothing was said about what that means."""

    def __init__(self, projects: tuple[str, ...]) -> None:
        shown = ", ".join(projects[:5]) + (f" and {len(projects) - 5} more" if len(projects) > 5 else "")
        super().__init__(f"no cost distribution for {shown}")
        self.projects = projects

    def __reduce__(self) -> tuple[type[DistributionsMissing], tuple[tuple[str, ...]]]:
        # Background workers send errors between processes.
        return (type(self), (self.projects,))


@dataclass(frozen=True)
class Distributions:
    """A file of distributions beside the problem. None is: the file does not say."""

    projects: Mapping[str, CostDistribution] = field(default_factory=dict)
    correlation: float | None = None
    without: Without | None = None


def read(source: str | bytes | Mapping[str, Any], problem: Problem) -> Distributions:
    """Read and check a file of distributions for a problem.

    Raises
    ------
    ProblemError
        With the path of the field and what is wrong with it.
    """
    document: object = fields.parse(source) if isinstance(source, str | bytes) else source
    found = fields.record(
        document, "", required=("format", "unit", "projects"), optional=("correlation", "without_distribution")
    )
    if found["format"] != FORMAT:
        raise ProblemError("format", f'should be "{FORMAT}"')
    if fields.text(found["unit"], "unit") != problem.unit:
        raise ProblemError("unit", f'should be "{problem.unit}", as in the problem')
    known = {one.key for one in problem.projects}
    projects = {}
    for key, entry in fields.mapping(found["projects"], "projects").items():
        fields.one_of(key, "projects", known, "project")
        projects[key] = sheets.cost_distribution(entry, f"projects.{key}")
    without = found.get("without_distribution")
    if without is not None and without not in ("refuse", *SPREADS):
        raise ProblemError("without_distribution", "should be refuse, " + ", ".join(SPREADS))
    correlation = found.get("correlation")
    return Distributions(
        projects,
        None if correlation is None else fields.number(correlation, "correlation", low=0, high=1),
        without,
    )


@dataclass(frozen=True)
class CostCurve:
    """A distribution made ready for many draws."""

    distribution: CostDistribution
    table: Floats  # quantiles at even steps of z, for a PERT distribution; else empty

    @classmethod
    def of(cls, distribution: CostDistribution) -> CostCurve:
        pert = distribution.kind == "pert" and distribution.points[0] < distribution.points[-1]
        return cls(distribution, _pert_table(*distribution.points) if pert else np.empty(0))

    @property
    def certain(self) -> bool:
        """Whether every draw is the same."""
        return self.distribution.points[0] == self.distribution.points[-1]

    def at(self, z: Floats) -> Floats:
        """The cost at each standard normal number.

        Parameters
        ----------
        z : ndarray, any shape

        Returns
        -------
        ndarray
            Of the same shape, in the unit of the distribution.
        """
        points = self.distribution.points
        if self.certain:
            return np.full(z.shape, points[0])
        if self.distribution.kind == "lognormal":
            p50, p85 = points
            return p50 * np.exp(z * (math.log(p85 / p50) / Z85))
        if self.distribution.kind == "triangular":
            return _triangular(z, *points)
        place = np.clip((z + _REACH) * _STEPS_PER_UNIT, 0, len(self.table) - 1.001)
        step = place.astype(np.intp)
        place -= step
        below = self.table[step]
        return below + place * (self.table[step + 1] - below)

    def share_within(self, cost: float) -> float:
        """How certain it is that the cost stays at or below an amount, from 0 to 1."""
        points = self.distribution.points
        if self.certain:
            return 1.0 if cost >= points[0] else 0.0
        if self.distribution.kind == "lognormal":
            p50, p85 = points
            return float(special.ndtr(math.log(cost / p50) / math.log(p85 / p50) * Z85)) if cost > 0 else 0.0
        low, likely, high = points
        if not low < cost < high:
            return 0.0 if cost <= low else 1.0
        if self.distribution.kind == "pert":
            first, second = _pert_shape(low, likely, high)
            return float(special.betainc(first, second, (cost - low) / (high - low)))
        if cost <= likely:
            return (cost - low) ** 2 / ((high - low) * (likely - low))
        return 1.0 - (high - cost) ** 2 / ((high - low) * (high - likely))


def lognormal(p50: float, ratio: float) -> CostDistribution:
    """The lognormal distribution with this P50 and P85 as a multiple of it."""
    return CostDistribution("lognormal", (p50, p50 * ratio))


def _triangular(z: Floats, low: float, likely: float, high: float) -> Floats:
    width = high - low
    rising = low + np.sqrt(special.ndtr(z) * (width * (likely - low)))
    falling = high - np.sqrt(special.ndtr(-z) * (width * (high - likely)))
    turn = special.ndtri((likely - low) / width)
    return cast(Floats, np.where(z < turn, rising, falling))


def _pert_shape(low: float, likely: float, high: float) -> tuple[float, float]:
    share = (likely - low) / (high - low)
    return 1 + 4 * share, 5 - 4 * share


def _pert_table(low: float, likely: float, high: float) -> Floats:
    """Quantiles at even steps of z.

    The distribution function is quick and its inverse is slow, so the first is worked out at some
    hundred points, and read the other way by cubic pieces with the known slopes. The points are
    even in ln(x / (1 − x)), which keeps their digits near both ends.
    """
    first, second = _pert_shape(low, likely, high)
    size = float(special.betaln(first, second))
    # From where less than one in 10^16 is below to where less than that is above.
    start = (math.log(first) + size - _DEEP) / first
    end = (_DEEP - math.log(second) - size) / second
    odds = np.linspace(min(start, -1.0), max(end, 1.0), _NODES)
    share, rest = special.expit(odds), special.expit(-odds)
    # Each half is taken from the tail that is small, where the digits are.
    below = special.betainc(first, second, share) < 0.5
    z = np.where(
        below,
        special.ndtri(special.betainc(first, second, share)),
        -special.ndtri(special.betainc(second, first, rest)),
    )
    density = first * special.log_expit(odds) + second * special.log_expit(-odds) - size
    slope = np.exp(-(z**2) / 2 - math.log(math.sqrt(2 * math.pi)) - density)
    even = np.linspace(-_REACH, _REACH, int(2 * _REACH * _STEPS_PER_UNIT) + 1)
    return cast(Floats, low + (high - low) * special.expit(_pieces(even, z, odds, slope)))


def _pieces(at: Floats, z: Floats, value: Floats, slope: Floats) -> Floats:
    """Cubic pieces through values with known slopes (Hermite); level beyond the ends."""
    piece = np.clip(np.searchsorted(z, at) - 1, 0, len(z) - 2)
    width = z[piece + 1] - z[piece]
    t = np.clip((at - z[piece]) / width, 0.0, 1.0)
    left, right = slope[piece] * width, slope[piece + 1] * width
    rise = value[piece + 1] - value[piece]
    return value[piece] + t * (left + t * (3 * rise - 2 * left - right + t * (left + right - 2 * rise)))
