"""Project sheets (prosjektark) in versions: what is known about a project, and what is not."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.money import Amount, Basis, Vat, mnok_field
from samstyring.partnership.models import FocusArea, FundingSource, Person
from samstyring.portfolio.models.projects import Project
from samstyring.portfolio.models.standards import Grade, GradeStandard


class Phase(models.TextChoices):
    """How far a project has come. The words found in the wild are kept beside, in `phase_raw`."""

    IDEA = "idea", _("idé")
    STUDY = "study", _("utredning")
    MUNICIPAL_PLAN = "municipal_plan", _("kommunedelplan")
    ZONING = "zoning", _("regulering")
    PRELIMINARY = "preliminary", _("forprosjekt")
    DESIGN = "design", _("prosjektering")
    LAND = "land", _("grunnerverv")
    BUILDING = "building", _("bygging")
    DONE = "done", _("ferdig")
    WAITING = "waiting", _("på vent")
    DROPPED = "dropped", _("utgått")
    UNKNOWN = "", _("ikke oppgitt")


class Percentile(models.TextChoices):
    P50 = "p50", _("P50, styringsramme")
    P85 = "p85", _("P85, kostnadsramme")
    UNKNOWN = "", _("ikke oppgitt")


YEAR = [MinValueValidator(1990), MaxValueValidator(2100)]


class SheetVersionQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(project__in=Project.objects.visible_to(person))

    def newest(self):
        """The newest version of each project's sheet."""
        newer = SheetVersion.objects.filter(project=OuterRef("project"), version__gt=OuterRef("version"))
        return self.filter(~Exists(newer))


class SheetVersion(models.Model):
    """One version of a project's sheet. Written once; a change is a new version."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="sheets")
    version = models.PositiveSmallIntegerField()
    # Need and goal
    need = models.TextField(_("behov"), blank=True)
    goal_contribution = models.TextField(_("bidrag til målet"), blank=True)
    focus_area = models.ForeignKey(
        FocusArea, models.PROTECT, null=True, blank=True, verbose_name=_("satsingsområde"), related_name="+"
    )
    focus_area_inferred = models.BooleanField(default=False)
    measure_areas = models.CharField(_("tiltaksområder"), max_length=250, blank=True)
    measure_type = models.CharField(_("type tiltak"), max_length=160, blank=True)
    municipality = models.CharField(_("kommune"), max_length=120, blank=True)
    # Progress
    builder = models.CharField(_("byggherre"), max_length=160, blank=True)
    phase = models.CharField(_("fase"), max_length=16, choices=Phase, blank=True)
    phase_raw = models.CharField(_("status slik kilden skriver den"), max_length=160, blank=True)
    start_year = models.PositiveSmallIntegerField(_("tidligste oppstart"), null=True, blank=True, validators=YEAR)
    finish_year = models.PositiveSmallIntegerField(_("ferdig"), null=True, blank=True, validators=YEAR)
    dates_raw = models.CharField(_("datoer slik kilden skriver dem"), max_length=160, blank=True)
    # Cost
    cost_mnok = mnok_field(null=True, blank=True, verbose_name=_("kostnadsanslag (mill. kr)"))
    cost_basis = models.CharField(_("hva beløpet gjelder"), max_length=12, choices=Basis, blank=True)
    cost_basis_raw = models.CharField(max_length=160, blank=True)
    price_year = models.PositiveSmallIntegerField(_("prisår"), null=True, blank=True, validators=YEAR)
    vat = models.CharField(_("mva."), max_length=4, choices=Vat, blank=True)
    percentile = models.CharField(_("sikkerhet i anslaget"), max_length=4, choices=Percentile, blank=True)
    # The amount that the cost stays below in 85 of 100 cases, where the estimate itself is a P50.
    p85_mnok = mnok_field(null=True, blank=True, verbose_name=_("kostnadsramme, P85 (mill. kr)"))
    estimator = models.CharField(_("hvem har laget anslaget"), max_length=160, blank=True)
    estimated_on = models.DateField(_("anslagets dato"), null=True, blank=True)
    granted_before_mnok = mnok_field(null=True, blank=True, verbose_name=_("bevilget tidligere (mill. kr)"))
    remaining_need_mnok = mnok_field(
        null=True, blank=True, verbose_name=_("restbehov etter programperioden (mill. kr)")
    )
    # Benefit, risk, dependencies
    benefit = models.CharField(_("samfunnsnytte"), max_length=8, choices=Grade, blank=True)
    benefit_note = models.TextField(_("begrunnelse for samfunnsnytte"), blank=True)
    risk = models.CharField(_("risiko"), max_length=8, choices=Grade, blank=True)
    risk_note = models.TextField(_("begrunnelse for risiko"), blank=True)
    # The standard that benefit and risk were graded by, as it was when they were.
    standard = models.ForeignKey(
        GradeStandard, models.PROTECT, null=True, blank=True, editable=False, related_name="sheets"
    )
    depends_on = models.ManyToManyField(Project, blank=True, related_name="+", verbose_name=_("avhenger av"))
    # Checklist: {"key": {"answer": "yes|no|irrelevant", "note": "…"}}
    checks = models.JSONField(default=dict, blank=True)
    programme = models.CharField(_("program slik kilden oppgir det"), max_length=120, blank=True)
    note = models.TextField(_("merknad"), blank=True)
    # What the source lacks, in its own words: gaps stay gaps.
    missing = models.CharField(max_length=300, blank=True)

    source = models.TextField(blank=True)
    change_note = models.CharField(_("hva er endret"), max_length=250, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = SheetVersionQuerySet.as_manager()

    class Meta:
        ordering = ["project", "version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "version"], name="sheet_version_once"),
            models.CheckConstraint(
                condition=Q(cost_mnok__isnull=True) | Q(cost_mnok__gte=0), name="sheet_cost_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.project} v{self.version}"

    @property
    def cost(self):
        """The cost estimate with what is known about it, or None."""
        if self.cost_mnok is None:
            return None
        return Amount(self.cost_mnok, self.cost_basis, self.price_year, self.vat)


class SheetFinancing(models.Model):
    """What a sheet asks of one source in one year."""

    sheet = models.ForeignKey(SheetVersion, models.PROTECT, related_name="financing")
    source = models.ForeignKey(FundingSource, models.PROTECT, null=True, blank=True, related_name="+")
    source_raw = models.CharField(max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(validators=YEAR)
    amount_mnok = mnok_field()

    class Meta:
        verbose_name_plural = "sheet financing"
        ordering = ["year", "source__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "source", "source_raw", "year"], name="financing_once"),
            models.CheckConstraint(condition=Q(amount_mnok__gte=0), name="financing_not_negative"),
        ]

    def __str__(self):
        return f"{self.sheet}: {self.year}"
