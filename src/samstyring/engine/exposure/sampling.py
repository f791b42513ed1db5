"""Draw the costs of many futures, and say how near the answers are."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import cast

import numpy as np
import numpy.typing as npt
from scipy import special

from ..columns import Floats
from .distributions import CostCurve
from .result import Interval, Share

# Certainty of every interval, and the normal number that goes with it on both sides.
LEVEL = 0.95
_Z_LEVEL = float(special.ndtri((1 + LEVEL) / 2))

# Points of the quadrature over the common factor and over the projects' own.
_POINTS = 32


def common_factor(draws: int, *, seed: int) -> Floats:
    """Draw the factor all projects share: one in each of `draws` equally likely slices, in rising order.

    Nearly all of the spread of a large sum comes from this factor. Spreading it evenly makes the
    quantiles of the sum several times as near as free draws would.

    Returns
    -------
    ndarray, shape (draws,)
        Standard normal numbers.
    """
    rng = np.random.default_rng([seed, 0])
    return cast(Floats, special.ndtri((np.arange(draws) + rng.uniform(1e-9, 1 - 1e-9, draws)) / draws))


def costs(curve: CostCurve, key: str, common: Floats, *, correlation: float, seed: int) -> Floats:
    """Draw the cost of one project in every future.

    The draws depend on the project's key and the seed and on nothing else, so that a project has
    the same futures in every plan that is compared.

    Parameters
    ----------
    common : ndarray, shape (D,)
        From `common_factor`.

    Returns
    -------
    ndarray, shape (D,)
    """
    digest = hashlib.sha256(key.encode()).digest()
    rng = np.random.default_rng([seed, 1, *np.frombuffer(digest[:16], dtype=np.uint32).tolist()])
    z = rng.standard_normal(len(common))
    z *= math.sqrt(1 - correlation)
    z += math.sqrt(correlation) * common
    return curve.at(z)


def moments(curves: Sequence[CostCurve], *, correlation: float) -> tuple[Floats, Floats]:
    """Mean cost of each project, and its covariance with the sum of them all.

    Given the common factor the costs are independent, so the covariance of two projects is that
    of their means given the factor: numerical integration (Gauss–Hermite) in place of drawing.

    Returns
    -------
    means : ndarray, shape (P,)
    covariances : ndarray, shape (P,)
        Adding up to the variance of the sum.
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(_POINTS)
    weights = weights / weights.sum()
    z = math.sqrt(correlation) * nodes[:, None] + math.sqrt(1 - correlation) * nodes[None, :]
    given = np.zeros((len(curves), _POINTS))
    second = np.zeros(len(curves))
    for n, curve in enumerate(curves):
        cost = curve.at(z)
        given[n] = cost @ weights
        second[n] = weights @ (cost**2) @ weights
    means = given @ weights
    deviations = given - means[:, None]
    own = second - means**2 - (deviations**2) @ weights
    return means, np.maximum(own, 0) + (deviations * deviations.sum(axis=0)) @ weights


def quantile_interval(values: Floats, ordered: Floats, share: float) -> Interval:
    """How near a quantile of the drawn sum is.

    Parameters
    ----------
    values : ndarray, shape (D,)
        The sum in each future, in the order of the common factor.
    ordered : ndarray, shape (D,)
        The same, sorted.

    Notes
    -----
    The error of the share below the quantile is estimated from the differences between
    neighbouring slices, which is never too small on average, and read off the cumulative curve.
    """
    count = len(values)
    below = values <= ordered[min(count - 1, int(share * count))]
    half = count // 2 * 2
    error = math.sqrt(np.count_nonzero(below[0:half:2] != below[1:half:2])) / count
    # A quantile is never known nearer than to its neighbours in the row.
    reach = max(_Z_LEVEL * error, 1 / count)
    low = max(0, math.floor((share - reach) * count) - 1)
    high = min(count - 1, math.ceil((share + reach) * count))
    return Interval(round(float(ordered[low]), 6), round(float(ordered[high]), 6))


def share_of(happened: npt.NDArray[np.bool_]) -> Share:
    """The share of the futures where something happened, with its Clopper–Pearson interval.

    Spreading the common factor evenly makes the true error smaller than with free draws
    (Hoeffding, Ann. Math. Statist. 27 (1956) 713–721), so the interval is on the safe side.
    """
    count, times = len(happened), int(np.count_nonzero(happened))
    tail = (1 - LEVEL) / 2
    low = float(special.betaincinv(times, count - times + 1, tail)) if times else 0.0
    high = float(special.betaincinv(times + 1, count - times, 1 - tail)) if times < count else 1.0
    return Share(times / count, low, high)
