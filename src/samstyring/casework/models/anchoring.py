"""Anchoring (forankring): which parties a case affects, when they were asked, and what they answered."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.cases import Case, PaperVersion
from samstyring.partnership.models import Forum, Party, Person


class Answer(models.TextChoices):
    """What a party says when it is asked about a case or a sheet."""

    ANCHORED = "anchored", _("forankret")
    RESERVED = "reserved", _("forankret med forbehold")
    NO_REMARK = "no_remark", _("ingen merknad")
    WAIVED = "waived", _("uttaler seg ikke")


# An answer that says nothing without its words: the reservation itself, or why the party stands aside.
WITH_WORDS = (Answer.RESERVED, Answer.WAIVED)


class Level(models.TextChoices):
    """How high in the party's own line the case has been."""

    OFFICER = "officer", _("saksbehandler")
    LEADER = "leader", _("avdelings- eller kommunalsjef")
    EXECUTIVE = "executive", _("kommunedirektør, fylkesdirektør eller tilsvarende")
    POLITICAL = "political", _("politisk utvalg eller råd")


class Estimate(models.TextChoices):
    """Whether the party's line stands behind the cost estimate."""

    CONFIRMED = "confirmed", _("anslaget er bekreftet")
    OPEN = "open", _("anslaget er ikke bekreftet")
    IRRELEVANT = "irrelevant", _("saken har ikke noe anslag fra parten")


class AffectedPartyQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(case__in=Case.objects.visible_to(person))


class AffectedParty(models.Model):
    """A party that a case affects, and that is therefore asked before a forum recommends."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="affected")
    party = models.ForeignKey(Party, models.PROTECT, related_name="affecting_cases")
    named_at = models.DateTimeField(default=timezone.now)
    named_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AffectedPartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "affected parties"
        ordering = ["party__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "party"], name="affected_party_once_per_case")]

    def __str__(self):
        return f"{self.party}: {self.case_id}"


class ChangeScope(models.Model):
    """The parties that a new version of the paper concerns. A version without one concerns them all."""

    paper = models.OneToOneField(PaperVersion, models.PROTECT, related_name="scope")
    parties = models.ManyToManyField(Party, related_name="+", blank=True)
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.paper_id}"


class AnchoringRequest(models.Model):
    """A party was asked, or reminded, about a version of the paper. Written once."""

    affected = models.ForeignKey(AffectedParty, models.PROTECT, related_name="requests")
    paper = models.ForeignKey(PaperVersion, models.PROTECT, related_name="+")
    is_reminder = models.BooleanField(default=False)
    due_on = models.DateField(_("svar innen"), null=True, blank=True)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["affected", "paper", "asked_on"], name="anchoring_asked_once_a_day"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("asked_on")), name="anchoring_due_after_asked"
            ),
        ]

    def __str__(self):
        return f"{self.affected_id} {self.asked_on}"


class PartyStatement(models.Model):
    """What a party said about one version: who, at what level, and with which reservation. Written once."""

    answer = models.CharField(_("svar"), max_length=10, choices=Answer)
    stated_by = models.CharField(_("hvem hos parten"), max_length=120)
    level = models.CharField(_("nivå"), max_length=10, choices=Level)
    estimate = models.CharField(_("anslag"), max_length=10, choices=Estimate, default=Estimate.IRRELEVANT)
    words = models.TextField(_("forbehold eller merknad"), blank=True)
    stated_on = models.DateField(_("dato"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    source = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer__in=["reserved", "waived"]) | ~Q(words=""), name="%(class)s_says_why"
            ),
            models.CheckConstraint(condition=~Q(stated_by=""), name="%(class)s_says_who"),
        ]


class AnchoringStatement(PartyStatement):
    """What an affected party said about a version of the paper. A new answer is a new statement."""

    affected = models.ForeignKey(AffectedParty, models.PROTECT, related_name="statements")
    paper = models.ForeignKey(PaperVersion, models.PROTECT, related_name="statements")

    class Meta(PartyStatement.Meta):
        ordering = ["paper__version", "recorded_at", "pk"]

    def __str__(self):
        return f"{self.affected_id}: {self.get_answer_display()}"


class AnchoringWaiver(models.Model):
    """The leader of a forum goes on without the parties that are silent, and says why. Written once."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="anchoring_waivers")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="anchoring_waivers")
    paper = models.ForeignKey(PaperVersion, models.PROTECT, related_name="anchoring_waivers")
    parties = models.ManyToManyField(Party, related_name="+", blank=True)
    reason = models.TextField(_("begrunnelse"))
    leader = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="anchoring_waiver_says_why")]

    def __str__(self):
        return f"{self.forum_id}: {self.case_id}"
