"""Where a partnership works, and on what: areas of working groups, and focus areas in adopted versions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models.documents import OfPartnershipQuerySet
from samstyring.partnership.models.forums import Forum
from samstyring.partnership.models.partnerships import FocusArea, Partnership
from samstyring.partnership.models.periods import Period, PeriodQuerySet


class AreaQuerySet(PeriodQuerySet, OfPartnershipQuerySet):
    pass


class Area(Period):
    """A part of the territory with the working group that owns the project sheets there."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="areas")
    name = models.CharField(_("navn"), max_length=120)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="areas")
    # Municipalities and districts, by the names people write: ["Askøy", "Laksevåg"].
    places = models.JSONField(_("steder"), default=list)
    is_assumed = models.BooleanField(_("grensene er antatt"), default=False)
    source = models.CharField(_("kilde"), max_length=400, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["name", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "name"], condition=Q(to_day__isnull=True), name="area_named_once"
            ),
        ]

    def __str__(self):
        return self.name


class FocusList(models.Model):
    """One version of the list of focus areas. It gives nothing until a forum has adopted it; old ones stand."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="focus_lists")
    version = models.PositiveSmallIntegerField()
    adopted_on = models.DateField(_("vedtatt"), null=True, blank=True)
    adopted_by = models.CharField(_("vedtatt av"), max_length=200, blank=True)
    effective_from = models.DateField(_("gjelder fra"), null=True, blank=True)
    ended_on = models.DateField(_("gjaldt til"), null=True, blank=True)
    missing = models.CharField(max_length=300, blank=True)
    source = models.CharField(_("kilde"), max_length=400, blank=True)

    objects = OfPartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "version"], name="focus_list_version_once"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("effective_from")),
                name="focus_list_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.partnership}, {self.version}"


class FocusLine(models.Model):
    """One focus area as a version names it, with the forums that work on it."""

    list = models.ForeignKey(FocusList, models.PROTECT, related_name="lines")
    name = models.CharField(_("satsingsområde"), max_length=160)
    # None until the version is in force, where the area is new.
    area = models.ForeignKey(FocusArea, models.PROTECT, null=True, blank=True, related_name="lines")
    forums = models.ManyToManyField(Forum, related_name="focus_lines", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["list", "name"], name="focus_line_once")]

    def __str__(self):
        return self.name
