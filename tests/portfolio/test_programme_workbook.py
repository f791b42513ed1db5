"""A programme out to Excel and in again: the draft is changed line by line, one that stands becomes a new version."""

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.ground.models import Event
from samstyring.portfolio.actions import programmes as acts
from samstyring.portfolio.models import Programme, ProgrammeLine
from tests.portfolio.prospects import FIRST, Prospects
from tests.portfolio.test_pots import Delegated

HEAD = 3


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


@pytest.fixture
def programme(prospects):
    made = prospects.programme()
    acts.set_row(
        made,
        pot="Trygghetspott",
        source=prospects.bom,
        amounts={FIRST: Decimal("4.5")},
        by=prospects.cast.secretary,
    )
    return made


def address(name, programme):
    return reverse(f"portfolio:{name}", args=["fjordloftet", programme.pk])


def download(client, programme):
    answer = client.get(address("programme_lines_workbook", programme))
    assert answer.status_code == 200
    return answer.content


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def place(page, title, row):
    return page.cell(row, next(cell.column for cell in page[HEAD] if str(cell.value) == str(title)))


def row_of(page, thing, source=None):
    for row in range(HEAD + 1, page.max_row + 1):
        if place(page, "Prosjekt eller samlepott", row).value == thing and (
            source is None or place(page, "Kilde", row).value == source
        ):
            return row
    raise AssertionError(f"no row for {thing}")


def first_empty(page):
    return next(
        row
        for row in range(HEAD + 1, page.max_row + 1)
        if not place(page, "Nummer", row).value and not place(page, "Prosjekt eller samlepott", row).value
    )


def saved(book):
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def send(client, programme, content, name="linjer.xlsx"):
    return client.post(address("import_programme", programme), {"workbook": SimpleUploadedFile(name, content)})


def confirm(client, programme, page, **chosen):
    seen = page.context["confirm"]["seen"].value()
    return client.post(address("confirm_programme_import", programme), {"seen": seen, **chosen})


def words(page):
    text = re.sub(r"<[^>]+>", " ", page.content.decode().replace("\xa0", " "))
    return re.sub(r"\s+", " ", text)


def lines(programme):
    return {
        (str(line.project or line.pot), line.source.key, line.year): (
            line.amount_mnok,
            line.focus_area.name if line.focus_area else "",
        )
        for line in programme.lines.select_related("project", "source", "focus_area")
    }


def adopted(programme, cast):
    decisions.decide(
        cast.item(cast.steering, case=programme.case), outcome="adopted", text="Vedtas.", by=cast.secretary
    )
    programme.refresh_from_db()
    return programme


# A draft


def test_the_secretariat_changes_a_draft_in_excel(programme, prospects, cast, sign_in):
    client, before = sign_in(cast.secretary), lines(programme)
    book = opened(download(client, programme))
    page = book["Linjer"]
    pot = row_of(page, "Trygghetspott")
    place(page, FIRST, pot).value = None
    place(page, FIRST + 1, pot).value = "1 000,25"
    place(page, "Satsingsområde", pot).value = cast.focus[0].name
    new = first_empty(page)
    place(page, "Nummer", new).value = "P5"
    place(page, "Kilde", new).value = prospects.lokal.name
    place(page, FIRST + 2, new).value = 7.5
    place(page, "Prosjekt eller samlepott", new + 1).value = "Ny pott"
    place(page, "Kilde", new + 1).value = prospects.stat.name
    place(page, FIRST, new + 1).value = 2
    shown = send(client, programme, saved(book))
    assert shown.status_code == 200
    told = words(shown)
    assert "1 linje endres. 2 nye linjer." in told
    assert f"Trygghetspott samlepott · Bompenger Satsingsområde – {cast.focus[0].name}" in told
    assert f"{FIRST} 4,5 – {FIRST + 1} – 1 000,25" in told
    assert f"Løs idé Lokale midler · ny linje {FIRST + 2} – 7,5" in told
    assert lines(programme) == before

    done = confirm(client, programme, shown)
    assert done.url == programme.get_absolute_url()
    after = lines(programme)
    assert after == {
        **{place: said for place, said in before.items() if place[0] != "Trygghetspott"},
        ("Trygghetspott", "bom", FIRST + 1): (Decimal("1000.250"), cast.focus[0].name),
        ("Løs idé", "lokal", FIRST + 2): (Decimal("7.500"), ""),
        ("Ny pott", "stat", FIRST): (Decimal("2.000"), ""),
    }
    assert Event.objects.filter(kind="programme.imported").count() == 1


def test_a_workbook_that_nobody_has_written_in_changes_nothing(programme, cast, sign_in):
    client, before = sign_in(cast.secretary), lines(programme)
    for content in (download(client, programme), saved(opened(download(client, programme)))):
        answer = send(client, programme, content)
        assert answer.status_code == 422
        assert "Det er ingenting å lagre." in words(answer)
        assert "må rettes" not in words(answer)
    assert lines(programme) == before


def test_the_same_programme_gives_the_same_bytes(programme, cast, sign_in):
    client = sign_in(cast.secretary)
    assert download(client, programme) == download(client, programme)


def test_the_workbook_has_lists_locked_cells_and_the_frames(programme, cast, sign_in):
    book = opened(download(sign_in(cast.secretary), programme))
    assert book.sheetnames == ["Veiledning", "Linjer", "Rammer", "Lister"]
    page = book["Linjer"]
    assert page.protection.sheet
    assert page.freeze_panes == "C4"
    assert {str(one.formula1) for one in page.data_validations.dataValidation} == {
        "'Lister'!$A$2:$A$6", "'Lister'!$C$2:$C$3", "'Lister'!$D$2:$D$4",
    }  # fmt: skip
    row = row_of(page, "Trygghetspott")
    assert (place(page, "Kilde", row).protection.locked, place(page, FIRST, row).protection.locked) == (
        True,
        False,
    )
    frames = book["Rammer"]
    assert [frames.cell(row, 2).value for row in range(4, 7)] == ["Ramme", "Brukt", "Igjen"]
    assert frames.cell(5, 3).value.startswith("=SUMIFS('Linjer'!")


# One that stands


def test_a_programme_that_stands_becomes_a_new_version(programme, cast, sign_in):
    standing, client = adopted(programme, cast), sign_in(cast.secretary)
    before = lines(standing)
    book = opened(download(client, standing))
    place(book["Linjer"], FIRST, row_of(book["Linjer"], "Trygghetspott")).value = 9
    shown = send(client, standing, saved(book))
    assert "Endringene blir en ny versjon på en åpen sak." in words(shown)
    unsaid = confirm(client, standing, shown)
    assert unsaid.status_code == 422
    assert Programme.objects.count() == 1

    case = cast.case("handlingsprogram")
    done = confirm(client, standing, shown, kind="main", case=case.pk)
    made = Programme.objects.get(version=2)
    assert done.url == made.get_absolute_url()
    assert made.revision.revises == standing
    assert lines(standing) == before
    assert lines(made) == before | {("Trygghetspott", "bom", FIRST): (Decimal("9.000"), "")}


def test_a_light_revision_needs_its_rule(programme, cast, sign_in):
    standing, client = adopted(programme, cast), sign_in(cast.secretary)
    book = opened(download(client, standing))
    place(book["Linjer"], FIRST, row_of(book["Linjer"], "Trygghetspott")).value = 9
    shown = send(client, standing, saved(book))
    answer = confirm(client, standing, shown, kind="light", case=cast.case("handlingsprogram").pk)
    assert answer.status_code == 422
    assert "ingen regel for hva en enklere revisjon kan endre" in words(answer)
    assert Programme.objects.count() == 1


# Versions


def test_a_workbook_of_an_older_version_is_refused(programme, cast, sign_in):
    client = sign_in(cast.secretary)
    old = download(client, programme)
    newer = acts.draft_programme(programme.recommendation, by=cast.secretary)
    for one in (programme, newer):
        answer = send(client, one, old)
        assert answer.status_code == 422
        assert "laget av versjon 1, og den nyeste versjonen er 2. Last ned arbeidsboken av versjon 2" in words(
            answer
        )
    answer = send(client, programme, download(client, newer))
    assert "laget av versjon 2, og dette er versjon 1." in words(answer)


def test_lines_that_somebody_has_changed_meanwhile_are_not_written_over(programme, prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    book = opened(download(client, programme))
    place(book["Linjer"], FIRST, row_of(book["Linjer"], "Trygghetspott")).value = 9
    shown = send(client, programme, saved(book))
    acts.set_row(programme, pot="Annet", source=prospects.bom, amounts={FIRST: Decimal(1)}, by=cast.secretary)
    before = lines(programme)
    for answer in (confirm(client, programme, shown), send(client, programme, saved(book))):
        assert answer.status_code == 422
        assert "Linjene i programmet er endret etter at arbeidsboken ble lastet ned." in words(answer)
    assert lines(programme) == before


def test_a_workbook_of_other_years_or_another_partnership_is_refused(programme, cast, sign_in):
    client = sign_in(cast.secretary)
    content = download(client, programme)
    other = opened(content)
    other["Veiledning"]["B3"] = "2019–2022"
    assert "handlingsprogrammet for 2019–2022" in words(send(client, programme, saved(other)))
    other["Veiledning"]["B2"] = "nordbyen"
    assert "laget for nordbyen" in words(send(client, programme, saved(other)))
    for cell in ("B4", "B5"):
        torn = opened(content)
        torn["Veiledning"][cell] = None
        assert "sier ikke hvilket handlingsprogram" in words(send(client, programme, saved(torn)))


def test_the_workbook_for_reading_is_told_apart(programme, cast, sign_in):
    client = sign_in(cast.secretary)
    answer = send(client, programme, client.get(address("programme_xlsx", programme)).content)
    assert answer.status_code == 422
    assert "Last ned arbeidsboken fra programmets side" in words(answer)


# Errors, by sheet, row and column


def written(page, prospects, row, **cells):
    names = {"number": "Nummer", "thing": "Prosjekt eller samlepott", "focus": "Satsingsområde", "source": "Kilde"}
    for name, value in cells.items():
        place(page, names.get(name, FIRST if name == "first" else name), row).value = value


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"number": "P99", "source": "Bompenger", "first": 1}, "Nummer", "P99 finnes ikke i Fjordløftet"),
        ({"thing": "Pott", "source": "Lånte penger", "first": 1}, "Kilde", "«Lånte penger» er ikke et av valgene."),
        ({"thing": "Pott", "first": 1}, "Kilde", "Skriv hvilken kilde beløpene kommer fra."),
        ({"source": "Bompenger", "first": 1}, "Prosjekt eller samlepott", "En linje må gjelde ett prosjekt"),
        ({"thing": "Pott", "source": "Bompenger", "first": "mye"}, str(FIRST), "Skriv beløpet som et tall"),
        ({"thing": "Pott", "source": "Bompenger", "first": -1}, str(FIRST), "kan ikke være negativt"),
        ({"thing": "Pott", "source": "Bompenger", "first": 900000}, str(FIRST), "Er det skrevet i kroner"),
        ({"thing": "Pott", "source": "Bompenger", "first": 1.23456}, str(FIRST), "høyst tre desimaler"),
        ({"thing": "Pott", "source": "Bompenger", "first": 1, "focus": "Luftfart"}, "Satsingsområde", "«Luftfart»"),
        ({"thing": "Gangbru", "source": "Bompenger", "first": 1}, "Nummer", "«Gangbru» er prosjektet P1."),
        ({"number": "P1", "thing": "Noe helt annet", "source": "Bompenger", "first": 1},
         "Prosjekt eller samlepott", "P1 heter «Gangbru»"),
        ({"thing": "x" * 161, "source": "Bompenger", "first": 1}, "Prosjekt eller samlepott", "lengre enn 160"),
        ({"thing": "trygghetspott", "source": "Bompenger", "first": 1}, "Kilde", "står også på rad"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_sheet_row_and_column(
    programme, prospects, cast, sign_in, cells, column, sentence
):
    client, before = sign_in(cast.secretary), lines(programme)
    book = opened(download(client, programme))
    page = book["Linjer"]
    place(page, FIRST, row_of(page, "Trygghetspott")).value = 9
    row = first_empty(page)
    written(page, prospects, row, **cells)
    answer = send(client, programme, saved(book))
    assert answer.status_code == 422
    told = [one for one in answer.context["errors"] if sentence in one]
    assert told, answer.context["errors"]
    assert told[0].startswith(f"Ark «Linjer», rad {row}, kolonne «{column}»: ")
    assert lines(programme) == before


def test_everything_that_is_wrong_with_a_row_is_told_at_once(programme, prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    book = opened(download(client, programme))
    row = first_empty(book["Linjer"])
    written(book["Linjer"], prospects, row, number="P99", source="Lånte penger", first=-1)
    told = send(client, programme, saved(book)).context["errors"]
    assert [one.split("kolonne ")[1].split(":")[0] for one in told] == [f"«{FIRST}»", "«Kilde»", "«Nummer»"]


def test_a_year_outside_the_programme_is_told(programme, cast, sign_in):
    client = sign_in(cast.secretary)
    book = opened(download(client, programme))
    page = book["Linjer"]
    place(page, FIRST, HEAD).value = FIRST + 8
    answer = send(client, programme, saved(book))
    assert f"{FIRST + 8} er ikke med i programmet" in words(answer)


def test_a_pot_cannot_hold_less_than_has_been_released(cast, sign_in):
    delegated, client = Delegated(cast), sign_in(cast.secretary)
    delegated.release(amount=Decimal(3))
    book = opened(download(client, delegated.programme))
    row = row_of(book["Linjer"], "Mindre tiltak")
    place(book["Linjer"], FIRST, row).value = 2
    answer = send(client, delegated.programme, saved(book))
    assert f"rad {row}, kolonne «{FIRST}»: 3,000 mill. kr er frigitt av «Mindre tiltak»" in words(answer)


def test_a_row_that_is_deleted_changes_nothing_and_is_told(programme, cast, sign_in):
    client = sign_in(cast.secretary)
    book = opened(download(client, programme))
    page = book["Linjer"]
    for cell in page[row_of(page, "Trygghetspott")]:
        cell.value = None
    answer = send(client, programme, saved(book))
    assert "1 linje i programmet er ikke med i arbeidsboken" in words(answer)
    assert ProgrammeLine.objects.filter(pot="Trygghetspott").exists()


# Who


def test_only_the_secretariat_brings_lines_in(programme, cast, sign_in):
    content = download(sign_in(cast.secretary), programme)
    book = opened(content)
    place(book["Linjer"], FIRST, row_of(book["Linjer"], "Trygghetspott")).value = 9
    shown = send(sign_in(cast.secretary), programme, saved(book))
    seen = shown.context["confirm"]["seen"].value()
    member = sign_in(cast.member_sjo)
    assert send(member, programme, saved(book)).status_code == 422
    assert "Endre i Excel" not in words(member.get(programme.get_absolute_url()))
    answer = member.post(address("confirm_programme_import", programme), {"seen": seen})
    assert answer.status_code == 422
    assert ProgrammeLine.objects.get(pot="Trygghetspott").amount_mnok == Decimal("4.5")


def test_an_outsider_finds_no_workbook(programme, cast, sign_in):
    outsider = sign_in(cast.outsider)
    for name in ("programme_lines_workbook", "import_programme", "confirm_programme_import"):
        assert outsider.get(address(name, programme)).status_code == 404
