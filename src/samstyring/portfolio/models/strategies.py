"""Strategies: what the partnership wants over some years, adopted by a forum, and the aims in them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Case, Decision
from samstyring.partnership.models import Mandate, Partnership, Person
from samstyring.portfolio.models.sheets import YEAR


class StrategyQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person is None:
            return self.none()
        return self.filter(partnership__in=Partnership.objects.visible_to(person))

    def public(self):
        """Adopted by an open forum in a case that is not closed."""
        return self.filter(decision__forum__is_open=True, case__closed_basis="")

    def newest(self):
        """Those that no later version has replaced."""
        return self.filter(replaced_by__isnull=True)


class Strategy(models.Model):
    """One version of a strategy. It is locked when a forum has adopted it; a change is a new version."""

    class Effect(models.TextChoices):
        """What the strategy means for the mandate it rests on (004:68-69)."""

        SUPPORTS = "supports", _("støtter opp under mandatet")
        REVISION = "revision", _("krever revisjon av mandatet")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="strategies")
    # The same in every version, so that measures follow the strategy and not the version.
    key = models.SlugField()
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("tittel"), max_length=160)
    words = models.TextField(_("hva strategien går ut på"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("første år"), validators=YEAR)
    last_year = models.PositiveSmallIntegerField(_("siste år"), validators=YEAR)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="strategies")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="strategies")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="strategies")
    effect = models.CharField(_("virkning for mandatet"), max_length=10, choices=Effect, blank=True)
    effect_reason = models.TextField(_("begrunnelse"), blank=True)
    # The case in which the mandate is revised, once it has been opened.
    revision_case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "strategies"
        ordering = ["-first_year", "key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key", "version"], name="strategy_version_once"),
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="strategy_years_in_order"),
            models.CheckConstraint(
                condition=Q(effect="") | Q(mandate__isnull=False), name="strategy_effect_is_on_a_mandate"
            ),
            models.CheckConstraint(
                condition=~Q(effect="revision") | ~Q(effect_reason=""), name="strategy_revision_says_why"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("portfolio:strategy", args=[self.partnership.key, self.pk])

    @property
    def period(self):
        return f"{self.first_year}–{self.last_year}"


class StrategyAim(models.Model):
    """One aim of a strategy, under which its measures stand."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="aims")
    # The same in every version of the strategy.
    key = models.SlugField()
    title = models.CharField(_("mål"), max_length=200)
    words = models.TextField(_("hva målet går ut på"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["strategy", "key"], name="strategy_aim_once")]

    def __str__(self):
        return self.title
