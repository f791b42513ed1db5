"""Strategies and the year's programmes as PDF, Word and Excel: what the page says, in a file one can send."""

from decimal import Decimal
from io import BytesIO

import docx
import openpyxl
import pypdf
import pytest
from django.urls import reverse

from samstyring.portfolio.actions import action_plans
from tests.portfolio.strategy_things import Things, address

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pytest.fixture
def things(cast):
    return Things(cast)


def words(content, file_format):
    file = BytesIO(content)
    if file_format == "pdf":
        return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())
    if file_format == "docx":
        document = docx.Document(file)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    book = openpyxl.load_workbook(file)
    return "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
    )


@pytest.mark.parametrize("file_format", MEDIA)
def test_a_strategy_says_the_same_in_every_file(things, cast, sign_in, file_format):
    strategy = things.adopted_strategy(words="Vi vil dette sammen.\n\nOg dette.")
    things.measure(strategy)
    client = sign_in(cast.os_secretary)
    page = client.get(strategy.get_absolute_url()).content.decode()
    assert address(f"strategy_{file_format}", strategy.pk) in page
    answer = client.get(address(f"strategy_{file_format}", strategy.pk))
    assert answer["Content-Type"] == MEDIA[file_format]
    assert f'strategi-{strategy.key}-2026-2029-v1.{file_format}"' in answer["Content-Disposition"]
    said = words(answer.content, file_format)
    for expected in ("Strategi for eksempelårene", "1. Flere reiser uten bil", "Felles billett", "Sør",
                     "Næring i hele regionen", "Ingen tiltak støtter dette målet ennå.", "Gjelder"):  # fmt: skip
        assert expected in said


@pytest.mark.parametrize("file_format", MEDIA)
def test_the_years_programme_says_the_same_in_every_file(things, cast, sign_in, file_format):
    fund = action_plans.add_funder(cast.os, name="Et fond (eksempel)", demands="", **things.told)
    plan = things.plan(words="Året handler om billetter.")
    things.line(plan, Decimal("1.250"), funder=fund)
    things.line(plan, Decimal("0.500"), post="Møter")
    things.line(plan, Decimal("9"), post="Ukjent", vat="")
    client = sign_in(cast.os_secretary)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert address(f"action_plan_{file_format}", plan.pk) in page
    answer = client.get(address(f"action_plan_{file_format}", plan.pk))
    assert answer["Content-Type"] == MEDIA[file_format]
    said = words(answer.content, file_format)
    for expected in ("Årsprogram 2027", "Året handler om billetter.", "Et fond (eksempel)", "Ikke finansiert",
                     "Møter", "1 linje er ikke med i summen"):  # fmt: skip
        assert expected in said
    total = "1.75" if file_format == "xlsx" else "1,750"
    assert total in said


def test_a_draft_and_an_example_are_marked_on_paper(things, cast, sign_in):
    client = sign_in(cast.os_secretary)
    draft = client.get(address("strategy_docx", things.strategy().pk))
    assert (
        "Utkast"
        in words(draft.content, "docx")
        + docx.Document(BytesIO(draft.content)).sections[0].header.paragraphs[0].text
    )


def test_an_outsider_gets_no_file(things, cast, sign_in):
    strategy, plan = things.strategy(), things.plan()
    outsider = sign_in(cast.outsider)
    for file_format in MEDIA:
        for name, thing in (("strategy", strategy), ("action_plan", plan)):
            assert outsider.get(address(f"{name}_{file_format}", thing.pk)).status_code == 404


# Open to all


@pytest.mark.parametrize("file_format", MEDIA)
def test_everybody_can_fetch_an_adopted_strategy(things, cast, client, file_format):
    strategy, draft = things.adopted_strategy(), things.strategy(title="Et utkast")
    things.decided_measure(strategy)
    things.measure(strategy, title="Ikke vedtatt tiltak")
    cast.board.is_open = True
    cast.board.save()
    page = client.get(reverse("portal:strategy", args=["osregionen", strategy.pk])).content.decode()
    there = reverse(f"portal:strategy_{file_format}", args=["osregionen", strategy.pk])
    assert there in page
    answer = client.get(there)
    assert answer["Content-Type"] == MEDIA[file_format]
    said = words(answer.content, file_format)
    assert "Felles billett" in said
    assert "Ikke vedtatt tiltak" not in said
    assert client.get(there, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get(reverse(f"portal:strategy_{file_format}", args=["osregionen", draft.pk])).status_code == 404
