"""Writing the workbook: instructions, projects, financing by source and year, checklist and the lists to choose from.

The same sheets give the same bytes. What must not be changed is locked, without a password: it is there against
slips, not against people.
"""

import io
from datetime import datetime

import xlsxwriter
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from samstyring.portfolio.exchange.columns import (
    HOME_FORUM,
    KEY,
    NAME,
    OWNER,
    WORDS,
    project_columns,
    sheet_columns,
    tidy,
)
from samstyring.portfolio.rules.sheets import ANSWERS

NEW_ROWS = 30
MADE = datetime(2020, 1, 1)
ALLOWED = {"sort": True, "autofilter": True, "format_cells": True, "format_columns": True, "format_rows": True}
HEAD_ROW = 2  # the third row: title, explanation, headings


def write(frame):
    """The workbook of these projects, as bytes."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": _("Prosjektark i %(name)s") % {"name": frame.name}, "created": MADE})
    _Writer(book, frame).write()
    book.close()
    return kept.getvalue()


class _Writer:
    def __init__(self, book, frame):
        self.book, self.frame = book, frame
        self.looks = {
            name: book.add_format({"valign": "top", **look})
            for name, look in {
                "title": {"bold": True, "font_size": 14},
                "head": {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E6EEF0"},
                "locked": {"bg_color": "#F2F2F2", "text_wrap": True},
                "text": {"locked": False, "text_wrap": True},
                "mnok": {"locked": False, "num_format": "#,##0.###"},
                "year": {"locked": False, "num_format": "0"},
                "date": {"locked": False, "num_format": "dd.mm.yyyy"},
                "wrapped": {"text_wrap": True},
            }.items()
        }
        self.ranges = {}

    def write(self):
        guide, projects, financing, checklist, lists = (
            self.book.add_worksheet(str(name))
            for name in (WORDS.guide, WORDS.projects, WORDS.financing, WORDS.checklist, WORDS.lists)
        )
        self._lists(lists)
        self._guide(guide)
        self._projects(projects)
        self._financing(financing)
        self._checklist(checklist)
        projects.activate()

    def _start(self, page, title, explanation, columns):
        """Title, one sentence, and the headings that stay in sight; columns are (heading, width)."""
        page.write_string(0, 0, title, self.looks["title"])
        page.write_string(1, 0, explanation)
        for place, (heading, width) in enumerate(columns):
            page.write_string(HEAD_ROW, place, heading, self.looks["head"])
            page.set_column(place, place, width)
        page.protect("", ALLOWED | {"insert_rows": True})
        page.set_landscape()
        page.repeat_rows(HEAD_ROW)

    def _cell(self, page, row, place, value, look):
        """Text is always written as text: a title that begins with «=» is a title."""
        if value is None or value == "":
            page.write_blank(row, place, None, look)
        elif isinstance(value, str):
            page.write_string(row, place, value, look)
        elif hasattr(value, "isoformat"):
            page.write_datetime(row, place, value, look)
        else:
            page.write_number(row, place, float(value), look)

    # The sheets

    def _guide(self, page):
        page.set_column(0, 0, 16)
        page.set_column(1, 1, 100)
        page.write_string(0, 0, _("Prosjektark i %(name)s") % {"name": self.frame.name}, self.looks["title"])
        page.write_string(1, 0, str(WORDS.partnership))
        page.write_string(1, 1, self.frame.key)
        for row, words in enumerate(_guidance(), start=3):
            page.write_number(row, 0, row - 2)
            page.write_string(row, 1, words, self.looks["wrapped"])
        page.protect("", ALLOWED)

    def _lists(self, page):
        """Every list to choose from is a column of its own."""
        choices = {column.name: [words for _v, words in column.choices] for column in sheet_columns()
                   if column.kind == "choice"}  # fmt: skip
        lists = {
            **choices,
            "focus_area": list(self.frame.focus_areas),
            OWNER: list(self.frame.owners),
            HOME_FORUM: list(self.frame.forums),
            "answer": [str(capfirst(words)) for words in ANSWERS.values()],
        }
        titles = {column.name: column.title for column in (*project_columns(), *sheet_columns())}
        for place, (name, words) in enumerate(lists.items()):
            page.write_string(0, place, titles.get(name, str(WORDS.answer)), self.looks["head"])
            page.set_column(place, place, 30)
            for row, one in enumerate(words, start=1):
                page.write_string(row, place, one)
            if words:
                ends = [xl_rowcol_to_cell(row, place, True, True) for row in (1, len(words))]
                self.ranges[name] = f"='{WORDS.lists}'!{':'.join(ends)}"
        page.protect("", ALLOWED)

    def _choose_from(self, page, name, first, last, place):
        if name in self.ranges and last >= first:
            page.data_validation(
                first, place, last, place,
                {"validate": "list", "source": self.ranges[name], "error_title": _("Ikke et av valgene"),
                 "error_message": _("Velg fra listen. Det som ikke er kjent, skal stå tomt.")},
            )  # fmt: skip

    def _projects(self, page):
        about, of_sheet = project_columns(), sheet_columns()
        columns = [*about, *of_sheet]
        self._start(
            page,
            str(WORDS.projects),
            _("Én rad for hvert prosjekt. Grå celler er låst. Nye prosjekter skrives nederst, uten nummer."),
            [(column.title, column.width) for column in columns],
        )
        first, row = HEAD_ROW + 1, HEAD_ROW
        for row, line in enumerate(self.frame.rows, start=first):
            known = (line.key, line.says.version, line.name, line.owner, line.home_forum)
            for place, value in enumerate(known):
                self._cell(page, row, place, value, self.looks["locked"])
            for place, column in enumerate(of_sheet, start=len(about)):
                look = self.looks.get(column.kind, self.looks["text"])
                self._cell(page, row, place, column.shown(line.says.values.get(column.name)), look)
        last = row + NEW_ROWS
        for new in range(row + 1, last + 1):
            for place, column in enumerate(columns):
                look = "locked" if place < 2 else column.kind if column.kind in self.looks else "text"
                self._cell(page, new, place, None, self.looks[look])
        for place, column in enumerate(columns):
            start = row + 1 if column.name in (OWNER, HOME_FORUM) else first
            self._choose_from(page, column.name, start, last, place)
        page.freeze_panes(HEAD_ROW + 1, 3)
        page.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), len(columns) - 1)

    def _financing(self, page):
        titles = {column.name: column.title for column in project_columns()}
        heads = [(titles[KEY], 10), (titles[NAME], 36), (str(WORDS.source), 40)]
        self._start(
            page,
            str(WORDS.financing),
            _(
                "Millioner kroner fra hver kilde i hvert år, i samme prisår og med samme mva. som kostnadsanslaget."
            ),
            heads + [(str(year), 11) for year in self.frame.years],
        )
        row = HEAD_ROW
        for line in self.frame.rows:
            for source, words in line.source_rows:
                row += 1
                for place, value in enumerate((line.key, line.name, words)):
                    self._cell(page, row, place, value, self.looks["locked"])
                for place, year in enumerate(self.frame.years, start=len(heads)):
                    raw = "" if source else words
                    self._cell(page, row, place, line.says.financing.get((source, raw, year)), self.looks["mnok"])
        for new in range(row + 1, row + NEW_ROWS + 1):
            for place in range(len(heads) + len(self.frame.years)):
                self._cell(page, new, place, None, self.looks["text" if place < len(heads) else "mnok"])
        page.freeze_panes(HEAD_ROW + 1, len(heads))
        page.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), len(heads) + len(self.frame.years) - 1)

    def _checklist(self, page):
        titles = {column.name: column.title for column in project_columns()}
        heads = [(titles[KEY], 10), (titles[NAME], 36), (str(WORDS.point), 60), (str(WORDS.answer), 16),
                 (str(WORDS.remark), 50), (str(WORDS.code), 16)]  # fmt: skip
        self._start(
            page,
            str(WORDS.checklist),
            _("Svar på hvert punkt: %(answers)s. Det som ikke er svart på, skal stå tomt.")
            % {"answers": ", ".join(str(words) for words in ANSWERS.values())},
            heads,
        )
        row = HEAD_ROW
        for line in self.frame.rows:
            for code, words in self.frame.points:
                row += 1
                given = line.says.checks.get(code, {})
                answer = ANSWERS.get(given.get("answer"))
                cells = (line.key, line.name, words, answer and str(capfirst(answer)), _note(given), code)
                for place, value in enumerate(cells):
                    look = "text" if place in (3, 4) else "locked"
                    self._cell(page, row, place, value, self.looks[look])
        self._choose_from(page, "answer", HEAD_ROW + 1, row, 3)
        page.freeze_panes(HEAD_ROW + 1, 3)
        page.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), len(heads) - 1)


def _note(given):
    return tidy(given.get("note", ""))


def _guidance():
    return (
        _("Fyll ut de hvite cellene på arkene «Prosjekter», «Finansiering» og «Sjekkliste». Grå celler er låst."),
        _("Det som ikke er kjent, skal stå tomt. Skriv aldri null der beløpet er ukjent."),
        _("Velg fra listene der cellen har en pil. Listene står samlet på arket «Lister»."),
        _("Beløp er millioner kroner, for eksempel 12,5. Datoer skrives 01.03.2026."),
        _(
            "Et nytt prosjekt skrives på første tomme rad på arket «Prosjekter», uten nummer. Det får nummer når arbeidsboken hentes inn. På «Finansiering» skrives navnet, uten nummer."
        ),
        _(
            "Prosjekteier og arbeidsgruppe for et prosjekt som er registrert, endres av sekretariatet på prosjektets side."
        ),
        _("En rad som slettes her, sletter ingenting. Rader som ikke er med, blir stående som de er."),
        _(
            "Når arbeidsboken hentes inn, ser du hva som endres, felt for felt, før noe blir lagret. Er noe feil i én rad, lagres ingenting."
        ),
        _(
            "Har noen andre endret arket etter at arbeidsboken ble lastet ned, blir det andres tekst stående der du ikke har skrevet noe."
        ),
    )
