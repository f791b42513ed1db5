"""Put what a decision asks for on the follow-up list, and report back on it."""

from django.db import transaction

from samstyring.casework.models import FollowUp, FollowUpReport
from samstyring.casework.rules import followup as rules
from samstyring.ground import history
from samstyring.ground.refusal import refuse_if


@transaction.atomic
def note(decision, *, text, due_on, by, on, party=None, person=None):
    """Say who is to do what by when after a decision."""
    refuse_if(rules.obstacles_to_noting(decision, party=party, person=person, due_on=due_on, by=by, on=on))
    follow_up = FollowUp.objects.create(
        decision=decision, text=text.strip(), party=party, person=person, due_on=due_on, noted_by=by
    )
    history.record("followup.noted", about=[decision.case, follow_up], by=by, due=due_on.isoformat())
    return follow_up


@transaction.atomic
def report(follow_up, *, progress, words, by, on):
    """Report how it goes. Earlier reports stay, and the newest one counts."""
    refuse_if(rules.obstacles_to_reporting(follow_up, words=words, by=by, on=on))
    told = FollowUpReport.objects.create(
        follow_up=follow_up, progress=progress, words=words.strip(), reported_by=by
    )
    history.record(
        "followup.reported",
        about=[follow_up.decision.case, follow_up],
        by=by,
        behalf=follow_up.party,
        progress=progress,
    )
    return told
