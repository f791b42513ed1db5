"""Seats that follow an office: who leads group West sits in the coordination function as well."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models.forums import Forum, Seat, SeatType
from samstyring.partnership.models.periods import Period


class OfficeRule(Period):
    """Whoever holds this kind of seat in one forum has a seat in another, for as long as the rule holds."""

    office_forum = models.ForeignKey(Forum, models.PROTECT, related_name="office_rules")
    office_kind = models.CharField(_("verv"), max_length=16, choices=SeatType)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="seats_by_office")
    kind = models.CharField(_("plass"), max_length=16, choices=SeatType)

    class Meta(Period.Meta):
        ordering = ["forum__order", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=~Q(forum=F("office_forum")), name="office_leads_to_another_forum"),
            models.UniqueConstraint(
                fields=["office_forum", "office_kind", "forum"],
                condition=Q(to_day__isnull=True),
                name="office_rule_once_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.get_office_kind_display()}, {self.office_forum} → {self.forum}"


class FollowingSeat(models.Model):
    """A seat somebody has because of another seat. It begins and ends with that one."""

    seat = models.OneToOneField(Seat, models.PROTECT, related_name="following")
    office = models.ForeignKey(Seat, models.PROTECT, related_name="followers")
    rule = models.ForeignKey(OfficeRule, models.PROTECT, related_name="given")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "rule"], name="one_following_seat_per_office_and_rule")
        ]

    def __str__(self):
        return f"{self.seat} ({self.rule})"
