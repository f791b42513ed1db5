"""Invitations to an account: somebody who is known by name gets a way in, once, within some days."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models.partnerships import Partnership
from samstyring.partnership.models.people import Person


class AccountInvitation(models.Model):
    """A link sent to a person by e-mail. It works once and for some days; only its fingerprint is kept."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="account_invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="account_invitations")
    email = models.EmailField(_("e-post"))
    fingerprint = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_account_invitation",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="account_invitation_lasts_a_while"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="account_invitation_used_or_withdrawn",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.partnership}"

    def standing_at(self, moment):
        """`open`, `used`, `withdrawn` or `expired`: only the first lets anybody in."""
        if self.used_at:
            return "used"
        if self.withdrawn_at:
            return "withdrawn"
        return "expired" if self.expires_at <= moment else "open"
