"""Questions about the front behind a scenario: who may ask for it, and when there is something to ask about."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import Analysis
from samstyring.ground.refusal import Obstacle
from samstyring.portfolio.rules import scenarios as rules

NO_PLAN_YET = Obstacle(
    "no-plan-yet",
    _("Scenarioet er ikke ferdig beregnet, så det er ingenting å sammenligne andre rammer med."),
    _("Beregn scenarioet først."),
)


def obstacles_to_asking(scenario, *, by, on):
    yield from rules.obstacles_to_writing(scenario.partnership, by=by, on=on)
    if scenario.analysis is None or scenario.analysis.status != Analysis.Status.DONE:
        yield NO_PLAN_YET


def obstacles_to_stopping(scenario, *, by, on):
    yield from rules.obstacles_to_writing(scenario.partnership, by=by, on=on)
