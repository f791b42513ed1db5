"""Calendar-adjusted mean of a period at a point, of the method from 2027. Provisional.

A month with five weekends looks quieter than one with four. The mean of working days and the mean of
other days are therefore weighted as in a mean month. Easter and Whitsun are whole or not at all.

Source: Statens vegvesen, github snohan/byindeks at e1b8aa4, unfinished.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from .calendar import DAYS, is_working, mean_days, period
from .refusal import NotComputable

# A day counts with so much of it counted, and so many lengths measured, in per cent.
COVERAGE, QUALITY = 99.0, 97.5
WORKING, OTHERS = 7, 3
# Vehicles a day are told in tens.
TENS = 10
WHOLE = ("påske", "pinse")


@dataclass(frozen=True)
class Day:
    """A counted day: light vehicles, and per cent of it that was counted and whose length was measured."""

    day: date
    light: float
    coverage: float
    quality: float


@cache
def _weights() -> Mapping[str, tuple[float, float]]:
    return {name: (work, rest) for name, (_, work, rest) in mean_days().items()}


def adjusted_mean(days: Sequence[Day]) -> float:
    """Light vehicles a day in a period, as in a mean year, to the nearest ten.

    Parameters
    ----------
    days : sequence of Day
        Days of one period of one year.

    Raises
    ------
    NotComputable
        If they are of several periods, one is there twice, or too few were counted well.
    """
    if not days:
        raise NotComputable("no-days", "", "det er ingen døgn")
    names = {period(one.day) for one in days}
    if len(names) > 1 or len({one.day.year for one in days}) > 1:
        raise NotComputable("periods", "", "døgnene er fra flere perioder")
    if len({one.day for one in days}) < len(days):
        raise NotComputable("duplicate", names.pop(), "et døgn er med to ganger")
    name = names.pop()
    well = [
        one for one in days if one.coverage >= COVERAGE and one.quality >= QUALITY and math.isfinite(one.light)
    ]
    if name in WHOLE:
        if len(well) < DAYS[name]:
            raise NotComputable(
                "too-few-days", name, f"{len(well)} av {DAYS[name]:.0f} døgn er telt godt nok, og alle må være det"
            )
        return _tens(math.fsum(one.light for one in well) / len(well))
    work = [one.light for one in well if is_working(one.day)]
    rest = [one.light for one in well if not is_working(one.day)]
    if len(work) < WORKING or len(rest) < OTHERS:
        raise NotComputable(
            "too-few-days",
            name,
            f"{len(work)} virkedøgn og {len(rest)} andre er telt godt nok, og det trengs {WORKING} og {OTHERS}",
        )
    working, others = _weights()[name]
    mean = (working * math.fsum(work) / len(work) + others * math.fsum(rest) / len(rest)) / (working + others)
    return _tens(mean)


def _tens(amount: float) -> float:
    return float(TENS * math.floor(amount / TENS + 0.5))
