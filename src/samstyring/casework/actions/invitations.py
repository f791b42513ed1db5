"""Invite somebody to one item of a meeting, take it back, and write whether they came."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.casework.models import Invitation
from samstyring.casework.rules import invitations as rules
from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.actions.people import register


@transaction.atomic
def invite(person, *, to, party=None, capacity="", includes_closed=False, by, on_day=None):
    """Let a person see and speak to one item, without a seat and without a vote."""
    to.meeting.hold_still()
    on = on_day or timezone.localdate()
    refuse_if(
        rules.obstacles_to_inviting(to, person=person, party=party, includes_closed=includes_closed, by=by, on=on)
    )
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                item=to, person=person, party=party, capacity=capacity.strip(), includes_closed=includes_closed
            )
    except IntegrityError:
        raise Refused(rules.ALREADY_INVITED(person=person)) from None
    history.record("invitation.sent", about=_about(invitation), by=by, invitation=invitation.pk)
    return invitation


@transaction.atomic
def invite_new(name, *, email="", by, **invited):
    """The same for somebody written down by name. A refusal leaves no person behind."""
    return invite(register(name, email=email, by=by), by=by, **invited)


@transaction.atomic
def withdraw(invitation, *, by, on_day=None):
    """Take the invitation back. The person sees nothing of the item from now on."""
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_withdrawing(invitation, by=by, on=on))
    invitation.withdrawn_on = on
    invitation.save(update_fields=["withdrawn_on"])
    history.record("invitation.withdrawn", about=_about(invitation), by=by, invitation=invitation.pk)
    return invitation


@transaction.atomic
def note_coming(invitation, *, came, by, on_day=None):
    """Write whether the invited person came, for the minutes."""
    invitation.item.meeting.hold_still()
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_noting(invitation, by=by, on=on))
    invitation.came = came
    invitation.save(update_fields=["came"])
    history.record("invitation.noted", about=_about(invitation), by=by, invitation=invitation.pk, came=came)
    return invitation


def _about(invitation):
    item = invitation.item
    return [thing for thing in (item.case, item.meeting, invitation.person) if thing]
