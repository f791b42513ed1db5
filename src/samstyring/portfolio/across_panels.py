"""What the portfolio says of each partnership to somebody who follows several of them."""

from django.utils.translation import gettext as _

from samstyring.ground import panels
from samstyring.partnership.rules.across import Cell
from samstyring.portfolio.models import Programme, Strategy
from samstyring.portfolio.rules import adoption


def plan(partnerships, person):
    """The newest adopted programme, or the newest adopted strategy where there is no money to balance."""
    each = {}
    strategies = Strategy.objects.visible_to(person).filter(partnership__in=partnerships, decision__isnull=False)
    for one in strategies.select_related("partnership").order_by("first_year", "version"):
        each[one.partnership_id] = Cell(f"{one}, {_('vedtatt')}", "done", one.get_absolute_url())
    programmes = Programme.objects.visible_to(person).filter(partnership__in=partnerships, decision__isnull=False)
    newest = {
        one.partnership_id: one
        for one in programmes.select_related("partnership", "decision").order_by("first_year", "version")
    }
    for one in newest.values():
        final = adoption.is_final(one)
        words = _("endelig") if final else _("vedtatt, parter mangler")
        each[one.partnership_id] = Cell(f"{one}: {words}", "done" if final else "prog", one.get_absolute_url())
    return {"heading": _("Program eller strategi"), "each": each}


panels.show_on("partnership.across", panels.Panel("plan", "", plan, order=40))
