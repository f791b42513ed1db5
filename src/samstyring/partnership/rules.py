"""Questions about who may act as what, on a day."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import (
    FollowingSeat,
    GroupMembership,
    Partnership,
    PartnershipRole,
    Party,
    PartyRole,
    Seat,
    SeatType,
)

NOT_SECRETARIAT = Obstacle(
    "not-secretariat",
    _("Bare sekretariatet i {partnership} kan gjøre dette."),
    _("Be sekretariatet om å gjøre det."),
)
ROLE_ENDED = Obstacle(
    "role-ended",
    _("Rollen din i sekretariatet i {partnership} gjelder ikke {day}. Den gjaldt {period}."),
    _("Administratoren i samarbeidet kan forlenge rollen."),
)
NOT_FOR_PARTY = Obstacle(
    "not-for-party",
    _("Bare den som er sekretær for {party}, eller sekretariatet på vegne av parten, kan gjøre dette."),
    _("{party} kan gi deg rollen."),
)
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
KEY_TAKEN = Obstacle(
    "key-taken",
    _("Et annet samarbeid bruker allerede adressen «{key}»."),
    _("Velg en annen adresse."),
)
KEY_RESERVED = Obstacle(
    "key-reserved",
    _("Adressen «{key}» brukes av Samstyring selv."),
    _("Velg en annen adresse."),
)
NO_POINTS = Obstacle(
    "no-points",
    _("Mandatet har ingen punkter om hva forumet kan gjøre."),
    _("Skriv minst ett punkt med ordlyd."),
)
POINT_GIVES_NOTHING = Obstacle(
    "point-gives-nothing",
    _("Punkt {point} sier ikke hvilke utfall forumet kan velge, og er heller ikke en avgrensning."),
    _("Kryss av utfallene, eller merk punktet som en avgrensning."),
)
LIMIT_GIVES_OUTCOMES = Obstacle(
    "limit-gives-outcomes",
    _("Punkt {point} er en avgrensning, men gir samtidig utfall."),
    _("Ta bort utfallene, eller fjern merket for avgrensning."),
)
QUORUM_TOO_HIGH = Obstacle(
    "quorum-too-high",
    _("Mandatet krever {quorum} parter til stede, men avtalen har bare {parties} parter {day}."),
    _("Sett et lavere tall."),
)
OUTSIDE_AGREEMENT = Obstacle(
    "outside-agreement",
    _("Mandatet skal gjelde fra {day}, men avtalen gjelder {period}."),
    _("Velg en dag i avtaleperioden."),
)

# The first part of an address that leads somewhere else than to a partnership.
RESERVED_KEYS = (
    "offentlig",
    "konto",
    "utseende",
    "sprak",
    "demo",
    "healthz",
    "static",
    "api",
    "nytt-samarbeid",
    "pa-tvers",
)


# A page asks many times what its reader may do. The roles and seats are read as wholes, so that they need be
# fetched only once where `access.in_partnership` has done it.


def is_secretariat(person, partnership, day):
    kinds = PartnershipRole.Kind.SECRETARIAT, PartnershipRole.Kind.ADMINISTRATOR
    return person is not None and any(
        role.partnership_id == partnership.pk and role.kind in kinds and role.holds_on(day)
        for role in person.partnership_roles.all()
    )


def obstacles_to_acting_as_secretariat(person, partnership, day):
    """Yield why this person cannot act for the secretariat on this day; an ended role is told as such."""
    if is_secretariat(person, partnership, day):
        return
    held = PartnershipRole.objects.filter(person=person, partnership=partnership).order_by("-to_day").first()
    if held and held.kind != PartnershipRole.Kind.READER:
        yield ROLE_ENDED(partnership=partnership, day=f"{day:%d.%m.%Y}", period=period_words(held))
    else:
        yield NOT_SECRETARIAT(partnership=partnership)


def period_words(period):
    """`01.10.2021–31.12.2023`, with an open end left open."""
    return "–".join(f"{end:%d.%m.%Y}" if end else "" for end in (period.from_day, period.to_day))


def acts_for_party(person, party, day):
    """True for the party's own administrator, officer and clerk."""
    return person is not None and any(
        role.party_id == party.pk and role.holds_on(day) for role in person.party_roles.all()
    )


def obstacles_to_acting_for_party(person, party, day):
    """The party's own people act for it; the secretariat may do so on its behalf, and both names are kept."""
    if not acts_for_party(person, party, day) and not is_secretariat(person, party.partnership, day):
        yield NOT_FOR_PARTY(party=party)


def parties_of(person, partnership, day):
    """The parties a person acts for on a day, by role at home or by seat in a forum."""
    if person is None:
        return partnership.parties.none()
    held = [*person.party_roles.all(), *person.seats.all()]
    return partnership.parties.filter(pk__in={one.party_id for one in held if one.party_id and one.holds_on(day)})


def has_seat(person, forum, day, *, kinds=None):
    """True where the person sits in the forum on the day, as one of these kinds of seat (any, if none)."""
    if person is None:
        return False
    return any(
        seat.forum_id == forum.pk and (kinds is None or seat.kind in kinds) and seat.holds_on(day)
        for seat in person.seats.all()
    )


def is_observer_only(person, forum, day):
    return has_seat(person, forum, day) and not has_seat(
        person, forum, day, kinds=[kind for kind in SeatType if kind != SeatType.OBSERVER]
    )


def point_words(mandate, check):
    """The mandate's own words about one thing in its composition, by point where it has one."""
    told = (mandate.composition.get("points") or {}).get(check) if mandate else None
    if told:
        return _("Mandatet, punkt {point}, sier: «{words}»").format(point=told["point"], words=told["text"])
    words = mandate.composition.get("text", "") if mandate else ""
    return _("Mandatet sier: «{words}»").format(words=words) if words else ""


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


def obstacles_to_drafting(forum, *, quorum, points, effective_from, by, today):
    """Yield what is missing before this can be laid before anybody as a new mandate."""
    partnership = forum.partnership
    yield from obstacles_to_acting_as_secretariat(by, partnership, today)
    if not points:
        yield NO_POINTS()
    for point in points:
        if point["is_limit"] and point["outcomes"]:
            yield LIMIT_GIVES_OUTCOMES(point=point["point"])
        if not point["is_limit"] and not point["outcomes"]:
            yield POINT_GIVES_NOTHING(point=point["point"])
    parties = partnership.parties.on(effective_from).filter(is_member=True).count()
    if quorum > parties:
        yield QUORUM_TOO_HIGH(quorum=quorum, parties=parties, day=f"{effective_from:%d.%m.%Y}")
    if not partnership.starts_on <= effective_from <= partnership.ends_on:
        period = f"{partnership.starts_on:%d.%m.%Y}–{partnership.ends_on:%d.%m.%Y}"
        yield OUTSIDE_AGREEMENT(day=f"{effective_from:%d.%m.%Y}", period=period)


def obstacles_to_creating(*, key, starts_on, ends_on):
    """Yield why a partnership cannot have this key or this period."""
    if key in RESERVED_KEYS:
        yield KEY_RESERVED(key=key)
    if Partnership.objects.filter(key=key).exists():
        yield KEY_TAKEN(key=key)
    if ends_on < starts_on:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{starts_on:%d.%m.%Y}", last=f"{ends_on:%d.%m.%Y}")


def standing_of(mandate, day):
    """`draft`, `coming`, `now` or `ended`: only the third gives the forum anything."""
    if mandate.adopted_on is None:
        return "draft"
    if mandate.is_in_force_on(day):
        return "now"
    return "coming" if mandate.effective_from > day else "ended"


def with_parts(person):
    """The person with all roles and seats at hand, fetched once however often they are asked for."""
    prefetch_related_objects(
        [person],
        "partnership_roles",
        Prefetch("party_roles", PartyRole.objects.select_related("party")),
        Prefetch("seats", Seat.objects.select_related("forum", "party")),
    )
    return person


def parts_of(person, partnership, day):
    """Every role and seat of a person in the partnership, those that hold now first."""
    here = partnership.pk
    held = [(partnership, None, role) for role in person.partnership_roles.all() if role.partnership_id == here]
    held += [(role.party, None, role) for role in person.party_roles.all() if role.party.partnership_id == here]
    for seat in person.seats.all():
        if seat.forum.partnership_id == here:
            seat.forum.partnership = partnership
            held.append((seat.forum, seat.forum, seat))
    parts = [
        {
            "what": period.get_kind_display(),
            "where": where,
            "forum": forum,
            "period": period,
            "standing": period.standing_on(day),
        }
        for where, forum, period in held
    ]
    order = ("now", "coming", "ended")
    return sorted(parts, key=lambda part: order.index(part["standing"]))
