"""People invited to one item of a meeting, without a seat in the forum."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.meetings import AgendaItem, Meeting
from samstyring.partnership.models import PartnershipRole, Party, Person


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, person):
        """One's own, unless taken back; and those the secretariat of the partnership has sent."""
        if person is None:
            return self.none()
        kinds = PartnershipRole.Kind.SECRETARIAT, PartnershipRole.Kind.ADMINISTRATOR
        serves = PartnershipRole.objects.on(timezone.localdate()).filter(person=person, kind__in=kinds)
        return self.filter(
            Q(person=person, withdrawn_on__isnull=True)
            | Q(item__meeting__partnership__in=serves.values("partnership"))
        )

    def open_to(self, person, on):
        """What the person may still come to: invited, not taken back, and the meeting is not over."""
        over = Meeting.Status.HELD, Meeting.Status.CANCELLED
        mine = self.filter(person=person, withdrawn_on__isnull=True, item__meeting__day__gte=on)
        return mine.exclude(item__meeting__status__in=over)


class Invitation(models.Model):
    """Somebody is asked to one item: sees it and its papers, may speak, never votes, and it ends with the meeting."""

    # An item is only taken away before the call, and takes its invitations with it.
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(_("i egenskap av"), max_length=160, blank=True)
    includes_closed = models.BooleanField(_("får lese det som er unntatt offentlighet"), default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    # Whether the person came; not known before the secretariat has written it.
    came = models.BooleanField(_("møtte"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(withdrawn_on__isnull=True), name="invited_once_to_an_item"
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.item}"

    @property
    def who(self):
        """`Nina, leder av Faggruppe ATP` as it stands in the minutes."""
        body = self.capacity or (self.party.name if self.party_id else "")
        return f"{self.person}, {body}" if body else str(self.person)

    def is_open_on(self, day):
        meeting = self.item.meeting
        over = meeting.status in (Meeting.Status.HELD, Meeting.Status.CANCELLED)
        return self.withdrawn_on is None and not over and meeting.day >= day
