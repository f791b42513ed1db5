"""Somebody begins or ends in the secretariat, as administrator, or as a reader of the partnership."""

from django.db import transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.partnership.actions.people import register
from samstyring.partnership.models import Partnership, PartnershipRole
from samstyring.partnership.rules import serving as rules


@transaction.atomic
def give(person, *, partnership, kind, from_day, to_day=None, title="", by):
    """Give a person a role in the partnership as a whole, from a day and perhaps to a day."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    refuse_if(
        rules.obstacles_to_giving(
            partnership, person=person, kind=kind, from_day=from_day, to_day=to_day, by=by,
            today=timezone.localdate(),
        )
    )  # fmt: skip
    role = PartnershipRole.objects.create(
        partnership=partnership, person=person, kind=kind, title=title, from_day=from_day, to_day=to_day
    )
    history.record("service.given", about=[partnership, person], by=by, role=role.pk, as_what=kind)
    return role


@transaction.atomic
def give_to_new(name, *, email="", by, **role):
    """The same for somebody written down by name. A refusal leaves no person behind."""
    return give(register(name, email=email, by=by), by=by, **role)


@transaction.atomic
def end(role, *, last_day, by):
    """Let a role end after this day. What was done in it stands."""
    Partnership.objects.select_for_update().get(pk=role.partnership_id)
    refuse_if(rules.obstacles_to_ending(role, last_day=last_day, by=by, today=timezone.localdate()))
    role.to_day = last_day
    role.save(update_fields=["to_day"])
    history.record("service.ended", about=[role.partnership, role.person], by=by, role=role.pk)
    return role
