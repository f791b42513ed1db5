"""Questions about who may act as what, on a day."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import PartnershipRole, PartyRole, Seat, SeatType

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
