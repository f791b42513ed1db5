"""The year's action programme with its budget (årsprogram), the funders behind it, and the operating pot."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Case, Decision
from samstyring.ground.models import StoredFile
from samstyring.ground.money import Amount, Basis, Vat, mnok_field
from samstyring.partnership.models import Partnership, Person
from samstyring.portfolio.models.measures import Measure
from samstyring.portfolio.models.sheets import YEAR


class PartnershipQuerySet(models.QuerySet):
    """What belongs to a partnership and is read by all who have a part in it."""

    def visible_to(self, person):
        if person is None:
            return self.none()
        return self.filter(partnership__in=Partnership.objects.visible_to(person))


class Funder(models.Model):
    """Somebody who gives money and asks for something in return: a ministry, a fund, the members."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="funders")
    name = models.CharField(_("navn"), max_length=160)
    demands = models.TextField(_("krav"), blank=True)
    # What the partnership is to the funder: who applies, leads, takes part.
    role = models.CharField(_("vår rolle"), max_length=160, blank=True)
    source = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="funder_once")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("portfolio:funder", args=[self.partnership.key, self.pk])


class FunderReport(models.Model):
    """A report a funder waits for: by when, and what was delivered."""

    funder = models.ForeignKey(Funder, models.PROTECT, related_name="reports")
    title = models.CharField(_("rapport"), max_length=160)
    due_on = models.DateField(_("frist"))
    delivered_on = models.DateField(_("levert"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    delivered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["funder", "title", "due_on"], name="funder_report_once"),
            models.CheckConstraint(
                condition=Q(file__isnull=True) | Q(delivered_on__isnull=False), name="report_file_is_delivered"
            ),
        ]

    def __str__(self):
        return self.title

    def is_overdue(self, day):
        return self.delivered_on is None and self.due_on < day


class ActionPlanQuerySet(PartnershipQuerySet):
    def public(self):
        """Adopted by an open forum in a case that is not closed."""
        return self.filter(decision__forum__is_open=True, case__closed_basis="")


class ActionPlan(models.Model):
    """One version of the year's action programme with budget. Locked when a forum has adopted it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="action_plans")
    year = models.PositiveSmallIntegerField(_("år"), validators=YEAR)
    version = models.PositiveSmallIntegerField(default=1)
    words = models.TextField(_("hva året handler om"), blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="action_plans")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="action_plans")
    source = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year", "version"], name="action_plan_version_once")
        ]

    def __str__(self):
        return _("Årsprogram %(year)s") % {"year": self.year}

    def get_absolute_url(self):
        return reverse("portfolio:action_plan", args=[self.partnership.key, self.pk])


class MoneyRow(models.Model):
    """An amount that says what it is an amount of, or says that nobody knows."""

    amount_mnok = mnok_field(verbose_name=_("beløp (mill. kr)"))
    basis = models.CharField(_("grunnlag"), max_length=12, choices=Basis, blank=True)
    vat = models.CharField(_("mva."), max_length=4, choices=Vat, blank=True)
    price_year = models.PositiveSmallIntegerField(_("prisår"), null=True, blank=True, validators=YEAR)

    class Meta:
        abstract = True

    @property
    def amount(self):
        return Amount(self.amount_mnok, self.basis, self.price_year, self.vat)


class ActionPlanLine(MoneyRow):
    """Money in the year for a measure, or for one of the secretariat's own operating posts."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="lines")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="plan_lines")
    post = models.CharField(_("driftspost"), max_length=160, blank=True)
    funder = models.ForeignKey(Funder, models.PROTECT, null=True, blank=True, related_name="plan_lines")

    class Meta:
        # The measures first, then the secretariat's own posts; databases place what is empty differently.
        ordering = [F("measure__number").asc(nulls_last=True), "post", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(measure__isnull=False) & Q(post="")) | (Q(measure__isnull=True) & ~Q(post="")),
                name="plan_line_is_measure_or_post",
            ),
            models.CheckConstraint(condition=Q(amount_mnok__gte=0), name="plan_line_not_negative"),
        ]

    def __str__(self):
        return str(self.measure or self.post)


class OperatingYear(MoneyRow):
    """The secretariat's own operating pot in one budget year: what was set aside, and what was used."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="operating_years")
    year = models.PositiveSmallIntegerField(_("budsjettår"), validators=YEAR)
    used_mnok = mnok_field(null=True, blank=True, verbose_name=_("brukt (mill. kr)"))
    # Agreed with somebody, but not paid yet.
    committed_mnok = mnok_field(null=True, blank=True, verbose_name=_("bundet (mill. kr)"))
    words = models.CharField(_("merknad"), max_length=250, blank=True)
    source = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year"], name="operating_year_once"),
            models.CheckConstraint(
                condition=Q(amount_mnok__gte=0) & (Q(used_mnok__isnull=True) | Q(used_mnok__gte=0)),
                name="operating_year_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(committed_mnok__isnull=True) | Q(committed_mnok__gte=0),
                name="operating_commitment_not_negative",
            ),
        ]

    def __str__(self):
        return f"{self.year}"

    @property
    def left_mnok(self):
        """What is neither used nor committed; unknown as long as either is."""
        if self.used_mnok is None or self.committed_mnok is None:
            return None
        return self.amount_mnok - self.used_mnok - self.committed_mnok
