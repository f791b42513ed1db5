"""Writing a note on a scenario. It is never changed and never taken away."""

from django.db import transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.portfolio.models import ScenarioNote
from samstyring.portfolio.rules import scenario_notes as rules


@transaction.atomic
def write_note(scenario, *, words, by, on=None):
    """Write a note and return it."""
    on = on or timezone.localdate()
    refuse_if(rules.obstacles_to_writing(scenario, words=words, by=by, on=on))
    note = ScenarioNote.objects.create(scenario=scenario, words=words.strip(), written_by=by)
    history.record("scenario.noted", about=[scenario, note], by=by)
    return note
