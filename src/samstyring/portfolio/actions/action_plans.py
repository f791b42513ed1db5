"""The year's programme with its lines, the funders and the reports they wait for, and the operating pot."""

from django.db import IntegrityError, transaction

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat
from samstyring.portfolio.models import ActionPlan, ActionPlanLine, Funder, FunderReport, OperatingYear
from samstyring.portfolio.rules import action_plans as rules


@transaction.atomic
def draft(partnership, *, year, words="", by, on):
    """Begin the programme of a year, or a new version of it with the lines of the version before. Return it."""
    refuse_if(rules.obstacles_to_drafting(partnership, year=year, by=by, on=on))
    newest = partnership.action_plans.filter(year=year).order_by("-version").first()
    try:
        with transaction.atomic():
            plan = ActionPlan.objects.create(
                partnership=partnership, year=year, words=words, version=newest.version + 1 if newest else 1
            )
    except IntegrityError:
        raise Refused(rules.PLAN_AT_SAME_TIME(year=year)) from None
    for line in newest.lines.all() if newest else ():
        line.pk, line._state.adding, line.plan = None, True, plan
        line.save()
    history.record("plan.drafted", about=plan, by=by, year=year, version=plan.version)
    return plan


@transaction.atomic
def add_line(plan, *, by, on, **values):
    refuse_if(rules.obstacles_to_changing(plan, by=by, on=on))
    line = ActionPlanLine.objects.create(plan=plan, **values)
    history.record("plan.line_added", about=plan, by=by, line=line.pk)
    return line


@transaction.atomic
def change_line(line, *, by, on, **values):
    refuse_if(rules.obstacles_to_changing(line.plan, by=by, on=on))
    changed = [name for name in values if getattr(line, name) != values[name]]
    if changed:
        for name in changed:
            setattr(line, name, values[name])
        line.save(update_fields=changed)
        history.record("plan.line_changed", about=line.plan, by=by, line=line.pk, fields=changed)
    return line


@transaction.atomic
def remove_line(line, *, by, on):
    refuse_if(rules.obstacles_to_changing(line.plan, by=by, on=on))
    history.record("plan.line_removed", about=line.plan, by=by, line=line.pk)
    line.delete()


@transaction.atomic
def submit(plan, *, case, by, on):
    """Put the programme forward in a case, so that the decision there adopts it."""
    refuse_if(rules.obstacles_to_submitting(plan, case, by=by, on=on))
    plan.case = case
    plan.save(update_fields=["case"])
    history.record("plan.submitted", about=[plan, case], by=by, year=plan.year, version=plan.version)
    return plan


@transaction.atomic
def adopt_plans(case, decision):
    """The case was decided with the outcome adopted: its year's programme is locked."""
    for plan in case.action_plans.filter(decision__isnull=True):
        plan.decision = decision
        plan.save(update_fields=["decision"])
        history.record("plan.adopted", about=[plan, decision], by=decision.recorded_by, year=plan.year)


@transaction.atomic
def correct_plans(decision, *, still_adopted):
    """A decision was corrected: its programmes rest on the one that stands now, or on none."""
    for plan in ActionPlan.objects.filter(decision=decision.replaces):
        plan.decision = decision if still_adopted else None
        plan.save(update_fields=["decision"])
        if not still_adopted:
            history.record("plan.reopened", about=[plan, decision], by=decision.recorded_by)
    if still_adopted:
        adopt_plans(decision.case, decision)


@transaction.atomic
def add_funder(partnership, *, name, demands, role="", by, on):
    refuse_if(obstacles_to_acting_as_secretariat(by, partnership, on))
    try:
        with transaction.atomic():
            funder = Funder.objects.create(partnership=partnership, name=name, demands=demands, role=role)
    except IntegrityError:
        raise Refused(rules.FUNDER_EXISTS(name=name)) from None
    history.record("funder.added", about=funder, by=by)
    return funder


@transaction.atomic
def change_funder(funder, *, name, demands, role="", by, on):
    refuse_if(obstacles_to_acting_as_secretariat(by, funder.partnership, on))
    funder.name, funder.demands, funder.role = name, demands, role
    try:
        with transaction.atomic():
            funder.save(update_fields=["name", "demands", "role"])
    except IntegrityError:
        raise Refused(rules.FUNDER_EXISTS(name=name)) from None
    history.record("funder.changed", about=funder, by=by)
    return funder


@transaction.atomic
def expect_report(funder, *, title, due_on, by, on):
    """Write down that the funder waits for a report, and by when."""
    refuse_if(obstacles_to_acting_as_secretariat(by, funder.partnership, on))
    try:
        with transaction.atomic():
            report = FunderReport.objects.create(funder=funder, title=title, due_on=due_on)
    except IntegrityError:
        raise Refused(rules.REPORT_EXISTS(title=title)) from None
    history.record("funder.report_expected", about=funder, by=by, report=report.pk)
    return report


@transaction.atomic
def deliver_report(report, *, delivered_on, file=None, by, on):
    """Write down that the report was delivered, and keep what was delivered."""
    refuse_if(rules.obstacles_to_delivering(report, delivered_on=delivered_on, by=by, on=on))
    told = {"delivered_on": delivered_on, "file": file, "delivered_by": by}
    if not FunderReport.objects.filter(pk=report.pk, delivered_on__isnull=True).update(**told):
        report.refresh_from_db()
        refuse_if(rules.obstacles_to_delivering(report, delivered_on=delivered_on, by=by, on=on))
    report.refresh_from_db()
    history.record("funder.report_delivered", about=report.funder, by=by, report=report.pk)
    return report


@transaction.atomic
def settle_operating_year(partnership, *, year, by, on, **values):
    """Set what the operating pot is in a budget year, and what was used of it."""
    refuse_if(obstacles_to_acting_as_secretariat(by, partnership, on))
    row, _new = OperatingYear.objects.update_or_create(partnership=partnership, year=year, defaults=values)
    history.record("operating.settled", about=[row, partnership], by=by, year=year)
    return row
