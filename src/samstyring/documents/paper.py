"""What a paper consists of. Content only: every number and date is already written as people read it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class Strong:
    """Words inside a text that carry weight."""

    text: str


# Running text: plain, or pieces of which some are strong. A line break in it is kept.
Text = str | tuple[str | Strong, ...]


def plain(text: "Cell") -> str:
    """The words alone, strong ones among them."""
    if isinstance(text, Number):
        return text.text
    if isinstance(text, str):
        return text
    return "".join(piece if isinstance(piece, str) else piece.text for piece in text)


@dataclass(frozen=True)
class Number:
    """A number as people read it, and its whole value for those who go on reckoning with it."""

    text: str
    value: Decimal


# What stands in a cell of a table.
Cell = Text | Number


@dataclass(frozen=True)
class Heading:
    """A heading. Levels may not be skipped: readers with a screen reader move by them."""

    text: str
    level: Literal[1, 2, 3] = 1

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("text: a heading needs words")


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Names and values beside each other."""

    facts: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table. Numbers stand to the right and line up."""

    label: str
    numeric: bool = False
    width: float | None = None  # share of the space left over; None lets the content decide
    unit: str = ""  # what the numbers count; told in the head where the caption does not follow along


@dataclass(frozen=True)
class Row:
    """A row of a table: normal, the head of a group, or a sum."""

    cells: tuple[Cell, ...]
    kind: Literal["normal", "group", "sum"] = "normal"


@dataclass(frozen=True)
class Table:
    """A table with its caption. The heads are repeated on every page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()
    dense: bool = False

    def __post_init__(self) -> None:
        if not self.caption.strip():
            raise ValueError("caption: a table needs a caption")
        for number, row in enumerate(self.rows, start=1):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"rows: row {number} has {len(row.cells)} cells, but there are {len(self.columns)} columns"
                )


@dataclass(frozen=True)
class Position:
    """Where one party stood, in the words the minutes use."""

    party: str
    stance: str
    remark: str = ""


@dataclass(frozen=True)
class Decision:
    """What a forum concluded: number, outcome in words, text and each party's position."""

    number: str
    outcome: str
    text: Text
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True)
class Note:
    """A remark that stands out from the text."""

    text: Text
    tone: Literal["plain", "warn", "stop"] = "plain"


@dataclass(frozen=True)
class Picture:
    """A drawing (SVG) with the words for those who do not see it."""

    svg: str
    alt: str
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("alt: a picture needs words for those who do not see it")


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, one for each name or role."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page, lying or standing; without an answer as the pages before."""

    landscape: bool | None = None


Block = Heading | Paragraph | Bullets | Facts | Table | Decision | Note | Picture | Signatures | PageBreak


@dataclass(frozen=True)
class Paper:
    """One document: saksframlegg, protokoll, handlingsprogram, årsmelding …"""

    title: str
    partnership: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    language: Literal["nb", "nn", "en"] = "nb"
    facts: tuple[tuple[str, Text], ...] = ()  # under the title: forum, date, place
    mark: str = ""  # "Utkast", "Eksempel": stands on every page
    source: str = ""  # where the content comes from, at the end
    dated: date | None = None  # the day written into the file; the same content gives the same bytes
    landscape: bool = False  # for papers that are mostly wide tables; else see PageBreak
    contents: bool = False  # a list of contents under the title

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("title: a paper needs a title")
        above = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > above + 1:
                    raise ValueError(
                        f"blocks: the heading {block.text!r} skips from level {above} to level {block.level}"
                    )
                above = block.level
