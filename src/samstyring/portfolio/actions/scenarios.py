"""Acts on scenarios: write, calculate, stop, recommend on a case; and on the assumptions they rest on."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone

from samstyring.casework.actions.cases import open_case
from samstyring.ground import history
from samstyring.ground.models import Analysis
from samstyring.ground.refusal import refuse_if
from samstyring.portfolio.actions import jobs
from samstyring.portfolio.analysis import scenarios as analysis
from samstyring.portfolio.models import (
    AssumptionSet,
    Recommendation,
    Scenario,
    ScenarioProject,
    ScenarioShare,
)
from samstyring.portfolio.rules import programmes as programme_rules
from samstyring.portfolio.rules import scenarios as rules

FIELDS = (
    "name",
    "first_year",
    "years",
    "criteria_set",
    "assumptions",
    "missing_scores",
    "carry_over_share",
)


@transaction.atomic
def draft_scenario(partnership, *, fields, specials=(), shares=(), by, on=None):
    """Write a new scenario and return it."""
    on = on or timezone.localdate()
    refuse_if(
        rules.obstacles_to_saving(partnership, fields=fields, specials=specials, shares=shares, by=by, on=on)
    )
    scenario = Scenario.objects.create(
        partnership=partnership, created_by=by, **{name: fields[name] for name in FIELDS}
    )
    _lay_rules(scenario, specials, shares)
    history.record("scenario.drafted", about=scenario, by=by)
    return scenario


@transaction.atomic
def change_scenario(scenario, *, fields, specials=(), shares=(), by, on=None):
    """Change what a scenario asks. What was calculated before stays until it is calculated again."""
    on = on or timezone.localdate()
    refuse_if(
        rules.obstacles_to_saving(
            scenario.partnership, fields=fields, specials=specials, shares=shares, by=by, on=on
        )
    )
    changed = [name for name in FIELDS if getattr(scenario, name) != fields[name]]
    for name in changed:
        setattr(scenario, name, fields[name])
    scenario.save(update_fields=changed)
    scenario.special_projects.all().delete()
    scenario.shares.all().delete()
    _lay_rules(scenario, specials, shares)
    history.record("scenario.changed", about=scenario, by=by, fields=changed)
    return scenario


def _lay_rules(scenario, specials, shares):
    ScenarioProject.objects.bulk_create(ScenarioProject(scenario=scenario, **special) for special in specials)
    ScenarioShare.objects.bulk_create(ScenarioShare(scenario=scenario, **share) for share in shares)


@transaction.atomic
def start_calculation(scenario, *, by, on=None):
    """Lay a calculation ready for the worker and return it. Whoever calls hands it to the worker."""
    on = on or timezone.localdate()
    found = analysis.ground(scenario)
    refuse_if(analysis.obstacles_to_calculating(scenario, found, by=by, on=on))
    laid = jobs.lay(
        scenario,
        "analysis",
        problem={"problem": found.problem, "basis": found.basis},
        sha256=analysis.digest(found.problem),
    )
    history.record("scenario.started", about=scenario, by=by, sha256=laid.problem_sha256)
    return laid


@transaction.atomic
def stop_calculation(scenario, *, by, on=None):
    """Stop a calculation: at once if nobody has begun it, else as soon as the worker hears of it."""
    on = on or timezone.localdate()
    refuse_if(rules.obstacles_to_writing(scenario.partnership, by=by, on=on))
    if jobs.stop(scenario.analysis):
        history.record("scenario.stopped", about=scenario, by=by)


@transaction.atomic
def remove_assumptions(assumptions, *, by, on=None):
    """Take a set of assumptions out of use. Scenarios that rest on it then say what they lack."""
    on = on or timezone.localdate()
    refuse_if(rules.obstacles_to_writing(assumptions.partnership, by=by, on=on))
    removed = AssumptionSet.objects.standing().filter(pk=assumptions.pk)
    if removed.update(removed_at=timezone.now(), removed_by=by):
        history.record("assumptions.removed", about=assumptions, by=by)
    assumptions.refresh_from_db()


@transaction.atomic
def recommend(scenario, *, case=None, title="", by, on=None):
    """Freeze a calculated scenario on a case, and return the recommendation. It is never changed.

    Without a case, one with this title is opened with the usual road of an action programme.
    """
    on = on or timezone.localdate()
    refuse_if(obstacles_to_recommending(scenario, case=case, by=by, on=on))
    if case is None:
        kind = programme_rules.case_kind(scenario.partnership)
        case = open_case(scenario.partnership, kind=kind, title=title.strip(), by=by, on=on)
    calculation = scenario.analysis
    content = {
        "problem_sha256": calculation.problem_sha256,
        "calculated_at": calculation.ended_at.isoformat(),
        **calculation.problem,
        "result": calculation.result,
    }
    recommendation = Recommendation.objects.create(
        case=case, scenario=scenario, content=content, sha256=sha256_of(content), frozen_by=by
    )
    history.record(
        "scenario.recommended", about=[case, recommendation, scenario], by=by, sha256=recommendation.sha256
    )
    return recommendation


def sha256_of(content):
    """The hash of frozen content, the same whatever order its keys are stored in."""
    canonical = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def obstacles_to_recommending(scenario, *, case, by, on):
    """Yield why this scenario cannot be put before a forum on this case."""
    yield from rules.obstacles_to_writing(scenario.partnership, by=by, on=on)
    calculation = scenario.analysis
    if calculation is None or calculation.status != Analysis.Status.DONE:
        yield rules.NOT_CALCULATED
    elif analysis.has_changed(scenario, analysis.ground(scenario)):
        yield rules.CHANGED_SINCE
    if case is not None:
        yield from programme_rules.obstacles_to_using_case(case, scenario.partnership)
