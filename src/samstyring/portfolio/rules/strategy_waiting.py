"""Reports that wait for a person: on the measures the person answers for, and those that funders wait for."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from samstyring.ground.formats import day
from samstyring.partnership.rules.acting import is_secretariat
from samstyring.partnership.rules.waiting import Task
from samstyring.portfolio.models import FunderReport, Measure
from samstyring.portfolio.rules.executors import carries_out

# So long before it is due, a report is told as a task.
MEASURES_AHEAD = timedelta(days=14)
FUNDERS_AHEAD = timedelta(days=30)
MOST = 10


def report_tasks(partnership, person, *, on):
    """Those who answer for a measure are told before it is due, the secretariat when nobody has reported."""
    serves = is_secretariat(person, partnership, on)
    return [*_on_measures(partnership, person, serves, on), *(_to_funders(partnership, on) if serves else ())]


def _on_measures(partnership, person, serves, on):
    decided = Measure.objects.visible_to(person).filter(partnership=partnership, decision__isnull=False)
    waiting = []
    for measure in decided.select_related("partnership").prefetch_related("reports", "appointments"):
        due_on = measure.report_due_on
        own = person.pk == measure.responsible_id or carries_out(person, measure, on)
        if due_on and (own and due_on <= on + MEASURES_AHEAD or serves and due_on < on):
            waiting.append((due_on, measure, own))
    for due_on, measure, own in sorted(waiting, key=lambda one: (one[0], one[1].number))[:MOST]:
        yield Task(
            title=_("Rapporter på tiltaket %(measure)s") % {"measure": measure}
            if own
            else _("Etterlys rapport på tiltaket %(measure)s") % {"measure": measure},
            href=reverse("portfolio:report_measure", args=[partnership.key, measure.pk])
            if own
            else measure.get_absolute_url(),
            why=_("Rapporten skulle være gitt innen %(day)s.") % {"day": day(due_on)}
            if due_on < on
            else _("Rapporten skal være gitt innen %(day)s.") % {"day": day(due_on)},
            due=due_on,
            kind="late" if due_on < on else "todo",
        )


def _to_funders(partnership, on):
    reports = FunderReport.objects.filter(
        funder__partnership=partnership, delivered_on__isnull=True, due_on__lte=on + FUNDERS_AHEAD
    ).select_related("funder")
    for report in reports[:MOST]:
        yield Task(
            title=_("Lever «%(report)s» til %(funder)s") % {"report": report, "funder": report.funder},
            href=reverse("portfolio:funder", args=[partnership.key, report.funder_id]),
            why=_("Finansiøren venter på rapporten."),
            due=report.due_on,
            kind="late" if report.is_overdue(on) else "todo",
        )
