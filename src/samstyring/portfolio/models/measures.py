"""Measures (tiltak): what is done to carry out a strategy, who reports on it, and where it lands with the parties."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Case, Decision
from samstyring.partnership.models import Partnership, Party, Person
from samstyring.partnership.models.periods import on_day
from samstyring.portfolio.models.strategies import Strategy


class MeasureQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Those of the person's partnerships, and those the person carries out from outside them."""
        if person is None:
            return self.none()
        return self.filter(
            Q(partnership__in=Partnership.objects.visible_to(person)) | Q(pk__in=self.carried_out_by(person))
        ).distinct()

    def carried_out_by(self, person):
        """The keys (pk) of those the person is appointed to today: an ended appointment shows nothing."""
        return self.model.objects.filter(
            on_day(timezone.localdate(), "appointments__from_day", "appointments__to_day"),
            appointments__person=person,
        ).values("pk")

    def with_state(self):
        """Each with its status as `state`, by the same rule as the property of one measure."""
        newest = MeasureReport.objects.filter(measure=OuterRef("pk")).order_by("-at", "-pk")
        reported = Coalesce(Subquery(newest.values("status")[:1]), Value(Measure.Status.DECIDED))
        return self.annotate(
            state=models.Case(models.When(decision=None, then=Value(Measure.Status.PLANNED)), default=reported)
        )

    def public(self):
        """Adopted by an open forum in a case that is not closed."""
        return self.filter(decision__forum__is_open=True, case__closed_basis="")


class Measure(models.Model):
    """Something to be done under a strategy: by whom, when, and whether it can be done.

    Its status is not stored: it is planned until a forum has decided it, and then what was last reported.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("planlagt")
        DECIDED = "decided", _("vedtatt")
        STARTED = "started", _("påbegynt")
        DONE = "done", _("gjennomført")
        STOPPED = "stopped", _("stanset")

    class Grade(models.TextChoices):
        LOW = "low", _("lav")
        MEDIUM = "medium", _("middels")
        HIGH = "high", _("høy")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="measures")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("tiltak"), max_length=200)
    words = models.TextField(_("hva som skal gjøres"), blank=True)
    # Any version of the strategy: its key is what counts.
    strategy = models.ForeignKey(Strategy, models.PROTECT, null=True, blank=True, related_name="measures")
    aim_key = models.SlugField(blank=True)
    owner = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="measures")
    responsible = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="measures")
    executor = models.CharField(_("utfører"), max_length=160, blank=True)
    starts_on = models.DateField(_("starter"), null=True, blank=True)
    ends_on = models.DateField(_("ferdig"), null=True, blank=True)
    # The first report; each report then says when the next one comes.
    first_report_due = models.DateField(_("første rapport innen"), null=True, blank=True)
    relevance = models.CharField(_("relevans"), max_length=6, choices=Grade, blank=True)
    feasibility = models.CharField(_("gjennomførbarhet"), max_length=6, choices=Grade, blank=True)
    grade_reason = models.TextField(_("begrunnelse"), blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="measures")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="measures")
    source = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="measure_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="measure_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=(Q(relevance="") & Q(feasibility=""))
                | (~Q(relevance="") & ~Q(feasibility="") & ~Q(grade_reason="")),
                name="measure_grades_say_why",
            ),
            models.CheckConstraint(
                condition=Q(aim_key="") | Q(strategy__isnull=False), name="measure_aim_is_in_a_strategy"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("portfolio:measure", args=[self.partnership.key, self.pk])

    @property
    def key(self):
        return f"T{self.number}"

    @property
    def last_report(self):
        """The newest report; asks nothing when the reports are fetched beforehand."""
        return max(self.reports.all(), key=lambda report: (report.at, report.pk), default=None)

    @property
    def status(self):
        if self.decision_id is None:
            return self.Status.PLANNED
        last = self.last_report
        return self.Status(last.status) if last else self.Status.DECIDED

    @property
    def report_due_on(self):
        """The day the next report is due, or None when none is waited for."""
        if self.status in (self.Status.PLANNED, self.Status.DONE, self.Status.STOPPED):
            return None
        last = self.last_report
        return last.next_due_on if last else self.first_report_due


class MeasureReport(models.Model):
    """How far a measure has come, as told one day. Written once; what is wrong is answered by a new report."""

    class Status(models.TextChoices):
        STARTED = "started", _("påbegynt")
        DONE = "done", _("gjennomført")
        STOPPED = "stopped", _("stanset")

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="reports")
    status = models.CharField(max_length=8, choices=Status)
    words = models.TextField(_("hva er gjort"))
    next_due_on = models.DateField(_("neste rapport innen"), null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="measure_report_has_words")]

    def __str__(self):
        return f"{self.measure}: {self.get_status_display()}"


class MeasureLanding(models.Model):
    """Where a measure lands with one party: in which of its own plans, and how far it has come there."""

    class Plan(models.TextChoices):
        MASTER = "master", _("kommuneplan")
        REGIONAL = "regional", _("regional plan")
        THEME = "theme", _("temaplan")
        ECONOMY = "economy", _("økonomiplan og budsjett")
        OPERATION = "operation", _("daglig drift")
        OTHER = "other", _("annet")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("foreslått")
        INCLUDED = "included", _("tatt inn")
        OPERATING = "operating", _("i drift")
        REFUSED = "refused", _("ikke tatt inn")

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="landings")
    party = models.ForeignKey(Party, models.PROTECT, related_name="measure_landings")
    plan = models.CharField(_("hvor"), max_length=10, choices=Plan)
    reference = models.CharField(_("plan, punkt eller saksnummer"), max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status)
    words = models.TextField(_("merknad"), blank=True)
    told_on = models.DateField()

    class Meta:
        ordering = ["party__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "party", "plan"], name="landing_once_per_plan"),
            models.CheckConstraint(condition=~Q(status="refused") | ~Q(words=""), name="refused_landing_says_why"),
        ]

    def __str__(self):
        return f"{self.party}: {self.get_plan_display()}"
