"""The organisation chart as a drawing and as a list, and how forums have succeeded each other."""

from django.shortcuts import render
from django.utils import timezone

from samstyring.partnership.access import in_partnership
from samstyring.partnership.models import Forum
from samstyring.partnership.rules import chart as drawing
from samstyring.partnership.views.responsibility import forums_on


@in_partnership
def chart(request, partnership):
    """Who decides, and who recommends, advises and prepares for whom, today; and the forums before them."""
    request.section = "organisation"
    today = timezone.localdate()
    every = list(
        Forum.objects.visible_to(request.person).filter(partnership=partnership).prefetch_related("predecessors")
    )
    followed = drawing.followed_without_dates(every, today)
    standing = forums_on(partnership, request.person, today).select_related("owner").exclude(pk__in=followed)
    tops = drawing.tree(list(standing))
    chains = drawing.succession(every)
    told = {forum for line in chains for generation in line for forum in generation}
    return render(
        request,
        "partnership/chart.html",
        {
            "tops": tops,
            "chart": drawing.drawn(tops),
            "chains": chains,
            "ended": [f for f in every if f.standing_on(today) == "ended" and f not in told],
        },
    )
