"""The standard that benefit and risk are graded by: one meaning of each grade, understood in all forums."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    LOW = "low", _("lav")
    MEDIUM = "medium", _("middels")
    HIGH = "high", _("høy")
    UNKNOWN = "", _("ikke vurdert")


class GradeStandard(models.Model):
    """What low, medium and high mean, for benefit and for risk. Never changed: a new one takes its place."""

    benefit_low = models.CharField(_("lav samfunnsnytte betyr"), max_length=300, blank=True)
    benefit_medium = models.CharField(_("middels samfunnsnytte betyr"), max_length=300, blank=True)
    benefit_high = models.CharField(_("høy samfunnsnytte betyr"), max_length=300, blank=True)
    risk_low = models.CharField(_("lav risiko betyr"), max_length=300, blank=True)
    risk_medium = models.CharField(_("middels risiko betyr"), max_length=300, blank=True)
    risk_high = models.CharField(_("høy risiko betyr"), max_length=300, blank=True)

    def __str__(self):
        return f"GradeStandard {self.pk}"

    def meaning(self, of, grade):
        """What a grade of `benefit` or `risk` means, or nothing."""
        return getattr(self, f"{of}_{grade}", "") if grade else ""

    @property
    def words(self):
        """{field: words} of all that is told."""
        return {field.name: getattr(self, field.name) for field in self._meta.fields if not field.primary_key}
