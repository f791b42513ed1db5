"""Project sheets out to Excel and in again: what was written comes back, and nothing is half-imported."""

import io
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samstyring.ground.models import Event
from samstyring.portfolio.models import Project, SheetVersion
from tests.portfolio import sheet_things as things

HEAD = 3


def address(name, cast, *args):
    return reverse(f"portfolio:{name}", args=[cast.fjord.key, *args])


def download(client, cast, key=None, **filters):
    name = ("project_workbook", cast, key) if key else ("projects_workbook", cast)
    answer = client.get(address(*name), filters)
    assert answer.status_code == 200
    return answer.content


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def place(page, title, row):
    column = next(cell.column for cell in page[HEAD] if str(cell.value) == str(title))
    return page.cell(row, column)


def row_of(page, key, **told):
    for row in range(HEAD + 1, page.max_row + 1):
        if place(page, "Nummer", row).value == key and all(
            place(page, title, row).value == value for title, value in told.items()
        ):
            return row
    raise AssertionError(f"no row for {key}")


def saved(book):
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def send(client, cast, content, name="ark.xlsx"):
    return client.post(address("import_sheets", cast), {"workbook": SimpleUploadedFile(name, content)})


def confirm(client, cast, page, **more):
    seen = page.context["confirm"]["seen"].value()
    return client.post(address("confirm_import", cast), {"seen": seen, **more})


def words(page):
    text = re.sub(r"<[^>]+>", " ", page.content.decode().replace("\xa0", " "))
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def project(cast):
    made = things.project(cast, owner=cast.sjo)
    things.sheet(cast, made, whole=True)
    return made


def test_a_project_owner_completes_a_sheet_from_a_returned_workbook(cast, sign_in, project):
    client = sign_in(cast.owner)
    book = opened(download(client, cast, project.key))
    sheet, money, answers = book["Prosjekter"], book["Finansiering"], book["Sjekkliste"]
    row = row_of(sheet, "P001")
    place(sheet, "Behov", row).value = "Elevene trenger en trygg vei."
    place(sheet, "Kostnadsanslag (mill. kr)", row).value = "1 000,5"
    place(sheet, "Anslagets dato", row).value = date(2026, 5, 4)
    place(sheet, "Fase", row).value = "Forprosjekt"
    place(money, "2028", row_of(money, "P001", Finansieringskilde="Bompenger")).value = 12.5
    place(answers, "Merknad til punktet", HEAD + 1).value = "Avklart med skolen."
    shown = send(client, cast, saved(book))
    assert shown.status_code == 200
    told = words(shown)
    assert "Elevene har ingen trygg vei til skolen. Elevene trenger en trygg vei." in told
    assert "Bompenger 2028 – 12,5" in told
    assert SheetVersion.objects.count() == 1
    done = confirm(client, cast, shown, change_note="Fylt ut i Excel")
    assert done.status_code == 302
    newest = project.sheets.get(version=2)
    assert newest.cost_mnok == Decimal("1000.5")
    assert newest.estimated_on == date(2026, 5, 4)
    assert (newest.phase, newest.need) == ("preliminary", "Elevene trenger en trygg vei.")
    assert (newest.author, newest.change_note) == (cast.owner, "Fylt ut i Excel")
    assert newest.benefit_note == "Mange bruker veien."
    assert {(row.source.key, row.year, row.amount_mnok) for row in newest.financing.all()} == {
        ("stat", 2027, 20), ("stat", 2028, 20), ("bom", 2028, Decimal("12.5")),
    }  # fmt: skip
    assert "Avklart med skolen." in {given["note"] for given in newest.checks.values()}
    assert Event.objects.filter(kind="sheets.imported").count() == 1


def test_the_same_sheets_give_the_same_bytes(cast, sign_in, project):
    client = sign_in(cast.secretary)
    assert download(client, cast) == download(client, cast)


def test_a_workbook_that_nobody_has_written_in_changes_nothing(cast, sign_in, project):
    client = sign_in(cast.secretary)
    for content in (download(client, cast), saved(opened(download(client, cast)))):
        answer = send(client, cast, content)
        assert "Det er ingenting å lagre." in words(answer)
        assert answer.status_code == 422
    assert SheetVersion.objects.count() == 1
    assert Project.objects.count() == 1
