"""A list of projects from elsewhere, one partnership's rows among others'. What is not understood keeps its words."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from samstyring.ground.money import Basis, Vat
from samstyring.portfolio.exchange.columns import same, sheet_columns, tidy
from samstyring.portfolio.exchange.grids import NOTHING, Cell
from samstyring.portfolio.exchange.rows import Incoming, words_in
from samstyring.portfolio.exchange.tables import table_in
from samstyring.portfolio.models.sheets import Phase

NEEDED = ("id", "partnership", "name")
HEADINGS = (
    *NEEDED,
    *("municipality", "municipality_raw", "owner", "owner_raw", "builder", "focus_area", "focus_area_raw"),
    *(
        "focus_area_basis",
        "measure_areas",
        "measure_areas_raw",
        "type",
        "status_raw",
        "phase",
        "phase_norm_inferred",
    ),
    *("start_raw", "finish_raw", "amount_mnok", "of_which_previous_mnok", "remaining_need_after_programme_mnok"),
    *(
        "amount_basis",
        "price_year",
        "vat",
        "vat_raw",
        "funding_sources",
        "funding_sources_raw",
        "programme",
        "note",
    ),
    *("missing", "source"),
)
# Where the list's columns stand on the sheet, when they say the same thing there.
SAME_THING = {
    "municipality": "municipality",
    "builder": "builder",
    "type": "measure_type",
    "status_raw": "phase_raw",
    "amount_mnok": "cost_mnok",
    "of_which_previous_mnok": "granted_before_mnok",
    "remaining_need_after_programme_mnok": "remaining_need_mnok",
    "price_year": "price_year",
    "programme": "programme",
    "note": "note",
    "missing": "missing",
    "source": "source",
}
PHASES = {
    **{label: value for value, label in Phase.choices if value},
    "ide": Phase.IDEA,
    "kdp": Phase.MUNICIPAL_PLAN,
    "byggeplan": Phase.DESIGN,
    "ferdigstilt": Phase.DONE,
    "utsatt": Phase.WAITING,
}
BASES = (
    (r"totalkostnad\b", Basis.TOTAL),
    (r"finansiering gjennom\b", Basis.SHARE),
    (r"kontraktssum\b", Basis.CONTRACT),
    (r"årsbevilgning\b", Basis.YEAR_GRANT),
    (r"(aktuell økonomisk ramme|kostnadsramme|prisramme|ramme)\b", Basis.FRAME),
)
VATS = {"ekskl. mva": Vat.EXCLUDED, "ekskl mva": Vat.EXCLUDED, "uten mva": Vat.EXCLUDED, "inkl. mva": Vat.INCLUDED,
        "inkl mva": Vat.INCLUDED, "med mva": Vat.INCLUDED}  # fmt: skip
# A year, a month or a day is known; «Høst 2021» is the year 2021; «2023, tidligst» is left to a person.
YEAR = re.compile(r"(?:(?:vår|sommer|høst)\s+)?((?:19|20)\d\d)(?:-\d\d(?:-\d\d)?|-H[12])?", re.I)


def is_source_list(grid):
    """True when some row of the sheet has the headings of such a list."""
    return any(
        set(NEEDED) <= {same(cell.value) for cell in cells.values()} for cells in list(grid.rows.values())[:50]
    )


def rows_of(grid, partnership, telling):
    """(this partnership's rows, {another partnership: how many rows}) of the list."""
    table = table_in(grid, {heading: heading for heading in HEADINGS}, NEEDED, telling)
    mine, others, read_by_list = [], Counter(), []
    for number, cells in table.rows.items():
        named = words_in(cells["partnership"])
        if not is_of(named, partnership):
            others[named or "–"] += 1
            continue
        row = _Row(table, number, cells, partnership, telling)
        mine.append(row.incoming())
        if "phase" in row.found and row.words("phase_norm_inferred"):
            read_by_list.append(mine[-1].key)
    if read_by_list:
        told = _("Fasen er listens egen tolkning av kildens ord for disse: %(keys)s.")
        telling.warn(table.sheet, None, "", told % {"keys": ", ".join(read_by_list)})
    return mine, dict(others)


def is_of(named, partnership):
    return _plain(named) in (_plain(partnership.key), _plain(partnership.name))


def _plain(words):
    plain = same(words).replace("ø", "o").replace("å", "a").replace("æ", "ae")
    return re.sub(r"[^a-z0-9]", "", plain)


class _Row:
    """One row of the list, as the sheet would say it."""

    def __init__(self, table, number, cells, partnership, telling):
        self.table, self.number, self.cells = table, number, cells
        self.partnership, self.telling = partnership, telling
        self.columns = {column.name: column for column in sheet_columns()}
        self.found, self.titles = {}, {}
        self.beside = []  # what has no place of its own on the sheet

    def words(self, *headings):
        """The words under the first of these headings that says something."""
        return next(filter(None, (words_in(self.cells.get(heading, NOTHING)) for heading in headings)), "")

    def warn(self, heading, sentence):
        self.telling.warn(self.table.sheet, self.number, self.table.columns.get(heading, heading), sentence)

    def say(self, name, value, heading):
        """Lay a value of ours in the cell it would have in a workbook."""
        column = self.columns[name]
        self.found[name] = Cell(column.shown(value) if column.kind == "choice" else value)
        self.titles[name] = self.table.columns.get(heading, heading)

    def incoming(self):
        for heading, name in SAME_THING.items():
            if not self.cells.get(heading, NOTHING).is_empty:
                self.found[name] = self.cells[heading]
                self.titles[name] = self.table.columns[heading]
        self._municipality()
        self._focus_area()
        self._measure_areas()
        self._phase()
        self._years()
        self._cost()
        self._note()
        return Incoming(
            self.table.sheet,
            self.number,
            key=self.words("id"),
            name=self.words("name"),
            owner=self.words("owner_raw", "owner"),
            cells=self.found,
            titles=self.titles | {name: name for name in ("name", "owner", "key") if name in self.table.columns},
            inferred=("focus_area",) if self.words("focus_area_basis").startswith("inferred") else (),
        )

    def _municipality(self):
        if "municipality" in self.found or self.words("municipality_raw"):
            words = self.words("municipality_raw", "municipality")
            self.say("municipality", ", ".join(part.strip() for part in words.split(";")), "municipality")

    def _focus_area(self):
        words = self.words("focus_area_raw", "focus_area")
        if not words:
            return
        known = list(self.partnership.focus_areas.all())
        keys = {same(words), same(self.words("focus_area"))}
        found = [one for one in known if {same(one.name), same(one.key)} & keys]
        if len(found) == 1:
            self.say("focus_area", found[0].name, "focus_area")
            return
        self.beside.append(_("Satsingsområde i kilden: %(words)s.") % {"words": words})
        self.warn(
            "focus_area",
            _("«%(words)s» er ikke et satsingsområde i %(partnership)s. Ordene er lagt i merknaden.")
            % {"words": words[:80], "partnership": self.partnership},
        )

    def _measure_areas(self):
        words = self.words("measure_areas_raw", "measure_areas")
        if words:
            self.say("measure_areas", ", ".join(part.strip() for part in words.split(";")), "measure_areas")

    def _phase(self):
        words = self.words("phase_norm_inferred", "phase")
        if not words:
            if self.words("status_raw"):
                self.warn("status_raw", _("«%(words)s» er ikke tolket som en fase. Ordene er beholdt.")
                          % {"words": self.words("status_raw")[:80]})  # fmt: skip
            return
        phase = PHASES.get(same(words))
        if phase is None:
            self.warn(
                "phase", _("«%(words)s» er ikke en fase vi kjenner. Fasen står tom.") % {"words": words[:80]}
            )
            return
        self.say("phase", phase, "phase_norm_inferred" if self.words("phase_norm_inferred") else "phase")

    def _years(self):
        told = []
        for heading, name in (("start_raw", "start_year"), ("finish_raw", "finish_year")):
            words = self.words(heading)
            if not words:
                continue
            told.append(words)
            year = YEAR.fullmatch(words)
            if year:
                self.say(name, int(year[1]), heading)
            else:
                self.warn(heading, _("«%(words)s» er ikke ett årstall. Ordene er beholdt, og året står tomt.")
                          % {"words": words[:80]})  # fmt: skip
        if told:
            self.say("dates_raw", "; ".join(told), "start_raw")

    def _cost(self):
        basis = self.words("amount_basis")
        if basis:
            self.say("cost_basis_raw", basis, "amount_basis")
            known = next((value for pattern, value in BASES if re.match(pattern, basis.casefold())), None)
            if known:
                self.say("cost_basis", known, "amount_basis")
            else:
                self.warn("amount_basis", _("«%(words)s» sier ikke hva beløpet gjelder. Ordene er beholdt.")
                          % {"words": basis[:80]})  # fmt: skip
        vat = self.words("vat_raw", "vat")
        if vat:
            if same(vat).rstrip(".") in VATS:
                self.say("vat", VATS[same(vat).rstrip(".")], "vat")
            else:
                self.beside.append(_("Mva. i kilden: %(words)s.") % {"words": vat})
                self.warn(
                    "vat", _("«%(words)s» er ikke forstått. Ordene er lagt i merknaden.") % {"words": vat[:80]}
                )
        gaps = [
            word
            for known, word in (
                ("cost_basis" in self.found, _("grunnlag")),
                (self.words("price_year"), _("prisår")),
                ("vat" in self.found, _("mva.")),
            )
            if not known
        ]
        if "cost_mnok" in self.found and gaps:
            self.warn(
                "amount_mnok",
                _("Uten %(gaps)s kan beløpet ikke legges sammen med andre.") % {"gaps": _listed(gaps)},
            )

    def _note(self):
        sources = self.words("funding_sources_raw", "funding_sources")
        if sources:
            told = ", ".join(part.strip() for part in sources.split(";"))
            self.beside.append(_("Finansieringskilder i kilden: %(words)s.") % {"words": told})
            self.warn("funding_sources", _("Kilden sier ikke år og beløp for «%(words)s». Ordene er lagt i merknaden.")
                      % {"words": told[:80]})  # fmt: skip
        if self.beside:
            self.say("note", tidy("\n".join(filter(None, (self.words("note"), *self.beside)))), "note")


def _listed(words):
    return _("%s og %s") % (", ".join(words[:-1]), words[-1]) if len(words) > 1 else words[0]
