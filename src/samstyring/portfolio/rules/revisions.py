"""Two versions of a programme line by line, and what a light revision may change."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring.ground.formats import number
from samstyring.ground.refusal import Obstacle
from samstyring.portfolio.rules import price_index, programmes

NOT_STANDING = Obstacle(
    "revises-draft",
    gettext_lazy("{programme} versjon {version} er ikke vedtatt ennå, og kan endres som den er."),
    gettext_lazy("Endre linjene i versjonen som finnes."),
)
NO_RULE = Obstacle(
    "light-without-rule",
    gettext_lazy("{partnership} har ingen regel for hva en enklere revisjon kan endre."),
    gettext_lazy("Skriv regelen først, eller velg hovedrevisjon."),
)
ADDS = Obstacle(
    "light-adds",
    gettext_lazy("«{thing}» er nytt. {rule} sier at nye prosjekter og samlepotter ikke kan komme inn."),
    gettext_lazy("Ta det ut, eller gjør dette til en hovedrevisjon."),
)
REMOVES = Obstacle(
    "light-removes",
    gettext_lazy("«{thing}» er tatt ut. {rule} sier at prosjekter og samlepotter ikke kan gå ut."),
    gettext_lazy("Sett det inn igjen, eller gjør dette til en hovedrevisjon."),
)
MOVES = Obstacle(
    "light-moves",
    gettext_lazy("«{thing}» har penger i andre år enn før. {rule} sier at penger ikke kan flyttes mellom år."),
    gettext_lazy("Sett årene tilbake, eller gjør dette til en hovedrevisjon."),
)
TOO_MUCH = Obstacle(
    "light-too-much",
    gettext_lazy("«{thing}» er endret med {percent} prosent. {rule} sier høyst {limit} prosent."),
    gettext_lazy("Gjør endringen mindre, eller gjør dette til en hovedrevisjon."),
)
MAIN_ALREADY = Obstacle(
    "main-already",
    gettext_lazy("{programme} er ikke en enklere revisjon."),
    gettext_lazy("Last siden på nytt."),
)


@dataclass(frozen=True)
class Cell:
    """One year of one line in both versions."""

    year: int
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self):
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


@dataclass(frozen=True)
class Line:
    """What one source gives one project or pot, before and after."""

    name: str
    source: str
    cells: tuple
    kind: str  # added, removed, changed, same

    @property
    def before(self):
        return sum((cell.before or Decimal(0) for cell in self.cells), Decimal(0))

    @property
    def after(self):
        return sum((cell.after or Decimal(0) for cell in self.cells), Decimal(0))

    @property
    def change(self):
        return self.after - self.before

    @property
    def glyph(self):
        return {"added": "done", "removed": "stop", "changed": "dev", "same": "none"}[self.kind]

    @property
    def word(self):
        return {
            "added": _("Ny linje"),
            "removed": _("Tatt ut"),
            "changed": _("Endret"),
            "same": _("Som før"),
        }[self.kind]


@dataclass(frozen=True)
class Comparison:
    """Two versions beside each other, in the newer one's prices."""

    years: tuple
    lines: tuple
    sums: tuple
    converted: str = ""  # how the older one's amounts were brought to the newer one's prices
    apart: str = ""  # why they cannot be compared

    def _total(self, part):
        return sum((getattr(cell, part) or Decimal(0) for cell in self.sums), Decimal(0))

    @property
    def before(self):
        return self._total("before")

    @property
    def after(self):
        return self._total("after")

    @property
    def change(self):
        return self.after - self.before

    def count(self, kind):
        return sum(line.kind == kind for line in self.lines)

    @property
    def changed(self):
        return tuple(line for line in self.lines if line.kind != "same")


def compare(newer, older):
    """Every line of the two programmes. Five queries, however many lines."""
    prices = price_index.prices(newer.partnership)
    factor = prices.factor(older.price_year, newer.price_year) if older.vat == newer.vat else None
    years = tuple(sorted({*newer.calendar_years, *older.calendar_years}))
    if factor is None:
        return Comparison(years, (), (), apart=_why_apart(newer, older))
    before, after, names = _amounts(older, factor), _amounts(newer, Decimal(1)), {}
    for programme in (older, newer):
        names |= _names(programme)
    lines = []
    for key in sorted({*before, *after}, key=lambda one: names[one]):
        cells = tuple(Cell(year, before[key].get(year), after[key].get(year)) for year in years)
        kind = "same" if not any(cell.change for cell in cells) else "changed"
        if key not in before or not before[key]:
            kind = "added"
        elif key not in after or not after[key]:
            kind = "removed"
        _order, _place, name, source = names[key]
        lines.append(Line(name, source, cells, kind))
    sums = tuple(
        Cell(year, _sum(one.get(year) for one in before.values()), _sum(one.get(year) for one in after.values()))
        for year in years
    )
    return Comparison(years, tuple(lines), sums, converted=prices.words(older.price_year, newer.price_year))


def _why_apart(newer, older):
    if newer.vat != older.vat:
        facts = {"new": newer.get_vat_display(), "old": older.get_vat_display()}
        return (
            _("Den ene versjonen er %(new)s og den andre %(old)s. De kan ikke sammenlignes krone for krone.")
            % facts
        )
    facts = {"new": newer.price_year, "old": older.price_year}
    return (
        _(
            "Versjonene er i %(old)s- og %(new)s-kroner, og ingen prisindeks har begge årene. Last opp en prisindeks først."
        )
        % facts
    )


def _sum(amounts):
    return sum((one for one in amounts if one is not None), Decimal(0))


def _key(line):
    return (line.project_id, line.pot, line.source_id)


def _amounts(programme, factor):
    found = defaultdict(dict)
    for line in programme.lines.all():
        amount = line.amount_mnok if factor == 1 else (line.amount_mnok * factor).quantize(price_index.KRONER)
        found[_key(line)][line.year] = amount
    return found


def _names(programme):
    lines = programme.lines.select_related("project", "source", "focus_area")
    return {
        _key(line): (
            line.focus_area.order if line.focus_area else 9999,
            line.source.order,
            str(line.project or line.pot),
            line.source.in_tables,
        )
        for line in lines
    }


def revision_of(programme):
    """What the programme revises, or None where it is new from the ground."""
    return getattr(programme, "revision", None)


def rule_of(partnership):
    return partnership.revision_rules.first()


def obstacles_to_revising(programme, *, kind, case):
    """Yield why no revision of this kind can be made of the programme."""
    yield from programmes.obstacles_to_using_case(case, programme.partnership)
    if not programmes.is_locked(programme):
        yield NOT_STANDING(programme=programme, version=programme.version)
    if kind == "light" and rule_of(programme.partnership) is None:
        yield NO_RULE(partnership=programme.partnership)


def obstacles_in_light_revision(programme):
    """Yield what a light revision has changed beyond its rule, thing by thing."""
    revision = revision_of(programme)
    if revision is None or revision.kind != "light":
        return
    rule = revision.rule
    before, after, names = _by_thing(revision.revises), _by_thing(programme), {}
    for one in (revision.revises, programme):
        names |= {(key[0], key[1]): name[2] for key, name in _names(one).items()}
    for thing in sorted({*before, *after}, key=lambda one: names[one]):
        old, new, told = before.get(thing, {}), after.get(thing, {}), {"thing": names[thing], "rule": rule}
        if not old and not rule.may_add:
            yield ADDS(**told)
        elif not new and not rule.may_remove:
            yield REMOVES(**told)
        elif old and new:
            yield from _within(rule, old, new, told)


def _within(rule, old, new, told):
    total, now = sum(old.values()), sum(new.values())
    if not rule.may_move_years and set(old) != set(new):
        yield MOVES(**told)
    limit = rule.largest_change_percent
    if limit is not None and total and abs(now - total) * 100 > limit * total:
        yield TOO_MUCH(percent=number(abs(now - total) * 100 / total, 1), limit=limit, **told)


def _by_thing(programme):
    found = defaultdict(lambda: defaultdict(Decimal))
    for line in programme.lines.all():
        found[line.project_id, line.pot][line.year] += line.amount_mnok
    return found
