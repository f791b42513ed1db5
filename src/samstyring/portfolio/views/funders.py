"""Funders: what they ask for, the reports they wait for, and what was delivered."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground import files, history
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat
from samstyring.portfolio.actions import action_plans as actions
from samstyring.portfolio.forms.action_plans import DeliveryForm, ExpectedReportForm, FunderForm
from samstyring.portfolio.models import Funder
from samstyring.portfolio.rules import action_plans as rules


def _found(request, partnership, funder):
    request.section = "strategy"
    found = Funder.objects.visible_to(request.person).filter(partnership=partnership)
    return get_object_or_404(found.select_related("partnership"), pk=funder)


@in_partnership
def funder(request, partnership, funder):
    """What the funder asks for, and every report with its due date and what was delivered."""
    today = timezone.localdate()
    found = _found(request, partnership, funder)
    rows = []
    for report in found.reports.select_related("file", "delivered_by"):
        kind, word = rules.report_standing(report, today)
        rows.append({"report": report, "kind": kind, "word": word})
    lines = list(found.plan_lines.select_related("plan__partnership", "measure"))
    for line in lines:
        line.kind_words = rules.words_of(line)
    return render(
        request,
        "portfolio/funder.html",
        {
            "funder": found,
            "rows": rows,
            "overdue": sum(row["report"].is_overdue(today) for row in rows),
            "lines": lines,
            "may_change": is_secretariat(request.person, partnership, today),
            "events": history.recent(found),
        },
    )


@in_partnership
def new_funder(request, partnership):
    """Register somebody who gives money."""
    request.section = "strategy"
    return _funder_form(request, partnership)


@in_partnership
def change_funder(request, partnership, funder):
    return _funder_form(request, partnership, _found(request, partnership, funder))


def _funder_form(request, partnership, found=None):
    today = timezone.localdate()
    start = {"name": found.name, "demands": found.demands, "role": found.role} if found else {}
    form = FunderForm(request.POST or None, initial=start)
    template, page = "portfolio/funder_form.html", {"form": form, "funder": found}
    if request.method == "POST" and form.is_valid():
        told = {"by": request.person, "on": today, **form.cleaned_data}
        try:
            saved = actions.change_funder(found, **told) if found else actions.add_funder(partnership, **told)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        return redirect(saved)
    page["obstacles"] = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
def expect_report(request, partnership, funder):
    """Write down that the funder waits for a report."""
    today = timezone.localdate()
    found = _found(request, partnership, funder)
    form = ExpectedReportForm(request.POST or None)
    template, page = "portfolio/funder_report.html", {"form": form, "funder": found}
    if request.method == "POST" and form.is_valid():
        try:
            actions.expect_report(found, by=request.person, on=today, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        return redirect(found)
    page["obstacles"] = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
def deliver_report(request, partnership, funder, delivery):
    """Write down that a report was delivered, with the report itself."""
    today = timezone.localdate()
    found = _found(request, partnership, funder)
    report = get_object_or_404(found.reports, pk=delivery)
    report.funder = found
    form = DeliveryForm(request.POST or None, request.FILES or None, initial={"delivered_on": today})
    template, page = "portfolio/funder_delivery.html", {"form": form, "funder": found, "report": report}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            file = files.store(upload) if upload else None
            actions.deliver_report(
                report, delivered_on=form.cleaned_data["delivered_on"], file=file, by=request.person, on=today
            )
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Rapporten er registrert som levert."))
        return redirect(found)
    page["obstacles"] = list(
        rules.obstacles_to_delivering(report, delivered_on=today, by=request.person, on=today)
    )
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
def report_file(request, partnership, funder, delivery):
    """What was delivered to the funder."""
    found = _found(request, partnership, funder)
    report = get_object_or_404(found.reports.select_related("file"), pk=delivery, file__isnull=False)
    return FileResponse(
        report.file.content.open("rb"), filename=report.file.name, content_type=report.file.media_type
    )
