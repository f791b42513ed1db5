"""Looking into a plan from the workbench: robustness, uncertain costs, and changes that are tried."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samstyring.ground.refusal import Refused
from samstyring.partnership.access import in_partnership
from samstyring.portfolio import tasks
from samstyring.portfolio.actions import inquiries as acts
from samstyring.portfolio.analysis import jobs
from samstyring.portfolio.forms.inquiries import CorrelationForm, KeepForm
from samstyring.portfolio.views import workbench
from samstyring.portfolio.views.inquired import trial_context


def _there(scenario, slug):
    return redirect(f"{scenario.get_absolute_url()}#{slug}")


def _place(slug):
    if slug not in jobs.PLACES:
        raise Http404
    return jobs.PLACES[slug]


@in_partnership
@require_GET
def method(request, partnership):
    """How the plan, the robustness and the uncertainty are found, and what they do not prove."""
    return render(request, "portfolio/method.html")


@in_partnership
@require_POST
def start_robustness(request, partnership, scenario):
    """Start the study of what holds when the parties disagree."""
    scenario = workbench.found(request, scenario)
    try:
        laid = acts.start_robustness(scenario, by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal)
    tasks.study_robustness.enqueue(laid.pk)
    return _there(scenario, "robusthet")


@in_partnership
@require_POST
def start_exposure(request, partnership, scenario):
    """Start drawing what the costs may become."""
    scenario = workbench.found(request, scenario)
    form = CorrelationForm(request.POST)
    if not form.is_valid():
        return workbench.show(request, scenario, status=422, correlation_form=form)
    try:
        laid = acts.start_exposure(scenario, **form.cleaned_data, by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal)
    tasks.draw_costs.enqueue(laid.pk)
    return _there(scenario, "usikkerhet")


@in_partnership
@require_POST
def start_rebalancing(request, partnership, scenario):
    """Start the search for the least change of the adopted programme."""
    scenario = workbench.found(request, scenario)
    try:
        laid = acts.start_rebalancing(scenario, by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal)
    tasks.find_least_change.enqueue(laid.pk)
    return _there(scenario, "minste-endring")


@in_partnership
@require_GET
def progress(request, partnership, scenario, slug):
    """How far an inquiry has come; the page is loaded again when it is over. A try is answered in place."""
    scenario = workbench.found(request, scenario)
    _place(slug)
    if not request.htmx:
        return _there(scenario, slug)
    standing = jobs.standing(scenario, slug)
    if slug == "prov":
        response = _trial_fragment(request, scenario)
        if not standing.is_under_way:
            response["HX-Reswap"] = "outerHTML show:#prov:top"
        return response
    response = render(
        request,
        "portfolio/_inquiry_progress.html",
        {"scenario": scenario, "job": standing, "may_write": workbench.may_write(request)},
    )
    # The page is loaded again when something can be read, and when the work is over.
    if not standing.is_under_way or (standing.has_part and not request.GET.get("vist")):
        response["HX-Refresh"] = "true"
    return response


@in_partnership
@require_POST
def stop(request, partnership, scenario, slug):
    """Stop an inquiry."""
    scenario = workbench.found(request, scenario)
    try:
        acts.stop_inquiry(scenario, _place(slug), by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal)
    return _there(scenario, slug)


def _trial_fragment(request, scenario, **context):
    context = {"scenario": scenario, **trial_context(scenario), **context}
    return render(request, "portfolio/_trial.html", context | {"may_write": workbench.may_write(request)})


@in_partnership
@require_POST
def start_trial(request, partnership, scenario):
    """Try one change: lock a project in, hold it outside, or set it free."""
    scenario = workbench.found(request, scenario)
    key, kind = request.POST.get("project", ""), request.POST.get("kind", "")
    try:
        laid = acts.start_trial(scenario, key=key, kind=kind, by=request.person)
    except Refused as refusal:
        if request.htmx:
            response = _trial_fragment(request, scenario, refusal=refusal.obstacles)
            response.status_code = 422
            return response
        return workbench.refuse(request, scenario, refusal)
    tasks.try_change.enqueue(laid.pk)
    if not request.htmx:
        return _there(scenario, "prov")
    return _trial_fragment(request, workbench.found(request, scenario.pk))


@in_partnership
@require_POST
def keep_trial(request, partnership, scenario):
    """Make what was tried a rule, and calculate again."""
    scenario = workbench.found(request, scenario)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return workbench.show(request, scenario, status=422, keep_form=form)
    try:
        calculation = acts.keep_trial(scenario, **form.cleaned_data, by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal, keep_form=form)
    tasks.calculate.enqueue(calculation.pk)
    messages.success(request, _("Endringen er nå en regel i scenarioet, og planen legges på nytt."))
    return redirect(scenario)


@in_partnership
@require_POST
def drop_trial(request, partnership, scenario):
    """Forget what was tried."""
    scenario = workbench.found(request, scenario)
    try:
        acts.drop_trial(scenario, by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal)
    if request.htmx:
        return _trial_fragment(request, scenario)
    return redirect(scenario)
