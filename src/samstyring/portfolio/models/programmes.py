"""The action programme (handlingsprogram): four rolling years, the first of them the budget."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Case, Decision
from samstyring.ground.money import Basis, Vat, mnok_field
from samstyring.partnership.models import FocusArea, FundingSource, Partnership, Person
from samstyring.portfolio.models.projects import Project
from samstyring.portfolio.models.scenarios import AssumptionSet, Recommendation
from samstyring.portfolio.models.sheets import YEAR


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person is None:
            return self.none()
        return self.filter(partnership__in=Partnership.objects.visible_to(person))

    def public(self):
        """What the steering group has been asked to adopt in an open meeting, or has adopted."""
        return self.filter(
            Q(decision__isnull=False)
            | Q(case__closed_basis="", case__items__forum__is_open=True, case__items__meeting__status="called")
        ).distinct()


class Programme(models.Model):
    """One version of the action programme. Its lines are locked when the steering group has adopted it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="programmes")
    first_year = models.PositiveSmallIntegerField(validators=YEAR)
    years = models.PositiveSmallIntegerField(default=4)
    version = models.PositiveSmallIntegerField(default=1)
    case = models.ForeignKey(Case, models.PROTECT, related_name="programmes")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    # The decision by which the forum that may adopt it did so.
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="programmes")
    price_year = models.PositiveSmallIntegerField(validators=YEAR)
    vat = models.CharField(max_length=4, choices=Vat)
    assumptions = models.ForeignKey(
        AssumptionSet, models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    is_example = models.BooleanField(default=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "first_year", "version"], name="programme_version_once")
        ]

    def __str__(self):
        return _("Handlingsprogram %(period)s") % {"period": self.period}

    def get_absolute_url(self):
        return reverse("portfolio:programme", args=[self.partnership.key, self.pk])

    @property
    def calendar_years(self):
        return range(self.first_year, self.first_year + self.years)

    @property
    def period(self):
        return f"{self.first_year}–{self.first_year + self.years - 1}"


class ProgrammeLine(models.Model):
    """Money from one source in one year to one project, or to a pot released later."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="lines")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="programme_lines")
    pot = models.CharField(_("samlepott"), max_length=160, blank=True)
    focus_area = models.ForeignKey(FocusArea, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="programme_lines")
    year = models.PositiveSmallIntegerField(validators=YEAR)
    amount_mnok = mnok_field()
    basis = models.CharField(max_length=12, choices=Basis, default=Basis.YEAR_GRANT)

    class Meta:
        ordering = ["project__key", "pot", "source__order", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "project", "source", "year"],
                condition=Q(project__isnull=False),
                name="project_line_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "pot", "source", "year"],
                condition=Q(project__isnull=True),
                name="pot_line_once",
            ),
            models.CheckConstraint(
                condition=(Q(project__isnull=False) & Q(pot="")) | (Q(project__isnull=True) & ~Q(pot="")),
                name="line_is_project_or_pot",
            ),
            models.CheckConstraint(condition=Q(amount_mnok__gte=0), name="line_not_negative"),
        ]

    def __str__(self):
        return f"{self.project or self.pot} {self.year}"
