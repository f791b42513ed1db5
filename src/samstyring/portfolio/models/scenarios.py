"""Frames, assumptions and scenarios: what may be spent, what is taken for granted, what is tried."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Case
from samstyring.ground.models import Analysis
from samstyring.ground.money import Vat, mnok_field
from samstyring.partnership.models import FundingSource, Partnership, Party, Person
from samstyring.portfolio.models.criteria import CriteriaSet
from samstyring.portfolio.models.projects import Project
from samstyring.portfolio.models.sheets import YEAR


class AssumptionSetQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person is None:
            return self.none()
        return self.filter(partnership__in=Partnership.objects.visible_to(person))

    def standing(self):
        """Those that nobody has removed."""
        return self.filter(removed_at__isnull=True)


class AssumptionSet(models.Model):
    """A named, removable set of assumptions that fills gaps. Totals that rest on it say so."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="assumption_sets")
    name = models.CharField(_("navn"), max_length=120)
    price_year = models.PositiveSmallIntegerField(_("prisår"), validators=YEAR)
    vat = models.CharField(_("mva."), max_length=4, choices=Vat)
    note = models.TextField(blank=True)
    is_example = models.BooleanField(default=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssumptionSetQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    @property
    def is_removed(self):
        return self.removed_at is not None


class AssumedCost(models.Model):
    """What a project is assumed to cost in each year from its start, and which sources may pay."""

    assumptions = models.ForeignKey(AssumptionSet, models.PROTECT, related_name="costs")
    project = models.ForeignKey(Project, models.PROTECT, related_name="assumed_costs")
    profile = models.JSONField()  # [2.5, 40.0, 17.5] million kroner, first year first
    earliest = models.PositiveSmallIntegerField(null=True, blank=True, validators=YEAR)
    latest = models.PositiveSmallIntegerField(null=True, blank=True, validators=YEAR)
    sources = models.ManyToManyField(FundingSource, related_name="+")
    # How far the cost may go: the P85 as a multiple of the profile, which is then the P50. Empty where not known.
    p85_ratio = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assumptions", "project"], name="assumed_cost_once"),
            models.CheckConstraint(
                condition=Q(p85_ratio__isnull=True) | Q(p85_ratio__gte=1), name="assumed_p85_not_below_p50"
            ),
        ]

    def __str__(self):
        return f"{self.project} ({self.assumptions})"


class Frame(models.Model):
    """What one source gives in one year. A frame is indicative until it is voted."""

    class Status(models.TextChoices):
        AGREED = "agreed", _("avtalt")
        PROPOSED = "proposed", _("foreslått")
        VOTED = "voted", _("vedtatt")
        ASSUMED = "assumed", _("forutsatt (eksempel)")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="frames")
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="frames")
    # Set where the agreement promises the money to one party; such frames never count as the source's own.
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField(validators=YEAR)
    # The same as `year`, or the last of several years that a source gives one frame for.
    to_year = models.PositiveSmallIntegerField(validators=YEAR)
    amount_mnok = mnok_field()
    status = models.CharField(max_length=10, choices=Status)
    price_year = models.PositiveSmallIntegerField(null=True, blank=True, validators=YEAR)
    vat = models.CharField(max_length=4, choices=Vat, blank=True)
    assumptions = models.ForeignKey(AssumptionSet, models.PROTECT, null=True, blank=True, related_name="frames")
    source_note = models.TextField(blank=True)

    class Meta:
        ordering = ["source__order", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "year", "to_year", "status"],
                condition=Q(assumptions__isnull=True, party__isnull=True),
                name="frame_once",
            ),
            models.UniqueConstraint(
                fields=["source", "party", "year", "to_year", "status"],
                condition=Q(assumptions__isnull=True, party__isnull=False),
                name="party_frame_once",
            ),
            models.UniqueConstraint(
                fields=["source", "year", "assumptions"],
                condition=Q(assumptions__isnull=False),
                name="assumed_frame_once",
            ),
            models.CheckConstraint(condition=Q(to_year__gte=models.F("year")), name="frame_years_in_order"),
            models.CheckConstraint(condition=Q(amount_mnok__gte=0), name="frame_not_negative"),
        ]

    def __str__(self):
        return f"{self.source} {self.year}"


class ScenarioQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person is None:
            return self.none()
        return self.filter(partnership__in=Partnership.objects.visible_to(person))


class Scenario(models.Model):
    """A trial: frames, criteria, what is locked or left out, and the portfolio that follows."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="scenarios")
    name = models.CharField(_("navn"), max_length=120)
    first_year = models.PositiveSmallIntegerField(_("første år"), validators=YEAR)
    years = models.PositiveSmallIntegerField(_("antall år"), default=4)
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="scenarios")
    assumptions = models.ForeignKey(AssumptionSet, models.PROTECT, null=True, blank=True, related_name="scenarios")
    # How a project without a score on some criterion counts; shown wherever the result is.
    missing_scores = models.CharField(max_length=20, default="weights-of-known")
    carry_over_share = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    analysis = models.ForeignKey(Analysis, models.PROTECT, null=True, blank=True, related_name="scenarios")
    # What could be had with more and less money, counted when somebody asks for it.
    front = models.ForeignKey(Analysis, models.PROTECT, null=True, blank=True, related_name="fronts")
    # What holds when the parties disagree, what the costs may become, and a change that somebody tries.
    robust = models.ForeignKey(Analysis, models.PROTECT, null=True, blank=True, related_name="robust_of")
    exposure = models.ForeignKey(Analysis, models.PROTECT, null=True, blank=True, related_name="exposure_of")
    trial = models.ForeignKey(Analysis, models.PROTECT, null=True, blank=True, related_name="trial_of")
    # How little of an adopted programme must change for it to hold the frames and rules of this scenario.
    rebalance = models.ForeignKey(Analysis, models.PROTECT, null=True, blank=True, related_name="rebalance_of")
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    is_example = models.BooleanField(default=False)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("portfolio:scenario", args=[self.partnership.key, self.pk])

    @property
    def calendar_years(self):
        return range(self.first_year, self.first_year + self.years)

    @property
    def last_year(self):
        return self.first_year + self.years - 1


class ScenarioProject(models.Model):
    """A project that a scenario treats specially: locked in (perhaps from a year), or left out."""

    class Kind(models.TextChoices):
        LOCKED = "locked", _("låst inn")
        EXCLUDED = "excluded", _("holdt utenfor")

    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="special_projects")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    start_year = models.PositiveSmallIntegerField(null=True, blank=True, validators=YEAR)
    reason = models.CharField(_("begrunnelse"), max_length=250, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["scenario", "project"], name="scenario_project_once")]

    def __str__(self):
        return f"{self.project}: {self.get_kind_display()}"


class ScenarioShare(models.Model):
    """At least this share of the money goes to a focus area, a party's projects or a working group's area."""

    class Kind(models.TextChoices):
        FOCUS = "focus", _("satsingsområde")
        AREA = "area", _("geografisk område")

    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="shares")
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=60)
    share = models.DecimalField(max_digits=4, decimal_places=3)

    class Meta:
        ordering = ["kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "kind", "key"], name="scenario_share_once"),
            models.CheckConstraint(condition=Q(share__gte=0) & Q(share__lte=1), name="share_is_a_share"),
        ]

    def __str__(self):
        return f"{self.key} ≥ {self.share}"


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(case__in=Case.objects.visible_to(person))


class Recommendation(models.Model):
    """A scenario frozen on a case: what the forum is asked to recommend. Never changed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recommendations")
    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="recommendations")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(default=timezone.now)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["frozen_at", "pk"]

    def __str__(self):
        return f"{self.scenario} ({self.frozen_at:%Y-%m-%d})"

    def get_absolute_url(self):
        return reverse("portfolio:recommendation", args=[self.scenario.partnership.key, self.pk])

    def notes_then(self):
        """The notes that stood on the scenario when it was frozen. None has been changed since."""
        return self.scenario.notes.filter(written_at__lte=self.frozen_at).select_related("written_by")

    def notes_since(self):
        return self.scenario.notes.filter(written_at__gt=self.frozen_at).select_related("written_by")
