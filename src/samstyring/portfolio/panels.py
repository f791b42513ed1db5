"""Where the portfolio shows itself on pages of the rooms below: words in the main menu, and a part of a case."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground import panels
from samstyring.portfolio.analysis import results
from samstyring.portfolio.models import Programme, Recommendation
from samstyring.portfolio.rules import adoption

panels.add_to_menu(_("Portefølje"), "portfolio:portfolio", order=30, section="portfolio")
panels.add_to_menu(_("Handlingsprogram"), "portfolio:programmes", order=40, section="programme")


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
            "status": adoption.status(programme, standings),
            "pips": adoption.pips(standings),
            "pips_label": adoption.pips_label(standings),
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
            "unit": results.unit(basis),
            "rests_on": results.rests_on(basis),
        }
    return told


panels.show_on(
    "casework.case", panels.Panel("programme", "portfolio/programme_panel.html", programme_of_case, order=40)
)
