"""Looking into a scenario's plan: how robust it is, what its costs may become, and changes that are tried."""

from django.db import transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.portfolio.actions import jobs
from samstyring.portfolio.actions.scenarios import start_calculation
from samstyring.portfolio.analysis import exposure, rebalancing, robustness, trials
from samstyring.portfolio.analysis import scenarios as analysis
from samstyring.portfolio.models import Project, Scenario, ScenarioProject
from samstyring.portfolio.rules import inquiries as rules
from samstyring.portfolio.rules import jobs as job_rules
from samstyring.portfolio.rules import scenarios as scenario_rules


@transaction.atomic
def start_robustness(scenario, *, by, on=None):
    """Lay the study of the parties' disagreement ready for the worker, and return it."""
    calculation = _plan_of(scenario, by=by, on=on)
    weights = robustness.party_weights(scenario.criteria_set)
    refuse_if(rules.obstacles_to_robustness(scenario, parties=len(weights["parties"])))
    content = {
        **calculation.problem,
        "weights": weights,
        "starts": calculation.result["plan"]["starts"],
        "missing": calculation.problem["basis"]["scenario"]["missing_scores"],
    }
    sha256 = robustness.digest(calculation.problem_sha256, weights)
    laid = jobs.lay(scenario, "robust", problem=content, sha256=sha256)
    history.record("scenario.inquired", about=scenario, by=by, what="robust", sha256=sha256)
    return laid


@transaction.atomic
def start_exposure(scenario, *, correlation, by, on=None):
    """Lay the drawing of uncertain costs ready for the worker, and return it."""
    calculation = _plan_of(scenario, by=by, on=on)
    problem, plan = calculation.problem["problem"], calculation.result["plan"]
    if not exposure.spreads(problem, plan["starts"]):
        refuse_if([rules.NO_SPREADS])
    content = {**calculation.problem, "plan": plan, "correlation": float(correlation)}
    laid = jobs.lay(scenario, "exposure", problem=content, sha256=calculation.problem_sha256)
    history.record("scenario.inquired", about=scenario, by=by, what="exposure")
    return laid


@transaction.atomic
def start_rebalancing(scenario, *, by, on=None):
    """Lay the search for the least change of the adopted programme ready for the worker, and return it."""
    on = on or timezone.localdate()
    found = analysis.ground(scenario)
    programme = rules.adopted_programme(scenario.partnership)
    refuse_if(analysis.obstacles_to_calculating(scenario, found, by=by, on=on))
    if programme is None:
        refuse_if([rules.NO_ADOPTED_PROGRAMME])
    adopted = {
        "programme": str(programme),
        "id": programme.pk,
        "starts": rebalancing.adopted_starts(programme),
        "frozen_through": on.year,
    }
    problem = rebalancing.with_taken(found.problem, adopted["starts"], through=on.year)
    content = {"problem": problem, "basis": found.basis, "adopted": adopted}
    laid = jobs.lay(scenario, "rebalance", problem=content, sha256=analysis.digest(found.problem))
    history.record("scenario.inquired", about=scenario, by=by, what="rebalance")
    return laid


@transaction.atomic
def start_trial(scenario, *, key, kind, by, on=None):
    """Lay one change ready to be tried, and return it. What was tried before is dropped."""
    calculation = _plan_of(scenario, by=by, on=on)
    problem, basis = calculation.problem["problem"], calculation.problem["basis"]
    refuse_if(rules.obstacles_to_trying(problem, basis, key=key, kind=kind))
    changed = trials.with_change(problem, key, kind)
    content = {"problem": changed, "basis": basis, "change": {"key": key, "kind": kind}}
    tried = scenario.trial
    if job_rules.is_under_way(tried) and tried.problem == content:
        return tried
    if tried is not None:
        drop_trial(scenario, by=by, on=on)
    return jobs.lay(scenario, "trial", problem=content, sha256=calculation.problem_sha256)


def _plan_of(scenario, *, by, on):
    on = on or timezone.localdate()
    calculation = scenario.analysis
    changed = calculation is not None and analysis.has_changed(scenario, analysis.ground(scenario))
    refuse_if(rules.obstacles_to_inquiring(scenario, changed=changed, by=by, on=on))
    return calculation


@transaction.atomic
def stop_inquiry(scenario, place, *, by, on=None):
    """Stop an inquiry that is under way."""
    refuse_if(scenario_rules.obstacles_to_writing(scenario.partnership, by=by, on=on or timezone.localdate()))
    jobs.stop(getattr(scenario, place))


@transaction.atomic
def drop_trial(scenario, *, by, on=None):
    """Forget what was tried."""
    stop_inquiry(scenario, "trial", by=by, on=on)
    Scenario.objects.filter(pk=scenario.pk).update(trial=None)
    scenario.trial = None


@transaction.atomic
def keep_trial(scenario, *, reason="", by, on=None):
    """Make what was tried a rule of the scenario, and lay a new calculation ready. Returns the calculation."""
    tried = scenario.trial
    _plan_of(scenario, by=by, on=on)
    if not trials.is_for(tried, scenario.analysis):
        refuse_if([rules.NOTHING_TRIED])
    if tried.status != tried.Status.DONE:
        refuse_if([rules.TRIED_IMPOSSIBLE])
    change = tried.problem["change"]
    project = Project.objects.get(partnership=scenario.partnership, key=change["key"])
    if change["kind"] == ScenarioProject.Kind.EXCLUDED and not reason.strip():
        refuse_if([scenario_rules.EXCLUDED_WITHOUT_REASON(project=project)])
    rule = ScenarioProject.objects.filter(scenario=scenario, project=project)
    rule.delete()
    if change["kind"] != rules.FREE:
        ScenarioProject.objects.create(
            scenario=scenario, project=project, kind=change["kind"], reason=reason.strip()
        )
    drop_trial(scenario, by=by, on=on)
    history.record("scenario.changed", about=scenario, by=by, fields=["special_projects"])
    return start_calculation(scenario, by=by, on=on)
