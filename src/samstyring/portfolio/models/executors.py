"""Who carries out a measure from outside the parties, appointed from a day to a day."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models import Person
from samstyring.partnership.models.periods import Period, PeriodQuerySet
from samstyring.portfolio.models.measures import Measure


class ExecutorAppointment(Period):
    """A person carries out a measure, and reads and reports on that alone while the appointment lasts."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    organisation = models.CharField(_("virksomhet"), max_length=160, blank=True)
    covers = models.TextField(_("hva oppdraget omfatter"))
    appointed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    appointed_at = models.DateTimeField(default=timezone.now)
    ended_reason = models.CharField(_("hvorfor oppdraget ble avsluttet"), max_length=300, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["-from_day", "-pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(from_day__isnull=False), name="appointment_has_a_first_day"),
            models.CheckConstraint(condition=~Q(covers=""), name="appointment_says_what_it_covers"),
            models.UniqueConstraint(
                fields=["measure", "person"], condition=Q(to_day__isnull=True), name="appointed_once_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.measure}"
