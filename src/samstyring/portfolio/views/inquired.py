"""What the workbench shows of the inquiries into a plan."""

from django.utils import timezone

from samstyring.ground.models import Analysis
from samstyring.portfolio.analysis import exposure, jobs, party_weights, rebalancing, robustness, scenarios, trials
from samstyring.portfolio.forms.inquiries import CorrelationForm, KeepForm
from samstyring.portfolio.models import CriteriaSet, ScenarioProject
from samstyring.portfolio.rules import inquiries as rules


def inquiries_context(scenario):
    """Everything beside the plan itself. Wants a scenario whose calculation holds a plan."""
    return {
        **_robustness(scenario),
        **_exposure(scenario),
        **trial_context(scenario),
        "changes": _changes(scenario),
    }


def _robustness(scenario):
    if scenario.criteria_set.mode != CriteriaSet.Mode.WEIGHTS:
        return {"robust_refusal": [rules.ROBUST_NEEDS_WEIGHTS]}
    calculation, job = scenario.analysis, jobs.standing(scenario, "robusthet")
    given = robustness.party_weights(scenario.criteria_set)
    weights = party_weights.read(scenario.criteria_set, timezone.localdate())
    found = {
        "robust_job": job,
        "weights": weights,
        "robust_silent": party_weights.silent_words(weights),
        "robust_refusal": list(rules.obstacles_to_robustness(scenario, parties=len(given["parties"]))),
    }
    if job.is_answered or job.has_part:
        # It is about another plan when the plan was calculated again, and about older weights when a party gave new.
        of_this_plan = job.analysis.problem["starts"] == calculation.result["plan"]["starts"]
        of_this_plan &= job.analysis.problem["problem"] == calculation.problem["problem"]
        found["robust_is_old"] = not of_this_plan
        if job.analysis.status == Analysis.Status.IMPOSSIBLE:
            return found
        if of_this_plan:
            found["robust"] = robustness.read(calculation.problem["basis"], job.analysis.result)
            found["robust_rows"] = list(found["robust"].marks.values())
            found["weights_are_new"] = given != job.analysis.problem["weights"]
    return found


def _exposure(scenario):
    calculation, job = scenario.analysis, jobs.standing(scenario, "usikkerhet")
    problem, plan = calculation.problem["problem"], calculation.result["plan"]
    known = exposure.spreads(problem, plan["starts"])
    chosen = str(job.analysis.problem["correlation"]) if job.is_asked else exposure.USUAL
    chosen = "0" if chosen == "0.0" else chosen
    found = {
        "exposure_job": job,
        "spread_count": len(known),
        "spread_of": len(plan["starts"]),
        "correlation_form": CorrelationForm(initial={"correlation": chosen}),
    }
    if job.is_answered:
        of_this_plan = job.analysis.problem["plan"]["starts"] == plan["starts"]
        of_this_plan &= job.analysis.problem_sha256 == calculation.problem_sha256
        found["exposure_is_old"] = not of_this_plan
        if of_this_plan:
            found["exposure"] = exposure.read(calculation.problem["basis"], job.analysis.result)
    return found


def rebalancing_context(scenario, ground):
    """The least change of the adopted programme. Shown whether or not the scenario has a plan."""
    job = jobs.standing(scenario, "minste-endring")
    found = {"rebalance_job": job, "adopted_programme": rules.adopted_programme(scenario.partnership)}
    if job.is_answered:
        found["rebalance_is_old"] = job.analysis.problem_sha256 != scenarios.digest(ground.problem)
        found["rebalancing"] = rebalancing.read(job.analysis)
    return found


def trial_context(scenario):
    """What is being tried, or was. A try that is about an older calculation is not shown."""
    job = jobs.standing(scenario, "prov")
    found = {"trial_job": job, "keep_form": KeepForm()}
    if job.is_asked and job.analysis.problem_sha256 != scenario.analysis.problem_sha256:
        return found | {"trial_job": None}
    if job.is_asked:
        change, basis = job.analysis.problem["change"], job.analysis.problem["basis"]
        found["tried_project"] = basis["projects"][change["key"]]["name"]
        found["tried_key"] = change["key"]
        found["tried_act"] = rules.CHANGES[change["kind"]]
    if job.is_answered:
        found["trial"] = trials.read(job.analysis, scenario.analysis.result["plan"])
    return found


def _changes(scenario):
    """Project key → the one change that is offered beside it: (kind, words)."""
    calculation = scenario.analysis
    problem, starts = calculation.problem["problem"], calculation.result["plan"]["starts"]
    offered = {}
    for one in problem["projects"]:
        if rules.kind_now(problem, one["key"]) != rules.FREE:
            kind = rules.FREE
        else:
            kind = ScenarioProject.Kind.EXCLUDED if one["key"] in starts else ScenarioProject.Kind.LOCKED
        offered[one["key"]] = (str(kind), rules.SHORT[kind])
    return offered
