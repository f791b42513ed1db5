"""Agreements and packages: what contains and follows what, the road to force, and who keeps house."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models.parties import Party
from samstyring.partnership.models.partnerships import FundingSource, Partnership
from samstyring.partnership.models.people import Person
from samstyring.partnership.models.periods import Period, PeriodQuerySet


class AgreementQuerySet(PeriodQuerySet):
    def visible_to(self, person):
        return self.filter(partnership__in=Partnership.objects.visible_to(person))


class Agreement(Period):
    """A framework the parties stand in: an agreement, a programme before it, or a package inside it.

    A package may have an area and sources of its own: Bypakke Bergen is Bergen only, inside Miljøløftet.
    """

    class Kind(models.TextChoices):
        PROGRAMME = "program", _("program")
        AGREEMENT = "agreement", _("avtale")
        UMBRELLA = "umbrella", _("fellesnavn")
        PACKAGE = "package", _("pakke")
        ALLIANCE = "alliance", _("samarbeidsallianse")
        COUNCIL = "ipr", _("interkommunalt politisk råd")
        PHASE = "phase", _("fase")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="agreements")
    name = models.CharField(_("navn"), max_length=200)
    kind = models.CharField(_("slag"), max_length=12, choices=Kind, default=Kind.AGREEMENT)
    text = models.TextField(_("omtale"), blank=True)
    planned_to = models.CharField(_("planlagt til"), max_length=20, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    inside = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="contained")
    parties = models.ManyToManyField(Party, related_name="agreements", blank=True)
    # The territory may be smaller than that of the parties, and another than any of theirs.
    territory = models.ManyToManyField(Party, related_name="+", blank=True)
    area = models.CharField(_("område"), max_length=250, blank=True)
    sources = models.ManyToManyField(FundingSource, related_name="agreements", blank=True)
    missing = models.CharField(max_length=300, blank=True)
    source = models.TextField(_("kilde"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = [F("from_day").asc(nulls_first=True), "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "name"], name="agreement_named_once"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")), name="agreement_follows_another"
            ),
            models.CheckConstraint(
                condition=Q(inside__isnull=True) | ~Q(inside=F("id")), name="agreement_lies_in_another"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnership:agreement", args=[self.partnership.key, self.pk])


class AgreementStep(models.Model):
    """One dated act on an agreement's road to force. Where the day is not known, its words are kept."""

    class Kind(models.TextChoices):
        AGREED = "agreed", _("omforent tekst")
        DRAFT = "draft", _("utkast signert")
        LOCAL = "local", _("lokal behandling")
        GOVERNMENT = "government", _("regjeringens godkjenning")
        SIGNED = "signed", _("signert")
        IN_FORCE = "in_force", _("i kraft")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="steps")
    kind = models.CharField(_("steg"), max_length=12, choices=Kind)
    taken_on = models.DateField(_("dato"), null=True, blank=True)
    day_words = models.CharField(_("tid i ord"), max_length=60, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.CharField(_("organ"), max_length=120, blank=True)
    note = models.CharField(_("merknad"), max_length=300, blank=True)
    source = models.CharField(_("kilde"), max_length=400, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["taken_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_on__isnull=False) | ~Q(day_words=""), name="agreement_step_has_a_time"
            )
        ]

    def __str__(self):
        return f"{self.agreement}: {self.get_kind_display()}"


class Custodian(Period):
    """The body that keeps house for the partnership: host, data controller or archive, from a day to a day."""

    class Kind(models.TextChoices):
        HOST = "host", _("vertsorganisasjon")
        CONTROLLER = "controller", _("behandlingsansvarlig")
        ARCHIVE = "archive", _("arkivansvarlig")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="custodians")
    kind = models.CharField(_("ansvar"), max_length=12, choices=Kind)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("navn"), max_length=160, blank=True)
    source = models.CharField(_("kilde"), max_length=400, blank=True)

    class Meta(Period.Meta):
        ordering = ["kind", "from_day", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(party__isnull=False) | ~Q(name=""), name="custodian_is_named"),
            models.UniqueConstraint(
                fields=["partnership", "kind"], condition=Q(to_day__isnull=True), name="one_custodian_at_a_time"
            ),
        ]

    def __str__(self):
        return self.party.name if self.party else self.name
