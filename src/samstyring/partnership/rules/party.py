"""Questions about parties that come, change and go, and where each of them has a seat."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Seat, SeatType
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat, period_words
from samstyring.partnership.rules.composition import Bodies
from samstyring.partnership.rules.groups import NAME_TAKEN
from samstyring.partnership.rules.seating import ENDS_BEFORE_IT_BEGINS

WRONG_NUMBER = Obstacle(
    "orgnr-wrong",
    _("«{orgnr}» er ikke et organisasjonsnummer. Det har ni siffer, og det siste skal stemme med de andre."),
    _("Se etter i Enhetsregisteret, eller la feltet stå tomt."),
)
NUMBER_TAKEN = Obstacle(
    "orgnr-taken", _("{party} har alt organisasjonsnummeret {orgnr}."), _("Rett nummeret på en av dem.")
)
SHORT_TAKEN = Obstacle(
    "party-short-taken", _("{party} bruker alt kortnavnet «{short}»."), _("Velg et annet kortnavn.")
)
ALREADY_GONE = Obstacle(
    "party-already-gone",
    _("{party} er ikke part fra {day}. Perioden er {period}, og den kan ikke gå inn i noe nytt da."),
    _("Velg parten som har tatt over, eller en tidligere dag."),
)
PARTY_ENDED = Obstacle(
    "party-ended", _("{party} er alt ute av samarbeidet. Siste dag er {day}."), _("Du trenger ikke gjøre noe.")
)
OUTSIDE_PERIOD = Obstacle(
    "party-outside-agreement",
    _("Avtalen gjelder {period}. {day} ligger utenfor."),
    _("Velg en dag i avtaleperioden."),
)
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def is_organisation_number(words):
    """Nine digits of which the last is the remainder of the others, counted modulo eleven."""
    if len(words) != 9 or not words.isdecimal() or not words.isascii():
        return False
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, words, strict=False)) % 11
    return rest != 1 and int(words[8]) == (11 - rest) % 11


def _obstacles_to_naming(partnership, *, name, short, orgnr, but=None):
    others = partnership.parties.exclude(pk=but.pk) if but else partnership.parties
    if others.filter(name__iexact=name.strip()).exists():
        yield NAME_TAKEN(name=name.strip())
    same = others.filter(short__iexact=short.strip()).first() if short.strip() else None
    if same:
        yield SHORT_TAKEN(party=same, short=short.strip())
    if orgnr and not is_organisation_number(orgnr):
        yield WRONG_NUMBER(orgnr=orgnr)
    elif orgnr and (same := others.filter(orgnr=orgnr).first()):
        yield NUMBER_TAKEN(party=same, orgnr=orgnr)


def obstacles_to_joining(partnership, *, name, short, orgnr, from_day, predecessors, by, today):
    """Yield why this body cannot become a party from this day."""
    yield from obstacles_to_acting_as_secretariat(by, partnership, today)
    yield from _obstacles_to_naming(partnership, name=name, short=short, orgnr=orgnr)
    if from_day > partnership.ends_on:
        period = f"{partnership.starts_on:%d.%m.%Y}–{partnership.ends_on:%d.%m.%Y}"
        yield OUTSIDE_PERIOD(period=period, day=f"{from_day:%d.%m.%Y}")
    for before in predecessors:
        gone = before.to_day and before.to_day < from_day and before.successors.exists()
        if gone or (before.from_day and before.from_day >= from_day):
            yield ALREADY_GONE(party=before, day=f"{from_day:%d.%m.%Y}", period=period_words(before))


def obstacles_to_changing(party, *, name, short, orgnr, by, today):
    yield from obstacles_to_acting_as_secretariat(by, party.partnership, today)
    yield from _obstacles_to_naming(party.partnership, name=name, short=short, orgnr=orgnr, but=party)


def obstacles_to_leaving(party, *, last_day, by, today):
    """Yield why the party cannot leave after this day."""
    yield from obstacles_to_acting_as_secretariat(by, party.partnership, today)
    if party.to_day and party.to_day < today:
        yield PARTY_ENDED(party=party, day=f"{party.to_day:%d.%m.%Y}")
    if party.from_day and last_day < party.from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{party.from_day:%d.%m.%Y}", last=f"{last_day:%d.%m.%Y}")


def seats_after(party, last_day):
    """The seats for the party that would go on after the day; those that follow an office end with the office."""
    going_on = Seat.objects.filter(party=party, following__isnull=True)
    going_on = going_on.exclude(to_day__lte=last_day).exclude(from_day__gt=last_day)
    return list(going_on.select_related("forum__partnership", "person", "party").order_by("forum__order", "pk"))


# Where each party has a seat


@dataclass(frozen=True)
class Place:
    """One party in one forum: who speaks for it there, or that nobody does where the mandate says that all shall."""

    kind: str
    words: Any


SEATED, THROUGH_GROUP = _("har plass"), _("gjennom gruppe")
MISSING, NONE, OBSERVES = _("mangler plass"), "–", _("observerer")


def places(partnership, on):
    """(forums, [(party, [Place])], holes): every member of the day against every forum that meets then."""
    bodies = Bodies(partnership, on)
    forums = [forum for forum in bodies.forums.values() if forum.kind != "secretariat"]
    # A group is there through its members where it has any.
    parties = [party for party in bodies.parties if party.is_member]
    rows = [(party, [_place(party, forum, bodies) for forum in forums]) for party in parties]
    holes = sum(place.kind == "warn" for _party, row in rows for place in row)
    return forums, rows, holes


def _place(party, forum, bodies):
    own = [seat for seat in bodies.seats_in(forum) if seat.party_id == party.pk]
    if any(seat.votes for seat in own):
        leads = [seat for seat in own if seat.kind == SeatType.LEADER]
        return Place("done", leads[0].get_kind_display() if leads else SEATED)
    if party.pk in bodies.spoken_for(forum):
        return Place("done", THROUGH_GROUP)
    if own:
        return Place("prog", OBSERVES)
    mandate = bodies.mandate_of(forum)
    wanted = mandate and mandate.composition.get("every_party") and party.pk not in bodies.members
    return Place("warn", MISSING) if wanted else Place("", NONE)
