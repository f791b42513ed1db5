"""Where a calculation stands, as a page tells it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring.ground.models import Analysis
from samstyring.portfolio.rules import jobs as rules

# The places a scenario has for inquiries into its plan, by the word in the address.
PLACES = {"robusthet": "robust", "usikkerhet": "exposure", "prov": "trial", "minste-endring": "rebalance"}
# What the work is doing, by the key the worker leaves.
STAGES = {
    "corners": gettext_lazy("Finner den beste planen for hver part"),
    "samples": gettext_lazy("Prøver planene mot tusen blandinger av partenes vekter"),
    "proofs": gettext_lazy("Prøver å bevise hva som alltid er inne og ute"),
    "challenges": gettext_lazy("Leter etter planer som sier noe annet"),
    "drawing": gettext_lazy("Trekker kostnader"),
    "covering": gettext_lazy("Finner den minste endringen"),
    "trying": gettext_lazy("Legger planen på nytt med endringen"),
}


@dataclass(frozen=True)
class Standing:
    """One inquiry: not asked for, under way, answered, or ended without an answer."""

    slug: str
    analysis: Any
    is_under_way: bool
    is_answered: bool
    has_part: bool  # something may be read while the rest is worked on
    stage: str
    waited_long: bool
    ended_because: str  # empty where it has an answer, is under way or was never asked for

    @property
    def is_asked(self):
        return self.analysis is not None


def standing(scenario, slug):
    """How it stands with one inquiry into a scenario."""
    analysis = getattr(scenario, PLACES[slug])
    if analysis is None:
        return Standing(slug, None, False, False, False, "", False, "")
    under_way = rules.is_under_way(analysis)
    answered = analysis.status in (Analysis.Status.DONE, Analysis.Status.IMPOSSIBLE)
    because = "" if under_way or answered else _why_ended(analysis)
    stage = str(STAGES.get(analysis.stage, "")) or _("Venter på tur")
    has_part = under_way and bool(analysis.result)
    return Standing(slug, analysis, under_way, answered, has_part, stage, rules.has_waited_long(analysis), because)


def _why_ended(analysis):
    if rules.was_interrupted(analysis):
        return _("Arbeideren stoppet underveis, og beregningen ble avbrutt. Ingenting halvferdig er lagret.")
    if analysis.status == Analysis.Status.CANCELLED:
        return _("Beregningen ble avbrutt.")
    failure = (analysis.result or {}).get("failure", "")
    said = {
        "no-plan-in-time": _("Ingen plan ble funnet innen tidsgrensen."),
        "numerical": _("Tallene kunne ikke regnes nøyaktig nok."),
        "scores-missing": _("Poeng mangler, og scenarioet er satt til å vente på dem."),
    }
    return said.get(failure, _("Beregningen stoppet av en feil som er skrevet i driftsloggen."))
