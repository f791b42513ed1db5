"""Draft the minutes from the record, change them in new versions, and approve them in a later meeting."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.casework import papers
from samstyring.casework.models import AgendaItem, MinutesVersion
from samstyring.casework.rules import attendance
from samstyring.casework.rules import minutes as rules
from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if


@transaction.atomic
def draft(meeting, *, by, on_day=None):
    """Write a version of the minutes from the record as it stands."""
    refuse_if(rules.obstacles_to_writing(meeting, by=by, on=on_day or timezone.localdate()))
    newest = rules.newest_of(meeting)
    with meeting.partnership.in_its_language():
        body = papers.drafted_minutes(meeting)
    if newest and newest.body == body:
        return newest
    return _write(meeting, body=body, base=newest.version if newest else 0, by=by, drafted=True)


@transaction.atomic
def change(meeting, *, body, base, by, on_day=None):
    """Write the next version. Refused where somebody else wrote one after the version this one began with."""
    body = body.replace("\r\n", "\n").strip()
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_changing(meeting, body=body, base=base, by=by, on=on))
    return _write(meeting, body=body, base=base, by=by, drafted=False)


def _write(meeting, *, body, base, by, drafted):
    try:
        with transaction.atomic():
            written = MinutesVersion.objects.create(meeting=meeting, version=base + 1, body=body, author=by)
    except IntegrityError:
        newest = rules.newest_of(meeting)
        raise Refused(rules.CHANGED_MEANWHILE(author=newest.author, version=newest.version, base=base)) from None
    history.record("minutes.written", about=[written, meeting], by=by, version=written.version, drafted=drafted)
    return written


@transaction.atomic
def approve(minutes, *, item, by, on_day=None):
    """Write down that a later meeting approved the minutes under its point for it."""
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_approving(minutes, item=item, by=by, on=on))
    approved = MinutesVersion.objects.filter(pk=minutes.pk, approved_at__isnull=True).update(
        approved_at=timezone.now(), approved_in=item
    )
    minutes.refresh_from_db()
    if not approved:  # somebody else wrote it down between the question and the act
        refuse_if(rules.obstacles_to_approving(minutes, item=item, by=by, on=on))
    history.record(
        "minutes.approved", about=[minutes, minutes.meeting, item.meeting], by=by, version=minutes.version
    )
    return minutes


@transaction.atomic
def note(item, *, words, by, on_day=None):
    """Write what was said on an item and shall stand in the minutes."""
    on = on_day or timezone.localdate()
    refuse_if(attendance.obstacles_to_keeping_record(item.meeting, by=by, on=on))
    AgendaItem.objects.filter(pk=item.pk).update(note=words.strip())
    item.note = words.strip()
    history.record(
        "item.noted", about=[thing for thing in (item.case, item.meeting) if thing], by=by, item=item.pk
    )
    return item
