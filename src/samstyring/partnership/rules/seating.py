"""Questions about seats: who may be given one, and when one may end."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import FollowingSeat, GroupMembership, Party, SeatType
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat, period_words
from samstyring.partnership.rules.drafting import point_words

NOT_A_PARTY = Obstacle(
    "not-a-party",
    _("{party} er en kommune utenfor samarbeidet og kan ikke få plass i {forum}. {mandate}"),
    _("Kommunen må først bli part i avtalen."),
)
SEAT_FOR_GROUP = Obstacle(
    "seat-for-group",
    _("{party} deltar gjennom {group}, og har ikke plass for seg selv. {mandate}"),
    _("Gi personen plass for {group}."),
)
ONLY_OBSERVER = Obstacle(
    "only-observer",
    _("{party} er ikke part i avtalen og kan bare være observatør i {forum}. {mandate}"),
    _("Velg plassen «observatør»."),
)
NO_OBSERVERS = Obstacle(
    "no-observers",
    _("Mandatet til {forum} åpner ikke for observatører. {mandate}"),
    _("Et nytt mandat kan åpne for det."),
)
PARTY_NOT_THEN = Obstacle(
    "party-not-then",
    _("{party} er part i perioden {period}, og ikke {day}."),
    _("Velg parten som har tatt over, eller en annen dag."),
)
FORUM_NOT_THEN = Obstacle(
    "forum-not-then",
    _("{forum} finnes i perioden {period}, og ikke {day}."),
    _("Velg en dag i perioden, eller forumet som har tatt over."),
)
ALREADY_SEATED = Obstacle(
    "already-seated",
    _("{person} har allerede plass som {kind} i {forum} i perioden {period}."),
    _("Avslutt den gamle plassen først."),
)
ENDS_BEFORE_IT_BEGINS = Obstacle(
    "ends-before-it-begins",
    _("Siste dag {last} kommer før første dag {first}."),
    _("Rett datoene."),
)
SEAT_ENDED = Obstacle(
    "seat-ended",
    _("Plassen er allerede avsluttet. Siste dag er {day}."),
    _("Last siden på nytt for å se hvem som har endret den."),
)
FOLLOWS_OFFICE = Obstacle(
    "follows-office",
    _("Plassen følger vervet som {kind} i {office}, og slutter når vervet skifter innehaver."),
    _("Avslutt plassen i {office}, eller regelen om at vervet gir plass."),
)


def obstacles_to_appointing(forum, *, person, party, kind, from_day, to_day, by, today):
    """Yield every reason why this person cannot be given this seat.

    Municipalities outside the partnership may not take part; other bodies outside may observe where the
    mandate admits observers (Osloregionen 003:197-203).
    """
    yield from obstacles_to_acting_as_secretariat(by, forum.partnership, today)
    if to_day and to_day < from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{from_day:%d.%m.%Y}", last=f"{to_day:%d.%m.%Y}")
    if not forum.holds_on(from_day):
        yield FORUM_NOT_THEN(forum=forum, period=period_words(forum), day=f"{from_day:%d.%m.%Y}")
    if party is not None:
        yield from obstacles_to_seating(party, forum, kind, from_day)
    if person is not None and person.pk:
        for seat in forum.seats.filter(person=person, kind=kind):
            begun = to_day is None or seat.from_day is None or seat.from_day <= to_day
            if begun and (seat.to_day is None or seat.to_day >= from_day):
                yield ALREADY_SEATED(
                    person=person, kind=seat.get_kind_display(), forum=forum, period=period_words(seat)
                )


def obstacles_to_seating(party, forum, kind, day):
    """Yield why nobody can speak for this party in the forum, by what the mandate says of who sits there."""
    mandate = forum.mandate_on(day)
    composition = mandate.composition if mandate else {}
    if party.is_member:
        if not party.holds_on(day):
            yield PARTY_NOT_THEN(party=party, period=period_words(party), day=f"{day:%d.%m.%Y}")
    elif party.kind == Party.Kind.MUNICIPALITY:
        group = _group_of(party, day)
        if group:
            yield SEAT_FOR_GROUP(party=party, group=group, mandate=point_words(mandate, "groups"))
        else:
            yield NOT_A_PARTY(party=party, forum=forum, mandate=point_words(mandate, "outside"))
    elif kind != SeatType.OBSERVER:
        yield ONLY_OBSERVER(party=party, forum=forum, mandate=point_words(mandate, "observers"))
    elif not composition.get("observers", True):
        yield NO_OBSERVERS(forum=forum, mandate=point_words(mandate, "observers"))


def _group_of(party, day):
    """The group that takes part for a municipality without a membership of its own, or None."""
    rows = GroupMembership.objects.on(day).filter(member=party, group__is_member=True).select_related("group")
    return next((row.group for row in rows if row.group.holds_on(day)), None)


def obstacles_to_ending(seat, *, last_day, by, today):
    """Yield why the seat cannot end on this day."""
    yield from obstacles_to_acting_as_secretariat(by, seat.forum.partnership, today)
    follows = FollowingSeat.objects.filter(seat=seat).select_related("office__forum").first()
    if follows:
        yield FOLLOWS_OFFICE(kind=follows.office.get_kind_display(), office=follows.office.forum)
    if seat.to_day and seat.to_day < today:
        yield SEAT_ENDED(day=f"{seat.to_day:%d.%m.%Y}")
    if seat.from_day and last_day < seat.from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{seat.from_day:%d.%m.%Y}", last=f"{last_day:%d.%m.%Y}")
