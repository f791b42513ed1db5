"""Which frame counts for a source in a year: the one that stands firmest, in the prices asked for."""

from copy import copy
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from samstyring.ground.formats import number
from samstyring.portfolio.models import Frame
from samstyring.portfolio.rules import price_index

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
    converted: tuple = ()  # (source name, year, how) of chosen frames brought from other prices by the index

    def of(self, source, year):
        return self.by_place.get((source.key, year))


def chosen(partnership, *, first, last, price_year, vat, assumptions):
    """Choose among the frames of these years, in the prices asked for.

    A frame of another price year is converted by the partnership's index, and the result says so.
    What no index can convert, or has another VAT, is named and never added.
    """
    found, other_kind, several_years, how = {}, set(), 0, {}
    prices = price_index.prices(partnership)
    frames = Frame.objects.filter(partnership=partnership, party__isnull=True, year__lte=last, to_year__gte=first)
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
        place, words = (frame.source.key, frame.year), ""
        if kind != (price_year, vat):
            frame, words = _converted(frame, kind, price_year, vat, prices)
            if not words:
                other_kind.add((frame.source.name, frame.year))
                continue
        if place not in found or RANK[frame.status] < RANK[found[place].status]:
            found[place] = frame
            how[place] = (frame.source.name, frame.year, words)
    converted = tuple(sorted(one for one in how.values() if one[2]))
    return Frames(found, tuple(sorted(other_kind)), several_years, converted)


def _converted(frame, kind, price_year, vat, prices):
    """A copy of the frame in the prices asked for and the words for how, or the frame itself and no words."""
    words = prices.words(kind[0], price_year) if kind[1] == vat and kind[1] else ""
    if not words:
        return frame, ""
    other = copy(frame)
    other.amount_mnok = prices.converted(frame.amount_mnok, kind[0], price_year)
    return other, words
