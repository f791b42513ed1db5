"""The PDF a partnership sends out and archives."""

import io
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pikepdf
import pytest

from samstyring.documents import (
    FORMATS,
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
    Position,
    RenderingError,
    Row,
    Signatures,
    Strong,
    Table,
    render,
)
from tests.documents import papers


def opened(paper: Paper) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render(paper, "pdf")))


def elements(pdf: pikepdf.Pdf):
    """Every element of the structure tree, in reading order."""

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for each in node:
                yield from walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from walk(node.K)

    yield from walk(pdf.Root.StructTreeRoot.K)


def tags(paper: Paper) -> list[str]:
    pdf = opened(paper)
    return [str(element.S)[1:] for element in elements(pdf)]


def words(file: bytes, tmp_path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed, so the words in the file cannot be read back.")
    (tmp_path / "paper.pdf").write_bytes(file)
    done = subprocess.run(["pdftotext", "-layout", tmp_path / "paper.pdf", "-"], capture_output=True, check=True)
    return done.stdout.decode()


def one(*blocks) -> Paper:
    return Paper("Prøve", "Fjordløftet (eksempel)", blocks)


class TestConformance:
    def test_the_file_says_it_is_both_accessible_and_fit_for_the_archive(self):
        with opened(papers.programme()).open_metadata() as found:
            assert found["pdfuaid:part"] == "1"
            assert found["pdfaid:part"] == "2"
            assert found["pdfaid:conformance"] == "A"

    def test_the_title_is_what_the_reader_window_shows(self):
        pdf = opened(papers.minutes())
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as found:
            assert found["dc:title"] == "Protokoll fra møte 3/2026 i styringsgruppen"

    @pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
    def test_the_language_is_told(self, language, tag):
        assert str(opened(papers.minutes(language)).Root.Lang) == tag

    def test_every_font_is_inside_the_file(self):
        for page in opened(papers.programme()).pages:
            for font in page.Resources.Font.values():
                assert "/FontFile" in str(font.DescendantFonts[0].FontDescriptor.keys())

    def test_a_table_has_heads_and_a_caption(self):
        found = tags(papers.programme())
        assert found.count("Table") == 2
        assert found.count("Caption") >= 2
        # A group head holds sums, and a sum read out as the name of a column would mislead.
        assert found.count("TH") == 5 + 8

    def test_headings_and_lists_are_tagged(self):
        found = tags(papers.minutes())
        assert {"H1", "H2", "L", "LI", "P"} <= set(found)

    def test_the_heads_of_a_table_are_repeated_on_every_page(self, tmp_path):
        text = words(render(papers.long_table(120), "pdf"), tmp_path)
        pages = [page for page in text.split("\f") if page.strip()]
        assert len(pages) > 2
        assert all("Tiltak" in page and "Beløp" in page for page in pages)

    def test_headings_become_bookmarks(self):
        with opened(papers.programme()).open_outline() as outline:
            assert [item.title for item in outline.root] == [
                "Sammendrag",
                "Lokale vedtak",
                "Tiltak og finansiering",
                "Endringer siden forrige versjon",
            ]

    def test_a_picture_carries_its_words(self):
        pdf = opened(papers.programme())
        figures = [element for element in elements(pdf) if element.S == "/Figure"]
        assert [str(figure.Alt)[:15] for figure in figures] == ["Liggende stolpe"]


class TestPages:
    """How the pages fall: what belongs together is not parted, and nothing lies over its neighbour."""

    def test_what_leads_into_a_list_stands_with_it(self, tmp_path):
        lines = [Paragraph(f"Linje {n}") for n in range(1, 80)]
        for filler in range(30, 34):
            blocks = (
                *lines[:filler],
                Heading("Kravene"),
                Paragraph("Dette ventes:"),
                Bullets(("En", "To", "Tre")),
            )
            pages = words(render(one(*blocks), "pdf"), tmp_path).split("\f")
            assert [page for page in pages if "Kravene" in page] == [page for page in pages if "Tre" in page]

    def test_the_source_does_not_take_a_page_of_its_own(self, tmp_path):
        blocks = (Paragraph("En"), PageBreak(landscape=True), Paragraph("To"))
        pages = words(render(replace(one(*blocks), source="Sekretariatet"), "pdf"), tmp_path).split("\f")
        assert ["Sekretariatet" in page for page in pages if page.strip()] == [False, True]

    def test_an_address_can_be_followed_and_is_told(self):
        long = "https://eksempel.no/en/lang/adresse/som/er/lengre/enn/førti/tegn"
        pdf = opened(one(Paragraph(f"Se {long}, eller https://eksempel.no/kort.")))
        found = [note for page in pdf.pages for note in page.get("/Annots", ())]
        plain = long.replace("ø", "%C3%B8")
        assert {str(note.A.URI) for note in found} == {plain, "https://eksempel.no/kort"}
        assert all(str(note.Contents) for note in found)

    def test_the_running_head_is_a_label_and_not_a_sentence(self, tmp_path):
        title = "Referat fra et møte om det partene ble enige om i går kveld"
        paper = replace(one(Paragraph("En"), PageBreak(), Paragraph("To")), title=title, mark="Utkast")
        second = words(render(paper, "pdf"), tmp_path).split("\f")[1]
        assert "Referat fra et møte om det…" in second
        assert "Fjordløftet (eksempel)" in second


class TestTheGate:
    """What the compiler itself must refuse, so that a silent loosening would be seen."""

    def test_a_picture_without_words_stops_the_file(self):
        picture = Picture(papers.BARS, "Stolper")
        object.__setattr__(picture, "alt", "")
        with pytest.raises(RenderingError, match="alt"):
            render(one(picture), "pdf")

    def test_a_skipped_heading_stops_the_file(self):
        paper = one(Heading("En"), Heading("To", 2))
        object.__setattr__(paper.blocks[1], "level", 3)
        with pytest.raises(RenderingError):
            render(paper, "pdf")

    def test_papers_work_again_after_a_refusal(self):
        with pytest.raises(RenderingError):
            render(one(Picture("<svg", "Ødelagt")), "pdf")
        assert render(one(Paragraph("Hel")), "pdf").startswith(b"%PDF")


class TestThePaper:
    def test_a_picture_needs_words(self):
        with pytest.raises(ValueError, match="alt"):
            Picture(papers.BARS, " ")

    def test_heading_levels_may_not_be_skipped(self):
        with pytest.raises(ValueError, match="skips from level 1 to level 3"):
            one(Heading("En"), Heading("To", 3))

    def test_the_first_heading_is_of_the_first_level(self):
        with pytest.raises(ValueError, match="skips"):
            one(Heading("To", 2))

    def test_a_row_has_a_cell_for_every_column(self):
        with pytest.raises(ValueError, match="row 2 has 1 cells"):
            Table("Tabell", (Column("A"), Column("B")), (Row(("1", "2")), Row(("1",))))

    def test_tables_headings_and_papers_need_a_name(self):
        with pytest.raises(ValueError, match="caption"):
            Table("", (Column("A"),), ())
        with pytest.raises(ValueError, match="a heading needs words"):
            Heading(" ")
        with pytest.raises(ValueError, match="title"):
            Paper(" ", "Fjordløftet (eksempel)", ())

    def test_an_unknown_format_is_named(self):
        with pytest.raises(ValueError, match="'rtf' is not one of docx, pdf, xlsx"):
            render(one(), "rtf")
        assert sorted(FORMATS) == ["docx", "pdf", "xlsx"]


HOSTILE = [
    "#panic() $x^2$ <label> @ref *fet* _skrå_ `kode` //kommentar /* */ \\ [klamme] {krøll} = overskrift",
    '#read("/etc/passwd") #sys.inputs #image("x") "sitat" \'enkel\'',
    "- punkt\n+ tall\n/ ord: forklaring",
    "Fv5254 «Kleppevegen» – 1\u00a0234,5 \u2212 × ≤ ½ € Č č Đ đ Ŋ ŋ Š š Ŧ ŧ Ž ž",
    "emoji 🚲🚃 kinesisk 北京 arabisk شارع kyrillisk Улица ukjent \ue000\uf8ff\U000f0000",
    "styretegn \x00\x07\x1b[31m \ud800 tab\tlinje\r\nny \u202eomvendt\u202c \u200b\u00ad\ufeff",
    "A\u030ase, a\u030a o\u0308 e\u0301 løs \u0301 ring",
    "x" * 3000,
    "https://eksempel.no/" + "svaert-lang-adresse/" * 30,
    "\u202e\x00",
    "",
    " ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_words_are_only_words_wherever_they_stand(text):
    title = text if text.strip() else "Tittel"
    paper = Paper(
        title=title,
        subtitle=text,
        partnership=text,
        mark=text,
        source=text,
        contents=True,
        facts=((text, text),),
        blocks=(
            Heading(title),
            Paragraph((text, Strong(text))),
            Bullets((text,)),
            Facts(((text, text),)),
            Table(
                title,
                (Column(text), Column(text, numeric=True)),
                (Row((text, text), "group"), Row((text, text)), Row((text, text), "sum")),
                notes=(text,),
            ),
            Decision(text, text, text, (Position(text, text, text),)),
            Note(text),
            Picture(papers.BARS, title, text),
            Signatures((text,)),
        ),
    )
    assert render(paper, "pdf").startswith(b"%PDF")


def test_markup_in_a_name_is_printed_as_it_stands(tmp_path):
    name = '#read("hemmelig") $5 <b> @ref *nå*'
    assert name in words(render(one(Paragraph(name)), "pdf"), tmp_path)


def test_a_letter_pasted_in_two_parts_is_put_together(tmp_path):
    assert "Åse bru" in words(render(one(Paragraph("A\u030ase bru")), "pdf"), tmp_path)


def test_a_sign_without_a_drawing_is_seen_to_be_missing(tmp_path):
    assert "Sykkelbro \N{WHITE SQUARE}" in words(render(one(Paragraph("Sykkelbro 🚲")), "pdf"), tmp_path)


def test_every_word_of_the_minutes_can_be_read_back(tmp_path):
    text = re.sub(r"\s+", " ", words(render(papers.minutes(), "pdf"), tmp_path))
    for expected in ("Varaordføreren", "For, med forbehold", "lokalpolitisk behandling", "Side 2 av 2", "Utkast"):
        assert expected in text


def test_the_page_number_speaks_the_language_of_the_paper(tmp_path):
    assert "Page 1 of 2" in words(render(papers.minutes("en"), "pdf"), tmp_path)


def test_the_same_paper_gives_the_same_bytes():
    first = render(papers.programme(), "pdf")
    render(papers.minutes(), "pdf")
    assert render(papers.programme(), "pdf") == first
    assert render(replace(papers.programme(), mark="Utkast"), "pdf") != first


def test_a_table_of_three_hundred_rows_keeps_every_row(tmp_path):
    text = words(render(papers.long_table(300), "pdf"), tmp_path)
    assert [n for n in range(1, 301) if f"Eksempeltiltak {n} " not in text] == []


def test_a_cell_of_several_pages_loses_nothing(tmp_path):
    long = " ".join(f"ord{n}" for n in range(4000))
    text = words(render(one(Table("Tabell", (Column("A"), Column("B")), (Row((long, "b")),))), "pdf"), tmp_path)
    assert "ord3999" in text


def test_wide_tables_lie_on_pages_of_their_own():
    shapes = [page.MediaBox[2] > page.MediaBox[3] for page in opened(papers.programme()).pages]
    assert shapes == [False, True, True, False]
    lying = opened(replace(papers.minutes(), landscape=True))
    assert all(page.MediaBox[2] > page.MediaBox[3] for page in lying.pages)


def test_a_very_long_title_is_cut_in_the_running_head(tmp_path):
    paper = replace(papers.minutes(), title="Lang tittel " * 30)
    last = words(render(paper, "pdf"), tmp_path).strip("\f").split("\f")[-1]
    assert last.count("Lang tittel") <= 5
    assert "…" in last.splitlines()[0] + last.splitlines()[1]


def test_a_page_break_starts_a_new_page():
    assert len(opened(papers.page_break()).pages) == 2


def test_an_empty_paper_is_still_a_paper():
    assert len(opened(one()).pages) == 1


def test_many_writers_at_once_each_get_their_own_paper():
    drafts = [one(Paragraph(f"Utkast {n}")) for n in range(8)]
    alone = [render(draft, "pdf") for draft in drafts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda draft: render(draft, "pdf"), drafts)) == alone
