"""Amounts of one year's prices in those of another: by the stated index, or not at all."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring.ground.formats import number
from samstyring.ground.refusal import Obstacle

KRONER = Decimal("0.001")
HEADS = ("year", "value", "name", "source")
NORWEGIAN = {"år": "year", "verdi": "value", "navn": "name", "kilde": "source"}
FIRST, LAST, MOST_LINES = 1950, 2100, 300

UNREADABLE = Obstacle(
    "index-unreadable",
    gettext_lazy("Filen er ikke en CSV-fil med tekst i UTF-8."),
    gettext_lazy("Lagre tabellen som CSV (UTF-8) og last den opp igjen."),
)
HEADS_MISSING = Obstacle(
    "index-heads",
    gettext_lazy("Filen mangler kolonnene {missing}."),
    gettext_lazy("Første rad skal være: year,value,name,source."),
)
BAD_ROW = Obstacle(
    "index-row", gettext_lazy("Rad {row}, kolonnen {column}: {what}"), gettext_lazy("Rett raden i filen.")
)
TWO_NAMES = Obstacle(
    "index-names",
    gettext_lazy("Filen har flere navn: {names}. En fil er én indeks."),
    gettext_lazy("Del filen i én for hver indeks."),
)
TOO_FEW = Obstacle(
    "index-short",
    gettext_lazy("En indeks må ha minst to år."),
    gettext_lazy("Legg til flere år i filen."),
)
TOO_LONG = Obstacle(
    "index-long",
    gettext_lazy("Filen har mer enn {most} rader."),
    gettext_lazy("En indeks har én rad for hvert år."),
)
YEARS_LOST = Obstacle(
    "index-years-lost",
    gettext_lazy("Den nye versjonen mangler år som versjonen før har: {years}."),
    gettext_lazy("Ta med alle årene, slik at beløp som er regnet om, fortsatt kan etterprøves."),
)


@dataclass(frozen=True)
class Level:
    year: int
    value: Decimal
    source: str


def read(content):
    """The index in the file as (name, levels, obstacles); nothing is used where there are obstacles."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", (), [UNREADABLE()]
    if "\0" in text:
        return "", (), [UNREADABLE()]
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error:
        return "", (), [UNREADABLE()]
    heads = [NORWEGIAN.get(one.strip().lower(), one.strip().lower()) for one in rows[0]] if rows else []
    missing = [one for one in HEADS if one not in heads]
    if missing:
        return "", (), [HEADS_MISSING(missing=", ".join(missing))]
    lines = [(at, row) for at, row in enumerate(rows[1:], start=2) if any(cell.strip() for cell in row)]
    if len(lines) > MOST_LINES:
        return "", (), [TOO_LONG(most=MOST_LINES)]
    return _levels(heads, lines)


def _levels(heads, lines):
    levels, obstacles, names = {}, [], {}
    for at, row in lines:
        cells = dict(zip(heads, (cell.strip() for cell in row), strict=False))
        wrong = [BAD_ROW(row=at, column=column, what=what) for column, what in _faults(cells, levels)]
        obstacles += wrong
        if not wrong:
            names[cells["name"]] = None
            year = int(cells["year"])
            levels[year] = Level(year, _decimal(cells["value"]), cells["source"])
    if len(names) > 1:
        obstacles.append(TWO_NAMES(names=", ".join(names)))
    if not obstacles and len(levels) < 2:
        obstacles.append(TOO_FEW())
    return next(iter(names), ""), tuple(levels[year] for year in sorted(levels)), obstacles


def _faults(cells, levels):
    year, value = cells.get("year", ""), _decimal(cells.get("value", ""))
    if not (year.isascii() and year.isdigit() and FIRST <= int(year[:9]) <= LAST):
        yield "year", _("«%(given)s» er ikke et årstall mellom %(first)s og %(last)s.") % {
            "given": year[:40], "first": FIRST, "last": LAST,
        }  # fmt: skip
    elif int(year) in levels:
        yield "year", _("%(year)s står to ganger.") % {"year": year}
    if value is None or not 0 < value < 100_000 or value != value.quantize(KRONER):
        yield (
            "value",
            _("«%(given)s» er ikke et tall over null med høyst tre desimaler.")
            % {"given": cells.get("value", "")[:40]},
        )
    for column, most in (("name", 120), ("source", 250)):
        if not cells.get(column):
            yield column, _("Feltet er tomt.")
        elif len(cells[column]) > most:
            yield column, _("Feltet er lengre enn %(most)s tegn.") % {"most": most}


def _decimal(text):
    try:
        value = Decimal("".join(text.split()).replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def obstacles_to_replacing(former, levels):
    """A newer version has every year the former had; another index has its own."""
    if former is None:
        return
    lost = sorted(set(former.values.values_list("year", flat=True)) - {level.year for level in levels})
    if lost:
        yield YEARS_LOST(years=", ".join(map(str, lost)))


@dataclass(frozen=True)
class Prices:
    """The index that counts in a partnership today, or none."""

    index: object
    levels: dict

    def factor(self, from_year, to_year):
        """What an amount is multiplied by, or None where the index does not know both years."""
        if from_year == to_year and from_year is not None:
            return Decimal(1)
        if from_year not in self.levels or to_year not in self.levels:
            return None
        return self.levels[to_year] / self.levels[from_year]

    def converted(self, amount, from_year, to_year):
        """The amount in the other year's prices in whole thousand kroner, or None."""
        factor = self.factor(from_year, to_year)
        return None if factor is None else (amount * factor).quantize(KRONER)

    def words(self, from_year, to_year):
        """`regnet om fra 2020- til 2026-kroner med Byggekostnadsindeks (versjon 2), faktor 1,312`"""
        factor = self.factor(from_year, to_year)
        if factor is None or factor == 1:
            return ""
        told = {"old": from_year, "new": to_year, "index": self.index.name, "version": self.index.version}
        return _(
            "regnet om fra %(old)s- til %(new)s-kroner med %(index)s (versjon %(version)s), faktor %(factor)s"
        ) % (told | {"factor": number(factor, 3)})


def prices(partnership):
    """The newest version of the partnership's index, read once."""
    index = partnership.price_indices.prefetch_related("values").first()
    return Prices(index, {one.year: one.value for one in index.values.all()} if index else {})
