"""Where the portfolio shows itself on pages of the rooms below: words in the main menu, and a part of a case."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground import panels
from samstyring.portfolio.analysis import grounds
from samstyring.portfolio.models import CriteriaSet, Programme, Project, Recommendation
from samstyring.portfolio.rules import (
    adoption,
    adoption_status,
    adoption_versions,
    anchoring,
    board,
    standing,
    strategies,
    strategy_waiting,
    waiting,
)

MOST_IN_FORUM = 8

panels.add_to_menu(
    _("Portefølje"),
    "portfolio:portfolio",
    order=30,
    section="portfolio",
    shown=strategies.portfolio_belongs_in_menu,
)
panels.add_to_menu(
    _("Handlingsprogram"),
    "portfolio:programmes",
    order=40,
    section="programme",
    shown=strategies.programmes_belong_in_menu,
)
panels.add_to_menu(
    _("Strategi"), "portfolio:strategies", order=28, section="strategy", shown=strategies.belongs_in_menu
)


def programme_of_case(case, person):
    """The case's newest programme with its standing, and what has been put forward on the case."""
    programme = Programme.objects.visible_to(person).filter(case=case).order_by("-version").first()
    recommendation = Recommendation.objects.visible_to(person).filter(case=case).order_by("-frozen_at").first()
    if programme is None and recommendation is None:
        return None
    told = {"programme": programme, "recommendation": recommendation}
    if programme:
        standings = adoption.matrix(programme, on=timezone.localdate())
        told |= {
            "status": adoption_status.status(programme, standings),
            "pips": adoption.pips(standings),
            "pips_label": adoption.pips_label(standings),
        }
        if programme.decision_id:
            # The station «partene lokalt» on the case's road.
            told["local"] = {
                "kind": "done" if not any(one.lacks for one in standings) else told["status"].kind,
                "outcome": told["status"].word,
                "groups": told["pips"],
                "label": told["pips_label"],
            }
    if recommendation:
        plan, basis = recommendation.content["result"]["plan"], recommendation.content["basis"]
        years = range(
            basis["scenario"]["first_year"], basis["scenario"]["first_year"] + basis["scenario"]["years"]
        )
        told |= {
            "count": len(plan["starts"]),
            "of": len(basis["projects"]),
            "amount": sum(one["amount"] for one in plan["money"] if one["year"] in years),
            "prices": grounds.prices(basis),
            "rests_on": grounds.rests_on(basis),
        }
    return told


panels.show_on(
    "casework.case", panels.Panel("programme", "portfolio/programme_panel.html", programme_of_case, order=40)
)


def criteria_of_case(case, person):
    """The criteria a case is about, so that whoever decides can read what is decided."""
    sets = list(CriteriaSet.objects.visible_to(person).filter(case=case))
    return {"sets": sets} if sets else None


panels.show_on(
    "casework.case", panels.Panel("criteria", "portfolio/_case_criteria_panel.html", criteria_of_case, order=30)
)


def strategy_of_case(case, person):
    """Strategies, measures and year's programmes that a case is about, so that it can be read what is decided."""
    told = [
        *({"thing": one, "kind": _("Strategi"), "note": one.period} for one in case.strategies.all()),
        *({"thing": one, "kind": _("Tiltak"), "note": one.key} for one in case.measures.all()),
        *({"thing": one, "kind": _("Årsprogram"), "note": ""} for one in case.action_plans.all()),
    ]
    for one in told:
        # They belong to the partnership of the case; it need not be asked for again.
        one["thing"].partnership = case.partnership
    return {"told": told} if told else None


panels.show_on(
    "casework.case", panels.Panel("strategy", "portfolio/_case_strategy_panel.html", strategy_of_case, order=20)
)


def what_waits(partnership, person):
    """The sheets that wait for this person, among the tasks of the home page."""
    return {"tasks": waiting.sheet_tasks(partnership, person, on=timezone.localdate())}


def sheets_of_forum(forum, person):
    """The projects that are at a forum of the board today."""
    if not forum.board_step:
        return None
    visible = Project.objects.visible_to(person).filter(partnership=forum.partnership)
    today = timezone.localdate()
    forums = board.forums_on(forum.partnership, today)
    here = standing.placed(visible, forums).filter(at_forum=forum.pk).order_by("key")
    keys = list(here.values_list("pk", flat=True)[:MOST_IN_FORUM])
    if not keys:
        return None
    rows = board.rows_in_order(keys, forum.partnership, on=today, forums=forums)
    return {"rows": rows, "forum": forum, "count": here.count()}


def reports_wait(partnership, person):
    """The reports this person must give on measures, and those that funders wait for."""
    return {"tasks": strategy_waiting.report_tasks(partnership, person, on=timezone.localdate())}


panels.show_on("partnership.home", panels.Panel("sheets", "", what_waits, order=40))
panels.show_on("partnership.home", panels.Panel("reports", "", reports_wait, order=45))
panels.show_on(
    "partnership.forum", panels.Panel("sheets", "portfolio/_board_forum_panel.html", sheets_of_forum, order=30)
)


def parties_of_agreement(agreement, person):
    """Where each version of the agreement's text stands with the parties."""
    newest = agreement.texts.order_by("-version").first()
    if newest is None:
        return None
    newest.agreement = agreement
    columns = adoption_versions.columns(newest, on=timezone.localdate())
    return {"each": {one.subject.pk: {"status": one.status, "address": one.address} for one in columns}}


panels.show_on("partnership.agreement", panels.Panel("parties", "", parties_of_agreement, order=10))


def anchoring_of_sheet(project, person):
    """Who stands behind the newest version of the sheet."""
    sheet = project.sheets.order_by("-version").first()
    if sheet is None:
        return None
    parties, builder = anchoring.standings_of(project, sheet)
    return {"project": project, "standings": list(parties.values()), "builder": builder}


panels.show_on(
    "portfolio.project",
    panels.Panel("anchoring", "portfolio/_sheet_anchoring_panel.html", anchoring_of_sheet, order=10),
)
