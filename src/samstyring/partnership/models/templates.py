"""What a partnership got from its template, and what it has answered to newer versions of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models.partnerships import Partnership


class TemplateUse(models.Model):
    """One version of the template, point by point, as it was when the partnership took it into use.

    Kept so that a later difference can tell what the template has changed from what the partnership has.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="template_uses")
    version = models.PositiveSmallIntegerField(_("versjon"))
    points = models.JSONField(default=dict)
    used_from = models.DateField(_("tatt i bruk"))

    class Meta:
        ordering = ["-version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "version"], name="template_version_used_once")
        ]

    def __str__(self):
        return f"{self.partnership.template_key} {self.version}, {self.partnership}"


class TemplateAnswer(models.Model):
    """What the partnership answered to one point of a version of its template: taken over, or kept its own."""

    class Answer(models.TextChoices):
        TAKEN = "taken", _("tatt over")
        KEPT = "kept", _("beholdt vårt eget")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="template_answers")
    version = models.PositiveSmallIntegerField(_("versjon"))
    point = models.CharField(_("punkt"), max_length=200)
    answer = models.CharField(_("svar"), max_length=8, choices=Answer)
    # The words of both sides on the day it was answered.
    template_words = models.TextField(blank=True)
    own_words = models.TextField(blank=True)
    answered_on = models.DateField(_("besvart"))

    class Meta:
        ordering = ["-answered_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "version", "point"], name="template_point_answered_once"
            )
        ]

    def __str__(self):
        return f"{self.point}: {self.get_answer_display()}"
