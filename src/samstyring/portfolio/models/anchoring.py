"""Anchoring on the version of a sheet itself: what the parties say, and what the builder confirms."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.anchoring import PartyStatement
from samstyring.partnership.models import Party, Person
from samstyring.portfolio.models.sheets import SheetVersion


class SheetAnchoring(PartyStatement):
    """What a party said about one version of a sheet. A new version of the sheet needs a new answer."""

    sheet = models.ForeignKey(SheetVersion, models.PROTECT, related_name="anchorings")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")

    class Meta(PartyStatement.Meta):
        ordering = ["recorded_at", "pk"]

    def __str__(self):
        return f"{self.party}: {self.get_answer_display()}"


class BuilderConfirmation(models.Model):
    """The builder says that it can build what this version describes, or what it needs first. Written once."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("bekreftet")
        RESERVED = "reserved", _("bekreftet med forbehold")
        DECLINED = "declined", _("ikke bekreftet")

    sheet = models.ForeignKey(SheetVersion, models.PROTECT, related_name="confirmations")
    # The builder as the sheet named it then.
    builder = models.CharField(_("byggherre"), max_length=160)
    answer = models.CharField(_("svar"), max_length=10, choices=Answer)
    confirmed_by = models.CharField(_("hvem hos byggherren"), max_length=120)
    words = models.TextField(_("forbehold"), blank=True)
    confirmed_on = models.DateField(_("dato"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(answer="confirmed") | ~Q(words=""), name="builder_says_why"),
            models.CheckConstraint(condition=~Q(confirmed_by=""), name="builder_says_who"),
        ]

    def __str__(self):
        return f"{self.builder}: {self.get_answer_display()}"
