"""Open programmes: the list, and one with its money and where each party stands."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from samstyring.portal import programmes as reading
from samstyring.portal.frame import in_public, show
from samstyring.portfolio.rules import adoption


@in_public
def programmes(request, partnership):
    """Every open programme with the sentence that says where it stands."""
    today = timezone.localdate()
    found = reading.open_programmes(partnership)
    return show(
        request,
        "portal/programmes.html",
        {"programmes": [reading.standing(programme, today) for programme in found]},
        section="programmes",
    )


@in_public
def programme(request, partnership, programme):
    """One programme: where it stands with each party, and the money year by year."""
    programme = get_object_or_404(reading.open_programmes(partnership), pk=programme)
    rows, sums = reading.money(programme)
    found = reading.standing(programme, timezone.localdate())
    return show(
        request,
        "portal/programme.html",
        found
        | {
            "rows": rows,
            "sums": sums,
            "years": list(programme.calendar_years),
            "is_final": adoption.is_final(programme),
        },
        section="programmes",
    )
