"""What a share seen in a sample says about the whole, and what would have told it beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from ..columns import Floats

CONFIDENCE = 0.95


def interval(count: int, of: int, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Confidence interval of a share, when `count` of `of` independent draws had it.

    Clopper and Pearson, Biometrika 26 (1934) 404-413: never narrower than it says.

    Examples
    --------
    >>> low, high = interval(0, 1000)
    >>> low, round(high, 4)
    (0.0, 0.0037)
    """
    if of == 0:
        return 0.0, 1.0
    tail = (1.0 - confidence) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, of - count + 1, tail))
    high = 1.0 if count == of else float(betaincinv(count + 1, of - count, 1.0 - tail))
    return low, high


def never_seen(of: int, *, confidence: float = CONFIDENCE) -> float:
    """The largest share something can well have that was never seen in `of` independent draws.

    About 3 / `of` at 95 %: the rule of three.

    Examples
    --------
    >>> round(never_seen(1000), 5)
    0.00299
    """
    return 1.0 if of == 0 else float(-np.expm1(np.log1p(-confidence) / of))


@dataclass(frozen=True)
class Divide:
    """A threshold on one criterion's weight: the project is in when the weight is `side` it."""

    criterion: int
    side: Literal["above", "below"]
    threshold: float
    error: float  # share of the draws for which this is wrong


def divide(samples: Floats, inside: npt.NDArray[np.bool_]) -> Divide:
    """The single criterion whose weight best tells when something holds.

    Parameters
    ----------
    samples : ndarray, shape (N, C)
        Weights.
    inside : ndarray of bool, shape (N,)
        Whether it held there.

    Examples
    --------
    >>> weights = np.array([[0.1, 0.9], [0.2, 0.8], [0.6, 0.4], [0.7, 0.3]])
    >>> divide(weights, np.array([False, False, True, True]))
    Divide(criterion=0, side='above', threshold=0.4, error=0.0)
    """
    best = Divide(0, "above", 0.0, 2.0)
    for criterion in range(samples.shape[1]):
        order = np.argsort(samples[:, criterion], kind="stable")
        weights, held = samples[order, criterion], inside[order]
        # Wrong when "above the cut": those that hold below it, and those that do not above.
        below = np.concatenate([[0], np.cumsum(held)])
        above = (~held).sum() - np.concatenate([[0], np.cumsum(~held)])
        wrong = below + above
        cuts = np.concatenate([weights[:1], (weights[1:] + weights[:-1]) / 2, weights[-1:]])
        # Equal weights cannot be told apart by a cut between them.
        real = np.concatenate([[True], weights[1:] > weights[:-1] + 1e-12, [True]])
        sides: tuple[tuple[Literal["above", "below"], Floats], ...] = (
            ("above", wrong / len(held)),
            ("below", (len(held) - wrong) / len(held)),
        )
        for side, errors in sides:
            errors = np.where(real, errors, 2.0)
            n = int(errors.argmin())
            if errors[n] < best.error - 1e-12:
                best = Divide(criterion, side, float(cuts[n]), float(errors[n]))
    return best
