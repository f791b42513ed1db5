"""The adoption matrix: who must act before a programme, a strategy or an agreement is final, and what each did."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import StoredFile
from samstyring.partnership.models import AgreementText, Partnership, Party, Person
from samstyring.portfolio.models.programmes import Programme
from samstyring.portfolio.models.strategies import Strategy


class RequirementQuerySet(models.QuerySet):
    def visible_to(self, person):
        theirs = Partnership.objects.visible_to(person)
        return self.filter(party__partnership__in=theirs)


class AdoptionRequirement(models.Model):
    """A party that must act on a version: how, in which body, by when. Data per party, never code.

    What it must act on is one of three: a programme, a strategy, or the text of an agreement.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="requirements")
    strategy = models.ForeignKey(Strategy, models.PROTECT, null=True, blank=True, related_name="requirements")
    agreement_text = models.ForeignKey(
        AgreementText, models.PROTECT, null=True, blank=True, related_name="requirements"
    )
    # A programme goes to the parties with the call of the forum that adopts it; the others on a day of their own.
    sent_on = models.DateField(_("sendt til partene"), null=True, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Party.Adoption)
    body = models.CharField(_("organ"), max_length=120, blank=True)
    due_on = models.DateField(_("frist"), null=True, blank=True)
    is_required = models.BooleanField(_("kreves for at programmet skal være endelig"), default=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        # Those that treat it politically come before those that confirm.
        ordering = ["-kind", "party__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "party"], name="one_requirement_per_party"),
            models.UniqueConstraint(fields=["strategy", "party"], name="one_strategy_requirement_per_party"),
            models.UniqueConstraint(
                fields=["agreement_text", "party"], name="one_agreement_requirement_per_party"
            ),
            models.CheckConstraint(
                condition=Q(programme__isnull=False, strategy__isnull=True, agreement_text__isnull=True)
                | Q(programme__isnull=True, strategy__isnull=False, agreement_text__isnull=True)
                | Q(programme__isnull=True, strategy__isnull=True, agreement_text__isnull=False),
                name="requirement_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(programme__isnull=False) | Q(sent_on__isnull=False),
                name="requirement_is_sent_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.party}: {self.get_kind_display()}"

    @property
    def subject(self):
        """The version that the party must act on."""
        if self.programme_id:
            return self.programme
        return self.strategy if self.strategy_id else self.agreement_text


class AdoptionAct(models.Model):
    """What a party's own body did. A correction is a new act that replaces the old one."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("vedtatt")
        DEVIATING = "deviating", _("vedtatt med avvik")
        REJECTED = "rejected", _("ikke vedtatt")
        CONFIRMED = "confirmed", _("bekreftet")
        DEFERRED = "deferred", _("avventer")

    requirement = models.ForeignKey(AdoptionRequirement, models.PROTECT, related_name="acts")
    outcome = models.CharField(_("utfall"), max_length=10, choices=Outcome)
    acted_on = models.DateField(_("dato"))
    case_reference = models.CharField(_("partens saksnummer"), max_length=60, blank=True)
    wording = models.TextField(_("ordlyd"), blank=True)
    reservation = models.TextField(_("forbehold eller avvik"), blank=True)
    points = models.CharField(_("punkter avviket gjelder"), max_length=120, blank=True)
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
