"""How the partnership's Word papers look: a Word file with named styles, in versions."""

from django.db import models
from django.utils import timezone

from samstyring.ground.models import StoredFile
from samstyring.partnership.models.partnerships import Partnership
from samstyring.partnership.models.people import Person


class HouseStyle(models.Model):
    """A version of the style of Word papers. The newest counts; one without a file is Samstyring's own."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="house_styles")
    version = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["partnership", "version"], name="house_style_version_once")]

    def __str__(self):
        return f"{self.partnership}: {self.version}"
