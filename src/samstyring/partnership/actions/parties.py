"""Parties join, change what is told of them, and leave; a merger is a new party with those before it as predecessors."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.partnership.actions import memberships
from samstyring.partnership.models import Party
from samstyring.partnership.rules import party as rules
from samstyring.partnership.rules.starting import own_key

FIELDS = ("name", "short", "kind", "orgnr", "political_body", "adoption")


@transaction.atomic
def join(partnership, *, predecessors=(), from_day, source="", by, **told):
    """Let a body become a party from a day. Those it takes over from are parties until the day before."""
    refuse_if(
        rules.obstacles_to_joining(
            partnership, name=told["name"], short=told["short"], orgnr=told["orgnr"], from_day=from_day,
            predecessors=predecessors, by=by, today=timezone.localdate(),
        )
    )  # fmt: skip
    taken = set(partnership.parties.values_list("key", flat=True)) | {"ny-gruppe", "ny-part"}
    told |= {"name": told["name"].strip(), "short": (told["short"] or told["name"]).strip()[:60]}
    party = Party.objects.create(
        partnership=partnership, key=own_key(told["short"], taken), from_day=from_day, source=source,
        order=(partnership.parties.aggregate(Max("order"))["order__max"] or 0) + 1, **told,
    )  # fmt: skip
    party.predecessors.set(predecessors)
    history.record("party.joined", about=[partnership, party], by=by)
    for before in predecessors:
        last_day = from_day - timedelta(days=1)
        if before.to_day is None or before.to_day > last_day:
            _end(before, last_day=last_day, by=by)
    return party


@transaction.atomic
def change(party, *, by, **told):
    """Change what is told of a party. Another body with another name is a new party."""
    told["short"] = (told["short"] or told["name"])[:60]
    refuse_if(
        rules.obstacles_to_changing(
            party, name=told["name"], short=told["short"], orgnr=told["orgnr"], by=by, today=timezone.localdate()
        )
    )
    changed = [name for name in FIELDS if getattr(party, name) != told[name]]
    if changed:
        for name in changed:
            setattr(party, name, told[name])
        party.save(update_fields=changed)
        history.record("party.changed", about=party, by=by, fields=changed)
    return party


@transaction.atomic
def leave(party, *, last_day, by):
    """Let a party leave after a day. Its seats end with it."""
    refuse_if(rules.obstacles_to_leaving(party, last_day=last_day, by=by, today=timezone.localdate()))
    return _end(party, last_day=last_day, by=by)


def _end(party, *, last_day, by):
    for seat in rules.seats_after(party, last_day):
        memberships.end(seat, last_day=last_day, by=by)
    party.to_day = last_day
    party.save(update_fields=["to_day"])
    history.record("party.left", about=[party.partnership, party], by=by)
    return party
