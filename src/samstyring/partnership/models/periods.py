"""Periods: from a day, to and including a day or without end. Ended and future ones give no rights."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def on_day(day, start="from_day", end="to_day"):
    """The rows whose period holds this day."""
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day})
    )


class PeriodQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(on_day(day))


class Period(models.Model):
    """What holds from a day to a day. An open end means still; an open start means longer than is known."""

    from_day = models.DateField(_("fra og med"), null=True, blank=True)
    to_day = models.DateField(_("til og med"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(from_day__isnull=True) | Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
                name="%(app_label)s_%(class)s_period_in_order",
            )
        ]

    def holds_on(self, day):
        return (self.from_day is None or self.from_day <= day) and (self.to_day is None or day <= self.to_day)

    def standing_on(self, day):
        """`now`, `coming` or `ended`: only the first gives any right."""
        if self.holds_on(day):
            return "now"
        return "coming" if self.from_day and self.from_day > day else "ended"
