"""Questions about assessing and ranking measures: who may, by what, and what can be held against a frame."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.portfolio.rules import criteria
from samstyring.portfolio.rules.measures import MAY_NOT_GRADE, may_grade

NO_CRITERIA_FOR_MEASURES = Obstacle(
    "no-adopted-set",
    _("{partnership} har ikke vedtatt noe kriteriesett. Tiltak kan ikke gis poeng før kriteriene er vedtatt."),
    _("Sekretariatet kan legge kriteriene fram som en sak for det forumet som kan vedta dem."),
)


def obstacles_to_assessing(measure, *, by, on):
    """Criteria come before scores, and members of the forums give them."""
    if not may_grade(by, measure.partnership, on):
        yield MAY_NOT_GRADE()
        return
    if criteria.adopted_set(measure.partnership) is None:
        yield NO_CRITERIA_FOR_MEASURES(partnership=measure.partnership)


def fits(cost, frame):
    """True where the two amounts are of the same prices and the same VAT, and both are known."""
    return bool(cost.price_year and cost.vat) and (cost.price_year, cost.vat) == (frame.price_year, frame.vat)
