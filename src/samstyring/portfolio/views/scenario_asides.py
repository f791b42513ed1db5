"""Notes on a scenario, and the front behind it: two things asked for from the scenario's own page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samstyring.ground.refusal import Refused
from samstyring.partnership.access import in_partnership
from samstyring.portfolio import tasks
from samstyring.portfolio.actions import fronts, scenario_notes
from samstyring.portfolio.forms.scenario_notes import NoteForm
from samstyring.portfolio.rules import jobs
from samstyring.portfolio.views import workbench


@in_partnership
@require_POST
def write_note(request, partnership, scenario):
    """Write a note. It stands for good."""
    scenario = workbench.found(request, scenario)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return workbench.show(request, scenario, status=422, note_form=form)
    try:
        scenario_notes.write_note(scenario, **form.cleaned_data, by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal, note_form=form)
    messages.success(request, _("Notatet er lagret."))
    return redirect(f"{scenario.get_absolute_url()}#notater")


@in_partnership
@require_POST
def start_front(request, partnership, scenario):
    """Ask what could be had at other frames. The worker takes it; the page can be left."""
    scenario = workbench.found(request, scenario)
    try:
        laid = fronts.start_front(scenario, by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal)
    tasks.find_front.enqueue(laid.pk)
    return redirect(f"{scenario.get_absolute_url()}#front")


@in_partnership
@require_POST
def stop_front(request, partnership, scenario):
    """Stop it."""
    scenario = workbench.found(request, scenario)
    try:
        fronts.stop_front(scenario, by=request.person)
    except Refused as refusal:
        return workbench.refuse(request, scenario, refusal)
    return redirect(f"{scenario.get_absolute_url()}#front")


@in_partnership
@require_GET
def front_progress(request, partnership, scenario):
    """How far it has come. When it is over, the page is asked to load again."""
    scenario = workbench.found(request, scenario)
    if not request.htmx:
        return redirect(scenario)
    context = {"scenario": scenario, "front": scenario.front, **workbench.front_state(scenario)}
    response = render(request, "portfolio/_scenario_front_progress.html", context)
    if not jobs.is_under_way(scenario.front):
        response["HX-Refresh"] = "true"
    return response
