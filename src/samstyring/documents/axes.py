"""Where numbers lie along a chart, and which of them are written."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isclose, log10
from typing import Literal

# Where the highest number is so many times the lowest, an even axis shows most of them as one heap.
HEAPED = 30
FEW_TENS = 3


@dataclass(frozen=True)
class Axis:
    """Numbers from `low` to `high` laid out from `start` to `end`; `ticks` are the round ones in between.

    On a `times` axis every doubling is as long as every other.
    """

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]
    kind: Literal["even", "times"] = "even"

    def at(self, value: float) -> float:
        """Where a number lies."""
        low, high = self.low, self.high
        if self.kind == "times":
            value, low, high = log10(max(value, low)), log10(low), log10(high)
        return self.start + (value - low) / (high - low) * (self.end - self.start)


def axis(low: float, high: float, *, start: float, end: float, most: int = 6) -> Axis:
    """An axis that holds both numbers, and begins and ends at round ones.

    Examples
    --------
    >>> axis(0, 87, start=0, end=100).ticks
    (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    >>> axis(615, 1050, start=0, end=100).ticks
    (600.0, 700.0, 800.0, 900.0, 1000.0, 1100.0)
    >>> axis(5, 5, start=0, end=100).ticks
    (4.0, 4.5, 5.0, 5.5, 6.0)
    """
    if high < low:
        raise ValueError("high: is less than low")
    if isclose(low, high):
        low, high = low - 1, high + 1
    step = _step((high - low) / most)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    while last - first > most:
        step = _step(step * 1.01)
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = tuple(round(step * n, 9) for n in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], start, end, ticks)


def times_axis(low: float, high: float, *, start: float, end: float) -> Axis:
    """An axis for numbers above zero on which every doubling is as long, written at 1, 10, 100 …

    It begins and ends at one, two or five of something.

    Examples
    --------
    >>> found = times_axis(0.8, 3167, start=0, end=100)
    >>> found.low, found.ticks, found.high
    (0.5, (1.0, 10.0, 100.0, 1000.0), 5000.0)
    >>> found.at(0.5), found.at(5000)
    (0.0, 100.0)
    >>> times_axis(6, 420, start=0, end=100).ticks
    (5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)
    """
    if low <= 0:
        raise ValueError("low: must be above zero")
    high = max(high, low * 10)
    down = 10.0 ** floor(log10(low) + 1e-9)
    lowest = max(down * n for n in (1, 2, 5) if down * n <= low * (1 + 1e-9))
    highest = _step(high)
    tens = range(floor(log10(lowest) + 1e-9), floor(log10(highest) + 1e-9) + 1)
    # Where there are few tens, two and five of them are written too.
    steps = (1,) if len(tens) > FEW_TENS else (1, 2, 5)
    ticks = (round(n * 10.0**ten, 9) for ten in tens for n in steps)
    shown = tuple(tick for tick in ticks if lowest * (1 - 1e-9) <= tick <= highest * (1 + 1e-9))
    return Axis(lowest, highest, start, end, shown, "times")


def _step(least: float) -> float:
    """The smallest of 1, 2 and 5 with any number of zeros that is not less."""
    size = 10.0 ** floor(log10(least))
    return next(size * n for n in (1, 2, 5, 10) if size * n >= least * (1 - 1e-9))
