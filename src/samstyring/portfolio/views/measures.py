"""Measures: the list, one measure, writing it, grading it, and putting a list of them forward."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.casework.models import Case
from samstyring.ground import history
from samstyring.ground.pages import page_of
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import acts_for_party, is_secretariat, obstacles_to_acting_as_secretariat
from samstyring.portfolio.actions import measures as actions
from samstyring.portfolio.analysis import measures as reading
from samstyring.portfolio.forms.measures import GradeForm, MeasureFilter, MeasureForm, SubmitMeasuresForm
from samstyring.portfolio.models import Measure, Strategy
from samstyring.portfolio.rules import measures as rules


def visible(request, partnership):
    request.section = "strategy"
    return Measure.objects.visible_to(request.person).filter(partnership=partnership)


def found_measure(request, partnership, measure):
    """The measure of the address, if this person may see it; else it does not exist."""
    found = visible(request, partnership).select_related(
        "partnership", "owner", "responsible", "strategy", "case", "decision__forum"
    )
    return get_object_or_404(
        found.prefetch_related("reports__by", "landings__party", "appointments__person"), pk=measure
    )


def _newest_strategies(request, partnership):
    newest = Strategy.objects.visible_to(request.person).filter(partnership=partnership).newest()
    return list(newest.prefetch_related("aims"))


@in_partnership
def measures(request, partnership):
    """Every measure of the partnership, with filters."""
    today = timezone.localdate()
    every = visible(request, partnership)
    parties = reading.members(partnership, today)
    chosen = MeasureFilter(
        request.GET or None, parties=parties, strategies=_newest_strategies(request, partnership)
    )
    asked = chosen.answers if chosen.is_bound else {}
    shown = chosen.narrowed(every) if asked else every
    page = page_of(request, shown)
    return render(
        request,
        "portfolio/measures.html",
        {
            "filter": chosen,
            "is_filtered": bool(asked),
            "page": page,
            "rows": reading.rows(page.object_list, partnership, on=today),
            "shown_count": page.paginator.count,
            "all_count": every.count(),
            "tally": reading.tally_of(shown),
            "may_propose": is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
def measure(request, partnership, measure):
    """What the measure is, what was reported on it, and where it lands with each party."""
    today = timezone.localdate()
    found = found_measure(request, partnership, measure)
    serves = is_secretariat(request.person, partnership, today)
    strategy = found.strategy
    newest = (
        Strategy.objects.visible_to(request.person)
        .filter(partnership=partnership, key=strategy.key)
        .newest()
        .first()
        if strategy
        else None
    )
    landings = rules.landings_of(found, reading.members(partnership, today))
    return render(
        request,
        "portfolio/measure.html",
        {
            "measure": found,
            "kind": rules.GLYPHS[found.status],
            "strategy": newest,
            "aim": rules.aim_of(found, newest.aims.all()) if newest else None,
            "lacks": rules.in_words(lacks) if not found.decision_id and (lacks := rules.lacks_of(found)) else "",
            "reports": found.reports.all(),
            "report_kinds": rules.GLYPHS,
            "due_on": found.report_due_on,
            "is_overdue": rules.is_overdue(found, today),
            "landings": [
                {"row": row, "may_tell": serves or acts_for_party(request.person, row.party, today)}
                for row in landings
            ],
            "landed": rules.landing_words(landings) if landings else "",
            "case_is_seen": Case.objects.visible_to(request.person).filter(pk=found.case_id).exists(),
            "plan_lines": found.plan_lines.select_related("plan__partnership", "funder").order_by(
                "plan__year", "pk"
            ),
            "executors": [one for one in found.appointments.all() if one.holds_on(today)],
            "may_change": serves,
            "may_grade": rules.may_grade(request.person, partnership, today),
            "may_report": found.decision_id is not None and rules.may_report(request.person, found, today),
            "events": history.recent(found),
        },
    )


@in_partnership
def new_measure(request, partnership):
    """Register a measure, under a strategy and an aim or flagged as standing under none."""
    visible(request, partnership)
    return _measure_form(request, partnership)


@in_partnership
def change_measure(request, partnership, measure):
    """Change a measure; of a decided one only who carries it out."""
    return _measure_form(request, partnership, found_measure(request, partnership, measure))


def _measure_form(request, partnership, found=None):
    today = timezone.localdate()
    form = MeasureForm(
        request.POST or None,
        partnership=partnership,
        strategies=_newest_strategies(request, partnership),
        on=today,
        measure=found,
    )
    template, page = "portfolio/measure_form.html", {"form": form, "measure": found}
    if request.method == "POST" and form.is_valid():
        values = form.values
        if found and found.decision_id:
            values = {name: value for name, value in values.items() if name not in rules.LOCKED_FIELDS}
        try:
            if found:
                base = form.cleaned_data["base"]
                saved = actions.change(found, base=base, by=request.person, on=today, **values)
            else:
                saved = actions.propose(partnership, by=request.person, on=today, **values)
        except Refused as refusal:
            if found:
                form.data = form.data.copy()
                form.data["base"] = rules.state_of(visible(request, partnership).get(pk=found.pk))
            return refused(request, template, refusal, **page)
        messages.success(request, _("Tiltaket er lagret."))
        return redirect(saved)
    page["obstacles"] = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
def grade(request, partnership, measure):
    """Say how relevant and feasible the measure is, and why."""
    today = timezone.localdate()
    found = found_measure(request, partnership, measure)
    said = {"relevance": found.relevance, "feasibility": found.feasibility, "reason": found.grade_reason}
    form = GradeForm(request.POST or None, initial=said)
    template, page = "portfolio/measure_grade.html", {"form": form, "measure": found}
    if request.method == "POST" and form.is_valid():
        try:
            actions.grade(found, by=request.person, on=today, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Vurderingen er lagret."))
        return redirect(found)
    page["obstacles"] = list(rules.obstacles_to_grading(found, by=request.person, on=today))
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
def submit_measures(request, partnership):
    """Put a list of measures forward in one case, whose decision adopts them."""
    today = timezone.localdate()
    waiting = visible(request, partnership).filter(decision__isnull=True)
    cases = Case.objects.visible_to(request.person).filter(partnership=partnership, decisions=None)
    form = SubmitMeasuresForm(request.POST or None, measures=waiting, cases=cases)
    template = "portfolio/measures_submit.html"
    page = {"form": form, "waiting": [(one, rules.lacks_of(one)) for one in waiting]}
    page["lacking"] = [(one, rules.in_words(lacks)) for one, lacks in page["waiting"] if lacks]
    if request.method == "POST" and form.is_valid():
        chosen, case = list(form.cleaned_data["measures"]), form.cleaned_data["case"]
        try:
            actions.submit(partnership, chosen, case=case, by=request.person, on=today)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        told = ngettext("%(count)s tiltak følger saken.", "%(count)s tiltak følger saken.", len(chosen))
        messages.success(request, told % {"count": len(chosen)})
        return redirect(case)
    page["obstacles"] = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)
