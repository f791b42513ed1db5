"""What the parties' own weights say together: where they agree, where they do not, and who is silent."""

from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground.formats import number, percent
from samstyring.portfolio.analysis.reasons import listed

# The picture of one criterion: its size, and the size of a dot, in the picture's own units.
WIDTH, EDGE, DOT, BASE = 240.0, 8.0, 3.6, 6.0


@dataclass(frozen=True)
class Dot:
    """One party's weight in the picture of a criterion."""

    x: float
    y: float
    name: str


@dataclass(frozen=True)
class Spread:
    """One criterion as the parties weigh it, in per cent."""

    criterion: object
    lowest: float
    highest: float
    median: float
    dots: tuple
    mark: str  # the points of the triangle at the median
    height: float
    floor: float  # where the line is
    words: str

    @property
    def span(self):
        return self.highest - self.lowest


@dataclass(frozen=True)
class PartyRow:
    """One party in the table: what it weighs each criterion, or that it is silent."""

    party: object
    weighting: object
    cells: tuple  # per cent of each criterion, in their order

    @property
    def is_silent(self):
        return self.weighting is None


@dataclass(frozen=True)
class Weights:
    """All that is said about one set of criteria."""

    criteria: tuple
    rows: tuple
    spreads: tuple
    scale: int  # the right edge of the pictures, in per cent
    sentence: str
    silent: tuple

    @property
    def given(self):
        return [row for row in self.rows if not row.is_silent]


def read(criteria_set, on):
    """The newest weights of every party that is in the partnership on the day. Four queries."""
    criteria = tuple(criteria_set.criteria.all())
    parties = list(criteria_set.partnership.parties.on(on).filter(is_member=True).order_by("order", "pk"))
    counting = criteria_set.weightings.counting().select_related("given_by").prefetch_related("weights")
    said = {one.party_id: one for one in counting}
    rows = []
    for party in parties:
        weighting = said.get(party.pk)
        shares = {one.criterion_id: float(one.weight) for one in weighting.weights.all()} if weighting else {}
        rows.append(PartyRow(party, weighting, tuple(100 * shares.get(one.pk, 0.0) for one in criteria)))
    given = [row for row in rows if not row.is_silent]
    scale = _scale([cell for row in given for cell in row.cells])
    spreads = _spreads(criteria, given, scale) if given else ()
    silent = tuple(row.party for row in rows if row.is_silent)
    return Weights(criteria, tuple(rows), spreads, scale, _sentence(spreads, given), silent)


def _scale(weights):
    """The smallest of some round numbers that holds all weights."""
    highest = max(weights, default=0)
    return next(edge for edge in (50, 75, 100) if highest <= edge)


def _spreads(criteria, given, scale):
    """One picture for each criterion, all of the same height."""
    stacks = [
        _stacked(sorted((row.cells[n], row.party.short) for row in given), scale) for n in range(len(criteria))
    ]
    highest = max((level for stack in stacks for _x, level, _name in stack), default=0)
    floor = 2 * DOT * max(2, highest + 1) + 2
    return tuple(
        _spread(criterion, [row.cells[n] for row in given], stacks[n], scale, floor)
        for n, criterion in enumerate(criteria)
    )


def _stacked(weights, scale):
    """(x, level, name) for each weight: those that would lie on each other are laid above each other."""
    last_on, dots = [], []
    for weight, name in weights:
        x = _x(weight, scale)
        level = next((k for k, last in enumerate(last_on) if x - last >= 2 * DOT), len(last_on))
        last_on[level : level + 1] = [x]
        dots.append((x, level, name))
    return dots


def _x(weight, scale):
    return EDGE + (WIDTH - 2 * EDGE) * weight / scale


def _spread(criterion, weights, stack, scale, floor):
    lowest, highest, middle = min(weights), max(weights), median(weights)
    at = _x(middle, scale)
    facts = {
        "criterion": criterion.name,
        "low": number(lowest, 0),
        "high": number(highest, 0),
        "median": number(middle, 0),
    }
    return Spread(
        criterion,
        lowest,
        highest,
        middle,
        tuple(Dot(round(x, 1), round(floor - DOT - 1 - 2 * DOT * level, 1), name) for x, level, name in stack),
        f"{at - 4:.1f},{floor + BASE:.1f} {at + 4:.1f},{floor + BASE:.1f} {at:.1f},{floor + 1:.1f}",
        floor + BASE + 1,
        floor,
        _("%(criterion)s: fra %(low)s til %(high)s prosent, medianen er %(median)s.") % facts,
    )


def _sentence(spreads, given):
    """Where the parties disagree most, with who stands at each end."""
    if len(given) < 2:
        return ""
    n, widest = max(enumerate(spreads), key=lambda one: (one[1].span, -one[0]))
    if widest.span == 0:
        return _("Partene har gitt de samme vektene.")
    ends = {
        end: [row.party.short for row in given if row.cells[n] == share]
        for end, share in (("low", widest.lowest), ("high", widest.highest))
    }
    return _(
        "Partene er mest uenige om «%(criterion)s»: fra %(low)s prosent (%(lowest)s) til %(high)s prosent (%(highest)s)."
    ) % {
        "criterion": widest.criterion.name,
        "low": number(widest.lowest, 0),
        "high": number(widest.highest, 0),
        "lowest": listed(ends["low"], most=3),
        "highest": listed(ends["high"], most=3),
    }


def words(weighting):
    """`Bidrag til målet 40 %, Planstatus 60 %`"""
    return ", ".join(f"{one.criterion.name} {percent(100 * one.weight)} %" for one in weighting.weights.all())


def silent_words(weights):
    """Who has not given weights, as a sentence; empty when all have."""
    if not weights.silent:
        return ""
    names = listed([str(party) for party in weights.silent], most=4)
    return ngettext(
        "%(names)s har ikke gitt sine vekter.", "%(names)s har ikke gitt sine vekter.", len(weights.silent)
    ) % {"names": names}
