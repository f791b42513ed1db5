"""The adoption matrix: who must act before a programme is final, and what each of them did."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import StoredFile
from samstyring.partnership.models import Party, Person
from samstyring.portfolio.models.programmes import Programme


class AdoptionRequirement(models.Model):
    """A party that must act on a programme: how, in which body, by when. Data per party, never code."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="requirements")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Party.Adoption)
    body = models.CharField(_("organ"), max_length=120, blank=True)
    due_on = models.DateField(_("frist"), null=True, blank=True)
    is_required = models.BooleanField(_("kreves for at programmet skal være endelig"), default=True)

    class Meta:
        # Those that treat it politically come before those that confirm.
        ordering = ["-kind", "party__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "party"], name="one_requirement_per_party")]

    def __str__(self):
        return f"{self.party}: {self.get_kind_display()}"


class AdoptionAct(models.Model):
    """What a party's own body did. A correction is a new act that replaces the old one."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("vedtatt")
        DEVIATING = "deviating", _("vedtatt med avvik")
        REJECTED = "rejected", _("ikke vedtatt")
        CONFIRMED = "confirmed", _("bekreftet")

    requirement = models.ForeignKey(AdoptionRequirement, models.PROTECT, related_name="acts")
    outcome = models.CharField(_("utfall"), max_length=10, choices=Outcome)
    acted_on = models.DateField(_("dato"))
    case_reference = models.CharField(_("partens saksnummer"), max_length=60, blank=True)
    wording = models.TextField(_("ordlyd"), blank=True)
    reservation = models.TextField(_("forbehold eller avvik"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("stemmer for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("stemmer mot"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["acted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["requirement"], condition=Q(replaces__isnull=True), name="one_first_act_per_party"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="deviating") | ~Q(reservation=""), name="deviation_has_words"
            ),
        ]

    def __str__(self):
        return f"{self.requirement.party}: {self.get_outcome_display()}"
