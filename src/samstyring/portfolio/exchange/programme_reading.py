"""The lines in a workbook of a programme, and which programme it was made from, before anything is compared."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring.ground.refusal import Obstacle, Refused
from samstyring.portfolio.exchange.columns import HEADS, KEY, WORDS, known_as, same
from samstyring.portfolio.exchange.grids import NOTHING
from samstyring.portfolio.exchange.rows import NO_HEADINGS, OF_ANOTHER, words_in
from samstyring.portfolio.exchange.tables import sheet_named, table_in

NO_VERSION = Obstacle(
    "book-without-version",
    gettext_lazy("Arbeidsboken sier ikke hvilket handlingsprogram og hvilken versjon den er laget av."),
    gettext_lazy("Last ned arbeidsboken fra programmets side, og la arket «Veiledning» stå."),
)
NO_LINES_SHEET = Obstacle(
    "book-without-lines",
    gettext_lazy("Arbeidsboken har ikke arket «{wanted}». Den har {found}."),
    gettext_lazy("Last ned arbeidsboken fra programmets side, og la arkene hete det de heter."),
)


@dataclass(frozen=True)
class MadeFrom:
    """What the workbook says that it was made from."""

    period: str
    version: int
    mark: str


@dataclass(frozen=True)
class IncomingLine:
    """What the file says about one line of money. Years that are not in the file are not in `amounts`."""

    row: int
    key: str
    name: str
    focus_area: str | None  # None where the column is not in the file
    source: str
    amounts: dict  # {year: cell}


@dataclass(frozen=True)
class Incoming:
    """Everything the file says about the programme."""

    made_from: MadeFrom
    sheet: str
    titles: dict  # {what the column is: its heading as written}
    lines: tuple


def incoming(grids, partnership, telling):
    """The lines of the workbook. Raises `Refused` where it is not a programme's, or its table cannot be found."""
    made_from = _made_from(grids, partnership)
    grid = sheet_named(grids, WORDS.lines)
    if grid is None:
        found = ", ".join(f"«{grid.name}»" for grid in grids[:10])
        raise Refused(NO_LINES_SHEET(wanted=WORDS.lines, found=found))
    known = {str(year): year for year in range(1990, 2101)}
    for what, words in (
        (KEY, HEADS[KEY]),
        ("thing", WORDS.thing),
        ("focus_area", WORDS.focus_area),
        ("source", WORDS.money_source),
        ("sum", WORDS.sum),
    ):
        known |= dict.fromkeys(known_as(words), what)
    table = table_in(grid, known, (KEY, "thing", "source"), telling, passed_over={"sum"})
    if table is None:
        wanted = ", ".join(f"«{words}»" for words in (HEADS[KEY], WORDS.thing, WORDS.money_source))
        raise Refused(NO_HEADINGS(sheet=grid.name, wanted=wanted))
    lines = [
        IncomingLine(
            row=row,
            key=words_in(cells[KEY]),
            name=words_in(cells["thing"]),
            focus_area=words_in(cells["focus_area"]) if "focus_area" in cells else None,
            source=words_in(cells["source"]),
            amounts={year: cell for year, cell in cells.items() if isinstance(year, int)},
        )
        for row, cells in table.rows.items()
    ]
    _tell_of_faults(table, telling)
    return Incoming(made_from, table.sheet, table.columns, tuple(lines))


def _made_from(grids, partnership):
    """Lines are compared with the version they were written on top of, so a workbook must say which."""
    guide = sheet_named(grids, WORDS.guide)
    told = {}
    for cells in guide.rows.values() if guide else ():
        name = same(words_in(cells.get(0, NOTHING)))
        for what in ("partnership", "programme", "version", "mark"):
            if name in known_as(getattr(WORDS, what)):
                told.setdefault(what, words_in(cells.get(1, NOTHING)))
    if not all(told.get(what) for what in ("partnership", "programme", "version", "mark")):
        raise Refused(NO_VERSION())
    if same(told["partnership"]) != same(partnership.key):
        raise Refused(OF_ANOTHER(found=told["partnership"][:60], wanted=partnership.key))
    if not (told["version"].isascii() and told["version"].isdigit() and len(told["version"]) < 6):
        raise Refused(NO_VERSION())
    return MadeFrom(told["programme"], int(told["version"]), told["mark"])


def _tell_of_faults(table, telling):
    """A name that Excel shows as a fault is nobody's name."""
    for row, cells in table.rows.items():
        for what in (KEY, "thing", "focus_area", "source"):
            cell = cells.get(what, NOTHING)
            if cell.is_fault:
                telling.error(
                    table.sheet,
                    row,
                    table.columns[what],
                    _("Cellen viser en feil fra Excel (%(fault)s).") % {"fault": cell.value},
                )
