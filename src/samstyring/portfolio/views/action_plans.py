"""The year's programme with budget: the list of years, one year with its lines, and putting it forward."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samstyring.casework.models import Case
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat
from samstyring.portfolio.actions import action_plans as actions
from samstyring.portfolio.forms.action_plans import LineForm, OperatingYearForm, PlanForm
from samstyring.portfolio.forms.criteria import CaseForm
from samstyring.portfolio.models import ActionPlan, Funder, OperatingYear
from samstyring.portfolio.rules import action_plans as rules
from samstyring.portfolio.rules.strategies import adoption_standing


def _visible(request, partnership):
    request.section = "strategy"
    return ActionPlan.objects.visible_to(request.person).filter(partnership=partnership)


def found_plan(request, partnership, plan):
    found = _visible(request, partnership).select_related("partnership", "case", "decision__forum")
    return get_object_or_404(found, pk=plan)


def _line_rows(plan):
    lines = list(plan.lines.select_related("measure__decision", "funder").prefetch_related("measure__reports"))
    for line in lines:
        line.kind_words = rules.words_of(line)
    return lines


@in_partnership
def action_plans(request, partnership):
    """Every year's programme, the funders with what they wait for, and the operating pot over the years."""
    today = timezone.localdate()
    plans = _visible(request, partnership).prefetch_related("lines__funder")
    funders = Funder.objects.visible_to(request.person).filter(partnership=partnership)
    operating = OperatingYear.objects.visible_to(request.person).filter(partnership=partnership)
    return render(
        request,
        "portfolio/action_plans.html",
        {
            "rows": [
                {
                    "plan": plan,
                    "standing": adoption_standing(plan),
                    "sum": rules.sum_of("", list(plan.lines.all())),
                }
                for plan in plans
            ],
            "funders": [
                {
                    "funder": funder,
                    "open": [report for report in funder.reports.all() if report.delivered_on is None],
                    "overdue": any(report.is_overdue(today) for report in funder.reports.all()),
                    "count": len(funder.reports.all()),
                }
                for funder in funders.prefetch_related("reports")
            ],
            "operating": [{"row": row, "words": rules.words_of(row)} for row in operating],
            "may_change": is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
def action_plan(request, partnership, plan):
    """One year: the lines with their funders, what can be added together, and the case."""
    return _plan_page(request, found_plan(request, partnership, plan), timezone.localdate())


def _plan_page(request, found, today, form=None, obstacles=()):
    partnership = found.partnership
    lines = _line_rows(found)
    whole, parts = rules.sums(lines)
    serves = is_secretariat(request.person, partnership, today)
    versions = list(_visible(request, partnership).filter(year=found.year))
    cases = Case.objects.visible_to(request.person).filter(partnership=partnership, decisions=None)
    may_change = serves and found.decision_id is None
    context = {
        "plan": found,
        "standing": adoption_standing(found),
        "lines": lines,
        "whole": whole,
        "parts": parts,
        "versions": versions,
        "case_is_seen": Case.objects.visible_to(request.person).filter(pk=found.case_id).exists(),
        "may_change": may_change,
        "may_renew": serves and all(one.decision_id for one in versions),
        "case_form": form or CaseForm(cases=cases, initial={"case": found.case_id}),
        "obstacles": obstacles,
        "events": history.recent(found),
    }
    return render(request, "portfolio/action_plan.html", context, status=422 if obstacles or form else 200)


@in_partnership
def new_action_plan(request, partnership):
    """Begin the programme of a year; of a year that has one, a new version with its lines."""
    today = timezone.localdate()
    _visible(request, partnership)
    form = PlanForm(request.POST or None, initial={"year": request.GET.get("aar") or today.year + 1})
    template, page = "portfolio/action_plan_new.html", {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.draft(partnership, by=request.person, on=today, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        return redirect(plan)
    page["obstacles"] = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
def plan_line(request, partnership, plan, row=None):
    """Add a line to the year's programme, change it, or take it out."""
    today = timezone.localdate()
    found = found_plan(request, partnership, plan)
    line = get_object_or_404(found.lines, pk=row) if row else None
    form = LineForm(request.POST or None, partnership=partnership, line=line)
    template, page = "portfolio/action_plan_line.html", {"form": form, "plan": found, "line": line}
    if request.method == "POST" and (form.is_valid() or (line and "remove" in request.POST)):
        told = {"by": request.person, "on": today}
        try:
            if line and "remove" in request.POST:
                actions.remove_line(line, **told)
            elif line:
                actions.change_line(line, **told, **form.cleaned_data)
            else:
                actions.add_line(found, **told, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        return redirect(found)
    page["obstacles"] = list(rules.obstacles_to_changing(found, by=request.person, on=today))
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
@require_POST
def submit_action_plan(request, partnership, plan):
    """Put the year's programme forward in a case, whose decision adopts it."""
    today = timezone.localdate()
    found = found_plan(request, partnership, plan)
    form = CaseForm(request.POST, cases=Case.objects.visible_to(request.person).filter(partnership=partnership))
    if not form.is_valid():
        return _plan_page(request, found, today, form=form)
    try:
        actions.submit(found, case=form.cleaned_data["case"], by=request.person, on=today)
    except Refused as refusal:
        return _plan_page(request, found, today, form=form, obstacles=refusal.obstacles)
    messages.success(request, _("Årsprogrammet følger saken, og er vedtatt når saken er det."))
    return redirect(found)


@in_partnership
def operating_year(request, partnership):
    """Set what the operating pot is in a budget year, and what was used of it."""
    today = timezone.localdate()
    request.section = "strategy"
    asked = request.GET.get("aar", "")
    rows = OperatingYear.objects.visible_to(request.person).filter(partnership=partnership)
    row = next((one for one in rows if str(one.year) == asked), None)
    form = OperatingYearForm(request.POST or None, row=row)
    template, page = "portfolio/operating_year.html", {"form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle_operating_year(partnership, by=request.person, on=today, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Driftspotten er lagret."))
        return redirect("portfolio:action_plans", partnership.key)
    page["obstacles"] = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)
