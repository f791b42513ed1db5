"""Mandates: what a forum may conclude, from which day, adopted by whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samstyring.ground.money import mnok_field
from samstyring.partnership.models.forums import Forum
from samstyring.partnership.models.partnerships import CaseKind, Partnership


class Outcome(models.TextChoices):
    """What a forum may conclude on a case."""

    NOTED = "noted", _("tatt til orientering")
    DISCUSSED = "discussed", _("drøftet")
    ADVISED = "advised", _("råd gitt")
    RECOMMENDED = "recommended", _("innstilling gitt")
    ENDORSED = "endorsed", _("tilsluttet")
    ADOPTED = "adopted", _("vedtatt")
    REJECTED = "rejected", _("ikke vedtatt")
    RETURNED = "returned", _("sendt tilbake")
    DEFERRED = "deferred", _("utsatt")


# Saying when a case will be treated takes a mandate, but no authority over the case.
PROCEDURAL = (Outcome.DEFERRED,)

# What each outcome is called as an act, after "rett til å": used where a forum is told what it may do.
ACT_WORDS = {
    Outcome.NOTED: _("ta til orientering"),
    Outcome.DISCUSSED: _("drøfte"),
    Outcome.ADVISED: _("gi råd"),
    Outcome.RECOMMENDED: _("gi innstilling"),
    Outcome.ENDORSED: _("slutte seg til"),
    Outcome.ADOPTED: _("gjøre vedtak"),
    Outcome.REJECTED: _("avvise"),
    Outcome.RETURNED: _("sende tilbake"),
    Outcome.DEFERRED: _("utsette"),
}


class DecisionRule(models.TextChoices):
    CONSENSUS = "consensus", _("enighet")
    MAJORITY = "majority", _("flertall")
    QUALIFIED = "qualified", _("kvalifisert flertall")
    VETO = "veto", _("hver part kan legge ned veto")


class Anchoring(models.TextChoices):
    """What the mandate asks of the parties a case affects before the forum recommends."""

    NONE = "none", _("ingen regel")
    AFFECTED = "affected", _("berørte parter skal ha svart")


class MandateQuerySet(models.QuerySet):
    def in_force_on(self, day):
        """Adopted, effective and not ended. Adoption may come after the effective day, and is then flagged."""
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=day),
            adopted_on__isnull=False,
            effective_from__lte=day,
        )

    def visible_to(self, person):
        return self.filter(partnership__in=Partnership.objects.visible_to(person))

    def public(self):
        return self.filter(adopted_on__isnull=False)


class Mandate(models.Model):
    """One version of a mandate: text and structure. One mandate may serve several forums.

    It is adopted on one day and effective from another; both are kept (Miljøløftet 2021: 8 and 1 October).
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="mandates")
    forums = models.ManyToManyField(Forum, related_name="mandates")
    title = models.CharField(_("tittel"), max_length=200)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    purpose = models.TextField(_("formål"))
    tasks = models.JSONField(_("oppgaver"), default=list)
    adopted_on = models.DateField(_("vedtatt"), null=True, blank=True)
    adopted_by = models.CharField(_("vedtatt av"), max_length=200, blank=True)
    effective_from = models.DateField(_("gjelder fra"))
    ended_on = models.DateField(_("gjaldt til"), null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(_("parter som må være til stede"), default=1)
    decision_rule = models.CharField(max_length=12, choices=DecisionRule, default=DecisionRule.CONSENSUS)
    notice_days = models.PositiveSmallIntegerField(_("dager fra innkalling til møte"), default=7)
    anchoring = models.CharField(_("forankring"), max_length=10, choices=Anchoring, default=Anchoring.NONE)
    # The point of the mandate that the anchoring rule stands under.
    anchoring_point = models.CharField(_("forankring, punkt"), max_length=20, blank=True)
    composition = models.JSONField(default=dict)
    # Points not found in any source and filled in so that the mandate can be used.
    assumed = models.JSONField(default=list)
    source = models.TextField(blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_from", "-version", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("effective_from")),
                name="mandate_ends_after_it_begins",
            )
        ]

    def __str__(self):
        return self.title

    def is_in_force_on(self, day):
        """The same question as the query set's, for one mandate already in hand."""
        ended = self.ended_on is not None and self.ended_on < day
        return self.adopted_on is not None and self.effective_from <= day and not ended

    def adopted_after(self, day):
        """True where the mandate was effective on a day, but not yet adopted then."""
        return self.adopted_on is not None and self.adopted_on > day

    @property
    def was_adopted_late(self):
        return self.adopted_after(self.effective_from)

    def permitted(self, kind, *, mnok=None):
        """What this mandate lets its forums conclude on such a case: {outcome: authority}.

        The rows for the kind of case itself come before those for any kind. A row with an amount limit
        gives nothing for a case above it, nor for one whose amount is not known.
        """
        rows = sorted(
            (row for row in self.authority.all() if row.case_kind_id in (None, kind.pk if kind else None)),
            key=lambda row: (row.case_kind_id is None, row.pk),
        )
        permitted = {}
        for row in rows:
            if row.limit_mnok is not None and (mnok is None or mnok > row.limit_mnok):
                continue
            for outcome in row.outcomes:
                permitted.setdefault(Outcome(outcome), row)
        if permitted:
            for outcome in PROCEDURAL:
                permitted.setdefault(outcome, rows[0])
        return permitted

    def point_against(self, kind):
        """The row that says most about what the forum may not do with this kind of case."""
        rows = list(self.authority.all())
        own = [row for row in rows if kind and row.case_kind_id == kind.pk]
        limits = [row for row in rows if row.is_limit]
        return (limits or own or rows or [None])[0]


class Authority(models.Model):
    """One point of a mandate: for this kind of case, up to this amount, these outcomes."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="authority")
    point = models.CharField(_("punkt"), max_length=20)
    case_kind = models.ForeignKey(CaseKind, models.PROTECT, null=True, blank=True, related_name="+")
    limit_mnok = mnok_field(null=True, blank=True)
    outcomes = models.JSONField(default=list)
    # A point that only draws a line ("har ingen vedtaksmyndighet") and gives no outcome.
    is_limit = models.BooleanField(default=False)
    text = models.TextField(_("ordlyd"))

    class Meta:
        verbose_name_plural = "authority"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.mandate}, punkt {self.point}"
