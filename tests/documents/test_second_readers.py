"""Others look at our PDFs: what is read aloud, the syntax, the tags. Each is shown faulty files that it must see through."""

import io
from itertools import product

import pikepdf
import pytest
import typst

from samstyring.documents import Column, Facts, Heading, Paper, Paragraph, Row, Table, render
from tests.documents import papers, readers

LONG = "Fylkeskommunalplanleggingssamarbeidsavtaleforhandlingsmøtereferat "
PLACES = ("Nedre bru", "Øvre kryss", "Skolevegen", "Stasjonen", "Kaien", "Torget", "Åsen", "Myra", "Neset", "Elva")


def many_lines():
    """A table over several pages, in which no two lines are alike."""
    rows = [
        Row(
            (f"{start}–{end}", LONG if start == end else f"Fra {start} om {by} til {end}", papers.number(at * 1.7))
        )
        for at, (start, end, by) in enumerate(product(PLACES, PLACES, PLACES[:2]), start=1)
    ]
    columns = (Column("Strekning", width=1), Column("Hva", width=2), Column("Beløp", numeric=True))
    return Table("Alle strekninger, millioner kroner", columns, tuple(rows), dense=True)


def odd():
    """What people really write: endless words, addresses, signs, and a heading that is a sentence."""
    return Paper(
        f"Referat om {LONG}",
        "Samarbeidet for alle kommunene som ligger rundt den store fjorden i Eksempelfylket",
        (
            Heading("Et tiltak som partene er enige om at de skal komme tilbake til når budsjettet er vedtatt"),
            Paragraph(f"{LONG} {LONG} https://eksempel.no/en/lang/adresse/som/ingen/leser/hoyt/men/mange/folger."),
            Facts((("Hvem", LONG), ("Hvor", "Nær «Øvre Eksempelveg» & bru #4 – 50 % ferdig"))),
            Heading("Alle strekninger"),
            many_lines(),
        ),
        mark="Utkast, Eksempel",
        source="https://eksempel.no/kilde, lest 3. mars 2026",
    )


PAPERS = {
    "program": papers.programme(),
    "protokoll": papers.minutes(),
    "protokoll på nynorsk": papers.minutes("nn"),
    "minutes in English": papers.minutes("en"),
    "to sider": papers.page_break(),
    "det folk skriver": odd(),
}
# The heads of a table were read where the table began. Repeated on the next page they are for the eye alone, as
# PDF/UA wants it; outloud cannot know that the line has been read.
REPEATED_HEADS = {"program": {"TAG-002"}}


def spoiled(paper, spoil):
    with pikepdf.open(io.BytesIO(render(paper, "pdf"))) as pdf:
        spoil(pdf)
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


def elements(pdf, kind):
    """Every element of this kind in the structure tree."""

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for each in node:
                yield from walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == kind:
                yield node
            if "/K" in node:
                yield from walk(node.K)

    return list(walk(pdf.Root.StructTreeRoot.K))


def untag(pdf):
    del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo


def forget_title(pdf):
    with pdf.open_metadata() as about:
        del about["dc:title"]
    if "/Title" in pdf.docinfo:
        del pdf.docinfo["/Title"]


def forget_language(pdf):
    del pdf.Root.Lang


def forget_picture_words(pdf):
    for figure in elements(pdf, "/Figure"):
        del figure.Alt


def forget_heads(pdf):
    for head in elements(pdf, "/TH"):
        head.S = pikepdf.Name("/TD")
    for cell in elements(pdf, "/TD"):
        if "/A" in cell:
            del cell.A


def skip_a_level(pdf):
    for heading in elements(pdf, "/H2"):
        heading.S = pikepdf.Name("/H4")


def forget_who_it_is_for(pdf):
    with pdf.open_metadata() as about:
        del about["pdfuaid:part"]


# What outloud must say of each fault; the same papers without the faults pass in the test above.
FAULTS = {
    untag: "DOC-001",
    forget_title: "DOC-010",
    forget_language: "DOC-013",
    forget_picture_words: "FIG-001",
    forget_heads: "TBL-001",
    skip_a_level: "HDG-001",
    forget_who_it_is_for: "DOC-012",
}


class TestOurs:
    def test_nothing_is_lost_when_the_papers_are_read_aloud(self, tmp_path):
        found = readers.listened_to({name: render(paper, "pdf") for name, paper in PAPERS.items()}, tmp_path)
        assert {name: set(said) for name, said in found.items() if said} == REPEATED_HEADS
        assert "Satsingsområde og tiltak" in found["program"]["TAG-002"]

    @pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
    def test_pdfinfo_sees_tags_a_title_and_no_script(self, paper, tmp_path):
        seen = readers.told_first(render(paper, "pdf"), tmp_path)
        assert seen["Tagged"] == "yes"
        assert seen["Title"].replace("\u200b", "") == paper.title.strip()
        assert (seen["JavaScript"], seen["Encrypted"]) == ("no", "no")
        assert seen["Page size"].endswith("(A4)")

    @pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
    def test_qpdf_finds_no_fault(self, paper, tmp_path):
        assert readers.syntax_is_right(render(paper, "pdf"), tmp_path)


class TestTheReadersThemselves:
    def test_outloud_hears_every_fault(self, tmp_path):
        files = {spoil.__name__: spoiled(papers.programme(), spoil) for spoil in FAULTS}
        found = readers.listened_to(files, tmp_path)
        missed = {spoil.__name__: rule for spoil, rule in FAULTS.items() if rule not in found[spoil.__name__]}
        assert missed == {}

    def test_pdfinfo_sees_when_there_are_no_tags_and_no_title(self, tmp_path):
        assert readers.told_first(spoiled(papers.minutes(), untag), tmp_path)["Tagged"] == "no"
        assert not readers.told_first(spoiled(papers.minutes(), forget_title), tmp_path).get("Title")

    def test_qpdf_sees_a_file_that_was_cut(self, tmp_path):
        whole = render(papers.minutes(), "pdf")
        assert not readers.syntax_is_right(whole[: len(whole) // 2], tmp_path)

    def test_the_compiler_refuses_a_picture_without_words(self):
        source = b'#set document(title: "Prove")\n#figure(rect(), caption: [x])\n#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\' viewBox=\'0 0 1 1\'/>"), format: "svg")'
        with pytest.raises(typst.TypstError, match="alt"):
            typst.compile(source, format="pdf", pdf_standards=["ua-1"])
