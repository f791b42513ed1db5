"""The rows of a workbook, project by project, before anybody has asked what they change."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring.ground.refusal import Obstacle, Refused
from samstyring.portfolio.exchange.columns import (
    HOME_FORUM,
    KEY,
    NAME,
    OWNER,
    VERSION,
    WORDS,
    known_as,
    known_titles,
    project_columns,
    same,
    sheet_columns,
    tidy,
)
from samstyring.portfolio.exchange.grids import NOTHING
from samstyring.portfolio.exchange.tables import sheet_named, table_in
from samstyring.portfolio.rules.sheets import ANSWERS

NO_SUCH_SHEET = Obstacle(
    "no-such-sheet",
    gettext_lazy("Arbeidsboken har ikke arket «{wanted}». Den har {found}."),
    gettext_lazy("Last ned en arbeidsbok fra prosjektlisten, og la arkene hete det de heter."),
)
NO_HEADINGS = Obstacle(
    "no-headings",
    gettext_lazy("Arket «{sheet}» har ingen rad med overskriftene {wanted}."),
    gettext_lazy("Sett overskriftene tilbake, eller last ned en ny arbeidsbok."),
)
OF_ANOTHER = Obstacle(
    "book-of-another",
    gettext_lazy("Arbeidsboken er laget for {found}, ikke for {wanted}."),
    gettext_lazy("Velg riktig arbeidsbok, eller hent den inn i det samarbeidet den hører til."),
)


@dataclass
class Incoming:
    """What a file says about one project. Cells that are not in the file are not in the dictionaries."""

    sheet: str
    row: int
    key: str = ""
    version: int | None = None
    name: str = ""
    owner: str = ""
    home_forum: str = ""
    cells: dict = field(default_factory=dict)  # {column name: cell}
    titles: dict = field(default_factory=dict)  # {column name: its heading}
    financing: list = field(default_factory=list)  # [FinancingLine]
    checks: list = field(default_factory=list)  # [CheckLine]
    inferred: tuple = ()  # what the list itself says is its own reading, not the source's words


@dataclass(frozen=True)
class FinancingLine:
    """One source's amounts by year: {year: cell}."""

    sheet: str
    row: int
    source: str
    amounts: dict


@dataclass(frozen=True)
class CheckLine:
    """The answer to one point; None where the column is not in the file."""

    sheet: str
    row: int
    code: str
    words: str
    answer: str | None
    note: str | None


def words_in(cell):
    return "" if cell.is_empty or cell.is_fault else tidy(_whole(cell.value))


def _whole(value):
    """A number Excel made of `2027` is 2027, not 2027.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def incoming(grids, partnership, telling):
    """Every project the workbook says something about. Raises `Refused` where the tables cannot be found."""
    _check_whose(grids, partnership)
    grid = sheet_named(grids, WORDS.projects)
    if grid is None:
        found = ", ".join(f"«{grid.name}»" for grid in grids[:10])
        raise Refused(NO_SUCH_SHEET(wanted=WORDS.projects, found=found))
    known = {title: column.name for title, column in known_titles([*project_columns(), *sheet_columns()]).items()}
    table = table_in(grid, known, (KEY, NAME), telling)
    if table is None:
        raise Refused(NO_HEADINGS(sheet=grid.name, wanted=_quoted(KEY, NAME)))
    _tell_of_absent(table, telling)
    rows = _project_rows(table, telling)
    finder = _Finder(rows, telling)
    _financing(grids, finder, telling)
    _checklist(grids, finder, telling)
    return rows


def _quoted(*names):
    titles = {column.name: column.title for column in project_columns()}
    return _("%s og %s") % tuple(f"«{titles[name]}»" for name in names)


def _check_whose(grids, partnership):
    """Numbers such as P001 are many partnerships' own, so a workbook says whose it is."""
    guide = sheet_named(grids, WORDS.guide)
    for cells in guide.rows.values() if guide else ():
        if same(words_in(cells.get(0, NOTHING))) in known_as(WORDS.partnership):
            found = words_in(cells.get(1, NOTHING))
            if found and same(found) != same(partnership.key):
                raise Refused(OF_ANOTHER(found=found[:60], wanted=partnership.key))


def _tell_of_absent(table, telling):
    absent = [column.title for column in sheet_columns() if column.name not in table.columns]
    if absent:
        telling.warn(
            table.sheet,
            None,
            "",
            _("Disse kolonnene er ikke med, og blir stående som de er: %(titles)s.")
            % {"titles": ", ".join(f"«{title}»" for title in absent)},
        )


def _project_rows(table, telling):
    found, seen = [], {}
    version_column = next(column for column in project_columns() if column.name == VERSION)
    for row, cells in table.rows.items():
        of_sheet = {column.name: cells[column.name] for column in sheet_columns() if column.name in cells}
        one = Incoming(
            table.sheet,
            row,
            key=words_in(cells[KEY]),
            name=words_in(cells[NAME]),
            owner=words_in(cells.get(OWNER, NOTHING)),
            home_forum=words_in(cells.get(HOME_FORUM, NOTHING)),
            cells=of_sheet,
            titles=table.columns,
        )
        version = cells.get(VERSION, NOTHING)
        if not version.is_empty:
            try:
                one.version = version_column.understood(version)
            except ValidationError as wrong:
                telling.error(table.sheet, row, table.columns[VERSION], " ".join(wrong.messages))
                continue
        if one.key and same(one.key) in seen:
            telling.error(
                table.sheet,
                row,
                table.columns[KEY],
                _("%(key)s står også på rad %(row)s. Slett den ene raden.")
                % {"key": one.key, "row": seen[same(one.key)]},
            )
            continue
        if one.key:
            seen[same(one.key)] = row
        found.append(one)
    return found


class _Finder:
    """Finds the project that a line of the other sheets is about: by its number, or a new one by its name."""

    def __init__(self, rows, telling):
        self.telling = telling
        self.by_key = {same(one.key): one for one in rows if one.key}
        self.by_name = {same(one.name): one for one in rows if not one.key}

    def find(self, table, row, cells):
        key, name = words_in(cells[KEY]), words_in(cells.get(NAME, NOTHING))
        one = self.by_key.get(same(key)) if key else self.by_name.get(same(name))
        if one is None:
            self.telling.error(
                table.sheet,
                row,
                table.columns[KEY],
                _("«%(project)s» står ikke på arket «%(sheet)s».")
                % {"project": (key or name or "–")[:60], "sheet": WORDS.projects},
            )
        return one


def _other_table(grids, words, known, needed, telling):
    """The table of a sheet that may be left out; what it holds then stays as it is."""
    grid = sheet_named(grids, words)
    if grid is None or not grid.rows:
        telling.warn(str(words), None, "", _("Arket er ikke med. Det som er registrert, blir stående."))
        return None
    table = table_in(grid, known, needed, telling)
    if table is None:
        telling.error(grid.name, None, "", _("Finner ikke overskriftene. Sett dem tilbake, eller slett arket."))
    return table


def _financing(grids, finder, telling):
    known = {str(year): year for year in range(1990, 2101)}
    known |= {title: column.name for title, column in known_titles(project_columns()).items()
              if column.name in (KEY, NAME)}  # fmt: skip
    known |= dict.fromkeys(known_as(WORDS.source), "source")
    table = _other_table(grids, WORDS.financing, known, (KEY, "source"), telling)
    seen = {}
    for row, cells in table.rows.items() if table else ():
        amounts = {year: cell for year, cell in cells.items() if isinstance(year, int)}
        source = words_in(cells["source"])
        if not source and all(cell.is_empty for cell in amounts.values()):
            continue
        one = finder.find(table, row, cells)
        if one is None:
            continue
        if not source:
            telling.error(table.sheet, row, table.columns["source"], _("Skriv hvilken kilde beløpene kommer fra."))
            continue
        line = (id(one), same(source))
        if line in seen:
            telling.error(
                table.sheet,
                row,
                table.columns["source"],
                _("%(source)s står også på rad %(row)s for det samme prosjektet. Slå radene sammen.")
                % {"source": source[:60], "row": seen[line]},
            )
            continue
        seen[line] = row
        one.financing.append(FinancingLine(table.sheet, row, source, amounts))


def _checklist(grids, finder, telling):
    known = {title: column.name for title, column in known_titles(project_columns()).items()
             if column.name in (KEY, NAME)}  # fmt: skip
    for what, words in (("point", WORDS.point), ("answer", WORDS.answer), ("remark", WORDS.remark),
                        ("code", WORDS.code)):  # fmt: skip
        known |= dict.fromkeys(known_as(words), what)
    table = _other_table(grids, WORDS.checklist, known, (KEY, "answer"), telling)
    codes = {same(words): code for code, words in ANSWERS.items()}
    for row, cells in table.rows.items() if table else ():
        one = finder.find(table, row, cells)
        if one is None:
            continue
        answer = words_in(cells["answer"])
        code = codes.get(same(answer)) if answer else ""
        if code is None:
            allowed = ", ".join(f"«{words}»" for words in ANSWERS.values())
            telling.error(
                table.sheet,
                row,
                table.columns["answer"],
                _("«%(answer)s» er ikke et svar. Velg ett av disse: %(allowed)s.")
                % {"answer": answer[:60], "allowed": allowed},
            )
            continue
        note = words_in(cells["remark"]) if "remark" in cells else None
        point, words = words_in(cells.get("code", NOTHING)), words_in(cells.get("point", NOTHING))
        one.checks.append(CheckLine(table.sheet, row, point, words, code, note))
