"""When a seat ends, and how long before that somebody must be told."""

import calendar
from datetime import date, timedelta

from samstyring.partnership.models import SeatType

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


def ending(bodies):
    """[(seat, its last day)] of these `composition.Bodies`, for the seats that end soon, or whose time in the mandate has run out.

    A seat that follows an office is left out: the office itself is there.
    """
    told = []
    for forum in bodies.forums.values():
        mandate = bodies.mandate_of(forum)
        months = mandate.composition.get("leader_term_months") if mandate else None
        for seat in bodies.seats_in(forum):
            ends = None if seat.follows_office else end_of(seat, months)
            if ends and ends <= bodies.on + (AHEAD_FOR_LEADERS if seat.kind in LEADERS else AHEAD):
                seat.forum = forum
                told.append((seat, ends))
    # Somebody is already appointed after them.
    taken_over = {(seat.forum_id, seat.kind, seat.party_id) for seat in bodies.coming}
    told = [(s, ends) for s, ends in told if (s.forum_id, s.kind, s.party_id) not in taken_over]
    return sorted(told, key=lambda pair: (pair[1], pair[0].pk))
