"""Revisions of the programme: a main one from the ground up, or a light one that keeps to its rule."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models import Partnership, Person
from samstyring.portfolio.models.programmes import Programme


class RevisionRule(models.Model):
    """What a light revision may change. A version is never edited; the newest counts for new revisions."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="revision_rules")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(_("regelen i ord"))
    may_add = models.BooleanField(_("nye prosjekter og samlepotter kan komme inn"), default=False)
    may_remove = models.BooleanField(_("prosjekter og samlepotter kan gå ut"), default=False)
    may_move_years = models.BooleanField(_("penger kan flyttes mellom år"), default=True)
    # How much a project or pot may change in all, in per cent of what it had; nothing means no limit.
    largest_change_percent = models.PositiveSmallIntegerField(
        _("største endring i et prosjekts sum, i prosent"), null=True, blank=True
    )
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "version"], name="revision_rule_version_once"),
            models.CheckConstraint(condition=~Q(text=""), name="revision_rule_has_words"),
        ]

    def __str__(self):
        return _("Regel for enklere revisjon, versjon %(version)s") % {"version": self.version}


class Revision(models.Model):
    """Says which version a programme revises, and how far it may go from it."""

    class Kind(models.TextChoices):
        MAIN = "main", _("hovedrevisjon")
        LIGHT = "light", _("enklere revisjon")

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="revision")
    revises = models.ForeignKey(Programme, models.PROTECT, related_name="revisions")
    kind = models.CharField(_("slag"), max_length=5, choices=Kind)
    rule = models.ForeignKey(RevisionRule, models.PROTECT, null=True, blank=True, related_name="revisions")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="main") | Q(rule__isnull=False), name="light_revision_has_a_rule"
            )
        ]

    def __str__(self):
        return f"{self.programme}: {self.get_kind_display()}"
