"""Which frame counts for a source in a year: the one that stands firmest, in the prices asked for."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from samstyring.ground.formats import number
from samstyring.portfolio.models import Frame

# A frame is indicative until it is voted; an assumed one only fills a gap.
RANK = {Frame.Status.VOTED: 0, Frame.Status.PROPOSED: 1, Frame.Status.AGREED: 2, Frame.Status.ASSUMED: 3}


def words(amount, carried=0):
    """`av 140`, or `av 140 + 12` where money was carried over from the year before."""
    told = {"amount": _short(amount), "carried": _short(carried)}
    return (_("av %(amount)s + %(carried)s") if carried else _("av %(amount)s")) % told


def _short(amount):
    """Without decimals where there is nothing behind the comma."""
    return number(amount, 0 if abs(amount - round(amount)) < 0.05 and abs(amount) >= 1 else 1)


@dataclass(frozen=True)
class Frames:
    """The chosen frames, and those that were seen and not used."""

    by_place: dict  # (source key, year) → Frame
    other_kind: tuple  # (source name, year) of frames in other prices or with another VAT
    several_years: int  # frames given for several years together, not shared out

    def of(self, source, year):
        return self.by_place.get((source.key, year))


def chosen(partnership, *, first, last, price_year, vat, assumptions):
    """Choose among the frames of these years. Frames counted otherwise are named, never converted or added."""
    found, other_kind, several_years = {}, set(), 0
    frames = Frame.objects.filter(partnership=partnership, year__lte=last, to_year__gte=first)
    frames = frames.filter(Q(assumptions=None) | Q(assumptions=assumptions))
    for frame in frames.select_related("source"):
        if frame.year != frame.to_year:
            several_years += 1
            continue
        own = frame.assumptions_id and assumptions
        kind = (
            frame.price_year or (assumptions.price_year if own else None),
            frame.vat or (assumptions.vat if own else ""),
        )
        if kind != (price_year, vat):
            other_kind.add((frame.source.name, frame.year))
            continue
        place = (frame.source.key, frame.year)
        if place not in found or RANK[frame.status] < RANK[found[place].status]:
            found[place] = frame
    return Frames(found, tuple(sorted(other_kind)), several_years)
