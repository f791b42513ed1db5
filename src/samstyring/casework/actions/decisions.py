"""The one door through which decisions are made, and the one through which they are corrected."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.casework.models import Decision, Position
from samstyring.casework.rules import deciding as rules
from samstyring.casework.rules.attendance import Room
from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import Outcome


@transaction.atomic
def decide(item, *, outcome, text, by, positions=None, on_day=None):
    """Record what the forum concluded on this item, and return the decision.

    `positions` are {party: Standpoint}; a party that is not named stands where the attendance puts it. Raises
    `Refused` with every obstacle at once, so the secretary can mend them all.
    """
    item.meeting.hold_still()
    item.refresh_from_db(fields=["paper", "number"])
    refuse_if(
        rules.obstacles_to_deciding(
            item, outcome=outcome, text=text, positions=positions, by=by, on=on_day or timezone.localdate()
        )
    )
    try:
        with transaction.atomic():
            decision = _write(item, outcome=outcome, text=text, positions=positions, by=by)
    except IntegrityError:
        # Two secretaries at once, where the meeting could not be held still: the database let the other one.
        raise Refused(rules.already_decided(item.decisions.get(replaces__isnull=True))) from None
    history.record("case.decided", about=[item.case, decision, item.forum], by=by, **_facts(decision))
    return decision


@transaction.atomic
def correct(decision, *, outcome, text, reason, by, positions=None, on_day=None):
    """Replace a decision that was written down wrongly. The old one stays, and says what replaced it."""
    if decision.item_id:
        decision.item.meeting.hold_still()
    refuse_if(
        rules.obstacles_to_correcting(
            decision,
            outcome=outcome,
            text=text,
            positions=positions,
            reason=reason,
            by=by,
            on=on_day or timezone.localdate(),
        )
    )
    try:
        with transaction.atomic():
            corrected = _write(
                decision.item,
                outcome=outcome,
                text=text,
                positions=positions,
                by=by,
                replaces=decision,
                correction_reason=reason.strip(),
            )
    except IntegrityError:
        raise Refused(rules.already_corrected(Decision.objects.get(replaces=decision))) from None
    history.record(
        "decision.corrected",
        about=[decision.case, corrected, decision.forum],
        by=by,
        replaces=decision.pk,
        **_facts(corrected),
    )
    return corrected


def _write(item, *, outcome, text, positions, by, **correction):
    mandate = rules.mandate_for(item)
    decision = Decision.objects.create(
        case=item.case,
        forum=item.forum,
        item=item,
        mandate=mandate,
        authority=rules.permitted_on(item, mandate)[Outcome(outcome)],
        paper=item.paper,
        outcome=outcome,
        text=text.strip(),
        decided_on=item.meeting.day,
        recorded_by=by,
        **correction,
    )
    whole = rules.whole_positions(Room(item.meeting).parties(item), positions)
    Position.objects.bulk_create(
        Position(decision=decision, party=party, stance=stance, reservation=reservation.strip())
        for party, (stance, reservation) in whole.items()
    )
    return decision


def _facts(decision):
    return {
        "outcome": decision.outcome,
        "mandate": decision.mandate_id,
        "paper": decision.paper_id,
        "mandate_adopted_later": decision.mandate.adopted_after(decision.decided_on),
    }
