"""The open home of a partnership: its goal, what comes, what was decided, and where the programme stands."""

from django.utils import timezone

from samstyring.casework.models import Meeting
from samstyring.portal import agenda, agreements, programmes, strategies
from samstyring.portal.frame import in_public, show
from samstyring.portfolio.models import Project


@in_public
def home(request, partnership):
    """The goal, the next open meetings, what was last decided, and the programme in one sentence."""
    today = timezone.localdate()
    meetings = Meeting.objects.public().filter(partnership=partnership).prefetch_related("forums")
    held = list(meetings.filter(status=Meeting.Status.HELD, day__lte=today).order_by("-day", "-pk")[:6])
    last = held[0] if held else None
    treated = agenda.points(agenda.open_items().filter(meeting=last)) if last else []
    return show(
        request,
        "portal/home.html",
        {
            "coming": meetings.filter(status=Meeting.Status.CALLED, day__gte=today)[:4],
            "last": last,
            "concluded": [point for point in treated if point.decision],
            "earlier": held[1:],
            "programme": programmes.current(partnership, today),
            "strategies": list(strategies.in_force(partnership)),
            "has_texts": agreements.open_texts(partnership).exists(),
            "projects": Project.objects.public().filter(partnership=partnership).count(),
        },
    )
