"""When a seat ends, and how long before that somebody must be told."""

import calendar
from datetime import date, timedelta

from samstyring.partnership.models import Mandate, Seat, SeatType

LEADERS = (SeatType.LEADER, SeatType.DEPUTY_LEADER)
# Choosing a leader takes a meeting, and a meeting takes a call: leaders are told earlier than others.
AHEAD, AHEAD_FOR_LEADERS = timedelta(days=60), timedelta(days=90)


def months_after(day, months):
    """The last day of so many months from this day: 24 months from 1 October 2021 end on 30 September 2023."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1])) - timedelta(days=1)


def end_of(seat, months):
    """The last day of the seat: its own, else what the mandate gives its leader, else nobody knows.

    A seat known only by its office, such as "vegdirektør", is no person's term.
    """
    limited = months and seat.person_id and seat.kind in LEADERS and seat.from_day
    if seat.to_day or not limited:
        return seat.to_day
    return months_after(seat.from_day, months)


def ending(partnership, on):
    """[(seat, its last day)] for the seats that end soon, or whose time in the mandate has run out.

    A seat that follows an office is left out: the office itself is there.
    """
    months = _months_in(partnership, on)
    seats = (
        Seat.objects.on(on)
        .filter(forum__partnership=partnership, following__isnull=True)
        .select_related("forum__partnership", "person", "party")
    )
    told = []
    for seat in seats:
        if not seat.forum.holds_on(on):
            continue
        ends = end_of(seat, months.get(seat.forum_id))
        if ends and ends <= on + (AHEAD_FOR_LEADERS if seat.kind in LEADERS else AHEAD):
            told.append((seat, ends))
    taken_over = _taken_over(partnership, on)
    told = [(s, ends) for s, ends in told if (s.forum_id, s.kind, s.party_id) not in taken_over]
    return sorted(told, key=lambda pair: (pair[1], pair[0].pk))


def _months_in(partnership, on):
    """{forum: months}: the newest mandate in force speaks last."""
    rows = Mandate.objects.in_force_on(on).filter(partnership=partnership).order_by("effective_from", "version")
    told = rows.values_list("forums", "composition")
    return {forum: composition.get("leader_term_months") for forum, composition in told}


def _taken_over(partnership, on):
    """Seats that somebody is already appointed to after today."""
    coming = Seat.objects.filter(forum__partnership=partnership, from_day__gt=on)
    return set(coming.values_list("forum_id", "kind", "party_id"))
