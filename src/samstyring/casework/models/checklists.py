"""The preparation checklist: which kinds of case have one, and what is answered on each case."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.cases import Case
from samstyring.partnership.models import CaseKind, Person


class CaseChecklist(models.Model):
    """The checklist of the catalogue that cases of a kind are held up against before they are called."""

    kind = models.OneToOneField(CaseKind, models.PROTECT, related_name="checklist")
    key = models.SlugField(_("sjekkliste"))
    chosen_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.kind}: {self.key}"


class CheckAnswer(models.Model):
    """What somebody answered on one point for one case. Written once: the newest answer counts."""

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("nei")
        IRRELEVANT = "irrelevant", _("ikke aktuelt")
        WAIVED = "waived", _("fritatt")

    case = models.ForeignKey(Case, models.PROTECT, related_name="checks")
    point = models.SlugField()
    answer = models.CharField(_("svar"), max_length=10, choices=Answer)
    note = models.CharField(_("merknad"), max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["answered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer__in=["irrelevant", "waived"]) | ~Q(note=""), name="check_answer_says_why"
            )
        ]

    def __str__(self):
        return f"{self.case_id} {self.point}: {self.answer}"
