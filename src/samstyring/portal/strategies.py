"""Open strategies: those that hold, and the adopted measures under them."""

from samstyring.portfolio.models import Measure, Strategy
from samstyring.portfolio.rules import strategies as rules


def open_strategies(partnership):
    return Strategy.objects.public().filter(partnership=partnership).select_related("decision__forum", "case")


def in_force(partnership):
    """The newest open version of each strategy."""
    return rules.in_force(open_strategies(partnership)).values()


def of_case(case):
    return Strategy.objects.public().filter(case=case)


def measures_of(strategy):
    """The open measures under a strategy, whichever version they were adopted under."""
    return Measure.objects.public().filter(partnership=strategy.partnership, strategy__key=strategy.key)
