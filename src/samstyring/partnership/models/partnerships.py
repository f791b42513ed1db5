"""Partnerships and what each of them has adopted as its own lists."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models.people import Person
from samstyring.partnership.models.periods import Period, PeriodQuerySet


class PartnershipQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Those in which a person has, or has had, a role; what is open is read in the portal."""
        if person is None:
            return self.none()
        return self.filter(
            Q(roles__person=person) | Q(parties__roles__person=person) | Q(forums__seats__person=person)
        ).distinct()

    def public(self):
        return self


class Partnership(models.Model):
    """Sovereign bodies that have signed one agreement: Miljøløftet, Osloregionen."""

    class Accent(models.TextChoices):
        TEAL = "teal", _("petrol")
        PLUM = "plum", _("plomme")
        BLUE = "blue", _("blå")

    class Language(models.TextChoices):
        BOKMAL = "nb", _("bokmål")
        NYNORSK = "nn", _("nynorsk")

    key = models.SlugField(unique=True)
    name = models.CharField(_("navn"), max_length=120)
    agreement = models.CharField(_("avtale"), max_length=200)
    starts_on = models.DateField(_("avtalen gjelder fra"))
    ends_on = models.DateField(_("avtalen gjelder til"))
    goal = models.TextField(_("mål"))
    accent = models.CharField(max_length=8, choices=Accent, default=Accent.TEAL)
    # What papers and records are written in. Each reader chooses the language of the pages.
    language = models.CharField(_("målform i papirene"), max_length=2, choices=Language, default=Language.BOKMAL)
    template_key = models.CharField(max_length=40)
    template_version = models.PositiveSmallIntegerField()
    source = models.TextField(_("kilde"), blank=True)
    is_example = models.BooleanField(default=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="agreement_period_in_order")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnership:home", args=[self.key])

    def in_its_language(self):
        """While this lasts, words are those of the partnership, whatever language the one who writes reads in."""
        return translation.override(self.language)

    @property
    def budget_years(self):
        """Every budget year of the agreement, both ends counted: 2019-2029 is eleven."""
        return range(self.starts_on.year, self.ends_on.year + 1)


class PartnershipRole(Period):
    """A person's part in the partnership as a whole."""

    class Kind(models.TextChoices):
        SECRETARIAT = "secretariat", _("sekretariatet")
        ADMINISTRATOR = "administrator", _("administrator")
        READER = "reader", _("leser")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, models.PROTECT, related_name="partnership_roles")
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=120, blank=True)

    class Meta(Period.Meta):
        ordering = ["kind", "pk"]

    def __str__(self):
        return f"{self.person}: {self.get_kind_display()}"


class CaseKind(models.Model):
    """A kind of case this partnership treats. Copied from its template, then its own."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="case_kinds")
    key = models.SlugField()
    name = models.CharField(_("sakstype"), max_length=120)
    order = models.PositiveSmallIntegerField(default=0)
    # The usual road: [{"forum": "prioriteringsrad", "purpose": "recommendation"}, …, {"local": true}]
    usual_flow = models.JSONField(default=list)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["partnership", "key"], name="case_kind_once")]

    def __str__(self):
        return self.name


class FundingSource(models.Model):
    """Where money comes from: state, reward, toll, local."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="sources")
    key = models.SlugField()
    name = models.CharField(_("kilde"), max_length=120)
    # Stands in tables, such as «Stat» or «Bom».
    short = models.CharField(_("kortnavn"), max_length=12, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["partnership", "key"], name="funding_source_once")]

    def __str__(self):
        return self.name

    @property
    def in_tables(self):
        return self.short or self.name


class FocusArea(Period):
    """A strategic focus area of the partnership, for as long as it is adopted."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="focus_areas")
    key = models.SlugField()
    name = models.CharField(_("satsingsområde"), max_length=160)
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=300, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["order", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "key"], name="focus_area_once"),
        ]

    def __str__(self):
        return self.name
