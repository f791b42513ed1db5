"""Writing the workbook: instructions, projects, financing by source and year, checklist and the lists to choose from."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

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
from samstyring.portfolio.exchange.pages import HEAD_ROW, NEW_ROWS, Pages
from samstyring.portfolio.rules.sheets import ANSWERS


def write(frame):
    """The workbook of these projects, as bytes."""
    writer = _Writer(frame)
    writer.write()
    return writer.finished()


class _Writer(Pages):
    def __init__(self, frame):
        super().__init__(_("Prosjektark i %(name)s") % {"name": frame.name})
        self.frame = frame

    def write(self):
        guide, projects, financing, checklist, lists = (
            self.book.add_worksheet(str(name))
            for name in (WORDS.guide, WORDS.projects, WORDS.financing, WORDS.checklist, WORDS.lists)
        )
        self._lists(lists)
        title = _("Prosjektark i %(name)s") % {"name": self.frame.name}
        self.guide(guide, title, [(WORDS.partnership, self.frame.key)], _guidance())
        self._projects(projects)
        self._financing(financing)
        self._checklist(checklist)
        projects.activate()

    # The sheets

    def _lists(self, page):
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
        self.lists(page, [(name, titles.get(name, str(WORDS.answer)), words) for name, words in lists.items()])

    def _projects(self, page):
        about, of_sheet = project_columns(), sheet_columns()
        columns = [*about, *of_sheet]
        self.start(
            page,
            str(WORDS.projects),
            _("Én rad for hvert prosjekt. Grå celler er låst. Nye prosjekter skrives nederst, uten nummer."),
            [(column.title, column.width) for column in columns],
            on_paper=False,
        )
        first, row = HEAD_ROW + 1, HEAD_ROW
        for row, line in enumerate(self.frame.rows, start=first):
            known = (line.key, line.says.version, line.name, line.owner, line.home_forum)
            for place, value in enumerate(known):
                self.cell(page, row, place, value, "locked")
            for place, column in enumerate(of_sheet, start=len(about)):
                look = column.kind if column.kind in self.looks else "text"
                self.cell(page, row, place, column.shown(line.says.values.get(column.name)), look)
        last = row + NEW_ROWS
        for new in range(row + 1, last + 1):
            for place, column in enumerate(columns):
                look = "locked" if place < 2 else column.kind if column.kind in self.looks else "text"
                self.cell(page, new, place, None, look)
        for place, column in enumerate(columns):
            start = row + 1 if column.name in (OWNER, HOME_FORUM) else first
            self.choose_from(page, column.name, start, last, place)
        page.freeze_panes(HEAD_ROW + 1, 3)
        page.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), len(columns) - 1)

    def _financing(self, page):
        titles = {column.name: column.title for column in project_columns()}
        heads = [(titles[KEY], 10), (titles[NAME], 36), (str(WORDS.source), 40)]
        self.start(
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
                    self.cell(page, row, place, value, "locked")
                for place, year in enumerate(self.frame.years, start=len(heads)):
                    raw = "" if source else words
                    self.cell(page, row, place, line.says.financing.get((source, raw, year)), "mnok")
        for new in range(row + 1, row + NEW_ROWS + 1):
            for place in range(len(heads) + len(self.frame.years)):
                self.cell(page, new, place, None, "text" if place < len(heads) else "mnok")
        page.freeze_panes(HEAD_ROW + 1, len(heads))
        page.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), len(heads) + len(self.frame.years) - 1)

    def _checklist(self, page):
        titles = {column.name: column.title for column in project_columns()}
        heads = [(titles[KEY], 10), (titles[NAME], 36), (str(WORDS.point), 60), (str(WORDS.answer), 16),
                 (str(WORDS.remark), 50), (str(WORDS.code), 16)]  # fmt: skip
        self.start(
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
                    self.cell(page, row, place, value, look)
        self.choose_from(page, "answer", HEAD_ROW + 1, row, 3)
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
