"""A paper as a Word file: named styles only, headings one can move by, tables whose heads repeat.

How it looks is said by the house style (`word_style`); nothing here sets a font or a colour.
"""

import io
import re
import zipfile
from datetime import UTC, datetime, time
from itertools import zip_longest
from typing import Any

import typst
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from . import word_style
from .paper import (
    Block,
    Bullets,
    Cell,
    Column,
    Decision,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Row,
    Signatures,
    Strong,
    Table,
    Text,
    plain,
)
from .pdf import RenderingError
from .word_widths import widths_of

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
WORDS = {
    "nb": ("Side", "av", "Innhold", "Kilde", "Part", "Standpunkt", "Merknad"),
    "nn": ("Side", "av", "Innhald", "Kjelde", "Part", "Standpunkt", "Merknad"),
    "en": ("Page", "of", "Contents", "Source", "Party", "Position", "Remark"),
}
# XML has no place for these, so a name pasted with one of them loses it.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
DOTS_PER_INCH = 200
LEADS_IN = 300  # a paragraph shorter than this stands with the list or table it leads into
BELOW_TABLE = Pt(8)


def to_docx(paper: Paper, *, style: bytes | None = None) -> bytes:
    """The paper as a Word file in the house style; the same paper gives the same bytes."""
    return _Writer(paper, style or word_style.house_style()).written()


def _clean(text: str) -> str:
    return UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


class _Writer:
    """Writes one paper, block by block."""

    def __init__(self, paper: Paper, style: bytes) -> None:
        self.paper = paper
        self.document = word_style.opened_style(style)
        self.words = WORDS[paper.language]
        self.below_table = False
        body = self.document.element.body
        for element in list(body):
            # The sample text of the style goes; the page set-up at the end stays.
            if element.tag != qn("w:sectPr"):
                body.remove(element)

    def written(self) -> bytes:
        self._about()
        self._turn(self.document.sections[0], self.paper.landscape)
        self._running_head()
        self._front()
        for block, following in zip_longest(self.paper.blocks, self.paper.blocks[1:]):
            self._write(block, following)
        if self.paper.source:
            self._line(f"{self.words[3]}: {self.paper.source}", word_style.TABLE_NOTE)
        elif self.below_table:
            # Word wants a paragraph after the last table.
            self._line("", word_style.TABLE_NOTE)
        file = io.BytesIO()
        self.document.save(file)
        return _same_bytes(file.getvalue())

    def _about(self) -> None:
        told = self.document.core_properties
        day = (
            datetime.combine(self.paper.dated, time(12), UTC)
            if self.paper.dated
            else datetime(1980, 1, 1, tzinfo=UTC)
        )
        told.title, told.author = _clean(self.paper.title)[:250], _clean(self.paper.partnership)[:250]
        told.subject, told.keywords = _clean(self.paper.subtitle)[:250], _clean(self.paper.mark)[:250]
        told.language, told.comments, told.last_modified_by = LANGUAGES[self.paper.language], "", ""
        told.created = told.modified = day
        told.revision = 1
        defaults = self.document.styles.element.find(qn("w:docDefaults"))
        for tongue in defaults.iter(qn("w:lang")) if defaults is not None else ():
            tongue.set(qn("w:val"), LANGUAGES[self.paper.language])

    def _running_head(self) -> None:
        section = self.document.sections[0]
        head = " · ".join(filter(None, (self.paper.partnership, self.paper.title, self.paper.mark)))
        section.header.paragraphs[0].style = "Header"
        section.header.paragraphs[0].text = _clean(head)
        foot = section.footer.paragraphs[0]
        foot.style, foot.alignment = "Footer", WD_ALIGN_PARAGRAPH.RIGHT
        for child in foot.runs:
            child.clear()
        foot.add_run(f"{self.words[0]} ")
        _field(foot, "PAGE", "1")
        foot.add_run(f" {self.words[1]} ")
        _field(foot, "NUMPAGES", "1")

    def _front(self) -> None:
        self._line(self.paper.title, "Title")
        if self.paper.subtitle:
            self._line(self.paper.subtitle, "Subtitle")
        self._facts(self.paper.facts)
        if self.paper.contents:
            self._line(self.words[2], "Caption")
            for block in self.paper.blocks:
                if isinstance(block, Heading) and block.level < 3:
                    self._line(block.text, word_style.CONTENTS)

    def _write(self, block: Block, following: Block | None) -> None:
        match block:
            case Heading():
                self._line(block.text, f"Heading {block.level}")
            case Paragraph():
                paragraph = self._line(block.text, "Normal")
                if isinstance(following, Bullets | Table) and len(plain(block.text)) < LEADS_IN:
                    paragraph.paragraph_format.keep_with_next = True
            case Bullets():
                self._bullets(block)
            case Facts():
                self._facts(block.facts)
            case Table():
                self._table(block)
            case Decision():
                self._decision(block)
            case Note():
                self._line(block.text, word_style.NOTES[block.tone])
            case Picture():
                self._picture(block)
            case Signatures():
                for at, line in enumerate(block.lines):
                    # Word draws one line for all neighbours that are alike; these are not quite.
                    shape = self._line(line, word_style.SIGNATURE).paragraph_format
                    shape.right_indent = Cm(8) + Pt(at % 2)
                    shape.keep_with_next = at + 1 < len(block.lines)
            case PageBreak():
                self._break(block)

    def _line(self, text: Text, style: str, into: Any = None) -> Any:
        paragraph = (into or self.document).add_paragraph(style=style)
        _say(paragraph, text)
        if self.below_table and not paragraph.style.paragraph_format.space_before:
            paragraph.paragraph_format.space_before = BELOW_TABLE
        self.below_table = False
        return paragraph

    def _bullets(self, block: Bullets) -> None:
        style = "List Number" if block.numbered else "List Bullet"
        restart = self._fresh_numbers() if block.numbered else None
        for item in block.items:
            paragraph = self._line(item, style)
            if restart is not None:
                numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                numbers.get_or_add_ilvl().val, numbers.get_or_add_numId().val = 0, restart

    def _fresh_numbers(self) -> int | None:
        """Every numbered list begins at one, also the second."""
        of_style = self.document.styles["List Number"].element.pPr
        if of_style is None or of_style.numPr is None or of_style.numPr.numId is None:
            return None
        numbering = self.document.part.numbering_part.element
        kind = numbering.num_having_numId(of_style.numPr.numId.val).abstractNumId.val
        fresh = numbering.add_num(kind)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(fresh.numId)

    def _facts(self, facts: tuple[tuple[str, Text], ...]) -> None:
        for name, value in facts:
            pieces = (value,) if isinstance(value, str) else value
            self._line((Strong(f"{name}: "), *pieces), word_style.FACT)

    def _decision(self, block: Decision) -> None:
        self._line("  ".join(filter(None, (block.number, block.outcome))), word_style.DECISION_HEAD)
        self._line(block.text, word_style.DECISION)
        if not block.positions:
            return
        remarks = any(one.remark for one in block.positions)
        columns = (Column(self.words[4], width=1.2), Column(self.words[5], width=0.8))
        rows = tuple(
            Row((one.party, one.stance, one.remark or "–")[: 3 if remarks else 2]) for one in block.positions
        )
        more = (Column(self.words[6], width=2),) if remarks else ()
        self._table(Table(self.words[5], columns + more, rows))

    def _table(self, block: Table) -> None:
        self._line(block.caption, "Caption")
        table = self.document.add_table(rows=1 + len(block.rows), cols=len(block.columns))
        table.style = word_style.TABLE
        _name_for_those_who_do_not_see(table, block.caption)
        section = self.document.sections[-1]
        widths = widths_of(block, section.page_width - section.left_margin - section.right_margin)
        for grid, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            grid.w = width
        lines = list(table._tbl.tr_lst)
        heads = tuple(column.label for column in block.columns)
        _repeat(lines[0])
        self._cells(lines[0], heads, block, widths, head=True)
        for at, (line, row) in enumerate(zip(lines[1:], block.rows, strict=True), start=1):
            _unbroken(line)
            self._cells(line, row.cells, block, widths, weighty=row.kind != "normal")
            last = at == len(block.rows)
            before_sum = not last and block.rows[at].kind == "sum"
            if row.kind == "group" or before_sum or last and block.notes:
                _keep_with_next(line)
        for note in block.notes:
            self._line(note, word_style.TABLE_NOTE)
        self.below_table = not block.notes

    def _cells(
        self, line: Any, texts: tuple[Cell, ...], block: Table, widths: list[int], *, head: bool = False,
        weighty: bool = False,
    ) -> None:  # fmt: skip
        """Straight on the cells: python-docx finds each of them again by counting, which is slow in long tables."""
        for cell, text, column, width in zip(line.tc_lst, texts, block.columns, widths, strict=True):
            cell.width = width
            paragraph = WordParagraph(cell.p_lst[0], self.document._body)
            name = word_style.HEAD if head else word_style.NUMBER if column.numeric else word_style.CELL
            paragraph.style = name
            if column.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            said = plain(text)
            _say(paragraph, (Strong(said),) if weighty and said else said if not isinstance(text, tuple) else text)

    def _picture(self, block: Picture) -> None:
        paragraph = self.document.add_paragraph(style="Normal")
        paragraph.paragraph_format.keep_with_next = bool(block.caption)
        section = self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        paragraph.add_run().add_picture(io.BytesIO(_drawn(block)), width=room)
        drawing = next(paragraph._p.iter(qn("wp:docPr")))
        drawing.set("descr", _clean(block.alt))
        if block.caption:
            self._line(block.caption, "Caption").paragraph_format.keep_with_next = False

    def _break(self, block: PageBreak) -> None:
        lies = self.document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
        if block.landscape is None or block.landscape == lies:
            self.document.add_paragraph(style="Normal").add_run().add_break(WD_BREAK.PAGE)
        else:
            self._turn(self.document.add_section(WD_SECTION.NEW_PAGE), block.landscape)

    def _turn(self, section: Any, landscape: bool) -> None:
        short, long = sorted((section.page_width, section.page_height))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if landscape else (short, long)


def _say(paragraph: Any, text: Text) -> None:
    for piece in (text,) if isinstance(text, str) else text:
        words = _clean(piece if isinstance(piece, str) else piece.text)
        if words:
            paragraph.add_run(words).bold = True if isinstance(piece, Strong) else None


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """A number Word keeps right by itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _repeat(row: Any) -> None:
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))


def _keep_with_next(row: Any) -> None:
    """The head of a group stands with its first line, a sum with the line before it, and a note with the table."""
    for paragraph in row.iter(qn("w:p")):
        paragraph.get_or_add_pPr().get_or_add_keepNext().val = True


def _unbroken(row: Any) -> None:
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _name_for_those_who_do_not_see(table: Any, caption: str) -> None:
    properties = table._tbl.tblPr
    for look in properties.findall(qn("w:tblLook")):
        look.set(qn("w:firstRow"), "1")
        look.set(qn("w:firstColumn"), "0")
    for tag in ("w:tblCaption", "w:tblDescription"):
        told = OxmlElement(tag)
        told.set(qn("w:val"), _clean(caption)[:250])
        properties.append(told)


def _drawn(block: Picture) -> bytes:
    """The drawing as dots: older Word knows no SVG."""
    source = '#set page(width: 17cm, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    try:
        made = typst.compile(source.encode(), format="png", ppi=DOTS_PER_INCH, sys_inputs={"svg": block.svg})
    except typst.TypstError as error:
        raise RenderingError(f"{block.alt}: {error.message}") from error
    if not isinstance(made, bytes):
        raise RenderingError(f"{block.alt}: the drawing became more than one page")
    return made


def _same_bytes(file: bytes) -> bytes:
    """The file packed again without the time of packing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            kept = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, old.read(entry.filename))
    return packed.getvalue()
