"""Names beside the marks of a chart: the longest first, and none where there is no room for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .drawing import Mark, Words

AIR = 3.0
NARROW, WIDE = "fijlrtI.,:;-–()! \u00a0'|", "mwMWÆØ@%"


@dataclass(frozen=True)
class Box:
    """A rectangle that something fills."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def breadth(text: str, size: float) -> float:
    """How wide a text is in the house font, a little too wide rather than too narrow."""
    letters = sum(
        0.34 if one in NARROW else 0.92 if one in WIDE else 0.7 if one.isupper() else 0.6 for one in text
    )
    return letters * size


def shortened(text: str, most: int) -> str:
    """The text, cut at a word and with an ellipsis where it is longer than `most` letters.

    Examples
    --------
    >>> shortened("Hagerups vei–Wergeland–Mindemyren", 24)
    'Hagerups vei–Wergeland…'
    >>> shortened("Gangbru", 24)
    'Gangbru'
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at = max(cut.rfind(sign) for sign in " –-,/")
    return (cut[:at] if at > most / 2 else cut).rstrip(" –-,/") + "…"


def placed(
    names: Sequence[tuple[str, Mark]],
    *,
    marks: Iterable[Mark],
    room: Box,
    lines: Iterable[Box] = (),
    size: float = 12.0,
) -> tuple[Words, ...]:
    """Lay each name beside its mark: to the right, the left, over, under or at a corner of it.

    The longest names are laid first, for they are the hardest to find room for. A name that
    would meet a mark, a line or another name, or leave the room, is dropped.
    """
    taken = [*lines, *map(_around, marks)]
    words: list[Words] = []
    for name, mark in sorted(names, key=lambda one: (-len(one[0]), one[0])):
        for found, box in _places(name, mark, size):
            if box.inside(room) and not any(box.meets(other) for other in taken):
                words.append(found)
                taken.append(box)
                break
    return tuple(words)


def _around(mark: Mark) -> Box:
    return Box(mark.x - mark.reach, mark.y - mark.reach, mark.x + mark.reach, mark.y + mark.reach)


def _places(name: str, mark: Mark, size: float) -> Iterable[tuple[Words, Box]]:
    wide, off, aside = breadth(name, size), mark.reach + AIR, mark.reach * 0.7 + AIR / 2
    middle = mark.y + size * 0.36
    up, down = mark.y - off - size * 0.1, mark.y + off + size * 0.8
    for x, y, anchor, left in (
        (mark.x + off, middle, "start", mark.x + off),
        (mark.x - off, middle, "end", mark.x - off - wide),
        (mark.x, up, "middle", mark.x - wide / 2),
        (mark.x, down, "middle", mark.x - wide / 2),
        (mark.x + aside, down - 2, "start", mark.x + aside),
        (mark.x - aside, down - 2, "end", mark.x - aside - wide),
        (mark.x + aside, up + 2, "start", mark.x + aside),
        (mark.x - aside, up + 2, "end", mark.x - aside - wide),
    ):
        box = Box(left, y - size * 0.85, left + wide, y + size * 0.3)
        yield Words(x, y, name, look="ink", size=size, anchor=anchor, weight=520), box  # type: ignore[arg-type]
