"""The drawn futures of a programme's money, and what is read from them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..columns import Floats
from ..portfolio import Problem
from . import sampling
from .distributions import Z85, CostCurve
from .result import CurvePoint, Share, SourceExposure, SourceYearExposure, Total, YearExposure

# Payments are rounded to millionths, so a source with many of them may miss its frame by a few.
ROUNDING = 1e-5
CURVE = (0.01, 0.02, *(n / 20 for n in range(1, 20)), 0.98, 0.99)


class Drawn:
    """What every source must pay every year in every future, and what it lacks.

    S sources, Y calendar years and D futures.
    """

    def __init__(self, problem: Problem, planned: Floats, needs: Floats) -> None:
        self.problem = problem
        self.planned = planned  # (S, Y)
        self.needs = needs  # (S, Y, D)
        self.lacks = _lacks(problem, needs)  # (S, Y, D)
        self.exceeded = self.lacks > 0

    def total(self, curves: Sequence[CostCurve]) -> Total:
        """The sum of everything, beside the sums of the projects' own quantiles."""
        values = self.needs.sum(axis=(0, 1))
        ordered = np.sort(values)
        p50, p85 = (float(one) for one in np.quantile(ordered, (0.5, 0.85)))
        at_50, at_85 = quantiles(curves)
        return Total(
            planned=tidy(self.planned.sum()),
            mean=tidy(values.mean()),
            sd=_spread(values),
            p50=tidy(p50),
            p85=tidy(p85),
            p50_interval=sampling.quantile_interval(values, ordered, 0.5),
            p85_interval=sampling.quantile_interval(values, ordered, 0.85),
            sum_of_p50=tidy(math.fsum(at_50)),
            sum_of_p85=tidy(math.fsum(at_85)),
            reserve=tidy(p85 - p50),
            curve=tuple(
                CurvePoint(share, tidy(amount))
                for share, amount in zip(CURVE, np.quantile(ordered, CURVE), strict=True)
            ),
        )

    def by_year(self) -> tuple[YearExposure, ...]:
        """All sources together."""
        return tuple(
            YearExposure(year, tidy(self.planned[:, n].sum()), *_figures(self.needs[:, n].sum(axis=0)))
            for n, year in enumerate(self.problem.calendar)
        )

    def by_source(self) -> tuple[SourceExposure, ...]:
        """All years together."""
        return tuple(
            SourceExposure(
                one.key,
                tidy(self.planned[s].sum()),
                *_figures(self.needs[s].sum(axis=0)),
                sampling.share_of(self.exceeded[s].any(axis=0)),
                tidy(self.lacks[s].sum(axis=0).mean()),
            )
            for s, one in enumerate(self.problem.sources)
        )

    def by_source_year(self) -> tuple[SourceYearExposure, ...]:
        """Each source in each year."""
        return tuple(
            SourceYearExposure(
                one.key,
                year,
                one.frames[n],
                tidy(self.planned[s, n]),
                *_figures(self.needs[s, n]),
                sampling.share_of(self.exceeded[s, n]),
                tidy(self.lacks[s, n].mean()),
                tidy(np.quantile(self.lacks[s, n], 0.85)) if self.exceeded[s, n].any() else 0.0,
            )
            for s, one in enumerate(self.problem.sources)
            for n, year in enumerate(self.problem.calendar)
        )

    def any_frame(self) -> Share:
        """How often some source lacks money in some year."""
        return sampling.share_of(np.logical_or.reduce(self.exceeded, axis=(0, 1)))


def quantiles(curves: Sequence[CostCurve]) -> tuple[list[float], list[float]]:
    """P50 and P85 of each project alone."""
    z = np.array([0.0, Z85])
    found = [curve.at(z) for curve in curves]
    return [float(one[0]) for one in found], [float(one[1]) for one in found]


def tidy(amount: float) -> float:
    """Rounded to millionths, without the sign of zero."""
    return round(float(amount), 6) + 0.0


def _lacks(problem: Problem, needs: Floats) -> Floats:
    """What each source lacks each year when what is left is carried over, up to its cap."""
    lacks = np.zeros(needs.shape)
    for s, source in enumerate(problem.sources):
        carried = np.zeros(needs.shape[2])
        for n, frame in enumerate(source.frames):
            left = frame + carried - needs[s, n]
            lacks[s, n] = np.where(left < -ROUNDING - 1e-9 * frame, -left, 0.0)
            carried = np.clip(left, 0.0, source.carry_over_cap)
    return lacks


def _spread(values: Floats) -> float:
    # Where nothing is uncertain the differences are rounding.
    return tidy(values.std()) if values.max() - values.min() > ROUNDING else 0.0


def _figures(values: Floats) -> tuple[float, float, float, float]:
    """Mean, standard deviation, P50 and P85."""
    p50, p85 = np.quantile(values, (0.5, 0.85))
    return tidy(values.mean()), _spread(values), tidy(p50), tidy(p85)
