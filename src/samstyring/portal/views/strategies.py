"""Open strategies: what the partnership has adopted, and the measures under each aim."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from samstyring.portal import strategies as reading
from samstyring.portal.frame import in_public, show
from samstyring.portfolio.analysis import measures
from samstyring.portfolio.rules import adoption, adoption_status
from samstyring.portfolio.rules import strategies as rules


@in_public
def strategies(request, partnership):
    """Every strategy that holds, and those that did."""
    found = list(reading.open_strategies(partnership))
    holding = rules.in_force(found)
    today = timezone.localdate()
    rows = [{"strategy": one, "standing": rules.standing_of(one, holding, on=today)} for one in found]
    return show(request, "portal/strategies.html", {"rows": rows}, section="strategies")


@in_public
def strategy(request, partnership, strategy):
    """One strategy with its aims, and under each aim the adopted measures and the parties' plans."""
    found = get_object_or_404(reading.open_strategies(partnership), pk=strategy)
    found.partnership = partnership
    holding = rules.in_force(reading.open_strategies(partnership).filter(key=found.key))
    today = timezone.localdate()
    rows = measures.rows(reading.measures_of(found), partnership, on=today)
    standings = adoption.matrix(found, on=today)
    return show(
        request,
        "portal/strategy.html",
        {
            "strategy": found,
            "standing": rules.standing_of(found, holding, on=today),
            "branches": measures.branches(found, rows),
            "measures": measures.tally(rows),
            "standings": standings,
            "parties_status": adoption_status.status(found, standings),
        },
        section="strategies",
    )
