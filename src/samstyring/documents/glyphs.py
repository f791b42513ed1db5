"""Which characters the house font can draw.

An archive file may not hold a character without a drawing, so what Inter lacks is replaced by
a visible mark instead of stopping a whole packet because of one emoji in a project name.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import calcsize, unpack_from

REPLACEMENT = "\N{WHITE SQUARE}"
# Characters that steer line breaks and have no drawing of their own.
SILENT = frozenset("\n\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}")
LONG_RUN = re.compile(r"[^\s\N{ZERO WIDTH SPACE}]{41,}")


def drawable(text: str, font: Path) -> str:
    """The text with every character the font lacks replaced, and endless words made breakable."""
    # Names pasted from a Mac come as letter and ring apart; put together they have one drawing.
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    known = characters_of(font)
    drawn = "".join(_drawn(character, known) for character in text)
    return LONG_RUN.sub(lambda run: "\N{ZERO WIDTH SPACE}".join(_pieces(run.group(), 30)), drawn)


def _drawn(character: str, known: frozenset[int]) -> str:
    if character in SILENT:
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs") or category == "Mn" and ord(character) not in known:
        return ""
    # PDF/UA does not allow the private use area, even where the font has drawings there.
    return character if ord(character) in known and category != "Co" else REPLACEMENT


def _pieces(text: str, length: int) -> Iterator[str]:
    return (text[start : start + length] for start in range(0, len(text), length))


@cache
def characters_of(font: Path) -> frozenset[int]:
    """Every code point in the font's character map (OpenType `cmap`, formats 4 and 12)."""
    data = font.read_bytes()
    (tables,) = unpack_from(">H", data, 4)
    cmap = next(
        offset
        for tag, _, offset, _ in (unpack_from(">4sLLL", data, 12 + 16 * i) for i in range(tables))
        if tag == b"cmap"
    )
    (subtables,) = unpack_from(">H", data, cmap + 2)
    found: set[int] = set()
    for i in range(subtables):
        _, _, offset = unpack_from(">HHL", data, cmap + 4 + 8 * i)
        (kind,) = unpack_from(">H", data, cmap + offset)
        if kind == 12:
            found |= _segmented_coverage(data, cmap + offset)
        elif kind == 4:
            found |= _segment_mapping(data, cmap + offset)
    return frozenset(found)


def _segmented_coverage(data: bytes, start: int) -> set[int]:
    (groups,) = unpack_from(">L", data, start + 12)
    ranges = (unpack_from(">LLL", data, start + 16 + 12 * i) for i in range(groups))
    return {code for first, last, _ in ranges for code in range(first, last + 1)}


def _segment_mapping(data: bytes, start: int) -> set[int]:
    (twice,) = unpack_from(">H", data, start + 6)
    count = twice // 2
    form = f">{count}H"
    last = unpack_from(form, data, start + 14)
    first = unpack_from(form, data, start + 16 + calcsize(form))
    return {code for a, b in zip(first, last, strict=True) for code in range(a, b + 1) if code != 0xFFFF}
