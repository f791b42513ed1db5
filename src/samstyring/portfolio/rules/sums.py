"""What a programme sums to: against its frames first, then by focus area and project, year by year."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from samstyring.ground.formats import number
from samstyring.portfolio.models import SheetVersion
from samstyring.portfolio.models.sheets import Phase
from samstyring.portfolio.rules import frames, programmes

# Amounts are kept in whole thousand kroner; less than this over a frame is rounding.
ROUNDING = Decimal("0.005")


@dataclass(frozen=True)
class Cell:
    amount: Decimal | None
    open: bool = False  # the year lies after the agreement


@dataclass(frozen=True)
class FrameCell:
    """What is used of one source's frame in one year."""

    used: Decimal
    frame: Decimal | None
    words: str
    share: float | str  # 0–100, or nothing where there is no frame
    over: str = ""
    open: bool = False
    carried: Decimal = Decimal(0)  # what it needs from the year before


@dataclass(frozen=True)
class Part:
    x: float
    width: float
    source: int


@dataclass(frozen=True)
class FrameRow:
    key: str
    name: str
    colour: int
    cells: tuple
    total: Decimal
    breaches: tuple  # whole sentences
    free: Decimal


@dataclass(frozen=True)
class Row:
    """One project or pot with its money each year."""

    name: str
    who: str
    phase: str
    sources: str
    parts: tuple  # of a bar: how much of the money each source gives
    cells: tuple
    total: Decimal
    origin: str
    change: Decimal | None = None
    is_pot: bool = False
    is_plan: bool = False


@dataclass(frozen=True)
class Group:
    name: str
    rows: tuple
    cells: tuple
    total: Decimal


@dataclass(frozen=True)
class Sums:
    """The whole programme as a table."""

    years: tuple  # (year, lies after the agreement)
    frames: tuple
    groups: tuple
    cells: tuple
    total: Decimal
    former: object = None
    change: Decimal | None = None
    gone: tuple = ()  # names that stood in the former version and not in this
    converted: tuple = ()  # whole sentences about frames brought from other prices
    legend: str = ""  # what the short names of the sources stand for

    @property
    def carries(self):
        """True where some source pays with money from the year before."""
        return any(cell.carried for row in self.frames for cell in row.cells)

    @property
    def breaches(self):
        return [one for row in self.frames for one in row.breaches]

    @property
    def count(self):
        return sum(len(group.rows) for group in self.groups)


def sums(programme):
    """Add up a programme. A fixed number of queries, however many lines."""
    lines = list(programme.lines.select_related("project__owner", "source", "focus_area"))
    years = tuple((year, year > programme.partnership.ends_on.year) for year in programme.calendar_years)
    former = programmes.former_version(programme)
    before = _totals(former.lines.select_related("project")) if former else {}
    frozen = _Frozen(programme)
    phases = _phases({line.project_id for line in lines if line.project_id})
    by_group, names = defaultdict(lambda: defaultdict(list)), {}
    for line in lines:
        group = line.focus_area
        names[group.pk if group else None] = group
        by_group[group.pk if group else None][_thing(line)].append(line)
    chosen = _chosen(programme, years)
    against = _frames(programme, chosen, lines, years)
    colours = {row.key: row.colour for row in against}
    groups = []
    for key in sorted(by_group, key=lambda one: (one is None, names[one].order if names[one] else 0)):
        rows = tuple(
            _row(thing, of, years, before if former else None, frozen, phases, colours)
            for thing, of in by_group[key].items()
        )
        all_of_it = [line for of in by_group[key].values() for line in of]
        name = names[key].name if names[key] else _("Uten satsingsområde")
        groups.append(Group(name, rows, _cells(all_of_it, years), _total(all_of_it)))
    now = _totals(lines)
    return Sums(
        years=years,
        frames=against,
        groups=tuple(groups),
        cells=_cells(lines, years),
        total=_total(lines),
        former=former,
        change=_total(lines) - sum(before.values(), Decimal(0)) if former else None,
        gone=tuple(str(thing[1]) for thing in before if thing not in now),
        converted=tuple(_told(one) for one in chosen.converted),
        legend=_legend(lines),
    )


def _legend(lines):
    """`Stat: statlige midler. Bom: bompenger.`"""
    sources = {line.source_id: line.source for line in lines}
    known = sorted((one for one in sources.values() if one.short), key=lambda one: one.order)
    return " ".join(f"{one.short}: {one.name[:1].lower()}{one.name[1:]}." for one in known)


def _thing(line):
    """What a line is about: the project, or the pot by its name."""
    return (line.project_id, str(line.project or line.pot))


def _total(lines):
    return sum((line.amount_mnok for line in lines), Decimal(0))


def _totals(lines):
    found = defaultdict(Decimal)
    for line in lines:
        found[_thing(line)] += line.amount_mnok
    return dict(found)


def _cells(lines, years):
    by_year = defaultdict(Decimal)
    for line in lines:
        by_year[line.year] += line.amount_mnok
    return tuple(Cell(by_year.get(year), is_open) for year, is_open in years)


def _phases(projects):
    sheets = SheetVersion.objects.filter(project__in=projects).order_by("version").values_list("project", "phase")
    return {project: Phase(phase).label if phase else "" for project, phase in sheets}


class _Frozen:
    """What the recommendation behind the programme said about each project, to tell where a number is from."""

    def __init__(self, programme):
        content = programme.recommendation.content if programme.recommendation_id else None
        self.basis = content["basis"] if content else None
        self.amounts = defaultdict(Decimal)
        for one in content["result"]["plan"]["money"] if content else ():
            amount = Decimal(str(one["amount"])).quantize(Decimal("0.001"))
            self.amounts[one["project"], one["source"], one["year"]] += amount

    def origin(self, lines):
        """The sheet, an assumption, or that somebody wrote it."""
        project = lines[0].project
        told = self.basis["projects"].get(project.key) if self.basis and project else None
        if told is None or any(
            line.amount_mnok != self.amounts.get((project.key, line.source.key, line.year)) for line in lines
        ):
            return _("Ført for hånd")
        if told["cost_from"] == "sheet":
            return _("Ark, versjon %(version)s") % {"version": told["sheet"]}
        return _("Forutsetning")


def _parts(lines, total, colours):
    by_source, x, parts = defaultdict(Decimal), 0.0, []
    for line in lines:
        by_source[line.source.key] += line.amount_mnok
    for key, amount in by_source.items():
        width = float(100 * amount / total) if total else 0
        parts.append(Part(round(x, 1), round(width, 1), colours.get(key, 1)))
        x += width
    return tuple(parts)


def _row(thing, lines, years, before, frozen, phases, colours):
    project = lines[0].project
    total = _total(lines)
    owner = project.owner if project else None
    return Row(
        name=thing[1],
        who=owner.short if owner else (project.owner_raw if project else ""),
        phase=phases.get(project.pk, "") if project else _("samlepott"),
        sources=", ".join(dict.fromkeys(line.source.in_tables for line in lines)),
        parts=_parts(lines, total, colours),
        cells=_cells(lines, years),
        total=total,
        origin=frozen.origin(lines),
        change=None if before is None else total - before.get(thing, Decimal(0)),
        is_pot=project is None,
        is_plan=project is not None and project.is_plan,
    )


def _told(converted):
    source, year, how = converted
    return _("Rammen for %(source)s i %(year)s er %(how)s.") % {"source": source, "year": year, "how": how}


def _chosen(programme, years):
    return frames.chosen(
        programme.partnership,
        first=years[0][0],
        last=years[-1][0],
        price_year=programme.price_year,
        vat=programme.vat,
        assumptions=programme.assumptions
        if programme.assumptions and not programme.assumptions.is_removed
        else None,
    )


def _frames(programme, found, lines, years):
    used = defaultdict(Decimal)
    for line in lines:
        used[line.source_id, line.year] += line.amount_mnok
    rows = []
    share = _carried_share(programme)
    for source in programme.partnership.sources.all():
        places = {year: found.of(source, year) for year, _open in years}
        if not any(places.values()) and not any((source.pk, year) in used for year in places):
            continue
        given = [frame.amount_mnok for frame in places.values() if frame]
        cap = share * sum(given, Decimal(0)) / len(years)
        cells, breaches, carried = [], [], Decimal(0)
        for year, is_open in years:
            frame, spent = places[year], used[source.pk, year]
            cells.append(_frame_cell(frame, spent, carried, is_open))
            room = (frame.amount_mnok if frame else Decimal(0)) + carried
            facts = {"source": source.name, "amount": number(spent - room), "year": year}
            if cells[-1].over:
                breaches.append(_("%(source)s er %(amount)s mill. kr over rammen i %(year)s.") % facts)
            elif frame is None and spent:
                facts["amount"] = number(spent)
                breaches.append(_("%(source)s har %(amount)s mill. kr i %(year)s, uten ramme.") % facts)
            carried = min(cap, max(Decimal(0), room - spent))
        total = sum((cell.used for cell in cells), Decimal(0))
        free = max(Decimal(0), sum(given, Decimal(0)) - total)
        rows.append(
            FrameRow(source.key, source.name, len(rows) % 4 + 1, tuple(cells), total, tuple(breaches), free)
        )
    return tuple(rows)


def _carried_share(programme):
    """How much of a year's frame may be carried over, as the recommendation had it."""
    if programme.recommendation_id is None:
        return Decimal(0)
    return Decimal(str(programme.recommendation.content["basis"]["scenario"]["carry_over_share"]))


def _frame_cell(frame, spent, carried, is_open):
    if frame is None:
        return FrameCell(spent, None, _("uten ramme"), "", open=is_open)
    room = frame.amount_mnok + carried
    over = ""
    if spent > room + ROUNDING:
        over = _("%(amount)s over") % {"amount": number(spent - room)}
    borrowed = carried if spent > frame.amount_mnok + ROUNDING else Decimal(0)
    words = frames.words(frame.amount_mnok, borrowed)
    share = round(float(100 * min(spent, room) / room), 1) if room else (100 if spent else 0)
    return FrameCell(spent, frame.amount_mnok, words, share, over, is_open, borrowed)
