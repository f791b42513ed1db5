"""Open meetings: the list, and one meeting with its points, papers and decisions."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from samstyring.casework.models import Meeting
from samstyring.casework.papers import hours_of
from samstyring.ground.pages import page_of
from samstyring.portal import agenda
from samstyring.portal.forms import MeetingFilter
from samstyring.portal.frame import in_public, show
from samstyring.portal.sources import web_addresses


@in_public
def meetings(request, partnership):
    """Meetings to come, then those that were held, newest first; by forum and year."""
    today = timezone.localdate()
    open_meetings = Meeting.objects.public().filter(partnership=partnership).prefetch_related("forums")
    chosen = MeetingFilter(request.GET, partnership=partnership, meetings=open_meetings)
    found = chosen.narrow(open_meetings)
    earlier = found.exclude(status=Meeting.Status.CALLED, day__gte=today).order_by("-day", "-pk")
    return show(
        request,
        "portal/meetings.html",
        {
            "filter": chosen,
            "coming": found.filter(status=Meeting.Status.CALLED, day__gte=today),
            "page": page_of(request, earlier),
        },
        section="meetings",
    )


@in_public
def meeting(request, partnership, meeting):
    """One meeting as everybody may read it."""
    meeting = get_object_or_404(
        Meeting.objects.public().select_related("partnership").prefetch_related("forums", "attendance__party"),
        partnership=partnership,
        pk=meeting,
    )
    # A meeting that was cancelled before it was called never had an open agenda.
    was_called = meeting.status in agenda.TREATED or meeting.called_at is not None
    points = agenda.points(agenda.open_items().filter(meeting=meeting)) if was_called else []
    others = Meeting.objects.public().filter(partnership=partnership, forums__in=meeting.forums.all())
    parties = {a.party.pk: a.party for a in meeting.attendance.all() if a.present and a.party}
    return show(
        request,
        "portal/meeting.html",
        {
            "meeting": meeting,
            "forums": [forum for forum in meeting.forums.all() if forum.is_open],
            "hours": hours_of(meeting),
            "points": points,
            "closed": sum(point.is_closed for point in points),
            "concluded": [point for point in points if point.decision],
            "parties": sorted(parties.values(), key=lambda party: (party.order, party.pk)),
            "sources": web_addresses(meeting.source),
            "before": others.filter(day__lt=meeting.day).order_by("-day", "-pk").first(),
            "after": others.filter(day__gt=meeting.day).order_by("day", "pk").first(),
        },
        section="meetings",
    )
