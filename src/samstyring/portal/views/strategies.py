"""Open strategies: what the partnership has adopted, and the measures under each aim."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from samstyring.portal import strategies as reading
from samstyring.portal.files import paper_answer
from samstyring.portal.frame import in_public, show
from samstyring.portfolio import papers
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


def _told(found, partnership, today):
    """What the page and the paper of an open strategy both say."""
    holding = rules.in_force(reading.open_strategies(partnership).filter(key=found.key))
    rows = measures.rows(reading.measures_of(found), partnership, on=today)
    standings = adoption.matrix(found, on=today)
    return rows, {
        "standing": rules.standing_of(found, holding, on=today),
        "branches": measures.branches(found, rows),
        "standings": standings,
        "status": adoption_status.status(found, standings),
    }


def _found(partnership, strategy):
    found = get_object_or_404(reading.open_strategies(partnership), pk=strategy)
    found.partnership = partnership
    return found


@in_public
def strategy(request, partnership, strategy):
    """One strategy with its aims, and under each aim the adopted measures and the parties' plans."""
    found = _found(partnership, strategy)
    rows, told = _told(found, partnership, timezone.localdate())
    told |= {"strategy": found, "measures": measures.tally(rows), "parties_status": told.pop("status")}
    return show(request, "portal/strategy.html", told, section="strategies")


@in_public
def as_file(request, partnership, strategy, file_format="pdf"):
    """The strategy as a paper, with the measures everybody may read."""
    found = _found(partnership, strategy)
    today = timezone.localdate()

    def paper():
        _rows, told = _told(found, partnership, today)
        return papers.strategy_paper(found, on=today, **told)

    name = f"strategi-{found.key}-{found.first_year}-{found.last_year}-v{found.version}"
    return paper_answer(request, paper, name, file_format)
