"""Reports, maps and drawings that belong to a project, beside what its sheet says."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import StoredFile
from samstyring.partnership.models import Person
from samstyring.portfolio.models.projects import Project


class ProjectDocument(models.Model):
    """A file that belongs to a project. It is never taken away: a newer one with the same title stands before it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="documents")
    title = models.CharField(_("tittel"), max_length=160)
    version = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "title", "version"], name="project_document_version_once")
        ]

    def __str__(self):
        return self.title
