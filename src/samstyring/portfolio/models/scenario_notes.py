"""What people have to say about a scenario: written once, never changed, by whom and when."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models import Person
from samstyring.portfolio.models.scenarios import Scenario


class ScenarioNoteQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(scenario__in=Scenario.objects.visible_to(person))


class ScenarioNote(models.Model):
    """One note on a scenario. A second thought is a new note."""

    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="notes")
    words = models.TextField(_("notat"))
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    is_example = models.BooleanField(default=False)

    objects = ScenarioNoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="scenario_note_has_words")]

    def __str__(self):
        return f"{self.scenario} ({self.written_at:%Y-%m-%d})"
