"""Where the secretariat appoints somebody outside the parties to carry out a measure, and ends it again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat
from samstyring.portfolio.actions import executors as actions
from samstyring.portfolio.forms.executors import ExecutorEndingForm, ExecutorForm
from samstyring.portfolio.rules import executors as rules
from samstyring.portfolio.views.measures import found_measure


@in_partnership
def executors(request, partnership, measure):
    """Who carries out the measure, and did before, and the form that appoints one more."""
    today = timezone.localdate()
    found = found_measure(request, partnership, measure)
    people = rules.known_executors(partnership)
    form = ExecutorForm(request.POST or None, people=people, initial={"from_day": today})
    serves = is_secretariat(request.person, partnership, today)
    page = {
        "measure": found,
        "form": form,
        "may_appoint": serves,
        "appointments": [
            {"one": one, "standing": one.standing_on(today)}
            for one in found.appointments.select_related("person", "appointed_by")
        ],
    }
    template = "portfolio/executors.html"
    if form.is_valid():
        told = dict(form.cleaned_data)
        person, name, email = (told.pop(key) for key in ("person", "name", "email"))
        told |= {"to": found, "by": request.person, "on": today}
        try:
            made = actions.appoint(person, **told) if person else actions.appoint_new(name, email=email, **told)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("%(person)s er oppnevnt.") % {"person": made.person})
        return redirect("portfolio:executors", partnership.key, found.pk)
    page["obstacles"] = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
def end_executor(request, partnership, measure, appointment):
    """The secretariat ends an appointment; from the day after, the person sees nothing more."""
    today = timezone.localdate()
    found = found_measure(request, partnership, measure)
    appointment = get_object_or_404(found.appointments.select_related("person"), pk=appointment)
    appointment.measure = found
    form = ExecutorEndingForm(request.POST or None, initial={"last_day": today})
    template, page = "portfolio/executor_end.html", {"measure": found, "appointment": appointment, "form": form}
    if form.is_valid():
        try:
            actions.end(appointment, by=request.person, on=today, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Oppdraget er avsluttet. Det som er rapportert, står."))
        return redirect("portfolio:executors", partnership.key, found.pk)
    page["obstacles"] = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)
