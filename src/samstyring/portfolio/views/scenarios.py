"""The prioritisation workbench: scenarios, their calculation, and the way to a forum."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samstyring.casework.models import Case
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.portfolio import tasks
from samstyring.portfolio.actions import programmes as programme_acts
from samstyring.portfolio.actions import scenarios as acts
from samstyring.portfolio.analysis import grounds, results
from samstyring.portfolio.analysis.figures.whole import Charts
from samstyring.portfolio.forms.scenarios import RecommendForm, ScenarioForm
from samstyring.portfolio.models import AssumptionSet, Recommendation
from samstyring.portfolio.rules import jobs
from samstyring.portfolio.rules import programmes as programme_rules
from samstyring.portfolio.rules import scenarios as rules
from samstyring.portfolio.views import workbench


@in_partnership
@require_GET
def scenarios(request, partnership):
    """Every scenario of the partnership, and the sets of assumptions they may rest on."""
    assumptions = AssumptionSet.objects.visible_to(request.person).filter(partnership=partnership)
    return render(
        request,
        "portfolio/scenarios.html",
        {
            "scenarios": list(workbench.lettered(partnership, request.person)),
            "assumptions": assumptions.standing(),
            "may_write": workbench.may_write(request),
        },
    )


@in_partnership
@require_GET
def scenario(request, partnership, scenario):
    """One scenario: the verdict, frames, projects in and out, and what it all rests on."""
    scenario = workbench.found(request, scenario)
    return workbench.show(request, scenario)


@in_partnership
@require_GET
def progress(request, partnership, scenario):
    """How far the calculation has come. When it is over, the page is asked to load again."""
    scenario = workbench.found(request, scenario)
    if not request.htmx:
        return redirect(scenario)
    calculation, shown = scenario.analysis, _shown(request)
    known = results.reasons_known(calculation)
    context = {"scenario": scenario, "calculation": calculation, **workbench.progress_of(calculation)}
    # Where the rows tell how robust each project is, there is no place for the short reason.
    context["robust"] = "robust" in request.GET
    if jobs.has_answer(calculation) and shown is not None and len(known) > shown:
        context["news"] = results.news(calculation.problem["basis"], calculation.result, known[shown:])
    response = render(request, "portfolio/_scenario_progress.html", context)
    # The page is loaded again when the plan is there, and when the work is over.
    if not jobs.is_under_way(calculation) or (shown is None and jobs.has_answer(calculation)):
        response["HX-Refresh"] = "true"
    return response


def _shown(request):
    """How many reasons the page shows already; None where it shows no plan yet."""
    given = request.GET.get("vist", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else None


@in_partnership
def new_scenario(request, partnership):
    """Write a scenario."""
    initial = {"first_year": timezone.localdate().year + 1}
    form = ScenarioForm(request.POST or None, partnership=partnership, initial=initial)
    return _write(
        request,
        form,
        {"title": _("Nytt scenario")},
        lambda asked: acts.draft_scenario(partnership, by=request.person, **asked),
    )


@in_partnership
def change_scenario(request, partnership, scenario):
    """Change what a scenario asks."""
    scenario = workbench.found(request, scenario)
    form = ScenarioForm(request.POST or None, partnership=partnership, scenario=scenario)
    return _write(
        request,
        form,
        {"title": _("Endre scenario"), "scenario": scenario},
        lambda asked: acts.change_scenario(scenario, by=request.person, **asked),
    )


def _write(request, form, context, act):
    template = "portfolio/scenario_form.html"
    if request.method != "POST":
        obstacles = list(
            rules.obstacles_to_writing(request.partnership, by=request.person, on=timezone.localdate())
        )
        return render(request, template, {"form": form, "obstacles": obstacles, **context})
    if not form.is_valid():
        return render(request, template, {"form": form, **context}, status=422)
    try:
        written = act(form.asked())
    except Refused as refusal:
        return refused(request, template, refusal, form=form, **context)
    return redirect(written)


@in_partnership
@require_POST
def calculate(request, partnership, scenario):
    """Start a calculation. The worker takes it; the page can be left."""
    scenario = workbench.found(request, scenario)
    try:
        calculation = acts.start_calculation(scenario, by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal)
    tasks.calculate.enqueue(calculation.pk)
    return redirect(scenario)


@in_partnership
@require_POST
def stop(request, partnership, scenario):
    """Stop the calculation."""
    scenario = workbench.found(request, scenario)
    try:
        acts.stop_calculation(scenario, by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal)
    return redirect(scenario)


@in_partnership
@require_POST
def remove_assumptions(request, partnership, assumptions):
    """Take a set of assumptions out of use."""
    visible = AssumptionSet.objects.visible_to(request.person).filter(partnership=partnership)
    assumptions = get_object_or_404(visible, pk=assumptions)
    try:
        acts.remove_assumptions(assumptions, by=request.person)
    except Refused as refusal:
        return refused(request, "ground/refused.html", refusal)
    messages.success(request, _("Forutsetningene «%(name)s» er fjernet.") % {"name": assumptions})
    return redirect("portfolio:scenarios", partnership.key)


@in_partnership
def recommend(request, partnership, scenario):
    """Freeze the scenario on a case, so that a forum can be asked to recommend it."""
    scenario = workbench.found(request, scenario)
    cases = programme_rules.open_cases(Case.objects.visible_to(request.person).filter(partnership=partnership))
    suggested = _("Handlingsprogram %(first)s–%(last)s") % {
        "first": scenario.first_year,
        "last": scenario.first_year + scenario.years - 1,
    }
    form = RecommendForm(request.POST or None, cases=cases, initial={"title": suggested})
    template, context = "portfolio/scenario_recommend.html", {"scenario": scenario, "form": form}
    if request.method != "POST":
        obstacles = list(
            acts.obstacles_to_recommending(scenario, case=None, by=request.person, on=timezone.localdate())
        )
        return render(request, template, {**context, "obstacles": obstacles})
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        recommendation = acts.recommend(scenario, by=request.person, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    return redirect(recommendation)


@in_partnership
def recommendation(request, partnership, recommendation):
    """A frozen scenario as the forum sees it; here the programme is drafted from it."""
    visible = Recommendation.objects.visible_to(request.person).filter(case__partnership=partnership)
    found = get_object_or_404(visible.select_related("case", "scenario", "frozen_by"), pk=recommendation)
    content = found.content
    basis, problem = content["basis"], content["problem"]
    result = results.read(problem, basis, content["result"])
    context = {
        "recommendation": found,
        "basis": basis,
        "result": result,
        "columns": len(result.years) + 4,
        "rests_on": grounds.rests_on(basis),
        "unit": grounds.unit(basis),
        "prices": grounds.prices(basis),
        "chips": grounds.rule_chips(problem, basis),
        "method": grounds.method(basis, problem),
        "left_out": grounds.left_out(basis),
        "flags": grounds.flags(basis),
        "standings": grounds.frame_standings(basis),
        "charts": Charts(problem, basis, content["result"], result).main(),
        "notes_then": found.notes_then(),
        "notes_since": found.notes_since(),
        "programmes": found.programmes.select_related("partnership"),
        "may_write": workbench.may_write(request),
    }
    if request.method != "POST":
        return render(request, "portfolio/scenario_frozen.html", context)
    try:
        programme = programme_acts.draft_programme(found, by=request.person)
    except Refused as refusal:
        return refused(request, "portfolio/scenario_frozen.html", refusal, **context)
    return redirect(programme)
