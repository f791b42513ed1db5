"""Criteria sets adopted by a decision, and what assessors say about each project or measure."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Case, Decision
from samstyring.partnership.models import Partnership, Party, Person
from samstyring.portfolio.models.measures import Measure
from samstyring.portfolio.models.projects import Project
from samstyring.portfolio.models.sheets import SheetVersion
from samstyring.portfolio.models.standards import GradeStandard


class CriteriaSetQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(partnership__in=Partnership.objects.visible_to(person))

    def in_force(self):
        """The newest adopted set of each partnership comes first."""
        return self.filter(decision__isnull=False).order_by("-version")


class CriteriaSet(models.Model):
    """What projects are compared by. Weights or a ranked order, set by the partnership itself."""

    class Mode(models.TextChoices):
        WEIGHTS = "weights", _("vekter")
        RANKED = "ranked", _("rangert rekkefølge")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="criteria_sets")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(_("tittel"), max_length=160)
    mode = models.CharField(max_length=8, choices=Mode)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="criteria_sets")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="criteria_sets")
    # What the grades of benefit and risk on a sheet mean, adopted together with the criteria.
    standard = models.ForeignKey(
        GradeStandard, models.PROTECT, null=True, blank=True, related_name="criteria_sets", editable=False
    )
    source = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "version"], name="criteria_set_version_once")
        ]

    def __str__(self):
        return self.title


class Criterion(models.Model):
    """One criterion with its scale in words."""

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="criteria")
    key = models.SlugField()
    name = models.CharField(_("kriterium"), max_length=160)
    description = models.TextField(blank=True)
    anchors = models.JSONField(default=dict)  # {"0": "…", "50": "…", "100": "…"}
    order = models.PositiveSmallIntegerField(default=0)  # also the rank, where the set is ranked
    weight = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "key"], name="criterion_once"),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | (Q(weight__gte=0) & Q(weight__lte=1)),
                name="criterion_weight_is_a_share",
            ),
        ]

    def __str__(self):
        return self.name


class Assessment(models.Model):
    """The score one assessor gives on one criterion: to a project on a version of its sheet, or to a measure."""

    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="assessments")
    sheet = models.ForeignKey(SheetVersion, models.PROTECT, null=True, blank=True, related_name="assessments")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="assessments")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(Person, models.PROTECT, related_name="assessments")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    score = models.PositiveSmallIntegerField(_("poeng"), validators=[MinValueValidator(0), MaxValueValidator(100)])
    comment = models.CharField(_("begrunnelse"), max_length=250, blank=True)
    given_at = models.DateTimeField(auto_now=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "criterion", "assessor"], name="one_score_per_assessor"),
            models.UniqueConstraint(fields=["measure", "criterion", "assessor"], name="one_score_per_measure"),
            models.CheckConstraint(
                condition=Q(project__isnull=False, sheet__isnull=False, measure__isnull=True)
                | Q(project__isnull=True, sheet__isnull=True, measure__isnull=False),
                name="assessment_of_sheet_or_measure",
            ),
            models.CheckConstraint(condition=Q(score__lte=100), name="score_within_scale"),
        ]

    def __str__(self):
        return f"{self.project or self.measure} {self.criterion}: {self.score}"
