"""The least change of an adopted programme that holds the frames and rules as they are now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground.formats import number
from samstyring.ground.models import Analysis
from samstyring.portfolio.analysis import reasons
from samstyring.portfolio.analysis.planning import attempt

COVERING = "covering"
SECONDS = 60.0


def adopted_starts(programme):
    """The year each project of a programme gets its first money. One query."""
    paid = programme.lines.filter(project__isnull=False, amount_mnok__gt=0)
    starts = {}
    for key, year in paid.order_by("year").values_list("project__key", "year"):
        starts.setdefault(key, year)
    return starts


def with_taken(problem, starts, *, through):
    """The problem where what has started already may have done so: a decision widens what a sheet says is possible."""
    years = problem["years"]

    def widened(one):
        start = starts.get(one["key"])
        if start is None or (start > through and start >= years[0]):
            return one
        at = max(start, years[0]) - years[0]
        return {**one, "earliest": min(one["earliest"], at), "latest": max(one["latest"], at)}

    return {**problem, "projects": [widened(one) for one in problem["projects"]]}


def work(analysis, pulse):
    """Find the least that is uncovered, the least change, and what more change would give."""
    from samstyring.engine import rebalance
    from samstyring.engine.adopted import Adopted
    from samstyring.engine.problem import read

    told = analysis.problem

    def searched(_value, _bound, seconds):
        pulse.tell(100 * seconds / SECONDS, COVERING)

    try:
        found, refusal = attempt(
            lambda: rebalance.rebalance(
                Adopted(told["adopted"]["starts"], (), 0.0),
                read(told["problem"]),
                frozen_through=told["adopted"]["frozen_through"],
                missing=told["basis"]["scenario"]["missing_scores"],
                seconds=SECONDS,
                progress=searched,
                cancelled=pulse.stopped,
            )
        )
    except rebalance.FrozenContradiction as error:
        keys = [key for key, _why in error.decisions]
        return Analysis.Status.IMPOSSIBLE, {"contradiction": keys}
    return refusal or (Analysis.Status.DONE, rebalance.as_mapping(found))


@dataclass(frozen=True)
class Change:
    name: str
    kind: str  # of glyph
    word: str
    text: str


@dataclass(frozen=True)
class Point:
    """One step of the curve: how many projects change, and how much of the free worth it reaches."""

    changed: int
    share: float
    names: str
    is_free: bool


@dataclass(frozen=True)
class Rebalancing:
    programme: str
    sentence: str
    shortfall: str
    places: tuple  # where money is missing, in words
    changes: tuple
    curve: tuple
    frozen: str
    refusal: str


def read(analysis):
    """Lay out what was found in the words of the calculation it is about."""
    told, result = analysis.problem, analysis.result
    says = reasons.Sentences(told["basis"])
    programme = told["adopted"]["programme"]
    if analysis.status == Analysis.Status.IMPOSSIBLE:
        return Rebalancing(programme, "", "", (), (), (), "", _why_impossible(says, result))
    least = result["curve"][0]
    lacks = result["shortfall"]
    return Rebalancing(
        programme=programme,
        sentence=_sentence(least["changes"]),
        shortfall=_shortfall(lacks),
        places=tuple(says.cause(one).text for one in lacks["by_source_year"]) if lacks["amount"] >= 0.05 else (),
        changes=tuple(_change(says, one) for one in least["changes"]),
        curve=tuple(_curve(says, result["curve"])),
        frozen=_frozen(says, result),
        refusal="",
    )


def _curve(says, points):
    """The points of the curve that differ from the one before."""
    shown = None
    for one in points:
        known = one["changed"], round(one["share_of_free"], 6)
        if known != shown:
            names = says.names(change["project"] for change in one["changes"])
            yield Point(one["changed"], 100 * one["share_of_free"], names, one["extra"] is None)
        shown = known


def _why_impossible(says, result):
    if "contradiction" in result:
        names = reasons.listed([says.name(key) for key in result["contradiction"]], most=4)
        return _(
            "%(names)s er alt i gang eller vedtatt, men arkene eller reglene i scenarioet tillater det ikke slik de står nå."
        ) % {"names": names}
    return says.impossible(result)


def _sentence(changes):
    if not changes:
        return _("Programmet kan stå som det er.")
    return ngettext(
        "Det er nok å endre ett prosjekt.", "Det er nok å endre %(count)s prosjekter.", len(changes)
    ) % {"count": len(changes)}


def _shortfall(lacks):
    if lacks["amount"] < 0.05:
        return _("Alt kan dekkes innenfor rammene.")
    facts = {"amount": number(lacks["amount"])}
    if lacks["proved"]:
        return _("%(amount)s mill. kr mangler uansett hva som endres.") % facts
    return _("Om lag %(amount)s mill. kr mangler uansett hva som endres.") % facts


def _change(says, one):
    name, facts = says.name(one["project"]), {"old": one.get("from"), "new": one.get("to")}
    if one["kind"] == "moved":
        return Change(name, "dev", _("Flyttes"), _("Fra %(old)s til %(new)s.") % facts)
    if one["kind"] == "new":
        return Change(name, "prog", _("Nytt"), _("Starter i %(new)s.") % facts)
    return Change(name, "stop", _("Går ut"), _("Skulle startet i %(old)s.") % facts)


def _frozen(says, result):
    kept = [says.name(one["project"]) for one in result["frozen"] if one["year"] is not None]
    if not kept:
        return _("Ingen prosjekter er i gang ennå, så ingen start er låst.")
    facts = {"names": reasons.listed(kept, most=4), "year": result["years"][0]}
    return (
        _(
            "Startene som alt er skjedd, røres ikke: %(names)s. "
            "Kostnaden deres er det arket eller forutsetningene har fra og med %(year)s."
        )
        % facts
    )
