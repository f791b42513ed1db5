"""What reviewers ask about a sheet, and what its owners answer."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models import Person
from samstyring.portfolio.models.projects import Project
from samstyring.portfolio.models.sheets import SheetVersion


class SheetQuestionQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(project__in=Project.objects.visible_to(person))

    def open(self):
        return self.filter(answered_at__isnull=True)


class SheetQuestion(models.Model):
    """A question about one part of one version of a sheet. Answered once; what is still unclear is a new question."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    sheet = models.ForeignKey(SheetVersion, models.PROTECT, related_name="questions")
    part = models.CharField(_("del av arket"), max_length=20, blank=True)
    words = models.TextField(_("spørsmål"))
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("svar"), blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(default=False)

    objects = SheetQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="sheet_question_number_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answered_question_has_words",
            ),
        ]

    def __str__(self):
        return f"{self.project} {self.number}"
