"""A chart with its sentence and its table, and the parts that all charts have."""

from dataclasses import dataclass

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samstyring.documents.drawing import Drawing, Mark, Trace, Words, to_svg
from samstyring.documents.labels import breadth
from samstyring.ground.formats import number


@dataclass(frozen=True)
class Size:
    """How large a chart is drawn, in units of a letter's height over twelve."""

    width: float
    height: float
    longest_name: int  # letters of a name beside a mark


# On a page a chart is never wider than a phone; the file has room for more names.
PAGE = Size(380, 300, 22)
FILE = Size(760, 520, 36)


@dataclass(frozen=True)
class Figure:
    """One chart of a scenario. Without a `drawing`, `empty` says why there is none."""

    key: str
    title: str
    sentence: str
    drawing: Drawing | None
    heads: tuple  # (words, is a number) for each column of the table
    rows: tuple  # of cells already written as people read them
    note: str = ""
    empty: str = ""

    @property
    def svg(self):
        """The drawing for the page; every word in it is escaped as it is written."""
        return mark_safe(to_svg(self.drawing)) if self.drawing else ""

    @property
    def table_rows(self):
        """Rows of (cell, is a number), the first cell apart."""
        kinds = [numeric for _words, numeric in self.heads]
        return [(row[0], list(zip(row[1:], kinds[1:], strict=True))) for row in self.rows]


def grid(x, y, *, x_label="", y_label=""):
    """Lines across at the round numbers of `y`, the numbers of both axes, and what they count."""
    bottom = y.at(y.low)
    decimals = 0 if all(float(tick).is_integer() for tick in y.ticks) else 1
    for tick in y.ticks:
        yield Trace(((x.start, y.at(tick)), (x.end, y.at(tick))), "grid")
        yield Words(x.start - 8, y.at(tick) + 4, number(tick, decimals), anchor="end")
    for tick in x.ticks:
        yield Words(x.at(tick), bottom + 18, plain_number(tick), anchor="middle")
    if x_label:
        yield Words(x.end, bottom + 35, x_label, anchor="end")
    if y_label:
        yield Words(x.start - 8, y.end - 14, y_label, anchor="start")
    yield Trace(((x.start, bottom), (x.end, bottom)), "stroke-line")


def plain_number(value):
    """A round number with as many decimals as it needs."""
    return number(value, 0 if float(value).is_integer() else 1 if float(value * 10).is_integer() else 2)


def key(signs, *, left, top, right):
    """What the marks mean, line by line under the chart: pairs of a mark and its words."""
    x, y = left, top
    for mark, words in signs:
        wide = 2 * mark.reach + 6 + breadth(words, 12)
        if x > left and x + wide > right:
            x, y = left, y + 18
        yield Mark(x + mark.reach, y, mark.shape, mark.area, mark.look, mark.hollow, mark.dashed)
        yield Words(x + 2 * mark.reach + 6, y + 4, words, look="ink-2")
        x += wide + 14


def key_height(signs, *, left, right):
    """How much room the key takes."""
    lowest = max((shape.y for shape in key(signs, left=left, top=0, right=right)), default=0)
    return lowest + 12


def years_words(first, last):
    return f"{first}–{last}" if last > first else str(first)


def points(value):
    """`64,2 poeng`"""
    return _("%(number)s poeng") % {"number": number(value)}
