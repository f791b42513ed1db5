"""Seats in forums: given by the secretariat, from a day, and ended on a day. Never deleted."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.actions import offices
from samstyring.partnership.actions.people import register
from samstyring.partnership.models import Forum, Seat
from samstyring.partnership.rules import seating


@transaction.atomic
def appoint(person, *, to, kind, party=None, title="", from_day, to_day=None, by):
    """Give a person a seat in the forum, for a party or for none, and return the seat."""
    # Whoever comes second waits here, and is told that the seat is taken.
    Forum.objects.select_for_update().get(pk=to.pk)
    if to_day is None and to.to_day and from_day <= to.to_day:
        # A seat lasts no longer than the forum.
        to_day = to.to_day
    refuse_if(
        seating.obstacles_to_appointing(
            to, person=person, party=party, kind=kind, from_day=from_day, to_day=to_day, by=by,
            today=timezone.localdate(),
        )
    )  # fmt: skip
    seat = Seat.objects.create(
        forum=to, person=person, kind=kind, party=party, title=title, from_day=from_day, to_day=to_day
    )
    history.record("seat.given", about=[to, person], by=by, behalf=party, seat=seat.pk)
    offices.follow(seat, by=by)
    return seat


@transaction.atomic
def appoint_new(name, *, email="", by, **seat):
    """Write down somebody new by name and give them a seat; the account comes later, or never.

    A refusal leaves no person behind.
    """
    return appoint(register(name, email=email, by=by), by=by, **seat)


@transaction.atomic
def end(seat, *, last_day, by):
    """Let the seat end after this day. What was done from it stands."""
    refuse_if(seating.obstacles_to_ending(seat, last_day=last_day, by=by, today=timezone.localdate()))
    # Two secretaries may end the same seat: the second one is told what the first one did.
    if not Seat.objects.filter(pk=seat.pk, to_day=seat.to_day).update(to_day=last_day):
        seat.refresh_from_db()
        raise Refused(seating.SEAT_ENDED(day=f"{seat.to_day:%d.%m.%Y}" if seat.to_day else ""))
    seat.to_day = last_day
    about = [seat.forum] if seat.person is None else [seat.forum, seat.person]
    history.record("seat.ended", about=about, by=by, behalf=seat.party, seat=seat.pk)
    offices.end_those_following(seat, last_day=last_day, by=by)
    return seat


@transaction.atomic
def succeed(seat, person, *, party=None, title="", from_day, to_day=None, by):
    """Let another person take over the seat on a day. The old holder has it until the day before."""
    if seat.to_day is None or seat.to_day >= from_day:
        end(seat, last_day=from_day - timedelta(days=1), by=by)
    return appoint(
        person, to=seat.forum, kind=seat.kind, party=party, title=title, from_day=from_day, to_day=to_day, by=by
    )


@transaction.atomic
def succeed_by_new(seat, name, *, email="", by, **taken):
    """The same for somebody written down by name. A refusal leaves no person behind."""
    return succeed(seat, register(name, email=email, by=by), by=by, **taken)
