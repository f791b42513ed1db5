"""The road from idea to adopted project, told from what the partnership has adopted."""

from django.shortcuts import render
from django.utils import timezone

from samstyring.partnership.access import in_partnership
from samstyring.portfolio.rules import criteria, road


@in_partnership
def the_road(request, partnership):
    """Step by step: which forum, who leads it, what it takes, what comes out, and when."""
    request.section = "portfolio"
    page = {
        "legs": road.legs(partnership, on=timezone.localdate()),
        "criteria": criteria.adopted_set(partnership),
    }
    return render(request, "portfolio/road.html", page)
