"""Questions about who may act as what, on a day."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import PartnershipRole, PartyRole, SeatType

NOT_SECRETARIAT = Obstacle(
    "not-secretariat",
    _("Bare sekretariatet i {partnership} kan gjøre dette."),
    _("Be sekretariatet om å gjøre det."),
)
ROLE_ENDED = Obstacle(
    "role-ended",
    _("Rollen din i sekretariatet i {partnership} gjelder ikke {day}. Den gjaldt {period}."),
    _("Partnerskapets administrator kan forlenge rollen."),
)
NOT_FOR_PARTY = Obstacle(
    "not-for-party",
    _("Bare den som er sekretær for {party}, eller sekretariatet på vegne av parten, kan gjøre dette."),
    _("{party} kan gi deg rollen."),
)


def _roles(person, partnership, day, *kinds):
    if person is None:
        return PartnershipRole.objects.none()
    return PartnershipRole.objects.on(day).filter(person=person, partnership=partnership, kind__in=kinds)


def is_secretariat(person, partnership, day):
    kinds = PartnershipRole.Kind.SECRETARIAT, PartnershipRole.Kind.ADMINISTRATOR
    return _roles(person, partnership, day, *kinds).exists()


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
    return person is not None and PartyRole.objects.on(day).filter(person=person, party=party).exists()


def obstacles_to_acting_for_party(person, party, day):
    """The party's own people act for it; the secretariat may do so on its behalf, and both names are kept."""
    if not acts_for_party(person, party, day) and not is_secretariat(person, party.partnership, day):
        yield NOT_FOR_PARTY(party=party)


def parties_of(person, partnership, day):
    """The parties a person acts for on a day, by role at home or by seat in a forum."""
    if person is None:
        return partnership.parties.none()
    at_home = PartyRole.objects.on(day).filter(person=person).values("party")
    seated = person.seats.on(day).exclude(party=None).values("party")
    return partnership.parties.filter(pk__in=at_home) | partnership.parties.filter(pk__in=seated)


def has_seat(person, forum, day, *, kinds=None):
    """True where the person sits in the forum on the day, as one of these kinds of seat (any, if none)."""
    if person is None:
        return False
    seats = forum.seats.on(day).filter(person=person)
    return (seats.filter(kind__in=kinds) if kinds else seats).exists()


def is_observer_only(person, forum, day):
    return has_seat(person, forum, day) and not has_seat(
        person, forum, day, kinds=[kind for kind in SeatType if kind != SeatType.OBSERVER]
    )
