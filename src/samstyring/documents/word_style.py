"""The house style of Word papers: a Word file with named styles, which a secretariat can restyle in Word.

Papers name styles and nothing else, so a style changed in this file changes every paper made
after it. Our own is built here; a partnership may send in its own with the same names.
"""

import io
import zipfile
from functools import cache
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Calibri"
INK, QUIET, ACCENT = RGBColor(0x17, 0x23, 0x25), RGBColor(0x46, 0x54, 0x56), RGBColor(0x0B, 0x5B, 0x60)
WARN, STOP = RGBColor(0x8A, 0x52, 0x00), RGBColor(0xA3, 0x23, 0x1F)

FACT, DECISION_HEAD, DECISION = "Samstyring opplysning", "Samstyring vedtak overskrift", "Samstyring vedtak"
NOTES = {
    "plain": "Samstyring merknad",
    "warn": "Samstyring merknad obs",
    "stop": "Samstyring merknad stopp",
}
CELL, NUMBER, HEAD = "Samstyring celle", "Samstyring tall", "Samstyring kolonne"
TABLE_NOTE, SIGNATURE, CONTENTS = "Samstyring tabellnote", "Samstyring underskrift", "Samstyring innhold"
TABLE = "Samstyring tabell"
STANDARD = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet",
            "List Number", "Header", "Footer")  # fmt: skip
OURS = (FACT, DECISION_HEAD, DECISION, *NOTES.values(), CELL, NUMBER, HEAD, TABLE_NOTE, SIGNATURE, CONTENTS)
LARGEST = 5_000_000
UNPACKED = 50_000_000


class StyleError(ValueError):
    """The file cannot be a house style. `missing` are the styles it lacks, if it is a Word file at all."""

    def __init__(self, missing: tuple[str, ...] = ()) -> None:
        self.missing = missing
        super().__init__(f"missing styles: {', '.join(missing)}" if missing else "not a Word file")


def check_style(file: bytes) -> None:
    """Raise `StyleError` unless the file is a Word file with every named style a paper uses."""
    document = opened_style(file)
    known = {style.name for style in document.styles}
    missing = tuple(name for name in (*STANDARD, *OURS, TABLE) if name not in known)
    if missing:
        raise StyleError(missing)


def opened_style(file: bytes) -> Any:
    """The style as a document to write in."""
    if len(file) > LARGEST:
        raise StyleError()
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            names = packed.namelist()
            unpacked = sum(entry.file_size for entry in packed.infolist())
            # Macros have no place in a paper.
            if unpacked > UNPACKED or "word/document.xml" not in names or "word/vbaProject.bin" in names:
                raise StyleError()
        return docx.Document(io.BytesIO(file))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        if isinstance(error, StyleError):
            raise
        raise StyleError() from error


@cache
def house_style() -> bytes:
    """Our own style as a Word file, with a line of sample text in each style."""
    document = docx.Document()
    styles = document.styles
    _language(styles)
    _standard(styles)
    _our_paragraphs(styles)
    _our_table(styles)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.1)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.1)
    for name in (*STANDARD, *OURS):
        document.add_paragraph(name, style=name)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _language(styles: Any) -> None:
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    tongue = defaults.find(qn("w:lang"))
    if tongue is None:
        tongue = OxmlElement("w:lang")
        defaults.append(tongue)
    tongue.set(qn("w:val"), "nb-NO")


def _standard(styles: Any) -> None:
    _look(styles["Normal"], 10.5, INK, after=7, line=1.2)
    _look(styles["Title"], 24, INK, bold=True, after=4)
    _look(styles["Subtitle"], 13, QUIET, after=12)
    for level, size in ((1, 15), (2, 12.5), (3, 11)):
        _look(styles[f"Heading {level}"], size, INK, bold=True, before=20 - 4 * level, after=5, keep=True)
    _look(styles["Caption"], 10.5, INK, bold=True, before=8, after=4, keep=True)
    for name in ("List Bullet", "List Number"):
        _look(styles[name], 10.5, INK, after=3, line=1.2)
    for name in ("Header", "Footer"):
        _look(styles[name], 8.5, QUIET)
    _without_border(styles["Title"])


def _our_paragraphs(styles: Any) -> None:
    made = {name: styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in OURS}
    for name, style in made.items():
        style.base_style, style.quick_style = styles["Normal"], True
        style.hidden = False
        if name in (CELL, NUMBER, HEAD):
            _look(style, 9, INK, bold=name == HEAD, before=2, after=2, line=1)
    _look(made[FACT], 10.5, INK, after=8, line=1.15)
    _close_among_themselves(made[FACT])
    _look(made[DECISION_HEAD], 10.5, ACCENT, bold=True, before=10, after=2, keep=True, side=ACCENT)
    _look(made[DECISION], 10.5, INK, after=4, line=1.2, side=ACCENT)
    for tone, colour in (("plain", ACCENT), ("warn", WARN), ("stop", STOP)):
        ink = INK if tone == "plain" else colour
        _look(made[NOTES[tone]], 10.5, ink, before=6, after=8, line=1.2, side=colour)
    _look(made[TABLE_NOTE], 9, QUIET, before=4, after=8)
    _look(made[SIGNATURE], 9.5, INK, before=42)
    _border(made[SIGNATURE], "top", INK)
    _look(made[CONTENTS], 10.5, INK, after=2)


def _our_table(styles: Any) -> None:
    """A table of hairlines. Word shows it among the table styles, where it can be changed."""
    table = styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    table.base_style, table.hidden, table.quick_style = styles["Normal Table"], False, True
    properties = table.element.get_or_add_tblPr() if hasattr(table.element, "get_or_add_tblPr") else None
    if properties is None:
        properties = OxmlElement("w:tblPr")
        table.element.append(properties)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_line(side, "B6C2C3" if side != "insideH" else "DFE5E5", 4))
    properties.append(borders)


def _look(
    style: Any, size: float, colour: RGBColor, *, bold: bool = False, before: float = 0, after: float = 0,
    line: float = 1.0, keep: bool = False, side: RGBColor | None = None,
) -> None:  # fmt: skip
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        # A theme font wins over a named one, and the theme of the day is not ours.
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    style.font.bold, style.font.italic = bold, False
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(before), Pt(after), keep
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.MULTIPLE, line
    if side is not None:
        shape.left_indent = Cm(0.4)
        _border(style, "left", side, 18)


def _border(style: Any, side: str, colour: RGBColor, eighths: int = 6) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_line(side, str(colour), eighths, space=8 if side == "left" else 4))
    _put_in_order(style.element.get_or_add_pPr(), borders)


def _put_in_order(properties: Any, borders: Any) -> None:
    """Word reads paragraph properties in one order only: borders stand before these."""
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
    following = (properties.find(qn(name)) for name in later)
    first = next((one for one in following if one is not None), None)
    properties.append(borders) if first is None else first.addprevious(borders)


def _close_among_themselves(style: Any) -> None:
    """Space below the last of them, and none between them."""
    properties = style.element.get_or_add_pPr()
    close = OxmlElement("w:contextualSpacing")
    following = next(
        (one for one in map(properties.find, map(qn, ("w:jc", "w:outlineLvl"))) if one is not None), None
    )
    properties.append(close) if following is None else following.addprevious(close)


def _without_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _line(side: str, colour: str, eighths: int, space: int = 0) -> Any:
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", str(space)), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    return line
