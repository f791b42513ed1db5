"""Writing the workbook of a programme: instructions, its lines by source and year, the frames, and the lists."""

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name, xl_range

from samstyring.portfolio.exchange.columns import HEADS, KEY, NAME, WORDS, tidy
from samstyring.portfolio.exchange.pages import HEAD_ROW, NEW_ROWS, Pages
from samstyring.portfolio.exchange.programme_rows import ProgrammeFrame, choices, fingerprint, rows_of
from samstyring.portfolio.rules.sums import sums

ABOUT = 4  # number, project or pot, focus area and source stand before the years
FOCUS, SOURCE = 2, 3


def frame(programme):
    """What the workbook of this programme is written from."""
    return ProgrammeFrame(
        programme=programme,
        rows=rows_of(programme),
        choices=choices(programme.partnership),
        sums=sums(programme),
        mark=fingerprint(programme),
    )


def write(framed, *, unit):
    """The workbook of the programme, as bytes. `unit` says what the amounts count."""
    writer = _Writer(framed, unit)
    writer.write()
    return writer.finished()


def titles(years):
    """{what the column is: its heading}, in the order they stand."""
    return {
        KEY: str(HEADS[KEY]),
        "thing": str(WORDS.thing),
        "focus_area": str(WORDS.focus_area),
        "source": str(WORDS.money_source),
        **{year: year for year in years},
        "sum": str(WORDS.sum),
    }


class _Writer(Pages):
    def __init__(self, framed, unit):
        self.framed, self.unit, self.years = framed, unit, framed.years
        self.title = _("%(programme)s, versjon %(version)s") % {
            "programme": framed.programme,
            "version": framed.programme.version,
        }
        super().__init__(self.title)

    def write(self):
        guide, lines, frames, lists = (
            self.book.add_worksheet(str(name)) for name in (WORDS.guide, WORDS.lines, WORDS.frames, WORDS.lists)
        )
        self._lists(lists)
        programme = self.framed.programme
        facts = [
            (WORDS.partnership, programme.partnership.key),
            (WORDS.programme, programme.period),
            (WORDS.version, programme.version),
            (WORDS.mark, self.framed.mark),
        ]
        self.guide(guide, self.title, facts, _guidance())
        last = self._lines(lines)
        self._frames(frames, last)
        lines.activate()

    def _lists(self, page):
        known = self.framed.choices
        self.lists(
            page,
            [
                (KEY, str(HEADS[KEY]), [one.key for one in known.projects]),
                ("names", str(HEADS[NAME]), [tidy(one.name) for one in known.projects]),
                ("focus_area", str(WORDS.focus_area), list(known.focus_areas)),
                ("source", str(WORDS.money_source), list(known.sources)),
            ],
        )

    def _lines(self, page):
        """Every line of the programme, and rows for new ones. Returns the last row."""
        widths = {KEY: 10, "thing": 52, "focus_area": 30, "source": 44, "sum": 12}
        self.start(
            page,
            str(WORDS.lines),
            _("Beløp i %(unit)s. Grå celler er låst. Nye linjer skrives nederst.") % {"unit": self.unit},
            [(heading, widths.get(what, 12)) for what, heading in titles(self.years).items()],
        )
        page.write_string(HEAD_ROW, ABOUT + len(self.years), str(WORDS.sum), self.looks["year_head"])
        row = HEAD_ROW
        for row, line in enumerate(self.framed.rows, start=HEAD_ROW + 1):
            known = self.framed.choices
            for place, value in enumerate((line.key, line.name)):
                self.cell(page, row, place, value, "locked")
            self.make_room(page, row, line.name, widths["thing"])
            self.cell(page, row, FOCUS, known.words_for(line.focus_area), "text")
            self.cell(page, row, SOURCE, known.words_for(line.source), "locked")
            for place, year in enumerate(self.years, start=ABOUT):
                self.cell(page, row, place, line.amounts.get(year), "mnok")
            self._sum(page, row, sum(line.amounts.get(year, 0) for year in self.years))
        last = row + NEW_ROWS
        for new in range(row + 1, last + 1):
            for place in range(ABOUT + len(self.years)):
                self.cell(page, new, place, None, "text" if place < ABOUT else "mnok")
            self._sum(page, new, 0)
        self.choose_from(page, KEY, row + 1, last, 0)
        self.choose_from(page, "focus_area", HEAD_ROW + 1, last, FOCUS)
        self.choose_from(page, "source", row + 1, last, SOURCE)
        page.freeze_panes(HEAD_ROW + 1, 2)
        page.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), ABOUT + len(self.years))
        page.print_area(0, 0, max(row, HEAD_ROW + 1), ABOUT + len(self.years))
        return last

    def _sum(self, page, row, amount):
        years = xl_range(row, ABOUT, row, ABOUT + len(self.years) - 1)
        page.write_formula(
            row, ABOUT + len(self.years), f"=SUM({years})", self.looks["locked_mnok"], float(amount)
        )

    def _frames(self, page, last):
        """Frame, use and what is left for each source; the use follows what is written in the lines."""
        heads = [(str(WORDS.money_source), 44), (_("Hva"), 10), *((year, 12) for year in self.years)]
        self.start(page, str(WORDS.frames), _("Det som er brukt, følger linjene mens du skriver."), heads)
        row = HEAD_ROW
        by_key = {one.key: one for one in self.framed.sums.frames}
        for words, source in self.framed.choices.sources.items():
            against = by_key.get(source.key)
            cells = against.cells if against else [None] * len(self.years)
            for what in ("frame", "used", "left"):
                row += 1
                self.cell(page, row, 0, words, "locked")
                self.make_room(page, row, words, 44)
                self.cell(page, row, 1, {"frame": _("Ramme"), "used": _("Brukt"), "left": _("Igjen")}[what],
                          "locked")  # fmt: skip
                for place, cell in enumerate(cells, start=2):
                    self._frame_cell(page, row, place, what, cell, last)
        page.freeze_panes(HEAD_ROW + 1, 2)

    def _frame_cell(self, page, row, place, what, cell, last):
        given, used = (cell.frame, cell.used) if cell else (None, 0)
        look = self.looks["locked_mnok"]
        column = xl_col_to_name(place)
        if what == "frame":
            self.cell(page, row, place, given, "locked_mnok")
        elif what == "used":
            name, first = f"'{WORDS.lines}'!", HEAD_ROW + 2
            amounts = xl_col_to_name(place - 2 + ABOUT)
            money, of = (f"{name}${letter}${first}:${letter}${last + 1}" for letter in (amounts, "D"))
            page.write_formula(row, place, f"=SUMIFS({money},{of},$A{row + 1})", look, float(used))
        elif given is None:
            self.cell(page, row, place, None, "locked_mnok")
        else:
            page.write_formula(row, place, f"={column}{row - 1}-{column}{row}", look, float(given - used))


def _guidance():
    return (
        _("Skriv beløpene i de hvite cellene på arket «Linjer». Grå celler er låst."),
        _("Hver linje er pengene fra én kilde til ett prosjekt eller én samlepott, år for år."),
        _("Et tomt felt betyr at det ikke er satt av penger det året. Tøm alle årene for å ta ut linjen."),
        _("Beløp er millioner kroner, for eksempel 12,5, i programmets prisår."),
        _(
            "En ny linje skrives på første tomme rad: nummeret til et prosjekt, eller navnet på en samlepott uten nummer. Velg kilde og satsingsområde fra listene."
        ),
        _("Listene står samlet på arket «Lister», og rammene på arket «Rammer»."),
        _("En rad som slettes her, endrer ingenting. Linjen blir stående som den er."),
        _(
            "Når arbeidsboken hentes inn, ser du hva som endres, linje for linje og år for år, før noe blir lagret. Er noe feil i én rad, lagres ingenting."
        ),
        _(
            "Er programmet vedtatt, blir endringene en ny versjon på en åpen sak. Den vedtatte versjonen blir stående."
        ),
        _("Er programmet endret etter at arbeidsboken ble lastet ned, må du laste ned en ny."),
    )
