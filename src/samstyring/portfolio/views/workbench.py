"""The page of a scenario: what stands on it, whichever act brought the reader there."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.models import Analysis
from samstyring.portfolio import tasks
from samstyring.portfolio.analysis import grounds, reasons, results
from samstyring.portfolio.analysis import scenarios as analysis
from samstyring.portfolio.models import Scenario
from samstyring.portfolio.rules import jobs
from samstyring.portfolio.rules import scenarios as rules

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def found(request, scenario):
    visible = Scenario.objects.visible_to(request.person).filter(partnership=request.partnership)
    return get_object_or_404(
        visible.select_related("analysis", "criteria_set", "assumptions", "partnership"), pk=scenario
    )


def may_write(request):
    return not list(rules.obstacles_to_writing(request.partnership, by=request.person, on=timezone.localdate()))


def lettered(partnership, person):
    """The scenarios in the order they were made, each with its letter."""
    visible = Scenario.objects.visible_to(person).filter(partnership=partnership)
    listed = visible.select_related("partnership", "analysis", "criteria_set", "assumptions").defer(
        "analysis__problem", "analysis__result"
    )
    for number, one in enumerate(listed):
        one.letter = LETTERS[number] if number < len(LETTERS) else str(number + 1)
        one.is_lost = jobs.is_lost(one.analysis)
        yield one


def page(request, scenario):
    """Everything the page of a scenario shows."""
    ground = analysis.ground(scenario)
    listed = list(lettered(request.partnership, request.person))
    here = next(one for one in listed if one.pk == scenario.pk)
    here.is_shown = True
    calculation = scenario.analysis
    context = {
        "scenario": scenario,
        "scenarios": listed,
        "letter": here.letter,
        "calculation": calculation,
        "may_write": may_write(request),
        "under_way": jobs.is_under_way(calculation),
        **progress_of(calculation),
        "basis": ground.basis,
        "left_out": grounds.left_out(ground.basis),
        "flags": grounds.flags(ground.basis),
        "rests_on": grounds.rests_on(ground.basis),
        "unit": grounds.unit(ground.basis),
        "method": grounds.method(ground.basis, ground.problem),
        "chips": grounds.rule_chips(ground.problem, ground.basis),
        "standings": grounds.frame_standings(ground.basis),
        "recommendations": scenario.recommendations.select_related("case"),
    }
    if jobs.has_answer(calculation):
        context |= _answer(request, calculation, listed, scenario)
        context["changed"] = analysis.has_changed(scenario, ground)
    return context


def _answer(request, calculation, listed, scenario):
    problem, basis = calculation.problem["problem"], calculation.problem["basis"]
    told = {
        "basis": basis,
        "rests_on": grounds.rests_on(basis),
        "unit": grounds.unit(basis),
        "chips": grounds.rule_chips(problem, basis),
        "method": grounds.method(basis, problem),
        "left_out": grounds.left_out(basis),
        "flags": grounds.flags(basis),
        "standings": grounds.frame_standings(basis),
    }
    if calculation.status == Analysis.Status.IMPOSSIBLE:
        says = reasons.Sentences(basis)
        causes = [says.cause(one) for one in calculation.result["conflict"]]
        return told | {"verdict": results.verdict(calculation, basis, None), "causes": causes}
    result = results.read(problem, basis, calculation.result, is_whole=calculation.is_over)
    others = [
        one
        for one in listed
        if one.pk != scenario.pk and one.analysis and one.analysis.status == Analysis.Status.DONE
    ]
    against = next((one for one in others if str(one.pk) == request.GET.get("sammenlign")), None)
    if against:
        result = results.compare(result, against.analysis.result)
    return told | {
        "verdict": results.verdict(calculation, basis, result),
        "result": result,
        "others": others,
        "against": against,
        "columns": len(result.years) + 4 + bool(against),
    }


def progress_of(calculation):
    if calculation is None:
        return {}
    stages = {
        tasks.SEARCHING: _("Søker etter den beste planen"),
        tasks.EXPLAINING: _("Finner ut hvorfor hvert prosjekt er inne eller ute"),
    }
    return {
        "stage": stages.get(calculation.stage, _("Venter på tur")),
        "has_plan": jobs.has_answer(calculation),
        "known": len(results.reasons_known(calculation)),
        "waited_long": jobs.has_waited_long(calculation),
        "is_lost": jobs.is_lost(calculation),
    }
