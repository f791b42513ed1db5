"""The page of a scenario: what stands on it, whichever act brought the reader there."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.models import Analysis
from samstyring.ground.views import refused
from samstyring.portfolio import tasks
from samstyring.portfolio.analysis import fronts, grounds, reasons, results
from samstyring.portfolio.analysis import scenarios as analysis
from samstyring.portfolio.analysis.figures import front as figures
from samstyring.portfolio.analysis.figures.whole import Charts
from samstyring.portfolio.forms.scenario_notes import NoteForm
from samstyring.portfolio.models import Scenario
from samstyring.portfolio.rules import jobs, scenario_notes
from samstyring.portfolio.rules import scenarios as rules
from samstyring.portfolio.views import inquired

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TEMPLATE = "portfolio/scenario.html"


def found(request, scenario):
    visible = Scenario.objects.visible_to(request.person).filter(partnership=request.partnership)
    return get_object_or_404(
        visible.select_related(
            *("analysis", "front", "robust", "exposure", "trial", "rebalance"),
            *("criteria_set", "assumptions", "partnership"),
        ),
        pk=scenario,
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


def show(request, scenario, *, status=200, **asked):
    """The page of a scenario, with what was asked on it."""
    return render(request, TEMPLATE, page(request, scenario) | asked, status=status)


def refuse(request, scenario, refusal, **asked):
    """The page with what stands in the way, as things are now: what was refused may have touched the scenario."""
    return refused(request, TEMPLATE, refusal, **page(request, found(request, scenario.pk)) | asked)


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
        "notes": scenario.notes.select_related("written_by"),
        "note_form": NoteForm(),
        "may_note": scenario_notes.may_write(request.person, request.partnership, timezone.localdate()),
    }
    if jobs.has_answer(calculation):
        context |= _answer(request, calculation, listed, scenario)
        context["changed"] = analysis.has_changed(scenario, ground)
    context |= inquired.rebalancing_context(scenario, ground)
    if "result" in context:
        context |= inquired.inquiries_context(scenario)
        context |= _width(context)
    return context


def _width(context):
    """How many columns the table has in all, and after the sources."""
    offers_changes = context["may_write"] and not context["changed"]
    more = bool(context.get("robust")) + bool(context["against"]) + offers_changes
    return {"tail": 1 + more, "columns": len(context["result"].years) + 4 + more, "offers_changes": offers_changes}


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
    charts = Charts(problem, basis, calculation.result, result).main()
    if against:
        result = results.compare(result, against.analysis.result)
    return told | {
        "charts": charts,
        **front_state(scenario),
        "front_figure": _front_figure(scenario, listed),
        "verdict": results.verdict(calculation, basis, result),
        "result": result,
        "others": others,
        "against": against,
    }


def front_state(scenario):
    """Where the front behind a scenario stands, and whether it rests on the same as the plan."""
    front = scenario.front
    if front is None:
        return {}
    return {
        "front": front,
        "front_under_way": jobs.is_under_way(front),
        "front_waited_long": jobs.has_waited_long(front),
        "front_is_old": front.problem_sha256 != scenario.analysis.problem_sha256,
        "front_interrupted": jobs.was_interrupted(front),
    }


def plans_on_front(scenario, listed):
    """The scenarios that are calculated, laid on the front of this one."""
    told = scenario.front.problem
    answers = fronts.answers_of(listed, scenario)
    return list(fronts.laid_plans(told["problem"], told["basis"], listed, answers, here=scenario))


def _front_figure(scenario, listed):
    front = scenario.front
    if front is None or front.status != Analysis.Status.DONE:
        return None
    told = front.problem
    return figures.front(front.result, told["basis"], plans_on_front(scenario, listed))


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
