"""The parties' own weights: each giving is kept, and the newest of a party counts."""

from django.db import transaction

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.portfolio.models import PartyWeight, PartyWeighting
from samstyring.portfolio.rules import party_weights as rules


@transaction.atomic
def give_weights(criteria_set, party, *, weights, source="", base=None, by, on):
    """Write down what a party says the criteria weigh, {criterion: share}, and return it."""
    refuse_if(
        rules.obstacles_to_giving(criteria_set, party, weights=weights, source=source, base=base, by=by, on=on)
    )
    weighting = PartyWeighting.objects.create(
        criteria_set=criteria_set, party=party, source=source.strip(), given_by=by
    )
    PartyWeight.objects.bulk_create(
        PartyWeight(weighting=weighting, criterion=criterion, weight=share) for criterion, share in weights.items()
    )
    history.record("criteria.weighed", about=[criteria_set, weighting], by=by, behalf=party)
    return weighting
