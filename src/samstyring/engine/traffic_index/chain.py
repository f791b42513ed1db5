"""Chain indices that follow each other: from 2018 to 2019, from 2019 to 2020, and so on.

The product of two independent estimates has, exactly, the variance ``I₁²·v₂ + I₂²·v₁ + v₁·v₂`` with
``v = (SE/100)²``, taken link by link. That the links are independent is an assumption: the same
points count in both, so their errors are somewhat alike.

Only unrounded links may be chained. With two decimals the six links of Trondheim make 1.0154 where
1.0203 was published.

Source: Statens vegvesen, github snohan/byindeks at e1b8aa4; Bergen 2018-2025 comes out to nine digits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from .area import NORMAL, percent
from .refusal import NotComputable


@dataclass(frozen=True)
class Link:
    """An index over one step, and its standard error in percentage points."""

    index: float
    se: float


@dataclass(frozen=True)
class Chained:
    """The index from the first reference to the end of a link."""

    index: float
    p: float  # per cent
    se: float  # percentage points
    lower: float  # per cent
    upper: float


def chain(links: Iterable[Link]) -> tuple[Chained, ...]:
    """The indices that the links make together, one for each link.

    Raises
    ------
    NotComputable
        If there are no links, or one has an index that is not above zero or no standard error.

    Examples
    --------
    >>> end = chain([Link(0.98, 1.0), Link(1.03, 2.0)])[-1]
    >>> f"{end.index:.4f} {end.se:.7f}"
    '1.0094 2.2142493'
    """
    found: list[Chained] = []
    index, variance = 1.0, 0.0
    for number, link in enumerate(links, start=1):
        if not (math.isfinite(link.index) and link.index > 0):
            raise NotComputable("link", f"ledd {number}", "indeksen er ikke et tall over null")
        if not (math.isfinite(link.se) and link.se >= 0):
            raise NotComputable("link", f"ledd {number}", "standardfeilen er ikke et tall fra null og opp")
        step = (link.se / 100.0) ** 2
        variance = index**2 * step + link.index**2 * variance + variance * step
        index *= link.index
        se, p = 100.0 * math.sqrt(variance), percent(index)
        found.append(Chained(index, p, se, p - NORMAL * se, p + NORMAL * se))
    if not found:
        raise NotComputable("no-links", "", "det er ingen ledd å kjede")
    return tuple(found)
