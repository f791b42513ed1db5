"""What measures cost, and how much money a strategy has for them, where it has any."""

from django.db import models
from django.db.models import Q

from samstyring.partnership.models import Partnership
from samstyring.portfolio.models.action_plans import MoneyRow
from samstyring.portfolio.models.measures import Measure


class MeasureCost(MoneyRow):
    """What a measure is thought to cost before any year's programme has money for it."""

    measure = models.OneToOneField(Measure, models.PROTECT, related_name="cost")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_mnok__gte=0), name="measure_cost_not_negative")]

    def __str__(self):
        return f"{self.measure}: {self.amount_mnok}"


class StrategyFrame(MoneyRow):
    """The money there is for the measures of a strategy, the same for every version of it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="strategy_frames")
    strategy_key = models.SlugField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "strategy_key"], name="one_frame_per_strategy"),
            models.CheckConstraint(condition=Q(amount_mnok__gte=0), name="strategy_frame_not_negative"),
        ]

    def __str__(self):
        return f"{self.strategy_key}: {self.amount_mnok}"
