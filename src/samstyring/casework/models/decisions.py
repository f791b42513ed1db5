"""What was concluded, on which mandate and paper, and where each party stood."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.cases import Case, PaperVersion
from samstyring.casework.models.meetings import AgendaItem
from samstyring.partnership.models import Authority, Forum, Mandate, Outcome, Party, Person


class Stance(models.TextChoices):
    FOR = "for", _("for")
    AGAINST = "against", _("mot")
    RESERVED = "reserved", _("for, med forbehold")
    ABSENT = "absent", _("ikke til stede")
    RECUSED = "recused", _("inhabil")


class DecisionQuerySet(models.QuerySet):
    def standing(self):
        """Those that no correction has replaced."""
        return self.filter(replaced_by__isnull=True)

    def visible_to(self, person):
        return self.filter(case__in=Case.objects.visible_to(person))

    def public(self):
        return self.filter(case__closed_basis="", forum__is_open=True)


class Decision(models.Model):
    """What a forum concluded. Never edited: a correction is a new decision that replaces it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="decisions")
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="decisions")
    paper = models.ForeignKey(PaperVersion, models.PROTECT, null=True, blank=True, related_name="decisions")
    outcome = models.CharField(_("utfall"), max_length=12, choices=Outcome)
    text = models.TextField(_("vedtakstekst"))
    decided_on = models.DateField(_("dato"))
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    correction_reason = models.CharField(_("hva som rettes"), max_length=250, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    # Taken over from before, as it was: may lack mandate, paper and item, and says so.
    is_imported = models.BooleanField(default=False)
    source = models.TextField(blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["decided_on", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_imported=True)
                | Q(mandate__isnull=False, authority__isnull=False, paper__isnull=False, item__isnull=False),
                name="decision_rests_on_mandate_and_paper",
            ),
            # Two secretaries deciding at once: the database lets one of them.
            models.UniqueConstraint(
                fields=["item"], condition=Q(replaces__isnull=True), name="one_first_decision_per_item"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(correction_reason=""), name="correction_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.decided_on}"


class Position(models.Model):
    """Where one party stood, with its reservation if it made one."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="positions")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=10, choices=Stance)
    reservation = models.TextField(_("protokolltilførsel"), blank=True)

    class Meta:
        ordering = ["party__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "party"], name="one_position_per_party"),
            models.CheckConstraint(
                condition=~Q(stance="reserved") | ~Q(reservation=""), name="reservation_has_words"
            ),
        ]

    def __str__(self):
        return f"{self.party}: {self.get_stance_display()}"


class MandateAdoption(models.Model):
    """A mandate that is put into force by a case; the decision comes when the owner forum has adopted it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="mandate_adoptions")
    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="adoption")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="mandates_adopted")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.mandate} ({self.case})"
