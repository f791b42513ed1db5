"""What uncertain costs do to a plan: the sum, the reserve, and how often each frame is exceeded."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samstyring.ground.formats import number
from samstyring.ground.models import Analysis
from samstyring.portfolio.analysis import grounds
from samstyring.portfolio.analysis.reasons import listed

DRAWING = "drawing"
# How much the costs of different projects move together: a choice of people, always shown.
CORRELATIONS = {
    "0": gettext_lazy("ikke (0)"),
    "0.2": gettext_lazy("noe (0,2)"),
    "0.4": gettext_lazy("mye (0,4)"),
    "0.7": gettext_lazy("svært mye (0,7)"),
}
USUAL = "0.2"
# A frame that is exceeded more often than this is pointed at.
OFTEN = 0.15


def spreads(problem, starts):
    """The keys of the projects in a plan whose cost has a known spread."""
    return [one["key"] for one in problem["projects"] if one["key"] in starts and one.get("cost_distribution")]


def work(analysis, pulse):
    """Draw the costs of the plan many times."""
    from samstyring.engine import adopted, exposure
    from samstyring.engine.problem import read

    pulse.tell(10, DRAWING)
    found = exposure.expose(
        read(analysis.problem["problem"]),
        adopted.read(analysis.problem["plan"]),
        correlation=analysis.problem["correlation"],
        without="certain",
    )
    return Analysis.Status.DONE, exposure.as_mapping(found)


@dataclass(frozen=True)
class Chance:
    """How often a source lacks money in a year."""

    share: float | None  # per cent
    words: str
    open: bool
    often: bool


@dataclass(frozen=True)
class SourceRow:
    name: str
    colour: int
    cells: tuple
    ever: str
    p50: float
    p85: float


@dataclass(frozen=True)
class ProjectRow:
    name: str
    planned: float
    p50: float
    p85: float
    share: float
    is_certain: bool


@dataclass(frozen=True)
class Exposure:
    """A finished drawing as the page reads it."""

    planned: float
    p50: float
    p85: float
    reserve: float
    sum_of_p85: float
    sentence: str
    frames_sentence: str
    years: tuple
    sources: tuple
    projects: tuple
    certain: str  # what was counted as certain, and why
    method: str


def read(basis, result):
    """Lay out a drawing in the words of the calculation it is about."""
    total, years = result["total"], grounds.years_of(basis)
    chances = {(one["source"], one["year"]): one for one in result["by_source_year"]}
    facts = {"p50": number(total["p50"]), "p85": number(total["p85"]), "reserve": number(total["reserve"])}
    without = [basis["projects"][key]["name"] for key in result["without_distribution"]["projects"]]
    return Exposure(
        planned=total["planned"],
        p50=total["p50"],
        p85=total["p85"],
        reserve=total["reserve"],
        sum_of_p85=total["sum_of_p85"],
        sentence=_(
            "Forslaget koster %(p50)s mill. kr eller mindre i halvparten av tilfellene, "
            "og %(p85)s eller mindre i 85 av 100. Reserven mellom dem er %(reserve)s."
        )
        % facts,
        frames_sentence=_frames_sentence(basis, result),
        years=years,
        sources=tuple(
            SourceRow(
                name=basis["sources"][one["source"]]["name"],
                colour=basis["sources"][one["source"]]["colour"],
                cells=tuple(_chance(chances.get((one["source"], year)), is_open) for year, is_open in years),
                ever=_share(one["exceeded"]),
                p50=one["p50"],
                p85=one["p85"],
            )
            for one in result["by_source"]
            if one["source"] in basis["sources"]
        ),
        projects=tuple(
            ProjectRow(
                basis["projects"][one["project"]]["name"],
                one["planned"],
                one["p50"],
                one["p85"],
                100 * one["spread_share"],
                one["basis"] == "certain",
            )
            for one in result["projects"]
        ),
        certain=_certain(without),
        method=_(
            "%(draws)s tenkte utfall. Kostnadene er antatt å henge sammen med %(correlation)s på en skala fra 0 til 1. "
            "Dette valget betyr mest for resultatet."
        )
        % {"draws": number(result["draws"], 0), "correlation": number(result["correlation"])},
    )


def _chance(one, is_open):
    if one is None:
        return Chance(None, "", is_open, False)
    return Chance(
        100 * one["exceeded"]["share"], _share(one["exceeded"]), is_open, one["exceeded"]["share"] > OFTEN
    )


def _share(told):
    """`21 %`, and `under 0,1 %` where it was never seen."""
    if told["share"] == 0:
        return _("under %(percent)s %%") % {"percent": number(max(0.1, 100 * told["high"]))}
    return _("%(percent)s %%") % {"percent": number(100 * told["share"], 0 if told["share"] >= 0.1 else 1)}


def _frames_sentence(basis, result):
    worst = max(result["by_source_year"], key=lambda one: one["exceeded"]["share"], default=None)
    if worst is None or worst["exceeded"]["share"] == 0:
        return _("Ingen ramme ble overskredet i noe utfall.")
    return _("En ramme ryker et sted i %(any)s av utfallene. Mest utsatt er %(source)s i %(year)s: %(share)s.") % {
        "any": _share(result["any_frame"]),
        "source": basis["sources"].get(worst["source"], {}).get("name", worst["source"]),
        "year": worst["year"],
        "share": _share(worst["exceeded"]),
    }


def _certain(names):
    if not names:
        return ""
    return ngettext(
        "Kostnaden til %(names)s er regnet som sikker, fordi den ikke har både P50 og P85. Usikkerheten er større enn den ser ut.",
        "Kostnadene til %(count)s prosjekter er regnet som sikre, fordi de ikke har både P50 og P85 (%(names)s). "
        "Usikkerheten er større enn den ser ut.",
        len(names),
    ) % {"count": len(names), "names": listed(names, most=4)}
