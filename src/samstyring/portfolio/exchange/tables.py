"""Finding the table in a sheet: its headings wherever they stand, its rows, and what is odd about them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.portfolio.exchange.columns import known_as, same
from samstyring.portfolio.exchange.grids import NOTHING

# Headings are looked for this far down: people write titles and notes above their tables.
HEADINGS_WITHIN = 50


@dataclass(frozen=True)
class Table:
    """The rows under the headings: {row number: {what the column is: cell}}."""

    sheet: str
    columns: dict  # {what the column is: its heading as written}
    rows: dict


def sheet_named(grids, words):
    """The sheet with this name, in any of our languages, or None."""
    names = known_as(words)
    return next((grid for grid in grids if same(grid.name) in names), None)


def table_in(grid, known, needed, telling, *, passed_over=frozenset()):
    """The table of this sheet, or None when its headings cannot be found.

    `known` is {heading: what the column is}; all of `needed` must be among the headings. Columns nobody knows
    are told of and left out; formulas give the value they last had. What is `passed_over` is known, but is there
    for people alone, such as sums.
    """
    head = _headings(grid, known, needed)
    if head is None:
        return None
    number, places = head
    titles = {place: str(_heading(cell)) for place, cell in grid.rows[number].items() if not cell.is_empty}
    _tell_of_columns(grid, number, titles, places, telling)
    places = {what: place for what, place in places.items() if what not in passed_over}
    _tell_of_merged(grid, number, telling)
    rows = {}
    for row in sorted(one for one in grid.rows if one > number):
        cells = {what: grid.rows[row].get(place, NOTHING) for what, place in places.items()}
        if all(cell.is_empty and not cell.is_formula for cell in cells.values()):
            continue
        rows[row] = cells
        if row in grid.hidden:
            telling.warn(grid.name, row, "", _("Raden er skjult i Excel. Den er lest som de andre."))
        _tell_of_formulas(
            grid, row, cells, {what: titles.get(place, "") for what, place in places.items()}, telling
        )
    return Table(grid.name, {what: titles.get(place, "") for what, place in places.items()}, rows)


def _headings(grid, known, needed):
    """(row, {what the column is: its place}) of the first row that has the needed headings."""
    for number in sorted(grid.rows)[:HEADINGS_WITHIN]:
        places = {}
        for place, cell in sorted(grid.rows[number].items()):
            what = known.get(same(_heading(cell)))
            if what is not None:
                places.setdefault(what, place)
        if set(needed) <= set(places):
            return number, places
    return None


def _heading(cell):
    value = cell.value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _tell_of_columns(grid, number, titles, places, telling):
    used = set(places.values())
    extra = [title for place, title in sorted(titles.items()) if place not in used and title.strip()]
    twice = [title for title in extra if same(title) in {same(titles.get(place, "")) for place in used}]
    for title in twice:
        telling.error(grid.name, number, title, _("Overskriften står to ganger. Slett den ene kolonnen."))
    others = [title for title in extra if title not in twice]
    if any(set(cells) - set(titles) for row, cells in grid.rows.items() if row > number):
        telling.warn(grid.name, None, "", _("Noe står i kolonner uten overskrift, og er ikke lest."))
    if others:
        telling.warn(
            grid.name,
            None,
            "",
            ngettext(
                "Kolonnen %(titles)s er ikke kjent, og er ikke lest.",
                "Kolonnene %(titles)s er ikke kjent, og er ikke lest.",
                len(others),
            )
            % {"titles": ", ".join(f"«{title[:60]}»" for title in others[:20])},
        )


def _tell_of_merged(grid, number, telling):
    for first, last, _place, words in grid.merged:
        if last >= number:
            telling.error(
                grid.name,
                max(first, number),
                "",
                _("Cellene %(area)s er slått sammen. Del dem, og skriv verdien i den cellen den gjelder.")
                % {"area": words},
            )


def _tell_of_formulas(grid, row, cells, titles, telling):
    for what, cell in cells.items():
        if cell.is_formula and cell.value is None:
            telling.error(
                grid.name,
                row,
                titles[what],
                _("Cellen har en formel uten lagret svar. Lagre arbeidsboken i Excel, eller skriv verdien."),
            )
        elif cell.is_formula and not cell.is_fault:
            telling.warn(grid.name, row, titles[what], _("Cellen har en formel. Verdien den sist ga, er brukt."))
