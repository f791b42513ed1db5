"""Questions about looking into a plan: its robustness, its uncertain costs, and changes that are tried."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.portfolio.models import CriteriaSet, ScenarioProject
from samstyring.portfolio.rules import jobs
from samstyring.portfolio.rules import scenarios as rules

ROBUST_NEEDS_WEIGHTS = Obstacle(
    "robust-needs-weights",
    _("Kriteriene er rangert. Da har ikke partene vekter å være uenige om, og robustheten kan ikke regnes."),
    _("Velg et kriteriesett med vekter."),
)
NO_PARTY_WEIGHTS = Obstacle(
    "no-party-weights",
    _("Ingen part har gitt sine vekter til «{criteria}»."),
    _("Partene kan gi hver sine vekter, eller sekretariatet kan føre dem med kilde."),
)
NO_SPREADS = Obstacle(
    "no-spreads",
    _("Ingen prosjekter i forslaget har et anslag på hvor usikker kostnaden er."),
    _("Prosjekteierne kan føre P50 og P85 på arkene."),
)
UNKNOWN_PROJECT = Obstacle(
    "unknown-project",
    _("Prosjektet er ikke med i beregningen, og kan ikke prøves."),
    _("Velg et prosjekt i tabellen."),
)
ALREADY_SO = Obstacle(
    "already-so",
    _("{project} har allerede denne regelen."),
    _("Velg en annen endring."),
)
NOTHING_TRIED = Obstacle(
    "nothing-tried",
    _("Det er ingen prøvd endring å beholde. Den kan være forkastet, eller gjelde en eldre beregning."),
    _("Prøv endringen på nytt."),
)
TRIED_IMPOSSIBLE = Obstacle(
    "tried-impossible",
    _("Endringen kan ikke beholdes, fordi ingen plan holder rammene og reglene med den."),
    _("Forkast den, eller endre reglene for scenarioet."),
)
NO_ADOPTED_PROGRAMME = Obstacle(
    "no-adopted-programme",
    _("Det finnes ikke noe vedtatt handlingsprogram å endre."),
    _("Når styringsgruppen har vedtatt et program, kan den minste endringen regnes ut her."),
)
FREE = "free"
CHANGES = {
    ScenarioProject.Kind.LOCKED: _("Lås inn"),
    ScenarioProject.Kind.EXCLUDED: _("Hold utenfor"),
    FREE: _("Slipp fri"),
}

# The same, as short as a dense table wants it.
SHORT = {
    ScenarioProject.Kind.LOCKED: _("Ta inn"),
    ScenarioProject.Kind.EXCLUDED: _("Ta ut"),
    FREE: _("Slipp fri"),
}


def obstacles_to_inquiring(scenario, *, changed, by, on):
    """Yield why nothing can be asked of the scenario's plan. `changed`: its ground is no longer the same."""
    yield from rules.obstacles_to_writing(scenario.partnership, by=by, on=on)
    calculation = scenario.analysis
    if not jobs.has_answer(calculation) or "plan" not in calculation.result:
        yield rules.NOT_CALCULATED
    elif changed:
        yield rules.CHANGED_SINCE


def adopted_programme(partnership):
    """The newest programme that is adopted and has projects, or None."""
    adopted = partnership.programmes.filter(decision__isnull=False, lines__project__isnull=False)
    return adopted.distinct().order_by("-first_year", "-version").first()


def obstacles_to_robustness(scenario, *, parties):
    """Yield why the robustness cannot be found. `parties`: how many have given weights."""
    if scenario.criteria_set.mode != CriteriaSet.Mode.WEIGHTS:
        yield ROBUST_NEEDS_WEIGHTS
    elif not parties:
        yield NO_PARTY_WEIGHTS(criteria=scenario.criteria_set)


def kind_now(problem, key):
    """The rule that holds for a project in a problem: locked, excluded or free."""
    if key in problem["locked"]:
        return ScenarioProject.Kind.LOCKED
    return ScenarioProject.Kind.EXCLUDED if key in problem["excluded"] else FREE


def obstacles_to_trying(problem, basis, *, key, kind):
    """Yield why this change of one project cannot be tried."""
    if kind not in CHANGES or key not in basis["projects"]:
        yield UNKNOWN_PROJECT
    elif kind_now(problem, key) == kind:
        yield ALREADY_SO(project=basis["projects"][key]["name"])
