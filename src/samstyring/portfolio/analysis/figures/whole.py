"""All charts of one plan, or one of them by its name."""

from django.utils.translation import gettext as _

from samstyring.portfolio.analysis import grounds, worths
from samstyring.portfolio.analysis.figures.bubble import bubble
from samstyring.portfolio.analysis.figures.figure import PAGE
from samstyring.portfolio.analysis.figures.front import front
from samstyring.portfolio.analysis.figures.shares import shares
from samstyring.portfolio.analysis.figures.years import by_year

KEYS = ("bidrag", "kilder", "kommuner", "satsing", "parter", "grupper", "front")


class Charts:
    """The charts of a plan, drawn when they are asked for."""

    def __init__(self, problem, basis, stored, result, *, found=None, plans=(), size=PAGE):
        self.problem, self.basis, self.stored, self.result = problem, basis, stored, result
        self.found, self.plans, self.size = found, plans, size

    def of(self, key):
        """The chart by its name; None for the front where nobody has asked for it."""
        return {
            "bidrag": self._bubble,
            "kilder": lambda: by_year(self.result, self.basis, self.stored["plan"], size=self.size),
            "front": self._front,
        }.get(key, lambda: self._shares(key))()

    def main(self):
        """Those that stand side by side under the table."""
        return [self.of(key) for key in ("bidrag", "kilder", "kommuner")]

    def footing(self, partnership):
        """What a chart that has left its page must say: whose it is, in which prices, and what it rests on."""
        facts = {
            "partnership": partnership,
            "scenario": self.basis["scenario"]["name"],
            "prices": grounds.prices(self.basis),
        }
        yield _("%(partnership)s, scenarioet «%(scenario)s». Beløp i %(prices)s") % facts
        if said := grounds.rests_on(self.basis):
            yield said

    def _bubble(self):
        values = worths.worths(self.problem, self.basis["scenario"]["missing_scores"])
        return bubble(self.problem, self.basis, self.stored, values, size=self.size)

    def _front(self):
        return None if self.found is None else front(self.found, self.basis, self.plans, size=self.size)

    def _shares(self, key):
        title, head, slices = {
            "kommuner": (_("Fordeling per kommune"), _("Kommune"), self.result.by_place),
            "satsing": (_("Fordeling per satsingsområde"), _("Satsingsområde"), self.result.by_focus),
            "parter": (_("Fordeling per part"), _("Part"), self.result.by_party),
            "grupper": (_("Fordeling per arbeidsgruppe"), _("Arbeidsgruppe"), self.result.by_group),
        }[key]
        return shares(slices, self.basis, name=key, title=title, head=head, size=self.size)
