"""The action programme as a paper: everything the page says, in a file that can be archived and read aloud."""

import re
from io import BytesIO

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.documents import Note, Table
from samstyring.portfolio import papers
from tests.portfolio.prospects import Prospects


@pytest.fixture
def programme(cast):
    return Prospects(cast).programme()


def test_the_file_says_that_it_is_pdf_ua_and_pdf_a(programme, cast, sign_in):
    client = sign_in(cast.member_sjo)
    response = client.get(reverse("portfolio:programme_pdf", args=["fjordloftet", programme.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].endswith('handlingsprogram-2027-2030-v1.pdf"')
    content = response.content
    assert content.startswith(b"%PDF-")
    assert re.search(rb"pdfuaid:part[>\"'=\s]*1", content)
    assert re.search(rb"pdfaid:part[>\"'=\s]*2", content)


def test_the_paper_carries_the_words_of_the_page(programme, cast):
    paper = papers.programme_paper(programme, on=cast.today)
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [table.caption for table in tables] == [
        "Brukt mot ramme, mill. 2026-kroner, uten mva.",
        "Hva hver part har gjort",
        "Tiltak, mill. 2026-kroner, uten mva.",
    ]
    assert any(
        isinstance(block, Note) and "hviler på Eksempelforutsetninger 2026" in str(block.text)
        for block in paper.blocks
    )
    assert paper.mark == "Utkast, Eksempel"


def test_an_adopted_programme_is_no_longer_marked_as_a_draft(programme, cast):
    item = cast.item(cast.steering, case=programme.case)
    decisions.decide(item, outcome="adopted", text="Programmet vedtas.", by=cast.secretary)
    programme.refresh_from_db()
    assert papers.programme_paper(programme, on=cast.today).mark == "Eksempel"


def test_the_words_can_be_read_out_of_the_file(programme, cast, sign_in):
    pypdf = pytest.importorskip("pypdf", reason="pypdf reads the text of the file")
    response = sign_in(cast.member_sjo).get(reverse("portfolio:programme_pdf", args=["fjordloftet", programme.pk]))
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(response.content)).pages)
    assert "Handlingsprogram 2027–2030" in text
    assert "Gangbru" in text
    assert "Sjø kommune" in text
