"""Groups of parties that share a seat: a region, or municipalities that have joined together."""

from django.db import models
from django.db.models import F, Q

from samstyring.partnership.models.parties import Party
from samstyring.partnership.models.periods import Period


class GroupMembership(Period):
    """A party, or a municipality, that belongs to a group of parties from a day to a day.

    The group is itself a party of the kind region, so that a seat can be given to it: Asker/Bærum.
    """

    group = models.ForeignKey(Party, models.PROTECT, related_name="group_members")
    member = models.ForeignKey(Party, models.PROTECT, related_name="group_memberships")

    class Meta(Period.Meta):
        ordering = ["member__order", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=~Q(group=F("member")), name="group_is_not_its_own_member"),
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(to_day__isnull=True), name="in_a_group_once_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.group}"
