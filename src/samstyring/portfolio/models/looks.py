"""Which groups have looked at a sheet, and which are asked to: coordination across themes before it goes on."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models import Forum, Person
from samstyring.portfolio.models.projects import Project
from samstyring.portfolio.models.sheets import SheetVersion


class SheetLook(models.Model):
    """A group has looked at one version of a sheet, or has been asked to and has not done it yet."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="looks")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="sheet_looks")
    # Empty while the group is asked and has not looked.
    sheet = models.ForeignKey(SheetVersion, models.PROTECT, null=True, blank=True, related_name="looks")
    looked_on = models.DateField(_("har sett på arket"), null=True, blank=True)
    words = models.CharField(_("merknad"), max_length=400, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["forum__order", "-looked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "forum"], name="group_looks_once_at_a_version"),
            models.UniqueConstraint(
                fields=["project", "forum"], condition=Q(sheet__isnull=True), name="group_asked_once_to_look"
            ),
            models.CheckConstraint(
                condition=Q(sheet__isnull=True, looked_on__isnull=True)
                | Q(sheet__isnull=False, looked_on__isnull=False),
                name="look_has_version_and_day",
            ),
        ]

    def __str__(self):
        return f"{self.forum}: {self.project}"
