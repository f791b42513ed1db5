"""A paper as PDF, tagged for screen readers and fit for the archive: PDF/UA-1 and PDF/A-2a in one file.

The layout is `house.typ`. Words travel as data beside it and never as Typst source, so a name
with `#` or `$` in it is only a name.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import fontpkg_inter
import typst

from .glyphs import REPLACEMENT, drawable
from .paper import Heading, Number, Paper, Picture, Strong, Table

HERE = Path(__file__).parent
FONT_FOLDER = Path(fontpkg_inter.__file__).parent / "files"
FONT = FONT_FOLDER / "Inter[opsz,wght].ttf"

# One compiler keeps fonts and layout warm between papers, and does one paper at a time.
_one_at_a_time = Lock()


class RenderingError(RuntimeError):
    """The paper could not become a conforming file. The text says what the compiler found."""


def to_pdf(paper: Paper) -> bytes:
    """The paper as PDF bytes; the same paper gives the same bytes."""
    written = datetime.combine(paper.dated, time(12), UTC) if paper.dated else datetime.fromtimestamp(0, UTC)
    with _one_at_a_time:
        try:
            made = _compiler().compile(
                format="pdf",
                sys_inputs={"paper": json.dumps(_plain(paper), ensure_ascii=False)},
                pdf_standards=["ua-1", "a-2a"],
                timestamp=int(written.timestamp()),
            )
        except typst.TypstError as error:
            raise RenderingError(f"{paper.title}: {error.message}") from error
    if not isinstance(made, bytes):
        raise RenderingError(f"{paper.title}: the compiler returned no file")
    return made


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])
    return typst.Compiler(HERE / "house.typ", root=HERE, font_paths=fonts, ignore_system_fonts=True)


def _plain(thing: Any) -> Any:
    """The tree as JSON values: a block says its kind, and strong words are `{"strong": …}`."""
    if isinstance(thing, Strong):
        return {"strong": drawable(thing.text, FONT)}
    if isinstance(thing, Number):
        return drawable(thing.text, FONT)
    if isinstance(thing, Picture):
        # The drawing is code, not words.
        return {"block": "Picture", "svg": thing.svg, "alt": _name(thing.alt), "caption": _plain(thing.caption)}
    if is_dataclass(thing):
        values = {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}
        if isinstance(thing, Heading):
            values["text"] = _name(thing.text)
        elif isinstance(thing, Paper):
            values["title"] = _name(thing.title)
        elif isinstance(thing, Table):
            values["caption"] = _name(thing.caption)
        return {"block": type(thing).__name__} | values
    if isinstance(thing, tuple):
        return [_plain(each) for each in thing]
    if isinstance(thing, str):
        return drawable(thing, FONT)
    if thing is None or isinstance(thing, bool | int | float):
        return thing
    return str(thing)


def _name(text: str) -> str:
    """Words that must be there. A name of invisible signs alone would leave a heading of nothing."""
    return drawable(text, FONT).strip() or (REPLACEMENT if text else "")
