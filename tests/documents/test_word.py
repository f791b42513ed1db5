"""The Word file a secretariat sends on, and the house style it can change in Word."""

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable

from samstyring.documents import (
    Bullets,
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
    StyleError,
    Table,
    check_style,
    house_style,
    plain,
    render,
)
from samstyring.documents.word_widths import widths_of
from tests.documents import papers
from tests.documents.test_pdf import HOSTILE, one


def opened(paper, **options):
    return docx.Document(io.BytesIO(render(paper, "docx", **options)))


def read_back(document):
    """Every piece of text in the file, in reading order; cells one by one."""
    found = []
    for thing in document.iter_inner_content():
        if isinstance(thing, WordTable):
            found += [cell.text for row in thing.rows for cell in row.cells]
        else:
            found.append(thing.text)
    return [text for text in found if text.strip()]


def words_of(paper):
    """Every piece of text in the paper, in the order it is read."""
    found = [paper.title, paper.subtitle, *(f"{name}: {plain(value)}" for name, value in paper.facts)]
    if paper.contents:
        found += ["Innhold", *(b.text for b in paper.blocks if isinstance(b, Heading) and b.level < 3)]
    for block in paper.blocks:
        match block:
            case Heading() | Paragraph() | Note():
                found.append(plain(block.text))
            case Bullets():
                found += map(plain, block.items)
            case Facts():
                found += [f"{name}: {plain(value)}" for name, value in block.facts]
            case Table():
                found += [block.caption, *(c.label for c in block.columns)]
                found += [plain(cell) for row in block.rows for cell in row.cells]
                found += map(plain, block.notes)
            case Decision():
                found += [f"{block.number}  {block.outcome}", plain(block.text)]
                if block.positions:
                    found += ["Standpunkt", "Part", "Standpunkt", "Merknad"]
                    found += [w for p in block.positions for w in (p.party, p.stance, p.remark or "–")]
            case Picture():
                found.append(block.caption)
            case Signatures():
                found += block.lines
            case PageBreak():
                pass
    if paper.source:
        found.append(f"Kilde: {paper.source}")
    return [text for text in found if text.strip()]


@pytest.mark.parametrize("paper", [papers.programme(), papers.minutes(), papers.long_table(300)], ids=str)
def test_the_file_says_every_word_of_the_paper_in_its_order(paper):
    assert read_back(opened(paper)) == words_of(paper)


def test_headings_are_headings_and_everything_has_a_named_style():
    document = opened(papers.programme())
    headings = [(p.text, p.style.name) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert ("Sammendrag", "Heading 1") in headings
    assert ("Nye tiltak", "Heading 2") in headings
    # Looks come from styles alone: no run says a size, a font or a colour.
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert all(run.font.size is None and run.font.name is None and run.font.color.rgb is None for run in runs)


def test_the_heads_of_a_table_are_repeated_and_no_row_is_broken():
    for table in opened(papers.programme()).tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in others)


def test_what_belongs_together_is_not_parted_by_a_page():
    document = opened(papers.programme())
    rows = document.tables[1]._tbl.tr_lst[1:]
    kinds = [row.kind for row in papers.programme_rows()]
    following = [*kinds[1:], "note"]
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in rows]
    # The head of a group stands with its first line, a sum with the last line, and a note with the table.
    assert kept == [
        kind == "group" or after in ("sum", "note") for kind, after in zip(kinds, following, strict=True)
    ]
    leading = next(p for p in document.paragraphs if p.text.startswith("Beløpene er uten"))
    assert leading.paragraph_format.keep_with_next


def test_no_paragraph_is_there_for_the_air_alone():
    for paper in (papers.programme(), papers.minutes()):
        blank = [
            p for p in opened(paper).paragraphs if not p.text.strip() and not p._p.xpath(".//w:drawing|.//w:br")
        ]
        # What carries a change from standing to lying pages is empty too.
        assert [p for p in blank if not p._p.xpath(".//w:sectPr")] == []


def test_no_word_is_parted_in_a_narrow_column():
    columns = (
        Column("Part", width=1),
        Column("Organ", width=1),
        Column("Dato", width=0.1),
        Column("Ordlyd", width=9),
    )
    rows = (Row(("Jernbanedirektoratet", "Kommunestyret", "22. sept. 2025", "Handlingsprogrammet vedtas. " * 9)),)
    widths = widths_of(Table("Hva hver part har gjort", columns, rows), int(Cm(16.8)))
    letter = Pt(9) * 0.5
    for width, text in zip(widths, ("Jernbanedirektoratet", "Kommunestyret", "22. sept. 2025"), strict=False):
        assert width > len(text) * letter * 0.9, text
    assert sum(widths) <= Cm(16.8)


def test_each_who_signs_has_a_line():
    shapes = [
        p.paragraph_format.right_indent
        for p in opened(papers.minutes()).paragraphs
        if p.style.name == "Samstyring underskrift"
    ]
    assert len(shapes) == 3
    # Word draws one line for neighbours that are alike.
    assert all(one != other for one, other in pairwise(shapes))


def test_tables_and_pictures_have_words_for_those_who_do_not_see_them():
    document = opened(papers.programme())
    captions = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in document.tables]
    assert captions == [block.caption for block in papers.programme().blocks if isinstance(block, Table)]
    told = [drawing.get("descr") for drawing in document.element.body.iter(qn("wp:docPr"))]
    assert [words[:15] for words in told] == ["Liggende stolpe"]


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_language_is_told_to_readers_and_spell_checkers(language, tag):
    document = opened(papers.minutes(language))
    assert document.core_properties.language == tag
    tongues = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert {tongue.get(qn("w:val")) for tongue in tongues} == {tag}


def test_the_properties_say_what_it_is_and_whose():
    told = opened(papers.minutes()).core_properties
    assert (told.title, told.author) == ("Protokoll fra møte 3/2026 i styringsgruppen", "Fjordløftet (eksempel)")
    assert told.keywords == "Utkast"
    assert told.created.date() == papers.minutes().dated


def test_the_mark_stands_on_every_page():
    head = opened(papers.programme()).sections[0].header.paragraphs[0]
    assert head.text == "Fjordløftet (eksempel) · Handlingsprogram 2027–2030 · Eksempel"


def test_wide_tables_lie_on_pages_of_their_own():
    lies = [s.page_width > s.page_height for s in opened(papers.programme()).sections]
    assert lies == [False, True, False]
    assert opened(replace(papers.minutes(), landscape=True)).sections[0].page_width > docx.shared.Cm(25)


def test_the_same_paper_gives_the_same_bytes():
    assert render(papers.programme(), "docx") == render(papers.programme(), "docx")


def test_every_numbered_list_begins_at_one():
    twice = one(Bullets(("en", "to"), numbered=True), Bullets(("en",), numbered=True))
    points = [p for p in opened(twice).paragraphs if p.style.name == "List Number"]
    assert len({p._p.pPr.numPr.numId.val for p in points}) == 2


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_words_are_only_words_wherever_they_stand(text):
    title = text if text.strip() else "Tittel"
    paper = Paper(
        title, text, (Heading(title), Paragraph(text), Decision(text, text, text)), facts=((text, text),)
    )
    assert opened(paper).paragraphs


class TestTheHouseStyle:
    def changed(self):
        """The style as a secretariat would change it in Word: red headings in a larger type."""
        document = docx.Document(io.BytesIO(house_style()))
        document.styles["Heading 1"].font.color.rgb = docx.shared.RGBColor(0xC0, 0, 0)
        document.styles["Heading 1"].font.size = docx.shared.Pt(20)
        written = io.BytesIO()
        document.save(written)
        return written.getvalue()

    def test_our_own_style_has_every_style_a_paper_uses(self):
        check_style(house_style())

    def test_a_style_changed_in_word_changes_the_papers(self):
        document = opened(papers.minutes(), style=self.changed())
        assert document.styles["Heading 1"].font.size == docx.shared.Pt(20)
        assert read_back(document) == words_of(papers.minutes())

    def test_the_sample_text_of_the_style_is_not_in_the_paper(self):
        assert "Samstyring merknad" not in "\n".join(read_back(opened(papers.minutes())))

    def test_a_word_file_without_the_styles_is_refused_by_name(self):
        written = io.BytesIO()
        docx.Document().save(written)
        with pytest.raises(StyleError) as refused:
            check_style(written.getvalue())
        assert "Samstyring vedtak" in refused.value.missing

    @pytest.mark.parametrize("file", [b"", b"%PDF-1.7", b"PK\x03\x04 half a file"], ids=["empty", "pdf", "half"])
    def test_what_is_not_a_word_file_is_refused(self, file):
        with pytest.raises(StyleError):
            check_style(file)

    def test_a_file_with_macros_is_refused(self):
        written = io.BytesIO(house_style())
        with zipfile.ZipFile(written, "a") as packed:
            packed.writestr("word/vbaProject.bin", b"macro")
        with pytest.raises(StyleError):
            check_style(written.getvalue())
