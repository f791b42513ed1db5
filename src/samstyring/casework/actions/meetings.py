"""Plan a meeting, send its call, move it, cancel it, close it."""

from django.db import transaction
from django.utils import timezone

from samstyring.casework.actions.agendas import add_standing_items, freeze
from samstyring.casework.models import Meeting
from samstyring.casework.rules import meetings as rules
from samstyring.ground import history
from samstyring.ground.refusal import refuse_if


@transaction.atomic
def plan(
    partnership, *, forums, day, by, starts_at=None, ends_at=None, place="", stream_url="", note="", on_day=None
):
    """Set one forum, or several together, to meet, with the points every agenda has."""
    refuse_if(
        rules.obstacles_to_planning(
            partnership,
            forums=forums,
            day=day,
            starts_at=starts_at,
            ends_at=ends_at,
            by=by,
            on=on_day or timezone.localdate(),
        )
    )
    meeting = Meeting.objects.create(
        partnership=partnership,
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        stream_url=stream_url,
        note=note,
    )
    meeting.forums.set(forums)
    add_standing_items(meeting)
    history.record("meeting.planned", about=[meeting, *forums], by=by, day=day.isoformat())
    return meeting


@transaction.atomic
def describe(meeting, *, starts_at, ends_at, place, stream_url, note, by, on_day=None):
    """Change when in the day, where, and how a meeting is held. Another day is a move."""
    meeting.hold_still()
    on = on_day or timezone.localdate()
    forums = list(meeting.forums.all())
    refuse_if(rules.obstacles_to_describing(meeting, starts_at=starts_at, ends_at=ends_at, by=by, on=on))
    values = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": place,
        "stream_url": stream_url,
        "note": note,
    }
    changed = [name for name, value in values.items() if getattr(meeting, name) != value]
    for name in changed:
        setattr(meeting, name, values[name])
    if changed:
        meeting.save(update_fields=changed)
        history.record("meeting.changed", about=[meeting, *forums], by=by, fields=changed)
    return meeting


@transaction.atomic
def call(meeting, *, by, on_day=None):
    """Send the call: the cases get their numbers, and the papers on the table stand from now on."""
    meeting.hold_still()
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_calling(meeting, by=by, on=on))
    meeting.status, meeting.called_at, meeting.called_by = Meeting.Status.CALLED, timezone.now(), by
    meeting.save(update_fields=["status", "called_at", "called_by"])
    # Always forum by forum, so that two calls that share forums wait for each other and never cross.
    for item in (
        meeting.items.filter(case__isnull=False).select_related("case", "forum").order_by("forum", "order")
    ):
        freeze(item)
    mandates = rules.mandates_of(meeting)
    history.record(
        "meeting.called",
        about=[meeting, *mandates],
        by=by,
        days_late=rules.call_lateness(meeting, mandates.values(), on),
        items=meeting.items.count(),
    )
    return meeting


@transaction.atomic
def move(meeting, *, day, reason, by, starts_at=None, ends_at=None, on_day=None):
    """Hold the meeting on another day. Numbers and papers follow it, and the first day stays to be read."""
    meeting.hold_still()
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_changing_day(meeting, day=day, reason=reason, by=by, on=on))
    old = meeting.day
    meeting.moved_from = meeting.moved_from or old
    meeting.day, meeting.status_reason = day, reason.strip()
    meeting.starts_at = starts_at or meeting.starts_at
    meeting.ends_at = ends_at or meeting.ends_at
    meeting.save(update_fields=["moved_from", "day", "status_reason", "starts_at", "ends_at"])
    history.record(
        "meeting.moved",
        about=[meeting, *meeting.forums.all()],
        by=by,
        from_day=old.isoformat(),
        to_day=day.isoformat(),
    )
    return meeting


@transaction.atomic
def cancel(meeting, *, reason, by, on_day=None):
    """Call the meeting off. Its cases go back to the queue with their numbers; the meeting stays to be seen."""
    meeting.hold_still()
    refuse_if(rules.obstacles_to_cancelling(meeting, reason=reason, by=by, on=on_day or timezone.localdate()))
    meeting.status, meeting.status_reason = Meeting.Status.CANCELLED, reason.strip()
    meeting.save(update_fields=["status", "status_reason"])
    history.record("meeting.cancelled", about=[meeting, *meeting.forums.all()], by=by)
    return meeting


@transaction.atomic
def close(meeting, *, by, on_day=None):
    """Say that the meeting is held and every case on it has come to something."""
    meeting.hold_still()
    refuse_if(rules.obstacles_to_closing(meeting, by=by, on=on_day or timezone.localdate()))
    meeting.status = Meeting.Status.HELD
    meeting.save(update_fields=["status"])
    history.record("meeting.held", about=[meeting, *meeting.forums.all()], by=by)
    return meeting
