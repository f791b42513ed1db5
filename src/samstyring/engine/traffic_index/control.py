"""Compute a published workbook's area values anew from its points, and say whether they belong together.

Figures that were rounded before they were published cannot come out exactly. How far they may be
off is worked out from the decimals that stand in the workbook: half of the last one, in every
point's means and in the area's own value. Within that the difference is told as rounding; beyond it
the points are not those that the value was made from, and nothing is taken in.

The workbook of Nedre Glomma from 2026 is such a case: its points are those of Nord-Jæren.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .area import AreaIndex, Floats, area_index
from .published import Published, PublishedArea, PublishedPoint, Window
from .refusal import NotComputable
from .words import hundredths

State = Literal["equal", "rounded", "mismatch", "uncheckable"]

# What is compared, in this order; the limits of the interval are always published with one decimal.
FIGURES = ("index", "p", "n_eff", "sd", "se", "lower", "upper")
LIMITS = ("lower", "upper")
LIMIT_STEP = 0.1
# Relative difference that sums of numbers with 16 digits may have.
SAME = 1e-9
# More decimals than this are not rounding by anybody.
UNROUNDED = 8


@dataclass(frozen=True)
class Compared:
    """A window: what was published, what came out, and how they differ."""

    window: Window
    state: State
    published: PublishedArea
    found: AreaIndex | None
    differences: Mapping[str, float]  # found less published, of `FIGURES` that were published
    why: str  # in bokmål, unless they are equal


@dataclass(frozen=True)
class Control:
    """The control of a workbook."""

    windows: tuple[Compared, ...]
    without_area: tuple[Window, ...]  # points in windows for which no value was published

    def of(self, state: State) -> tuple[Compared, ...]:
        return tuple(one for one in self.windows if one.state == state)

    @property
    def largest(self) -> Mapping[str, float]:
        """The largest difference of each figure, in the windows that are equal or rounded."""
        good = [one for one in self.windows if one.state in ("equal", "rounded")]
        return {
            name: max((abs(one.differences[name]) for one in good if name in one.differences), default=0.0)
            for name in FIGURES
        }

    @property
    def refusal(self) -> str:
        """Why nothing is taken in, in bokmål sentences; empty when all that can be controlled agrees."""
        wrong = self.of("mismatch")
        if not wrong:
            return ""
        checked = len(self.windows) - len(self.of("uncheckable"))
        return (
            f"Punktene og områdeverdiene i arbeidsboken hører ikke sammen i {len(wrong)} av {checked} vinduer som kan "
            f"kontrolleres: {wrong[0].why} Ingenting er lest inn; be den som har gitt ut arbeidsboken, om å rette den."
        )


def control(book: Published) -> Control:
    """Compute every window again and compare."""
    means = [amount for rows in book.points.values() for one in rows for amount in (one.base, one.calc)]
    step = _step(means)
    steps = {name: _step([getattr(one, name) for one in book.areas.values()]) for name in FIGURES}
    # With all their decimals the limits would also do.
    steps |= {name: max(steps[name], LIMIT_STEP) if steps[name] else 0.0 for name in LIMITS}
    windows = tuple(
        _compared(window, area, book.points.get(window, ()), step, steps)
        for window, area in sorted(book.areas.items())
    )
    return Control(windows, tuple(sorted(set(book.points) - set(book.areas))))


def _compared(
    window: Window, area: PublishedArea, points: Sequence[PublishedPoint], step: float, steps: Mapping[str, float]
) -> Compared:
    told = f"{window[0].replace('_months', ' måneder')} til {window[1]}"
    if not points:
        return Compared(
            window,
            "uncheckable",
            area,
            None,
            {},
            f"{told}: arbeidsboken har ingen punkter for vinduet, så verdien er ikke kontrollerbar.",
        )
    base, calc = np.array([one.base for one in points]), np.array([one.calc for one in points])
    try:
        found = area_index(base, calc, names=[one.key for one in points])
    except NotComputable as error:
        return Compared(window, "mismatch", area, None, {}, f"{told}: {error}")
    differences = {
        name: getattr(found, name) - value for name in FIGURES if (value := getattr(area, name)) is not None
    }
    if area.n is not None and area.n != found.n:
        why = (
            f"i {told} er områdeverdien {hundredths(area.p)} % laget av {area.n:.0f} punkter, mens arket har "
            f"{found.n} punkter, som gir {hundredths(found.p)} %."
        )
        return Compared(window, "mismatch", area, found, differences, why)
    own = {name: steps[name] / 2 + SAME * max(1.0, abs(getattr(found, name))) for name in differences}
    if all(abs(differences[name]) <= own[name] for name in differences):
        state: State = "rounded" if any(steps[name] for name in differences if name not in LIMITS) else "equal"
        why = "" if state == "equal" else f"{told}: områdeverdien er gitt ut avrundet."
        return Compared(window, state, area, found, differences, why)
    room = _room(base, calc, step / 2) if step else dict.fromkeys(FIGURES, 0.0)
    if all(abs(differences[name]) <= own[name] + room[name] for name in differences):
        return Compared(window, "rounded", area, found, differences, f"{told}: tallene er gitt ut avrundet.")
    worst = max(differences, key=lambda name: abs(differences[name]) / (own[name] + room[name]))
    why = f"i {told} er områdeverdien {hundredths(area.p)} %, mens punktene gir {hundredths(found.p)} % ({worst} skiller {hundredths(differences[worst])})."
    return Compared(window, "mismatch", area, found, differences, why)


def _room(base: Floats, calc: Floats, half: float) -> dict[str, float]:
    """How much each figure can be moved when every mean may be off by half of its last decimal."""
    middle = _figures(base, calc)
    moved = np.zeros(len(FIGURES))
    for values in (base, calc):
        for n in range(len(values)):
            kept = values[n]
            values[n] = kept + half
            moved += np.abs(_figures(base, calc) - middle)
            values[n] = kept
    # The first order is nearly all there is to so small a step.
    return dict(zip(FIGURES, (1.01 * moved).tolist(), strict=True))


def _figures(base: Floats, calc: Floats) -> Floats:
    found = area_index(base, calc)
    return np.array([getattr(found, name) for name in FIGURES])


def _step(values: Iterable[float | None]) -> float:
    """The last decimal that these were rounded to; 0 when they were not, or there are none."""
    decimals = [_decimals(value) for value in values if value is not None]
    most = max(decimals, default=UNROUNDED + 1)
    return 0.0 if most > UNROUNDED else 10.0**-most


def _decimals(value: float) -> int:
    """How many decimals the shortest way to write a number has."""
    for count in range(UNROUNDED + 1):
        if round(value, count) == value:
            return count
    return UNROUNDED + 1
