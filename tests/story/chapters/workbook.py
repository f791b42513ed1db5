"""A project's owner fills in the sheet in Excel: the first time with a mistake, the second time whole."""

import io
from datetime import date

import openpyxl

PROJECT = "/miljoloftet/prosjekter/P020/"
KEY = "P020"
NAME = "Sykkelveg Hagerups vei–Wergeland–Mindemyren"
NEED = "Syklister må ut i kjørebanen i et skolestrøk (eksempel)."
HEAD = 3


def the_owner_sees_what_is_missing(come):
    bjorn = come("bjorn")
    bjorn.goto(PROJECT)
    bjorn.is_at(NAME)
    bjorn.sees("17 % er fylt ut", "Sjekkliste: 15 mangler", inside="Hvor fullt arket er")


def he_fills_in_the_workbook_with_one_mistake(come, year):
    """The cost is written in words. A person fills in the white cells, and leaves the rest as they are."""
    bjorn = come("bjorn")
    book = openpyxl.load_workbook(io.BytesIO(bjorn.fetches("Excel")))
    page = book["Prosjekter"]
    _write(
        page,
        _row_of(page),
        {
            "Behov": NEED,
            "Bidrag til målet": "Flere kan sykle til skole og jobb. Skjønn (eksempel).",
            "Byggherre": "Vestland fylkeskommune",
            "Fase": "Regulering",
            "Tidligste oppstart": year + 1,
            "Ferdig": year + 2,
            "Kostnadsanslag (mill. kr)": "omtrent førti",
            "Hva beløpet gjelder": "Totalkostnad",
            "Prisår": year,
            "Mva.": "Uten mva.",
            "Sikkerhet i anslaget": "P50, styringsramme",
            "Hvem har laget anslaget": "Vestland fylkeskommune (eksempel)",
            "Anslagets dato": date(year, 1, 15),
            "Samfunnsnytte": "Middels",
            "Begrunnelse for samfunnsnytte": "Mange korte reiser (eksempel).",
            "Risiko": "Lav",
            "Begrunnelse for risiko": "Grunnen er fylkeskommunens egen (eksempel).",
        },
    )
    money = book["Finansiering"]
    _write(money, _row_of(money, Finansieringskilde="Lokale midler"), {str(year + 1): 40})
    answers = book["Sjekkliste"]
    for row in range(HEAD + 1, answers.max_row + 1):
        if _cell(answers, row, "Nummer").value == KEY:
            _cell(answers, row, "Svar").value = "Ja"
    return book


def the_mistake_is_told_by_row_and_column(come, book):
    """Nothing is taken in: the sheet still lacks all it lacked."""
    bjorn = come("bjorn")
    _send(bjorn, book)
    page = book["Prosjekter"]
    bjorn.sees("Arbeidsboken kan ikke hentes inn")
    where = f"Ark «Prosjekter», rad {_row_of(page)}, kolonne «Kostnadsanslag (mill. kr)»"
    bjorn.sees(where, "Skriv beløpet som et tall", inside="Dette må rettes")
    bjorn.look()
    bjorn.goto(PROJECT)
    bjorn.sees("17 % er fylt ut", "Sjekkliste: 15 mangler", inside="Hvor fullt arket er")
    bjorn.misses(NEED)


def he_mends_it_and_sees_what_will_change(come, book):
    bjorn = come("bjorn")
    page = book["Prosjekter"]
    _write(page, _row_of(page), {"Kostnadsanslag (mill. kr)": 40})
    _send(bjorn, book)
    bjorn.sees("1 prosjektark får ny versjon.", NAME, NEED, inside="Dette blir endret")
    bjorn.look("arbeidsbok")
    bjorn.goto(PROJECT)
    bjorn.misses(NEED)


def he_confirms_and_the_sheet_is_whole(come, book):
    bjorn = come("bjorn")
    _send(bjorn, book)
    bjorn.write({"Hva er endret?": "Fylt ut i Excel (eksempel)"})
    bjorn.press("Lagre endringene")
    bjorn.sees("1 prosjektark er lagret.")
    bjorn.goto(PROJECT)
    bjorn.sees(NEED, "Fylt ut i Excel (eksempel)")
    bjorn.sees("100 % er fylt ut", inside="Hvor fullt arket er")
    bjorn.look()


def _send(person, book):
    person.goto(PROJECT)
    person.follow("Hent inn fra Excel")
    kept = io.BytesIO()
    book.save(kept)
    person.field("Arbeidsbok").set_input_files(
        {"name": "prosjektark.xlsx", "mimeType": "application/octet-stream", "buffer": kept.getvalue()}
    )
    person.press("Vis hva som endres")


def _cell(page, row, title):
    return page.cell(row, next(cell.column for cell in page[HEAD] if str(cell.value) == title))


def _row_of(page, **told):
    """The row of the project on this page of the workbook."""
    wanted = {"Nummer": KEY} | told
    rows = range(HEAD + 1, page.max_row + 1)
    return next(r for r in rows if all(_cell(page, r, title).value == value for title, value in wanted.items()))


def _write(page, row, told):
    for title, value in told.items():
        _cell(page, row, title).value = value
