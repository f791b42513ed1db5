"""What the open pages lend to the front page: the next open meeting of each partnership."""

from django.utils import timezone

from samstyring.casework.models import Meeting
from samstyring.ground import panels


def next_open_meetings(partnerships, person):
    """The first called meeting to come, for each partnership that has one."""
    meetings = (
        Meeting.objects.public()
        .filter(partnership__in=partnerships, status=Meeting.Status.CALLED, day__gte=timezone.localdate())
        .select_related("partnership")
        .prefetch_related("forums")
        .order_by("-day", "-starts_at", "-pk")
    )
    return {"each": {meeting.partnership_id: {"meeting": meeting} for meeting in meetings}}


panels.show_on(
    "partnership.front", panels.Panel("next-open-meeting", "portal/_next_open_meeting.html", next_open_meetings)
)
