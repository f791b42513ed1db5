"""The portfolio's front page, the four-step board, and moving over it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.portfolio.actions import submissions as actions
from samstyring.portfolio.analysis import assessments as analysis
from samstyring.portfolio.forms.board import AnswerForm
from samstyring.portfolio.forms.lists import BoardFilter
from samstyring.portfolio.models import Project
from samstyring.portfolio.rules import board as rules
from samstyring.portfolio.rules import criteria as criteria_rules
from samstyring.portfolio.rules import forecast, sheet_words, sheets
from samstyring.portfolio.views.sheets import find_project


@in_partnership
def portfolio(request, partnership):
    """What is ready for which step, and the ways into the portfolio."""
    today = timezone.localdate()
    visible = Project.objects.visible_to(request.person).filter(partnership=partnership)
    rows = rules.rows(visible, partnership, on=today)
    plan = forecast.schedule(partnership, on=today)
    forecasts = [(row, forecast.of_row(row, plan)) for row in rows]
    return render(
        request,
        "portfolio/board_overview.html",
        {
            "schedule": plan,
            "late": [(row, one) for row, one in forecasts if one and one.misses],
            "in_time": sum(one is not None and one.kind == "done" for _row, one in forecasts),
            "unsure": sum(one is not None and one.kind == "warn" for _row, one in forecasts),
            "steps": rules.readiness([row for row in rows if not row.is_over]),
            "ready_count": sum(row.is_ready and not row.is_over for row in rows),
            "project_count": len(rows),
            "cost": sheet_words.cost_of_many([row.sheet for row in rows]),
            "parts": _parts(partnership, rows),
            "may_propose": not list(sheets.obstacles_to_proposing(partnership, by=request.person, on=today)),
        },
    )


def _parts(partnership, rows):
    """The ways into the portfolio, each with how much is there."""
    in_force = criteria_rules.adopted_set(partnership)
    shown = in_force or criteria_rules.set_to_show(partnership)
    assessed = sum(one.is_assessed for one in analysis.standings(shown, [row.project for row in rows]))
    scenarios, programmes = partnership.scenarios.count(), partnership.programmes.count()
    parts = [
        (
            _("Tavle"),
            "board",
            _("Hvert prosjekt på veien fra behov til vedtak, i kolonnen til det steget der det er."),
        ),
        (
            _("Prosjekter"),
            "projects",
            ngettext("%(count)s prosjekt med ark.", "%(count)s prosjekter, hvert med sitt ark.", len(rows))
            % {"count": len(rows)},
        ),
        (
            _("Kriterier"),
            "criteria",
            _("«%(title)s», versjon %(version)s, gjelder.")
            % {"title": in_force.title, "version": in_force.version}
            if in_force
            else _("Ingen kriterier er vedtatt."),
        ),
        (
            _("Vurderinger"),
            "assessments",
            ngettext("%(count)s prosjekt er vurdert.", "%(count)s prosjekter er vurdert.", assessed)
            % {"count": assessed},
        ),
        (
            _("Scenarioer"),
            "scenarios",
            ngettext("%(count)s prøvd portefølje.", "%(count)s prøvde porteføljer.", scenarios)
            % {"count": scenarios},
        ),
        (
            _("Handlingsprogram"),
            "programmes",
            ngettext("%(count)s versjon.", "%(count)s versjoner.", programmes) % {"count": programmes},
        ),
    ]
    return [
        {
            "title": title,
            "url": reverse(f"portfolio:{name}", args=[partnership.key]),
            "why": why,
        }
        for title, name, why in parts
    ]


@in_partnership
def board(request, partnership):
    """Every project in the column of the step where it is."""
    today = timezone.localdate()
    visible = Project.objects.visible_to(request.person).filter(partnership=partnership)
    found = rules.rows(visible, partnership, on=today)
    rows = [row for row in found if not row.is_over]
    forums = rules.forums_on(partnership, today)
    chosen = BoardFilter(request.GET, partnership=partnership, forums=forums)
    shown = chosen.chosen(rows)
    standings = analysis.standings(criteria_rules.set_to_show(partnership), [row.project for row in shown])
    return render(
        request,
        "portfolio/board.html",
        {
            "filter": chosen,
            "columns": rules.columns(shown),
            "shown_count": len(shown),
            "all_count": len(rows),
            "over_count": len(found) - len(rows),
            "standings": {one.project.pk: one for one in standings},
            "movable": sheets.editable(request.person, [row.project for row in shown], today),
        },
    )


def _row(request, partnership, project, today):
    visible = Project.objects.visible_to(request.person).filter(pk=project.pk)
    return rules.rows(visible, partnership, on=today)[0]


@in_partnership
def submit(request, partnership, key):
    """Put the sheet before the next forum; until it is ready, the page says what is missing."""
    today = timezone.localdate()
    project = find_project(request, partnership, key)
    row = _row(request, partnership, project, today)
    forum, step = rules.next_stop(row, rules.forums_on(partnership, today))
    page = {"project": project, "row": row, "forum": forum, "step": rules.Step(step).label if step else ""}
    if request.method == "POST":
        try:
            submission = actions.submit(project, by=request.person, on=today)
        except Refused as refusal:
            return refused(request, "portfolio/board_submit.html", refusal, **page)
        messages.success(request, _("Arket er lagt fram for %(forum)s.") % {"forum": submission.forum})
        return redirect(project)
    page["obstacles"] = list(rules.obstacles_to_submitting(row, by=request.person, on=today))
    return render(request, "portfolio/board_submit.html", page)


@in_partnership
def answer(request, partnership, key):
    """The forum's leader, or the secretariat, sends the sheet on or back."""
    today = timezone.localdate()
    project = find_project(request, partnership, key)
    row = _row(request, partnership, project, today)
    forum, _step = rules.next_stop(row, rules.forums_on(partnership, today))
    form = AnswerForm(request.POST or None)
    page = {"project": project, "row": row, "forum": forum, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            answered = actions.answer(project, **form.cleaned_data, by=request.person, on=today)
        except Refused as refusal:
            return refused(request, "portfolio/board_answer.html", refusal, **page)
        messages.success(request, _("Svaret er lagret: %(answer)s.") % {"answer": answered.get_answer_display()})
        return redirect(project)
    page["obstacles"] = list(rules.obstacles_before_answering(row, by=request.person, on=today))
    return render(request, "portfolio/board_answer.html", page, status=422 if form.is_bound else 200)
