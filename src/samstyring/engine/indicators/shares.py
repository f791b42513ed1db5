"""A share of people or trips from a survey whose answers have weights.

Weights make some answers count more, and the survey worth fewer answers than it has: Kish's
effective number is ``(Σw)²/Σw²``. The interval is Wilson's, with that number: it stays between none
and all, also for small shares. Where the number is under a threshold nothing is told, since
the figure would say more about who was asked than about the place.

Sources: Kish, *Survey Sampling* (1965), section 11.7; Wilson, JASA 22 (1927) 209-212.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..traffic_index.refusal import NotComputable

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
State = Literal["measured", "suppressed", "not-measured"]

Z = 1.959963984540054  # 97.5 % of a normal distribution
# Fewer effective answers than this are not told.
FEWEST = 50.0


@dataclass(frozen=True)
class Share:
    """A share from 0 to 1 with its interval; the figures are None unless it is measured."""

    state: State
    share: float | None
    lower: float | None
    upper: float | None
    answers: int
    n_eff: float


def share(
    has: Sequence[bool] | Flags,
    weights: Sequence[float] | Floats | None = None,
    *,
    fewest: float = FEWEST,
) -> Share:
    """The weighted share of those who have something.

    Parameters
    ----------
    has : array_like of bool, shape (n,)
    weights : array_like, shape (n,), optional
        All alike when left out. Scaling them changes nothing.
    fewest : float
        Effective answers below which the share is suppressed.

    Returns
    -------
    Share
        Not measured when nobody with any weight has answered.

    Raises
    ------
    NotComputable
        If a weight is negative or not a number, or the lists differ in length.

    Examples
    --------
    >>> found = share([True] * 60 + [False] * 40)
    >>> f"{found.share:.2f} ({found.lower:.3f}-{found.upper:.3f}), n {found.n_eff:.0f}"
    '0.60 (0.502-0.691), n 100'
    """
    yes = np.asarray(has, dtype=bool)
    w = np.ones(len(yes)) if weights is None else np.asarray(weights, dtype=np.float64)
    if yes.ndim != 1 or w.shape != yes.shape:
        raise NotComputable("unequal", "", f"{yes.size} svar har {w.size} vekter")
    bad = np.flatnonzero(~np.isfinite(w) | (w < 0))
    if len(bad):
        raise NotComputable("weight", f"svar {bad[0] + 1}", "vekten er ikke et tall fra null og opp")
    total = float(w.sum())
    if total == 0:
        return Share("not-measured", None, None, None, len(yes), 0.0)
    n_eff = total**2 / float(w @ w)
    if n_eff < fewest:
        return Share("suppressed", None, None, None, len(yes), n_eff)
    p = float(w[yes].sum()) / total
    lower, upper = wilson(p, n_eff)
    return Share("measured", p, lower, upper, len(yes), n_eff)


def wilson(p: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval for a share `p` of `n` answers, which need not be whole."""
    middle = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    reach = Z / (1 + Z**2 / n) * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    # At none and all the limits are these, whatever rounding says.
    return (0.0 if p == 0 else max(0.0, middle - reach)), (1.0 if p == 1 else min(1.0, middle + reach))
