"""Reporting on a measure, from inside and from outside the partnership, and where it lands with a party."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.models import Partnership
from samstyring.partnership.rules.acting import acts_for_party, obstacles_to_acting_for_party
from samstyring.portfolio.actions import measures as actions
from samstyring.portfolio.forms.measures import LandingForm, ReportForm
from samstyring.portfolio.models import Measure
from samstyring.portfolio.rules import measures as rules
from samstyring.portfolio.views.measures import found_measure


@in_partnership
def report(request, partnership, measure):
    """Tell how far the measure has come."""
    found = found_measure(request, partnership, measure)
    return _report(request, found, "portfolio/measure_report.html", {"measure": found}, found.get_absolute_url())


def _report(request, found, template, page, back):
    today = timezone.localdate()
    last = found.last_report
    form = ReportForm(request.POST or None, initial={"status": last.status if last else ""})
    page["form"] = form
    if request.method == "POST" and form.is_valid():
        try:
            actions.report(found, by=request.person, on=today, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Rapporten er lagret."))
        return redirect(back)
    page["obstacles"] = list(rules.obstacles_to_reporting(found, next_due_on=None, by=request.person, on=today))
    return render(request, template, page, status=422 if form.is_bound else 200)


@login_required
def assignments(request, partnership):
    """What a person carries out for the partnership. Somebody outside it reads this and nothing else."""
    found = _carried_out(request, partnership)
    found = list(found.select_related("partnership", "owner", "decision").prefetch_related("reports"))
    of = found[0].partnership if found else _own_partnership(request, partnership)
    return render(
        request,
        "portfolio/assignments.html",
        {
            "rows": [
                {
                    "measure": one,
                    "kind": rules.GLYPHS[one.status],
                    "due_on": one.report_due_on,
                    "is_overdue": rules.is_overdue(one, timezone.localdate()),
                }
                for one in found
            ],
            "of": of,
        },
    )


def _own_partnership(request, partnership):
    """Somebody with a part in the partnership, but no assignment, reads an empty list."""
    return get_object_or_404(Partnership.objects.visible_to(request.person), key=partnership)


def _carried_out(request, partnership):
    mine = Measure.objects.visible_to(request.person).filter(partnership__key=partnership)
    return mine.filter(pk__in=mine.carried_out_by(request.person))


def _is_theirs(appointment, person):
    return appointment.person_id == person.pk and appointment.holds_on(timezone.localdate())


@login_required
def assignment(request, partnership, measure):
    """One measure for the one who carries it out: what it is, what was reported, and a form for the next report."""
    found = get_object_or_404(
        _carried_out(request, partnership)
        .select_related("partnership", "owner", "responsible", "decision")
        .prefetch_related("reports__by", "appointments"),
        pk=measure,
    )
    page = {
        "measure": found,
        "kind": rules.GLYPHS[found.status],
        "covers": [one.covers for one in found.appointments.all() if _is_theirs(one, request.person)],
        # What others tell of the measure is not part of the assignment.
        "reports": [one for one in found.reports.all() if one.by_id == request.person.pk],
        "report_kinds": rules.GLYPHS,
        "due_on": found.report_due_on,
        "is_overdue": rules.is_overdue(found, timezone.localdate()),
    }
    return _report(request, found, "portfolio/assignment.html", page, request.path)


@in_partnership
def landing(request, partnership, measure, party):
    """Tell where the measure stands in one of the party's own plans."""
    today = timezone.localdate()
    found = found_measure(request, partnership, measure)
    party = get_object_or_404(partnership.parties.filter(is_member=True), key=party)
    party.partnership = partnership
    stands = [one for one in found.landings.all() if one.party_id == party.pk]
    asked = next((one for one in stands if one.plan == request.GET.get("plan")), None)
    initial = (
        {"plan": asked.plan, "reference": asked.reference, "status": asked.status, "words": asked.words}
        if asked
        else {}
    )
    form = LandingForm(request.POST or None, initial=initial)
    template = "portfolio/measure_landing.html"
    page = {
        "measure": found,
        "party": party,
        "form": form,
        "stands": stands,
        "on_behalf": not acts_for_party(request.person, party, today),
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.land(found, party, by=request.person, on=today, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Det er lagret hvor tiltaket står hos %(party)s.") % {"party": party})
        return redirect(found)
    page["obstacles"] = list(obstacles_to_acting_for_party(request.person, party, today))
    return render(request, template, page, status=422 if form.is_bound else 200)
