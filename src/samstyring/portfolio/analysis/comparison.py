"""Two scenarios beside each other: what is in one and not the other, what moved in time, and whose money it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground import formats
from samstyring.ground.formats import number
from samstyring.portfolio.analysis import grounds, results, worths


@dataclass(frozen=True)
class Side:
    """One of the two, as it was calculated."""

    letter: str
    name: str
    problem: dict
    basis: dict
    stored: dict
    result: results.Result

    @property
    def starts(self):
        return self.stored["plan"]["starts"]

    @property
    def kind(self):
        return self.basis["price_year"], self.basis["vat"]


@dataclass(frozen=True)
class Line:
    """One thing told for both: as words or numbers, with the difference, there minus here."""

    name: str
    here: object
    there: object
    change: object = None
    what: object = ""  # what is counted, or for a project what it gets there
    whole: tuple = ()  # here, there and the difference, for those who reckon on

    @property
    def differs(self):
        return self.here != self.there

    @property
    def signed(self):
        """The difference of two amounts, and a dash where there is none."""
        return formats.DASH if formats.shows_as_none(self.change) else change(self.change)


@dataclass(frozen=True)
class Comparison:
    """All that differs, and how much is the same."""

    only_here: tuple  # rows of results
    only_there: tuple
    moved: tuple  # Line with years
    same: int
    facts: tuple  # Line of words
    money: tuple  # (source, tuple of Line by year, total Line)
    years: tuple
    distribution: tuple  # (heading, head of the first column, (name, here, there, difference) …)
    rules_here: tuple
    rules_there: tuple
    worth: tuple  # (points here, points there), both in the criteria of the first
    sentence: str
    warnings: tuple

    @property
    def columns(self):
        """How many columns the table of money has."""
        return len(self.years) + 2


def side(letter, name, calculation):
    """One of the two, read from its calculation."""
    problem, basis = calculation.problem["problem"], calculation.problem["basis"]
    return Side(letter, name, problem, basis, calculation.result, results.read(problem, basis, calculation.result))


def compare(here, there):
    """Lay two sides beside each other."""
    rows_here = {row.key: row for row in here.result.inside}
    rows_there = {row.key: row for row in there.result.inside}
    both = [key for key in rows_here if key in rows_there]
    moved = tuple(
        Line(
            rows_here[key].name,
            rows_here[key].start,
            rows_there[key].start,
            _moved(rows_here[key], rows_there[key]),
            rows_there[key].total,
        )
        for key in both
        if rows_here[key].start != rows_there[key].start
    )
    only_here = tuple(row for key, row in rows_here.items() if key not in rows_there)
    only_there = tuple(row for key, row in rows_there.items() if key not in rows_here)
    values = worths.worths(here.problem, here.basis["scenario"]["missing_scores"])
    worth = (
        worths.value_of(here.problem, values, here.starts)[0],
        worths.value_of(here.problem, values, there.starts)[0],
    )
    years = sorted({year for one in (here, there) for year, _open in one.result.years})
    return Comparison(
        only_here=only_here,
        only_there=only_there,
        moved=moved,
        same=len(both) - len(moved),
        facts=_facts(here, there, worth),
        money=_money(here, there, years),
        years=tuple(years),
        distribution=_distribution(here, there),
        rules_here=tuple(grounds.rule_chips(here.problem, here.basis)),
        rules_there=tuple(grounds.rule_chips(there.problem, there.basis)),
        worth=worth,
        sentence=_sentence(here, there, only_here, only_there, moved),
        warnings=tuple(_warnings(here, there)),
    )


def _moved(here, there):
    years = there.start - here.start
    if years > 0:
        return ngettext("%(years)s år senere", "%(years)s år senere", years) % {"years": years}
    return ngettext("%(years)s år før", "%(years)s år før", -years) % {"years": -years}


def _sentence(here, there, only_here, only_there, moved):
    if not (only_here or only_there or moved):
        return _("%(here)s og %(there)s har de samme prosjektene i de samme årene.") % {
            "here": here.letter,
            "there": there.letter,
        }
    facts = {
        "here": here.letter,
        "there": there.letter,
        "only_here": len(only_here),
        "only_there": len(only_there),
        "moved": len(moved),
    }
    return (
        _(
            "Prosjekter bare i %(here)s: %(only_here)s. Bare i %(there)s: %(only_there)s. "
            "Med et annet startår: %(moved)s."
        )
        % facts
    )


def _facts(here, there, worth):
    """What heads the page: the same few facts for both."""
    count = len(here.result.inside), len(there.result.inside)
    total = here.result.total, there.result.total
    frame = worths.total_frame(here.problem), worths.total_frame(there.problem)
    after = here.result.after, there.result.after
    told = (
        (_("Prosjekter inne"), "", count, 0),
        (_("Brukt i programmet"), _("mill. kr"), total, 1),
        (_("Rammer i programmet"), _("mill. kr"), frame, 1),
        (_("Bundet i årene etter"), _("mill. kr"), after, 1),
        (_("Nytte etter kriteriene i %(letter)s") % {"letter": here.letter}, _("poeng"), worth, 1),
    )
    return tuple(
        Line(name, number(a, decimals), number(b, decimals), change(b - a, decimals), what, (a, b, b - a))
        for name, what, (a, b), decimals in told
    )


def change(amount, decimals=1):
    """`+3,0`, `−3,0`, and a zero without sign."""
    written = number(amount, decimals)
    return f"+{written}" if amount > 0 and written != number(0, decimals) else written


def _money(here, there, years):
    """What each source pays each year in both, and what all of them pay together."""
    names = {**_source_names(there), **_source_names(here)}
    paid_here, paid_there = _paid(here), _paid(there)
    rows = []
    for key, name in names.items():
        lines = [
            _amounts(str(year), paid_here.get((key, year), 0.0), paid_there.get((key, year), 0.0))
            for year in years
        ]
        rows.append((name, tuple(lines), _sum(name, lines)))
    totals = [
        _amounts(
            str(year),
            *(
                sum(amount for (_key, when), amount in paid.items() if when == year)
                for paid in (paid_here, paid_there)
            ),
        )
        for year in years
    ]
    return (*rows, (_("Alle kilder"), tuple(totals), _sum(_("Alle kilder"), totals)))


def _amounts(name, here, there):
    return Line(name, here, there, there - here)


def _sum(name, lines):
    return _amounts(name, sum(one.here for one in lines), sum(one.there for one in lines))


def _source_names(one):
    return {row.key: row.name for row in one.result.frames}


def _paid(one):
    return {
        (row.key, year): cell.used
        for row in one.result.frames
        for (year, _open), cell in zip(one.result.years, row.cells, strict=True)
    }


def _distribution(here, there):
    """For each way of dividing: what every group gets and brings in both."""
    told = (
        (_("Per part"), _("Part"), "by_party"),
        (_("Per satsingsområde"), _("Satsingsområde"), "by_focus"),
        (_("Per arbeidsgruppe"), _("Arbeidsgruppe"), "by_group"),
        (_("Per kommune"), _("Kommune"), "by_place"),
    )
    found = []
    for title, head, name in told:
        mine = {one.name: one for one in getattr(here.result, name)}
        theirs = {one.name: one for one in getattr(there.result, name)}
        groups = [*mine, *(group for group in theirs if group not in mine)]
        rows = []
        for group in groups:
            amount = _got(theirs, group) - _got(mine, group)
            signed = formats.DASH if formats.shows_as_none(amount) else change(amount)
            rows.append((group, mine.get(group), theirs.get(group), signed))
        found.append((title, head, tuple(rows)))
    return tuple(found)


def _got(slices, group):
    return slices[group].mnok if group in slices else 0.0


def _warnings(here, there):
    """What makes the numbers differ for other reasons than the choices."""
    if here.kind != there.kind:
        yield _(
            "Beløpene er ikke i samme prisår og mva. (%(here)s og %(there)s). Forskjeller i kroner sier da lite."
        ) % {"here": grounds.prices(here.basis), "there": grounds.prices(there.basis)}
    if here.basis["scenario"]["criteria_set"] != there.basis["scenario"]["criteria_set"]:
        yield _("Scenarioene er regnet med ulike kriterier. Nytten er her målt med kriteriene i %(letter)s.") % {
            "letter": here.letter
        }
    strangers = [key for key in there.starts if key not in here.basis["projects"]]
    if strangers:
        yield ngettext(
            "%(count)s prosjekt i %(there)s var ikke med i beregningen av %(here)s, og teller ikke i nytten.",
            "%(count)s prosjekter i %(there)s var ikke med i beregningen av %(here)s, og teller ikke i nytten.",
            len(strangers),
        ) % {"count": len(strangers), "here": here.letter, "there": there.letter}
