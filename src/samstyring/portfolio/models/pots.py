"""Money in a pot, released to named projects by somebody the mandate lets decide it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.money import mnok_field
from samstyring.partnership.models import Authority, Forum, Person
from samstyring.portfolio.models.programmes import ProgrammeLine
from samstyring.portfolio.models.projects import Project


class PotRelease(models.Model):
    """A delegated decision: so much of a pot's money in one year goes to this project. Never edited, only taken back."""

    line = models.ForeignKey(ProgrammeLine, models.PROTECT, related_name="releases")
    project = models.ForeignKey(Project, models.PROTECT, related_name="pot_releases")
    amount_mnok = mnok_field(verbose_name=_("beløp"))
    decided_on = models.DateField(_("avgjort"))
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    reason = models.TextField(_("begrunnelse"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["decided_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_mnok__gt=0), name="release_is_something"),
            models.CheckConstraint(
                condition=Q(taken_back_on__isnull=True) | ~Q(taken_back_reason=""), name="taken_back_has_reason"
            ),
        ]

    def __str__(self):
        return f"{self.project}: {self.amount_mnok}"
