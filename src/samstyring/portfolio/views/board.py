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
from samstyring.portfolio.rules import costs, forecast, looks, sheets, standing
from samstyring.portfolio.rules import criteria as criteria_rules
from samstyring.portfolio.views.sheets import find_project

MOST_IN_COLUMN = 15
MOST_LATE = 20


@in_partnership
def portfolio(request, partnership):
    """What is ready for which step, and the ways into the portfolio."""
    today = timezone.localdate()
    visible = Project.objects.visible_to(request.person).filter(partnership=partnership)
    forums = rules.forums_on(partnership, today)
    found = standing.with_readiness(standing.placed(visible, forums), partnership)
    told = standing.tally(found)
    plan = forecast.schedule(partnership, on=today)
    expected = forecast.of_many(told, plan)
    late = forecast.late(found, plan).values_list("pk", flat=True)[:MOST_LATE] if expected["stop"] else []
    late = [
        (row, forecast.of_row(row, plan))
        for row in rules.rows_in_order(late, partnership, on=today, forums=forums)
    ]
    return render(
        request,
        "portfolio/board_overview.html",
        {
            "schedule": plan,
            "late": late,
            "expected": expected,
            "steps": standing.steps(told),
            "ready_count": standing.count(told, is_ready=True, is_over=False),
            "project_count": standing.count(told),
            "cost": costs.of_placed(found),
            "parts": _parts(partnership, visible, standing.count(told)),
            "may_propose": not list(sheets.obstacles_to_proposing(partnership, by=request.person, on=today)),
        },
    )


def _parts(partnership, projects, project_count):
    """The ways into the portfolio, each with how much is there."""
    in_force = criteria_rules.adopted_set(partnership)
    shown = in_force or criteria_rules.set_to_show(partnership)
    assessed = analysis.assessed(shown, projects).count()
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
            ngettext("%(count)s prosjekt med ark.", "%(count)s prosjekter, hvert med sitt ark.", project_count)
            % {"count": project_count},
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
        # Where money comes first, strategies have no place in the menu until there is one.
        (
            _("Strategi"),
            "strategies",
            _(
                "Strategien sier hva partene vil sammen. Under hvert mål står tiltakene som gjør det, "
                "og hvor de lander i partenes egne planer."
            ),
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
    """The first projects in the column of the step where they are, and the way to the others."""
    today = timezone.localdate()
    visible = Project.objects.visible_to(request.person).filter(partnership=partnership)
    forums = rules.forums_on(partnership, today)
    placed = standing.placed(visible, forums)
    chosen = BoardFilter(request.GET, partnership=partnership, forums=forums)
    shown = chosen.narrowed(placed.filter(is_over=False))
    columns = standing.columns(shown, partnership, on=today, forums=forums, most=MOST_IN_COLUMN)
    for column in columns:
        column["all_url"] = (
            f"{reverse('portfolio:projects', args=[partnership.key])}?{chosen.in_list(column['step'])}"
        )
    projects = [row.project for column in columns for row in column["rows"]]
    all_count, over_count = visible.count(), placed.filter(is_over=True).count()
    standings = analysis.standings(criteria_rules.set_to_show(partnership), projects)
    return render(
        request,
        "portfolio/board.html",
        {
            "filter": chosen,
            "columns": columns,
            "shown_count": sum(column["count"] for column in columns),
            "all_count": all_count - over_count,
            "over_count": over_count,
            "standings": {one.project.pk: one for one in standings},
            "movable": sheets.editable(request.person, projects, today),
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
    page["unseen"] = looks.not_seen_by(project, on=today)
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
    page["unseen"] = looks.not_seen_by(project, on=today)
    if request.method == "POST" and form.is_valid():
        try:
            answered = actions.answer(project, **form.cleaned_data, by=request.person, on=today)
        except Refused as refusal:
            return refused(request, "portfolio/board_answer.html", refusal, **page)
        messages.success(request, _("Svaret er lagret: %(answer)s.") % {"answer": answered.get_answer_display()})
        return redirect(project)
    page["obstacles"] = list(rules.obstacles_before_answering(row, by=request.person, on=today))
    return render(request, "portfolio/board_answer.html", page, status=422 if form.is_bound else 200)
