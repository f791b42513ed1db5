"""The case that puts a version of the focus areas into force."""

from django.db import models

from samstyring.casework.models.cases import Case
from samstyring.casework.models.decisions import Decision
from samstyring.partnership.models import FocusList


class FocusAdoption(models.Model):
    """A version of the focus areas put forward in a case; the decision comes when a forum has adopted it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="focus_adoptions")
    focus_list = models.OneToOneField(FocusList, models.PROTECT, related_name="adoption")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="focus_adopted")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.focus_list} ({self.case})"
