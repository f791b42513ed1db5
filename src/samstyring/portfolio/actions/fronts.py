"""Asking for the front behind a scenario, and stopping it."""

from django.db import transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.portfolio.actions import jobs
from samstyring.portfolio.rules import fronts as rules


@transaction.atomic
def start_front(scenario, *, by, on=None):
    """Lay the front ready for the worker and return it. It rests on what the scenario was calculated from."""
    on = on or timezone.localdate()
    refuse_if(rules.obstacles_to_asking(scenario, by=by, on=on))
    stands_on = scenario.analysis
    laid = jobs.lay(scenario, "front", problem=stands_on.problem, sha256=stands_on.problem_sha256)
    history.record("scenario.front_started", about=scenario, by=by, sha256=laid.problem_sha256)
    return laid


@transaction.atomic
def stop_front(scenario, *, by, on=None):
    """Stop it. What was asked for can be asked for again."""
    on = on or timezone.localdate()
    refuse_if(rules.obstacles_to_stopping(scenario, by=by, on=on))
    if jobs.stop(scenario.front):
        history.record("scenario.front_stopped", about=scenario, by=by)
