"""A finished calculation as a page reads it: frames, projects in and out, distribution, and what it rests on."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground.formats import number
from samstyring.ground.models import Analysis
from samstyring.portfolio.analysis import costs, distribution, grounds, reasons
from samstyring.portfolio.rules import frames

# Half a thousand kroner: less than this is rounding.
NOTHING = 0.0005


@dataclass(frozen=True)
class Cell:
    """One year of one row. `open` years lie after the agreement."""

    amount: float | None
    open: bool = False


@dataclass(frozen=True)
class FrameCell:
    used: float
    frame: str
    share: float
    open: bool = False
    over: float = 0.0

    @property
    def over_words(self):
        return _("%(amount)s over rammen") % {"amount": number(self.over)} if self.over else ""


@dataclass(frozen=True)
class FrameRow:
    """One source: what is used of its frame each year."""

    key: str
    name: str
    colour: int
    cells: tuple
    total: float
    free: float
    over: tuple = ()  # (year, amount) where more is used than there is

    @property
    def over_words(self):
        """`8,4 over i 2028`"""
        said = [
            _("%(amount)s over i %(year)s") % {"amount": number(amount), "year": year}
            for year, amount in self.over
        ]
        return ", ".join(said)

    @property
    def breaches(self):
        """`Bompenger er 8,4 mill. kr over rammen i 2028.`"""
        return tuple(
            _("%(source)s er %(amount)s mill. kr over rammen i %(year)s.")
            % {"source": self.name, "amount": number(amount), "year": year}
            for year, amount in self.over
        )


@dataclass(frozen=True)
class Part:
    x: float
    width: float
    source: int


@dataclass(frozen=True)
class ProjectRow:
    """One project, in the proposal or outside it."""

    key: str
    name: str
    who: str
    cells: tuple
    total: float | None
    parts: tuple
    parts_label: str
    why: reasons.Why
    locked: bool
    start: int | None
    assumed: bool
    compared: str = ""
    differs: bool = False


@dataclass(frozen=True)
class Result:
    """A calculation that found a plan."""

    years: tuple
    frames: tuple
    inside: tuple
    outside: tuple
    all_frames: tuple  # what all sources are used for and give, by year
    sums: tuple
    total: float
    after: float
    by_party: tuple
    by_focus: tuple
    by_group: tuple
    by_place: tuple
    proof: str
    assumed_count: int
    carries: bool  # some source uses money carried over from the year before


def read(problem, basis, result, *, is_whole=True):
    """Lay out a plan found by the engine. Everything comes from what was stored with it.

    While the reasons are still being found the result is not whole, and those that lack say so.
    """
    plan, years = result["plan"], grounds.years_of(basis)
    says = reasons.Sentences(basis, plan["value"], is_whole=is_whole)
    horizon = {year for year, _open in years}
    money, after = defaultdict(lambda: defaultdict(float)), 0.0
    by_source = defaultdict(lambda: defaultdict(float))
    for payment in plan["money"]:
        if payment["year"] in horizon:
            money[payment["project"]][payment["year"]] += payment["amount"]
            by_source[payment["project"]][payment["source"]] += payment["amount"]
        else:
            after += payment["amount"]
    inside = tuple(
        _project(basis, says, result, key, years, money[key], by_source[key], start)
        for key, start in sorted(
            plan["starts"].items(), key=lambda one: (one[1], basis["projects"][one[0]]["name"])
        )
    )
    sums = tuple(Cell(sum(of[year] for of in money.values()), is_open) for year, is_open in years)
    return Result(
        years=years,
        frames=_frames(basis, plan, years),
        all_frames=_all_frames(plan, years),
        inside=inside,
        outside=_outside(basis, says, result, years),
        sums=sums,
        total=sum(cell.amount for cell in sums),
        after=after,
        by_party=distribution.by_party(basis, result, money),
        by_focus=distribution.by_focus(basis, result, money),
        by_group=distribution.by_working_group(problem, basis, result, money),
        by_place=distribution.by_municipality(basis, result, money),
        proof=_proof(plan),
        assumed_count=sum(1 for key in plan["starts"] if basis["projects"][key]["cost_from"] == costs.ASSUMPTIONS),
        carries=any(one["carried_in"] > NOTHING and one["year"] in horizon for one in plan["use"]),
    )


def reasons_known(calculation):
    """The keys of the projects whose reason is found, in the order they were found."""
    return list((calculation.result or {}).get("why", ()))


def news(basis, result, keys):
    """(key, reason) for projects whose reason has come since the page was shown."""
    says = reasons.Sentences(basis, result["plan"]["value"])
    return [(key, says.why(result["why"][key])) for key in keys]


def _project(basis, says, result, key, years, money, by_source, start):
    told = basis["projects"][key]
    total = sum(money.values())
    parts, x = [], 0.0
    for source in sorted(by_source, key=lambda one: list(basis["sources"]).index(one)):
        width = 100 * by_source[source] / total if total else 0
        parts.append(Part(round(x, 1), round(width, 1), basis["sources"][source]["colour"]))
        x += width
    label = ", ".join(
        f"{basis['sources'][source]['name']} {number(100 * amount / total, 0)} %"
        for source, amount in by_source.items()
        if total
    )
    reason = result["why"].get(key)
    return ProjectRow(
        key=key,
        name=told["name"],
        who=told["short"],
        cells=tuple(Cell(money.get(year) or None, is_open) for year, is_open in years),
        total=total,
        parts=tuple(parts),
        parts_label=label,
        why=says.why(reason) if reason else says.not_settled(),
        locked=bool(reason) and reason["kind"] in ("locked", "must-start"),
        start=start,
        assumed=told["cost_from"] == costs.ASSUMPTIONS,
    )


def _outside(basis, says, result, years):
    """The reserve list in its order, then what no money would bring in."""
    starts = result["plan"]["starts"]
    order = [one["key"] for one in result["reserve"]]
    worthless = {one["key"] for one in result["reserve"] if one["relative"] is None}
    rest = sorted(
        (key for key in basis["projects"] if key not in starts and key not in order),
        key=lambda key: basis["projects"][key]["name"],
    )
    empty = tuple(Cell(None, is_open) for _year, is_open in years)
    rows = []
    for key in [*order, *rest]:
        told, reason = basis["projects"][key], result["why"].get(key)
        why = says.why(reason) if reason else says.not_settled()
        if key in worthless:
            why = says.worth_nothing()
        assumed = told["cost_from"] == costs.ASSUMPTIONS
        rows.append(ProjectRow(key, told["name"], told["short"], empty, None, (), "", why, False, None, assumed))
    return tuple(rows)


def _frames(basis, plan, years):
    use = {(one["source"], one["year"]): one for one in plan["use"]}
    rows = []
    for key, source in basis["sources"].items():
        cells, given, over = [], 0.0, []
        for year, is_open in years:
            one = use[key, year]
            room = one["frame"] + one["carried_in"]
            given += one["frame"]
            share = 100 * one["used"] / room if room > NOTHING else 0
            carried = one["carried_in"] if one["carried_in"] > NOTHING else 0
            known = str(year) in basis["frames"][key]
            words = frames.words(one["frame"], carried) if known else _("uten ramme")
            beyond = one["used"] - room if one["used"] > room + NOTHING else 0.0
            if beyond:
                over.append((year, beyond))
            cells.append(FrameCell(one["used"], words, round(min(share, 100), 1), is_open, beyond))
        total = sum(cell.used for cell in cells)
        free = max(0.0, given - total)
        rows.append(FrameRow(key, source["name"], source["colour"], tuple(cells), total, free, tuple(over)))
    return tuple(rows)


def _all_frames(plan, years):
    cells = []
    for year, is_open in years:
        of = [one for one in plan["use"] if one["year"] == year]
        given = sum(one["frame"] for one in of)
        words = frames.words(given, 0) if given > NOTHING else _("uten ramme")
        cells.append(FrameCell(sum(one["used"] for one in of), words, 0.0, is_open))
    return tuple(cells)


def _proof(plan):
    if plan["status"] == "optimal":
        return _("Bevist: ingen annen plan gir mer nytte innenfor rammene og reglene.")
    if plan["status"] == "within-gap":
        percent = number(100 * plan["gap"], 2)
        return _("Bevist: ingen annen plan gir mer enn %(percent)s %% mer nytte.") % {"percent": percent}
    percent = number(100 * plan["gap"], 1)
    return _("Tidsgrensen stoppet søket. Det kan finnes en plan med opptil %(percent)s %% mer nytte.") % {
        "percent": percent
    }


def compare(result, other):
    """The same rows with one more word each: where the other scenario has the project."""
    starts = other["plan"]["starts"]

    def with_word(row):
        there = starts.get(row.key)
        if row.start is None:
            return replace(row, compared=_("Ute") if there is None else _("Inne"), differs=there is not None)
        if there is None:
            return replace(row, compared=_("Ute"), differs=True)
        if there == row.start:
            return replace(row, compared=_("Som her"))
        years = abs(there - row.start)
        if there < row.start:
            words = ngettext("Ett år før", "%(years)s år før", years) % {"years": years}
        else:
            words = ngettext("Ett år senere", "%(years)s år senere", years) % {"years": years}
        return replace(row, compared=words, differs=True)

    return replace(
        result,
        inside=tuple(with_word(row) for row in result.inside),
        outside=tuple(with_word(row) for row in result.outside),
    )


def verdict(analysis, basis, result):
    """(bold sentence, what follows, kind of glyph) for a scenario as it stands."""
    name = basis["scenario"]["name"]
    if analysis.status == Analysis.Status.IMPOSSIBLE:
        says = reasons.Sentences(basis)
        return _("«%(name)s» kan ikke løses.") % {"name": name}, says.impossible(analysis.result), "stop"
    count, candidates = len(result.inside), len(basis["projects"])
    facts = {
        "count": count,
        "of": candidates,
        "amount": number(result.total),
        "prices": grounds.prices(basis),
        "name": name,
    }
    bold = _("«%(name)s» holder alle rammer og regler.") % facts
    rest = (
        ngettext(
            "%(count)s av %(of)s prosjekter er inne, for %(amount)s mill. kr (%(prices)s).",
            "%(count)s av %(of)s prosjekter er inne, for %(amount)s mill. kr (%(prices)s).",
            count,
        )
        % facts
    )
    return bold, rest, "done"
