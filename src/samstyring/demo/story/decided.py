"""Decisions made before the demo was loaded: the same record, with its own dates."""

from samstyring.casework.models import Decision, Position, Stance
from samstyring.demo.reading import at
from samstyring.ground import history
from samstyring.partnership.models import Outcome
from samstyring.partnership.models.forums import VOTING_SEATS


def decide_then(setting, item, *, outcome, text, reservations=None, replaces=None, reason="", recorded_on=None):
    """Record what a forum concluded in a meeting that is over. `reservations` is {party key: words}."""
    day = item.meeting.day
    mandate = item.forum.mandate_on(day)
    authority = mandate.permitted(item.case.kind, mnok=item.case.amount_mnok)[Outcome(outcome)]
    recorded_at = at(recorded_on or day, 13)
    decision = Decision.objects.create(
        case=item.case,
        forum=item.forum,
        item=item,
        mandate=mandate,
        authority=authority,
        paper=item.paper,
        outcome=outcome,
        text=text,
        decided_on=day,
        replaces=replaces,
        correction_reason=reason,
        recorded_by=setting.secretary,
        recorded_at=recorded_at,
    )
    _positions(decision, item, reservations or {})
    kind = "decision.corrected" if replaces else "case.decided"
    about = [item.case, decision, item.forum]
    history.record(
        kind, about=about, by=setting.secretary, at=recorded_at, outcome=str(outcome), mandate=mandate.pk,
        authority=authority.pk, paper=item.paper_id,
    )  # fmt: skip
    return decision


def _positions(decision, item, reservations):
    present = {}
    for attendance in item.meeting.attendance.select_related("party", "seat"):
        if attendance.party and attendance.seat.kind in VOTING_SEATS:
            present[attendance.party] = present.get(attendance.party, False) or attendance.present
    for party, was_there in present.items():
        words = reservations.get(party.key, "")
        stance = Stance.RESERVED if words else Stance.FOR if was_there else Stance.ABSENT
        Position.objects.create(decision=decision, party=party, stance=stance, reservation=words)
