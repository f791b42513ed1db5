"""Agreements and packages are registered, their steps written down, and the bodies that keep house named."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import Agreement, AgreementStep, Custodian
from samstyring.partnership.rules import agreements as rules


@transaction.atomic
def register(partnership, *, name, kind, from_day, to_day, parties, territory, sources, by, **told):
    """Write down an agreement, or a package inside one, and return it."""
    refuse_if(
        rules.obstacles_to_registering(
            partnership, name=name, from_day=from_day, to_day=to_day, by=by, today=timezone.localdate()
        )
    )
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(
                partnership=partnership, name=name, kind=kind, from_day=from_day, to_day=to_day, **told
            )
    except IntegrityError:
        raise Refused(rules.AGREEMENT_EXISTS(name=name)) from None
    agreement.parties.set(parties)
    agreement.territory.set(territory)
    agreement.sources.set(sources)
    history.record("agreement.registered", about=[agreement, partnership], by=by)
    return agreement


@transaction.atomic
def step(agreement, *, kind, taken_on, day_words, by, **told):
    """Write down one act on the agreement's road to force, and return it. Steps are never changed."""
    refuse_if(
        rules.obstacles_to_stepping(
            agreement, kind=kind, taken_on=taken_on, day_words=day_words, by=by, today=timezone.localdate()
        )
    )
    taken = AgreementStep.objects.create(
        agreement=agreement, kind=kind, taken_on=taken_on, day_words=day_words, recorded_by=by, **told
    )
    history.record("agreement.step", about=agreement, by=by, step=taken.pk, kind_of_step=kind)
    return taken


@transaction.atomic
def name_custodian(partnership, *, kind, party, name, from_day, source, by):
    """Let a body take over as host, data controller or archive; whoever had it ends the day before."""
    today = timezone.localdate()
    refuse_if(
        rules.obstacles_to_naming(
            partnership, kind=kind, party=party, name=name, from_day=from_day, by=by, today=today
        )
    )
    partnership.custodians.filter(kind=kind, to_day__isnull=True).update(to_day=from_day - timedelta(days=1))
    named = Custodian.objects.create(
        partnership=partnership, kind=kind, party=party, name=name, from_day=from_day, source=source
    )
    history.record("custodian.named", about=partnership, by=by, custodian=named.pk)
    return named
