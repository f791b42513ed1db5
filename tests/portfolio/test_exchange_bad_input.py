"""What people do to workbooks: each is told with sheet, row and column, and nothing is saved."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from samstyring.ground.refusal import Refused
from samstyring.portfolio.exchange import reading
from samstyring.portfolio.models import Project, SheetVersion
from tests.portfolio import sheet_things as things
from tests.portfolio.test_exchange import address, confirm, download, opened, place, row_of, saved, send, words

HEAD = 3
COST = "Kostnadsanslag (mill. kr)"


@pytest.fixture
def project(cast):
    made = things.project(cast, owner=cast.sjo)
    things.sheet(cast, made, whole=True)
    return made


@pytest.fixture
def book(cast, sign_in, project):
    return opened(download(sign_in(cast.owner), cast))


def told(client, cast, book, status=422):
    """What the page says of a workbook that somebody has done something to."""
    answer = send(client, cast, book if isinstance(book, bytes) else saved(book))
    assert answer.status_code == status
    assert SheetVersion.objects.count() == 1
    return words(answer)


# One cell


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        (COST, -5, f"Ark «Prosjekter», rad 4, kolonne «{COST}»: Et beløp kan ikke være negativt."),
        (COST, 12_000_000, "Er det skrevet i kroner i stedet for millioner?"),
        (COST, "omtrent tolv", "Skriv beløpet som et tall i millioner kroner, for eksempel 12,5."),
        (COST, True, "Skriv beløpet som et tall i millioner kroner"),
        (COST, 0.12345, "Bruk høyst tre desimaler."),
        ("Prisår", 20226, "rad 4, kolonne «Prisår»: Skriv et årstall mellom 1990 og 2100."),
        ("Prisår", date(2026, 1, 1), "rad 4, kolonne «Prisår»: Skriv et årstall mellom 1990 og 2100."),
        ("Mva.", "kanskje", "kolonne «Mva.»: «kanskje» er ikke et av valgene. Velg ett av disse: «Med mva.»"),
        (
            "Satsingsområde",
            "Luftfart",
            "«Luftfart» er ikke et satsingsområde her. Disse finnes: «Gange og sykkel»",
        ),
        ("Anslagets dato", "31.02.2026", "kolonne «Anslagets dato»: Skriv en dato som finnes"),
        ("Kommune", "K" * 121, "kolonne «Kommune»: Sørg for at denne verdien har 120 eller færre tegn"),
        ("Avhenger av (nummer)", "P001", "«P001» er ikke nummeret til et annet prosjekt."),
        ("Avhenger av (nummer)", "P999", "«P999» er ikke nummeret til et annet prosjekt."),
        ("Ferdig", 2020, "Prosjektet kan ikke være ferdig i 2020 når det tidligst starter i 2027."),
        ("Behov", "#REF!", "Cellen viser en feil fra Excel (#REF!)."),
        ("Versjon", 7, "P001 har ingen versjon 7."),
        (
            "Nummer",
            "P077",
            "P077 finnes ikke i Fjordløftet (eksempel). La nummeret stå tomt for et nytt prosjekt.",
        ),
    ],
)
def test_a_wrong_cell_is_told_with_sheet_row_and_column(cast, client, book, column, value, sentence):
    place(book["Prosjekter"], column, HEAD + 1).value = value
    if column == "Nummer":
        for sheet in ("Finansiering", "Sjekkliste"):
            del book[sheet]
    assert sentence in told(client, cast, book)


def test_nul_characters_are_told(cast, client, book):
    place(book["Prosjekter"], "Behov", HEAD + 1).value = "Skolevei_NUL_"
    parts = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as before, zipfile.ZipFile(parts, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"_NUL_", b"_x0000_"))
    assert "kolonne «Behov»: Null-tegn er ikke tillatt." in told(client, cast, parts.getvalue())


def test_all_that_is_wrong_is_told_at_once(cast, client, book):
    place(book["Prosjekter"], COST, HEAD + 1).value = -5
    place(book["Finansiering"], "2028", HEAD + 1).value = "mye"
    place(book["Sjekkliste"], "Svar", HEAD + 2).value = "tja"
    said = told(client, cast, book)
    assert "Ark «Prosjekter», rad 4" in said
    assert "Ark «Finansiering», rad 4, kolonne «2028»: Skriv beløpet som et tall" in said
    assert "Ark «Sjekkliste», rad 5, kolonne «Svar»: «tja» er ikke et svar." in said


def test_a_day_that_excel_has_made_a_number_is_read_and_told(cast, client, book):
    cell = place(book["Prosjekter"], "Anslagets dato", HEAD + 1)
    cell.value, cell.number_format = 46146, "General"
    said = told(client, cast, book, status=200)
    assert "Tallet 46146 er lest som 4. mai 2026." in said


def test_words_that_are_not_understood_are_kept_and_told(cast, client, book, project):
    place(book["Prosjekter"], "Tidligste oppstart", HEAD + 1).value = "Høst 2027, tidligst"
    place(book["Prosjekter"], "Fase", HEAD + 1).value = "Rett før byggestart"
    shown = send(client, cast, saved(book))
    assert "«Høst 2027, tidligst» er ikke forstått. Ordene er beholdt slik de står." in words(shown)
    confirm(client, cast, shown)
    sheet = project.sheets.get(version=2)
    assert (sheet.start_year, sheet.dates_raw) == (None, "Høst 2027, tidligst")
    assert (sheet.phase, sheet.phase_raw) == ("", "Rett før byggestart")


# Formulas, merged cells, hidden rows, columns


def test_a_formula_without_an_answer_is_refused_and_one_with_is_read(cast, client, book):
    place(book["Prosjekter"], COST, HEAD + 1).value = "=40+2"
    assert f"kolonne «{COST}»: Cellen har en formel uten lagret svar." in told(client, cast, book)
    parts = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as before, zipfile.ZipFile(parts, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            for empty in (b"<f>40+2</f><v></v>", b"<f>40+2</f><v />", b"<f>40+2</f><v/>"):
                content = content.replace(empty, b"<f>40+2</f><v>42</v>")
            after.writestr(name, content)
    said = told(client, cast, parts.getvalue(), status=200)
    assert "Cellen har en formel. Verdien den sist ga, er brukt." in said
    assert f"{COST} 40 42" in said


def test_merged_cells_are_refused(cast, client, book):
    book["Prosjekter"].merge_cells("F4:G4")
    assert "Ark «Prosjekter», rad 4: Cellene F4:G4 er slått sammen." in told(client, cast, book)


def test_a_hidden_row_is_read_and_told(cast, client, book):
    place(book["Prosjekter"], COST, HEAD + 1).value = 41
    book["Prosjekter"].row_dimensions[HEAD + 1].hidden = True
    assert "Ark «Prosjekter», rad 4: Raden er skjult i Excel." in told(client, cast, book, status=200)


def test_columns_in_another_order_headings_further_down_and_columns_of_ones_own(cast, client, book):
    page = book["Prosjekter"]
    place(page, COST, HEAD + 1).value = 41
    page.insert_rows(1, 4)
    page.insert_cols(2, 2)
    page.cell(HEAD + 4, 2).value = "Vår egen kolonne"
    page.cell(HEAD + 5, 3).value = "uten overskrift"
    said = told(client, cast, book, status=200)
    assert "Kolonnen «Vår egen kolonne» er ikke kjent, og er ikke lest." in said
    assert "Noe står i kolonner uten overskrift, og er ikke lest." in said
    assert f"{COST} 40 41" in said


def test_a_heading_that_stands_twice_is_refused(cast, client, book):
    page = book["Prosjekter"]
    page.cell(HEAD, page.max_column + 1).value = "Behov"
    assert "kolonne «Behov»: Overskriften står to ganger." in told(client, cast, book)


def test_a_project_that_stands_twice_is_refused(cast, client, book):
    page = book["Prosjekter"]
    place(page, "Nummer", HEAD + 2).value = "P001"
    place(page, "Prosjekt", HEAD + 2).value = "En gang til"
    assert "rad 5, kolonne «Nummer»: P001 står også på rad 4." in told(client, cast, book)


# The workbook as a whole


def test_wrong_sheet_names_and_lost_headings_are_told(cast, client, book):
    book["Prosjekter"].title = "Ark1"
    assert "Arbeidsboken har ikke arket «Prosjekter». Den har «Veiledning», «Ark1»" in told(client, cast, book)
    book["Ark1"].title = "Prosjekter"
    place(book["Prosjekter"], "Nummer", 1 + 2).value = "Nr."
    assert "Arket «Prosjekter» har ingen rad med overskriftene «Nummer» og «Prosjekt»." in told(client, cast, book)


def test_a_workbook_of_another_partnership_is_refused(cast, client, book):
    book["Veiledning"]["B2"].value = "osregionen"
    assert "Arbeidsboken er laget for osregionen, ikke for fjordloftet." in told(client, cast, book)


def unpacking_to_300_mb():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        with file.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _megabyte in range(300):
                part.write(bytes(1024 * 1024))
    return kept.getvalue()


def with_parts(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return kept.getvalue()


def empty_book():
    return saved(openpyxl.Workbook())


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lambda: b"%PDF-1.7 noe", "er ikke en Excel-arbeidsbok (.xlsx)."),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 gammel", "har passord, eller er i det gamle formatet .xls."),
        (lambda: with_parts(word__document_xml=b"<w/>"), "er ikke en Excel-arbeidsbok (.xlsx)."),
        (lambda: with_parts(xl__workbook_xml=b"<w/>", xl__vbaProject_bin=b"x"), "inneholder makroer"),
        (lambda: with_parts(xl__workbook_xml=LAUGHS), "er skadet og kan ikke leses."),
        (unpacking_to_300_mb, "pakker seg ut til mer enn 250 MB"),
        (empty_book, "har ingen celler med innhold."),
        (lambda: b"PK" + bytes(41 * 1024 * 1024), "er på 41 MB. Grensen er 40 MB."),
    ],
)
def test_a_file_that_is_not_our_workbook_is_refused_in_one_sentence(content, sentence):
    with pytest.raises(Refused) as refusal:
        reading.grids_of(content(), "fil.xlsx")
    assert [sentence in obstacle.text for obstacle in refusal.value.obstacles] == [True]


def test_no_file_and_an_empty_file_are_told(cast, sign_in, project):
    client = sign_in(cast.owner)
    assert "Velg arbeidsboken." in words(client.post(address("import_sheets", cast)))
    assert "Filen er tom. Velg den på nytt." in told(client, cast, b"")


# Other people


def test_only_what_one_wrote_counts_when_somebody_has_saved_since(cast, client, book, project):
    place(book["Prosjekter"], COST, HEAD + 1).value = 41
    things.sheet(cast, project, version=2, need="Skrevet av en annen.", cost_mnok=40, author=cast.secretary)
    shown = send(client, cast, saved(book))
    assert "Skrevet av en annen." not in words(shown)
    confirm(client, cast, shown)
    newest = project.sheets.get(version=3)
    assert (newest.need, newest.cost_mnok) == ("Skrevet av en annen.", 41)


def test_what_both_wrote_is_told_with_both_texts(cast, client, book, project):
    place(book["Prosjekter"], "Behov", HEAD + 1).value = "Mitt behov."
    things.sheet(cast, project, version=2, need="Ditt behov.", author=cast.secretary)
    answer = send(client, cast, saved(book))
    assert answer.status_code == 422
    assert "Der står nå «Ditt behov.», og her står «Mitt behov.»." in words(answer)
    assert project.sheets.count() == 2


def test_a_sheet_saved_between_seeing_and_saying_yes_is_shown_again(cast, client, book, project):
    place(book["Prosjekter"], COST, HEAD + 1).value = 41
    shown = send(client, cast, saved(book))
    things.sheet(cast, project, version=2, need="Skrevet av en annen.", cost_mnok=40, author=cast.secretary)
    again = confirm(client, cast, shown, change_note="Min setning")
    assert again.status_code == 422
    assert "Prosjektarkene er endret etter at du så hva som ville bli endret: P001." in words(again)
    assert "Min setning" in again.content.decode()
    assert project.sheets.count() == 2
    assert confirm(client, cast, again).status_code == 302
    assert project.sheets.get(version=3).cost_mnok == 41


def test_saying_yes_twice_saves_once(cast, client, book, project):
    place(book["Prosjekter"], COST, HEAD + 1).value = 41
    shown = send(client, cast, saved(book))
    assert confirm(client, cast, shown).status_code == 302
    twice = confirm(client, cast, shown)
    assert "Det er ingenting å lagre." in words(twice)
    assert project.sheets.count() == 2


def test_nobody_can_say_yes_to_what_another_was_shown(cast, client, book, project, sign_in):
    place(book["Prosjekter"], COST, HEAD + 1).value = 41
    shown = send(client, cast, saved(book))
    answer = confirm(sign_in(cast.secretary), cast, shown)
    assert answer.status_code == 422
    assert "Velg arbeidsboken på nytt." in words(answer)
    forged = sign_in(cast.secretary).post(address("confirm_import", cast), {"seen": "noe:annet"})
    assert forged.status_code == 422
    assert project.sheets.count() == 1


def test_who_may_only_read_is_told_row_by_row(cast, book, sign_in, project):
    client = sign_in(cast.observer)
    place(book["Prosjekter"], COST, HEAD + 1).value = 41
    assert "rad 4: Du kan lese prosjektarket, men ikke endre det. Sjø kommune" in told(client, cast, book)


def test_strangers_find_nothing(cast, client, sign_in, project):
    client = sign_in(cast.outsider)
    for name, more in (("projects_workbook", []), ("import_sheets", []), ("project_workbook", ["P001"])):
        assert client.get(reverse(f"portfolio:{name}", args=[cast.fjord.key, *more])).status_code == 404


# New projects


def new_row(book, **told):
    page = book["Prosjekter"]
    row = row_of(page, "P001") + 1
    for title, value in told.items():
        place(page, title, row).value = value


def test_a_new_project_is_registered_with_its_sheet_and_its_financing(cast, client, book):
    new_row(
        book, Prosjekt="Ny bru (eksempel)", Prosjekteier="Sjø kommune", Kommune="Sjø", Behov="Ferga er innstilt."
    )
    money = book["Finansiering"]
    line = next(row for row in range(HEAD + 1, 60) if place(money, "Prosjekt", row).value is None)
    place(money, "Prosjekt", line).value = "Ny bru (eksempel)"
    place(money, "Finansieringskilde", line).value = "Bompenger"
    place(money, "2027", line).value = 8
    shown = send(client, cast, saved(book))
    assert "Ny bru (eksempel) Nytt prosjekt · Arbeidsgruppe Vest" in words(shown)
    assert confirm(client, cast, shown).status_code == 302
    made = Project.objects.get(name="Ny bru (eksempel)")
    assert (made.key, made.owner, made.home_forum) == ("P002", cast.sjo, cast.west)
    sheet = made.sheets.get()
    assert (sheet.version, sheet.need, sheet.author) == (1, "Ferga er innstilt.", cast.owner)
    assert [(row.source.key, row.year, row.amount_mnok) for row in sheet.financing.all()] == [("bom", 2027, 8)]


def test_a_new_project_without_a_working_group_or_with_a_name_that_is_taken_is_told(cast, client, book):
    new_row(book, Prosjekt="Ny bru (eksempel)", Kommune="Nord")
    assert "rad 5, kolonne «Arbeidsgruppe»: Arbeidsgruppen følger ikke av kommunen." in told(client, cast, book)
    new_row(book, Prosjekt="Gangvei i Sjø (eksempel)", Kommune="Sjø")
    assert "Det finnes alt et prosjekt med dette navnet (P001)." in told(client, cast, book)


def test_the_name_and_place_of_a_project_are_not_changed_by_its_row(cast, client, book, project):
    place(book["Prosjekter"], "Prosjekteier", HEAD + 1).value = "Berg kommune"
    place(book["Prosjekter"], COST, HEAD + 1).value = 41
    shown = send(client, cast, saved(book))
    assert "kolonne «Prosjekteier»: «Sjø kommune» blir stående." in words(shown)
    confirm(client, cast, shown)
    project.refresh_from_db()
    assert project.owner == cast.sjo


# Filters


def test_the_workbook_holds_the_projects_that_the_list_shows(cast, sign_in, project):
    things.project(cast, "P002", name="Bru i Berg (eksempel)", forum=cast.east)
    page = opened(download(sign_in(cast.secretary), cast, gruppe=cast.east.pk))["Prosjekter"]
    assert [page.cell(row, 1).value for row in range(HEAD + 1, HEAD + 4)] == ["P002", None, None]
