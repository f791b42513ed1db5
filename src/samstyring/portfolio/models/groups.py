"""Project groups: which project a temporary group works on."""

from django.db import models

from samstyring.partnership.models import Person, TemporaryGroup
from samstyring.portfolio.models.projects import Project


class ProjectGroup(models.Model):
    """A temporary group works on a project for as long as the group lasts. A project may have several."""

    group = models.ForeignKey(TemporaryGroup, models.PROTECT, related_name="projects")
    project = models.ForeignKey(Project, models.PROTECT, related_name="groups")
    tied_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["project__key", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "project"], name="project_tied_to_group_once")]

    def __str__(self):
        return f"{self.group}: {self.project}"
