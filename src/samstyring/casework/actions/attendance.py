"""Take the attendance of a meeting, and what differs from it at one item."""

from django.db import transaction
from django.utils import timezone

from samstyring.casework.models import Attendance, Presence
from samstyring.casework.rules import attendance as rules
from samstyring.ground import history
from samstyring.ground.refusal import refuse_if


@transaction.atomic
def take(meeting, *, present, by, on_day=None):
    """Write down who is at the meeting: `present` are the seats whose holders are in the room."""
    meeting.hold_still()
    on = on_day or timezone.localdate()
    seats = [seat for seat in rules.seats_in(meeting) if seat.person_id]
    here = {seat.pk for seat in present}
    known = {row.seat_id: row for row in meeting.attendance.all()}
    changed = [s for s in seats if s.pk in known and known[s.pk].present != (s.pk in here)]
    refuse_if(rules.obstacles_to_taking(meeting, changed, by=by, on=on))
    for seat in seats:
        Attendance.objects.update_or_create(
            meeting=meeting,
            seat=seat,
            defaults={"person": seat.person, "party": seat.party, "present": seat.pk in here},
        )
    history.record(
        "attendance.taken",
        about=meeting,
        by=by,
        present=sorted(here & {seat.pk for seat in seats}),
        seats=len(seats),
    )


@transaction.atomic
def note_presence(item, attendance, *, kind, by, ground="", onwards=False, on_day=None):
    """Write that somebody came in, went out or was recused at an item; an empty kind takes it away again.

    `onwards` writes the same for the items after this one that are not decided yet.
    """
    item.meeting.hold_still()
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_presence(item, attendance, kind=kind, ground=ground, by=by, on=on))
    items = [item]
    if onwards:
        later = item.meeting.items.filter(forum=item.forum, order__gt=item.order, decisions__isnull=True)
        items += later.exclude(presence__attendance=attendance, presence__kind=Presence.Kind.RECUSED)
    for each in items:
        if kind:
            Presence.objects.update_or_create(
                item=each, attendance=attendance, defaults={"kind": kind, "ground": ground.strip()}
            )
        else:
            Presence.objects.filter(item=each, attendance=attendance).delete()
    history.record(
        "attendance.changed",
        about=[thing for thing in (item.case, item.meeting) if thing],
        by=by,
        attendance=attendance.pk,
        presence=kind,
        items=[each.pk for each in items],
    )
