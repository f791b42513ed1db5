"""A chart as shapes with a look each, and as SVG: coloured by the page's classes, or by itself as a file.

The page decides what a look is, light or dark, and a file carries the light colours. Nothing here is
a style or a script, so that the strictest page can hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType
from typing import Literal
from xml.etree import ElementTree

from .glyphs import drawable
from .pdf import FONT

# How high a heading is, and a line under the chart.
HEADING, LINE = 44.0, 16.0
# The light colours of the pages' tokens; a test keeps them the same.
COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#172325",
        "ink-2": "#465456",
        "ink-3": "#5a6769",
        "line-2": "#b6c2c3",
        "bg": "#ffffff",
        "accent": "#0b5b60",
        "warn": "#8a5200",
        "stop": "#a3231f",
        "grid": "#edf1f1",
        "source-1": "#0b5b60",
        "source-2": "#568f90",
        "source-3": "#b67c1e",
        "source-4": "#6b5391",
        "meter": "#e3eaea",
    }
)
FILLS: Mapping[str, str] = MappingProxyType(
    {
        "ink": "ink",
        "ink-2": "ink-2",
        "ink-3": "ink-3",
        "ground": "bg",
        "acc": "accent",
        "warn": "warn",
        "stop": "stop",
        "meter-ground": "meter",
        **{f"source-{n}": f"source-{n}" for n in range(1, 5)},
    }
)
STROKES: Mapping[str, str] = MappingProxyType(
    {
        "grid": "grid",
        "stroke-ink": "ink",
        "stroke-ink-3": "ink-3",
        "stroke-line": "line-2",
        "stroke-acc": "accent",
        "stroke-warn": "warn",
        "stroke-stop": "stop",
        **{f"stroke-source-{n}": f"source-{n}" for n in range(1, 5)},
    }
)


@dataclass(frozen=True)
class Trace:
    """A line through points, in the look of a stroke."""

    points: tuple[tuple[float, float], ...]
    look: str = "grid"
    width: float = 1.0
    dash: str = ""


@dataclass(frozen=True)
class Block:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    look: str
    hint: str = ""


@dataclass(frozen=True)
class Mark:
    """A sign at a point. Its shape tells as much as its colour; the same `area` for every shape of a size.

    A hollow mark lies on the page's ground with an edge; a dashed one says that something is not known.
    """

    x: float
    y: float
    shape: Literal["circle", "square", "diamond"] = "circle"
    area: float = 95.0  # square units
    look: str = "acc"
    hollow: bool = False
    dashed: bool = False
    hint: str = ""

    @property
    def reach(self) -> float:
        """From the middle to the outermost point."""
        if self.shape == "circle":
            return sqrt(self.area / 3.1416)
        return sqrt(self.area / 2)


@dataclass(frozen=True)
class Words:
    """A short text. `look` is that of a fill."""

    x: float
    y: float
    text: str
    look: str = "ink-3"
    size: float = 12.0
    anchor: Literal["start", "middle", "end"] = "start"
    weight: int = 450


Shape = Trace | Block | Mark | Words


@dataclass(frozen=True)
class Drawing:
    """A chart: a name, a sentence for those who do not see it, and its shapes from the back to the front.

    A file that stands alone has a `heading` over the chart and a `footing` under it.
    """

    key: str  # of letters, for the ids within the page
    width: float
    height: float
    title: str
    told: str
    shapes: tuple[Shape, ...]
    heading: str = ""
    footing: tuple[str, ...] = ()

    @property
    def top(self) -> float:
        """Where the chart begins: above zero there is only the heading."""
        return -HEADING if self.heading else 0.0

    @property
    def whole_height(self) -> float:
        return self.height - self.top + LINE * len(self.footing) + (LINE / 2 if self.footing else 0)

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.told.strip():
            raise ValueError("title, told: a drawing needs words for those who do not see it")


def to_svg(drawing: Drawing, *, coloured: bool = False) -> str:
    """The drawing as SVG: with the page's classes, or `coloured` by itself so that it can stand alone."""
    width, height = _written(drawing.width), _written(drawing.whole_height)
    size = {"viewBox": f"0 {_written(drawing.top)} {width} {height}"}
    if coloured:
        size |= {"width": width, "height": height}
        size |= {"font-family": "Inter, sans-serif"}
    names = f"{drawing.key}-title {drawing.key}-told"
    root = ElementTree.Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "role": "img", "aria-labelledby": names}
    )
    ElementTree.SubElement(root, "title", {"id": f"{drawing.key}-title"}).text = _clean(drawing.title)
    ElementTree.SubElement(root, "desc", {"id": f"{drawing.key}-told"}).text = _clean(drawing.told)
    if coloured:
        whole = {"y": _written(drawing.top), "width": width, "height": height, "fill": COLOURS["bg"]}
        ElementTree.SubElement(root, "rect", whole)
    for shape in (*drawing.shapes, *_around(drawing)):
        _draw(root, shape, coloured)
    return ElementTree.tostring(root, encoding="unicode")


def _around(drawing: Drawing) -> Iterator[Words]:
    if drawing.heading:
        yield Words(8, drawing.top + 26, drawing.heading, "ink", 17, weight=640)
    for n, line in enumerate(drawing.footing, start=1):
        yield Words(8, drawing.height + LINE * n, line, "ink-3", 11)


def _draw(root: ElementTree.Element, shape: Shape, coloured: bool) -> None:
    if isinstance(shape, Trace):
        points = " ".join(f"{_written(x)},{_written(y)}" for x, y in shape.points)
        told = {"points": points, "stroke-width": _written(shape.width), "stroke-linejoin": "round"}
        told |= {"stroke-dasharray": shape.dash} if shape.dash else {}
        ElementTree.SubElement(root, "polyline", told | _look(shape.look, coloured))
    elif isinstance(shape, Block):
        sides = {"x": shape.x, "y": shape.y, "width": max(shape.width, 0), "height": max(shape.height, 0)}
        written = {name: _written(value) for name, value in sides.items()}
        _hinted(ElementTree.SubElement(root, "rect", written | _look(shape.look, coloured)), shape.hint)
    elif isinstance(shape, Mark):
        _mark(root, shape, coloured)
    else:
        place = {"x": _written(shape.x), "y": _written(shape.y), "font-size": _written(shape.size)}
        place |= {"text-anchor": shape.anchor, "font-weight": str(shape.weight)}
        ElementTree.SubElement(root, "text", place | _look(shape.look, coloured)).text = _clean(shape.text)


def _mark(root: ElementTree.Element, mark: Mark, coloured: bool) -> None:
    name, outline = _outline(mark)
    if not mark.hollow:
        # A thin edge of ground keeps marks apart where they overlap.
        ElementTree.SubElement(root, name, outline | {"stroke-width": "2.5"} | _edge_of_ground(coloured))
        _hinted(ElementTree.SubElement(root, name, outline | _look(mark.look, coloured)), mark.hint)
        return
    ElementTree.SubElement(root, name, outline | _look("ground", coloured))
    edge = {"stroke-width": "1.7"} | ({"stroke-dasharray": "2.6 2.1"} if mark.dashed else {})
    drawn = ElementTree.SubElement(root, name, outline | edge | _look(f"stroke-{_stroke(mark.look)}", coloured))
    if mark.hint:
        # The inside of a mark without fill must answer the pointer too.
        drawn.set("pointer-events", "all")
    _hinted(drawn, mark.hint)


def _outline(mark: Mark) -> tuple[str, dict[str, str]]:
    if mark.shape == "circle":
        return "circle", {"cx": _written(mark.x), "cy": _written(mark.y), "r": _written(mark.reach)}
    reach = mark.reach
    corners: tuple[tuple[float, float], ...]
    if mark.shape == "diamond":
        corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
    else:
        side = sqrt(mark.area) / 2
        corners = ((-side, -side), (side, -side), (side, side), (-side, side))
    points = " ".join(f"{_written(mark.x + x)},{_written(mark.y + y)}" for x, y in corners)
    return "polygon", {"points": points}


def _stroke(look: str) -> str:
    return look.removeprefix("stroke-")


def _edge_of_ground(coloured: bool) -> dict[str, str]:
    return {"fill": "none", "stroke": COLOURS["bg"]} if coloured else {"class": "stroke-ground"}


def _look(look: str, coloured: bool) -> dict[str, str]:
    if look not in FILLS and look not in STROKES:
        raise ValueError(f"look: {look!r} is not one of {', '.join(sorted({*FILLS, *STROKES}))}")
    if not coloured:
        return {"class": look}
    if look in FILLS:
        return {"fill": COLOURS[FILLS[look]]}
    return {"fill": "none", "stroke": COLOURS[STROKES[look]]}


def _hinted(element: ElementTree.Element, hint: str) -> None:
    if hint:
        ElementTree.SubElement(element, "title").text = _clean(hint)


def _clean(text: str) -> str:
    """Words as the house font can draw them: what SVG may not hold is gone too."""
    return drawable(text, FONT).replace("\N{ZERO WIDTH SPACE}", "")


def _written(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
