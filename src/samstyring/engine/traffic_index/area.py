"""The index of an area: change of traffic over a set of points, weighted by their volume, and its uncertainty.

With A the volume of each point in the reference period, B that in the calculation period and w = A/ΣA::

    I = ΣB/ΣA = Σ w·(B/A)              p = 100·(I − 1)           n_eff = 1/Σw²
    s² = Σ w·(B/A − I)² / (1 − Σw²)    SD = 100·s                SE = SD·√Σw² = SD/√n_eff

The points are taken as a sample of all roads: there is no correction for a finite population, and
none for the length of roads. Rolling indices have intervals from Student's t with n − 1 degrees of
freedom; annual and chained ones use 1.96 as it stands. The two families really do differ.

Source: Statens vegvesen, github snohan/byindeks at e1b8aa4 (``get_index_ci``), checked against every
12- and 36-month value published for Bergen and Buskerudbyen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, overload

import numpy as np
import numpy.typing as npt
from scipy import special

from .refusal import NotComputable, named
from .words import plain

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# One figure, or an array of them.
Amount = TypeVar("Amount", float, Floats)
Quantile = Literal["t", "normal"]

# 95 %, as it stands in the annual tables: not 1.959964.
NORMAL = 1.96
TWO_SIDED = 0.975
# Below this a single point has all the weight there is, as far as numbers with 16 digits can tell.
ALL_WEIGHT = 1e-12


@dataclass(frozen=True)
class AreaIndex:
    """An area's index. Percentages are points; `lower` and `upper` are unrounded."""

    index: float  # 1.02 is 2 % more
    p: float  # per cent
    n: int
    n_eff: float
    sd: float  # percentage points, between points
    se: float  # percentage points
    lower: float  # per cent
    upper: float
    quantile: Quantile


def area_index(
    base: Sequence[float] | Floats,
    calc: Sequence[float] | Floats,
    *,
    quantile: Quantile = "t",
    names: Sequence[str] | None = None,
) -> AreaIndex:
    """The index of an area from its points.

    Parameters
    ----------
    base, calc : array_like, shape (n,)
        Volume of each point in the reference and in the calculation period, in the same unit.
    quantile : "t" or "normal"
        Student's t with n − 1 degrees of freedom for rolling indices, 1.96 for annual ones.
    names : sequence of str, optional
        What to call the points in a refusal. A name that is there twice is a point counted twice.

    Raises
    ------
    NotComputable
        If there are no points or only one, the lists differ in length, or a volume is missing,
        negative, infinite, or zero in the reference period.

    Examples
    --------
    Vector V5 of the method's own tests:

    >>> found = area_index([1000, 5000, 20000], [1100, 5000, 19600])
    >>> f"{found.index:.10f} {found.sd:.7f} {found.se:.7f} {found.lower:.6f} {found.upper:.6f}"
    '0.9884615385 3.8884444 3.0867919 -14.435240 12.127547'
    """
    a, b = checked(base, calc, names=names)
    if len(a) == 1:
        raise NotComputable("one-point", "", "ett punkt har ingen spredning å regne usikkerhet av")
    total = a.sum()
    weight = a / total
    index = float(b.sum() / total)
    concentration = float(weight @ weight)
    if 1.0 - concentration <= ALL_WEIGHT:
        raise NotComputable(
            "one-point", "", "ett punkt har all trafikken, og da er det ingen spredning å regne av"
        )
    variance = float(weight @ (b / a - index) ** 2) / (1.0 - concentration)
    sd = 100.0 * math.sqrt(variance)
    se = sd * math.sqrt(concentration)
    p = percent(index)
    reach = quantile_of(quantile, len(a) - 1) * se
    return AreaIndex(index, p, len(a), 1.0 / concentration, sd, se, p - reach, p + reach, quantile)


def percent(index: Amount) -> Amount:
    """Per cent of change, without the sign of zero."""
    return 100.0 * (index - 1.0) + 0.0


@overload
def quantile_of(quantile: Quantile, freedom: int) -> float: ...
@overload
def quantile_of(quantile: Quantile, freedom: Ints) -> float | Floats: ...
def quantile_of(quantile: Quantile, freedom: int | Ints) -> float | Floats:
    """How many standard errors the interval reaches to each side, for 95 %."""
    if quantile == "normal":
        return NORMAL
    found = special.stdtrit(freedom, TWO_SIDED)
    return float(found) if isinstance(freedom, int) else np.asarray(found)


def checked(
    base: Sequence[float] | Floats, calc: Sequence[float] | Floats, *, names: Sequence[str] | None = None
) -> tuple[Floats, Floats]:
    """The volumes as arrays, when an index can be made of them.

    Raises
    ------
    NotComputable
    """
    a, b = np.asarray(base, dtype=np.float64), np.asarray(calc, dtype=np.float64)
    if a.ndim != 1 or b.ndim != 1 or len(a) != len(b):
        raise NotComputable(
            "unequal",
            "",
            f"referansen har {np.size(a)} punkter og beregningsperioden {np.size(b)}; de skal være de samme",
        )
    if len(a) == 0:
        raise NotComputable("no-points", "", "det er ingen punkter")
    if names is not None:
        seen: dict[str, int] = {}
        for number, name in enumerate(names):
            if name and name in seen:
                raise NotComputable(
                    "duplicate", named("punkt", names, number), f"er det samme som punkt {seen[name] + 1}"
                )
            seen[name] = number
    for values, said in ((a, "referansen"), (b, "beregningsperioden")):
        bad = np.flatnonzero(~np.isfinite(values))
        if len(bad):
            raise NotComputable(
                "not-a-number", named("punkt", names, int(bad[0])), f"trafikken i {said} er ikke et tall"
            )
    bad = np.flatnonzero(a <= 0)
    if len(bad):
        raise NotComputable(
            "base",
            named("punkt", names, int(bad[0])),
            f"trafikken i referansen er {plain(a[bad[0]])}, og må være over null",
        )
    bad = np.flatnonzero(b < 0)
    if len(bad):
        raise NotComputable(
            "negative",
            named("punkt", names, int(bad[0])),
            f"trafikken i beregningsperioden er {plain(b[bad[0]])}, og kan ikke være negativ",
        )
    return a, b
