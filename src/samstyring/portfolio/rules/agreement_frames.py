"""The agreement's whole frame over all its budget years: what stands, what is used, what is left."""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring.ground.money import LARGEST_MNOK, Vat
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import Frame, Programme, ProgrammeLine
from samstyring.portfolio.rules import price_index
from samstyring.portfolio.rules.frames import RANK

YEARS_TURNED = Obstacle(
    "frame-years",
    gettext_lazy("Rammen slutter i {last}, før den begynner i {first}."),
    gettext_lazy("Rett årene."),
)
OUTSIDE = Obstacle(
    "frame-outside",
    gettext_lazy("Avtalen gjelder {first}–{last}. {year} er utenfor."),
    gettext_lazy("Velg år i avtaleperioden."),
)
AMOUNT = Obstacle(
    "frame-amount",
    gettext_lazy("En ramme kan ikke være negativ eller over {limit} mill. kr."),
    gettext_lazy("Skriv beløpet i millioner kroner."),
)
OTHER = Obstacle(
    "frame-other-partnership",
    gettext_lazy("Kilden eller parten hører til et annet samarbeid."),
    gettext_lazy("Velg en annen."),
)


@dataclass(frozen=True)
class Measure:
    """The prices everything on the page is told in, and whose they are."""

    programme: object
    price_year: int | None
    vat: str

    @property
    def assumptions(self):
        """The set that fills gaps, where the programme rests on one that nobody has removed."""
        found = self.programme.assumptions if self.programme else None
        return None if found is None or found.is_removed else found


@dataclass(frozen=True)
class Whole:
    """A frame given for several years together."""

    frame: Frame
    amount: Decimal | None  # in the page's prices
    used: Decimal | None
    note: str  # how it was converted, or why it could not be
    note_number: int = 0  # where the note stands below the table

    @property
    def left(self):
        return None if self.amount is None or self.used is None else self.amount - self.used

    @property
    def is_overspent(self):
        return self.left is not None and self.left < 0


@dataclass(frozen=True)
class YearCell:
    """One source in one year: the firmest frame, the others that are known, and what is used."""

    year: int
    amount: Decimal | None
    status: str
    others: tuple  # (word, amount)
    used: Decimal | None
    note: str = ""
    note_number: int = 0


@dataclass(frozen=True)
class SourceRow:
    source: object
    cells: tuple


@dataclass(frozen=True)
class AgreementFrames:
    years: tuple
    measure: Measure
    wholes: tuple
    rows: tuple
    governed: dict  # year → the adopted programme that counts for it
    notes: tuple = ()  # each once, in the order they are first needed

    @property
    def known_years(self):
        return tuple(sorted(self.governed))

    @property
    def counted(self):
        return tuple(one for one in self.wholes if one.amount is not None)

    @property
    def left_out(self):
        return len(self.wholes) - len(self.counted)

    @property
    def total(self):
        return sum((one.amount for one in self.counted), Decimal(0)) if self.counted else None

    @property
    def used(self):
        known = [one.used for one in self.counted if one.used is not None]
        return sum(known, Decimal(0)) if known else None


def budget_years(partnership):
    """Every budget year of the agreement, both ends counted: 2019–2029 is eleven."""
    return tuple(range(partnership.starts_on.year, partnership.ends_on.year + 1))


def agreement_frames(partnership):
    """What stands, what is used and what is left. A fixed number of queries."""
    adopted = list(
        Programme.objects.filter(partnership=partnership, decision__isnull=False)
        .select_related("assumptions")
        .order_by("first_year", "version")
    )
    governed = {year: one for one in adopted for year in one.calendar_years}
    newest = adopted[-1] if adopted else None
    filled_by = Measure(newest, None, "").assumptions
    frames = list(
        Frame.objects.filter(partnership=partnership)
        .filter(Q(assumptions=None) | Q(assumptions=filled_by))
        .select_related("source", "party")
    )
    prices = price_index.prices(partnership)
    measure = _measure(newest, frames)
    used = _used(governed, prices, measure)
    years = budget_years(partnership)
    wholes = tuple(_whole(one, prices, measure, used) for one in frames if one.year != one.to_year)
    rows = _rows(partnership, frames, years, prices, measure, used)
    said = [one.note for one in wholes] + [cell.note for row in rows for cell in row.cells]
    notes = tuple(dict.fromkeys(filter(None, said)))
    return AgreementFrames(
        years,
        measure,
        tuple(_numbered(one, notes) for one in wholes),
        tuple(SourceRow(row.source, tuple(_numbered(cell, notes) for cell in row.cells)) for row in rows),
        governed,
        notes,
    )


def _numbered(told, notes):
    return replace(told, note_number=notes.index(told.note) + 1) if told.note else told


def _measure(newest, frames):
    if newest:
        return Measure(newest, newest.price_year, newest.vat)
    known = sorted({frame.price_year for frame in frames if frame.price_year})
    vats = {frame.vat for frame in frames if frame.vat}
    return Measure(None, known[-1] if known else None, vats.pop() if len(vats) == 1 else "")


def _used(governed, prices, measure):
    """{(source, party or None, year): million kroner}; None where a year's programme is of another kind."""
    found = defaultdict(Decimal)
    lines = ProgrammeLine.objects.filter(programme__in={one.pk for one in governed.values()})
    for line in lines.select_related("project"):
        programme = governed.get(line.year)
        if programme is None or programme.pk != line.programme_id:
            continue
        amount = None
        if programme.vat == measure.vat:
            amount = prices.converted(line.amount_mnok, programme.price_year, measure.price_year)
        owners = {None, line.project.owner_id if line.project else None}
        for owner in owners:
            place = (line.source_id, owner, line.year)
            known = found[place]
            found[place] = None if amount is None or known is None else known + amount
    return {"governed": governed, "by_place": dict(found)}


def _use_of(used, source_id, party_id, years):
    """What is used in these years, or None where no programme tells or they cannot be added."""
    told = [
        used["by_place"].get((source_id, party_id, year), Decimal(0)) for year in years if year in used["governed"]
    ]
    return None if not told or None in told else sum(told, Decimal(0))


def _in_measure(frame, prices, measure):
    """(amount in the page's prices or None, words for how or why not)."""
    vat, price_year, filled = frame.vat, frame.price_year, ""
    assumptions = measure.assumptions
    if assumptions and not (vat and price_year):
        filled = _("Det som mangler av prisår og mva., er fylt ut av %(name)s.") % {"name": assumptions}
        vat, price_year = vat or assumptions.vat, price_year or assumptions.price_year
    if not vat or vat != measure.vat:
        return None, _("Mva. er ikke oppgitt.") if not vat else _("Rammen er %(vat)s.") % {"vat": Vat(vat).label}
    if not price_year:
        return None, _("Prisåret er ikke oppgitt.")
    amount = prices.converted(frame.amount_mnok, price_year, measure.price_year)
    if amount is None:
        return None, _("Ingen prisindeks har både %(one)s og %(other)s.") % {
            "one": price_year, "other": measure.price_year,
        }  # fmt: skip
    words = prices.words(price_year, measure.price_year)
    return amount, " ".join(filter(None, (f"{words[:1].upper()}{words[1:]}." if words else "", filled)))


def _whole(frame, prices, measure, used):
    amount, note = _in_measure(frame, prices, measure)
    years = range(frame.year, frame.to_year + 1)
    return Whole(frame, amount, _use_of(used, frame.source_id, frame.party_id, years), note)


def _rows(partnership, frames, years, prices, measure, used):
    by_place = defaultdict(list)
    for frame in frames:
        if frame.year == frame.to_year and frame.party_id is None:
            by_place[frame.source_id, frame.year].append(frame)
    rows = []
    for source in partnership.sources.all():
        cells = tuple(
            _cell(year, by_place[source.pk, year], prices, measure, _use_of(used, source.pk, None, [year]))
            for year in years
        )
        if any(cell.status or cell.used for cell in cells):
            rows.append(SourceRow(source, cells))
    return tuple(rows)


def _cell(year, frames, prices, measure, spent):
    if not frames:
        return YearCell(year, None, "", (), spent)
    first, *others = sorted(frames, key=lambda one: RANK[one.status])
    amount, note = _in_measure(first, prices, measure)
    rest = tuple((one.get_status_display(), _in_measure(one, prices, measure)[0]) for one in others)
    return YearCell(year, amount, first.get_status_display(), rest, spent, note)


def obstacles_to_writing(partnership, *, source, party, year, to_year, amount, by, on):
    """Yield why the frame cannot be written."""
    yield from acting.obstacles_to_acting_as_secretariat(by, partnership, on)
    if source.partnership_id != partnership.pk or (party and party.partnership_id != partnership.pk):
        yield OTHER()
    if to_year < year:
        yield YEARS_TURNED(first=year, last=to_year)
    first, *_between, last = budget_years(partnership)
    for one in dict.fromkeys((year, to_year)):
        if not first <= one <= last:
            yield OUTSIDE(year=one, first=first, last=last)
    if not 0 <= amount <= LARGEST_MNOK:
        yield AMOUNT(limit=f"{LARGEST_MNOK:,.0f}".replace(",", "\u00a0"))
