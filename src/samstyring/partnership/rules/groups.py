"""Questions about groups of parties that share a seat, and about who acts for a party at home."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import GroupMembership, Party, PartyRole
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat, period_words
from samstyring.partnership.rules.seating import ENDS_BEFORE_IT_BEGINS

NOT_A_GROUP = Obstacle(
    "not-a-group",
    _("{group} er {kind}, og kan ikke ha medlemmer."),
    _("Lag en gruppe av parter, og legg medlemmene til der."),
)
IS_A_GROUP = Obstacle(
    "member-is-a-group",
    _("{member} er selv en gruppe, og kan ikke være medlem av {group}."),
    _("Legg til kommunene hver for seg."),
)
ALREADY_MEMBER = Obstacle(
    "already-in-group",
    _("{member} er alt med i {group} i perioden {period}."),
    _("Du trenger ikke gjøre noe."),
)
IN_ANOTHER = Obstacle(
    "in-another-group",
    _("{member} er alt med i {other}, som også har plass i samarbeidet."),
    _("Avslutt medlemskapet der først."),
)
MEMBERSHIP_ENDED = Obstacle(
    "group-membership-ended",
    _("{member} er alt ute av {group}. Siste dag er {day}."),
    _("Du trenger ikke gjøre noe."),
)
NAME_TAKEN = Obstacle(
    "party-name-taken", _("Samarbeidet har alt en part som heter {name}."), _("Velg et annet navn.")
)
NOT_PARTY_ADMINISTRATOR = Obstacle(
    "not-party-administrator",
    _("Bare administratoren hos {party} og sekretariatet kan si hvem som handler for parten."),
    _("Be en av dem om å gjøre det."),
)
ROLE_HELD = Obstacle(
    "party-role-held",
    _("{person} er alt {kind} hos {party} i perioden {period}."),
    _("Avslutt den gamle rollen først."),
)
ROLE_OVER = Obstacle(
    "party-role-over", _("Rollen er alt avsluttet. Siste dag er {day}."), _("Du trenger ikke gjøre noe.")
)


def obstacles_to_grouping(partnership, *, name, by, today):
    yield from obstacles_to_acting_as_secretariat(by, partnership, today)
    if partnership.parties.filter(name__iexact=name.strip()).exists():
        yield NAME_TAKEN(name=name.strip())


def obstacles_to_joining(group, member, *, from_day, by, today):
    """Yield why the party cannot belong to the group from this day."""
    yield from obstacles_to_acting_as_secretariat(by, group.partnership, today)
    if group.kind != Party.Kind.REGION:
        yield NOT_A_GROUP(group=group, kind=group.get_kind_display())
    if member.kind == Party.Kind.REGION:
        yield IS_A_GROUP(member=member, group=group)
    for row in GroupMembership.objects.filter(member=member).select_related("group"):
        if row.to_day is None or row.to_day >= from_day:
            if row.group_id == group.pk:
                yield ALREADY_MEMBER(member=member, group=group, period=period_words(row))
            else:
                yield IN_ANOTHER(member=member, other=row.group)


def obstacles_to_leaving(row, *, last_day, by, today):
    yield from obstacles_to_acting_as_secretariat(by, row.group.partnership, today)
    if row.to_day and row.to_day < today:
        yield MEMBERSHIP_ENDED(member=row.member, group=row.group, day=f"{row.to_day:%d.%m.%Y}")
    if row.from_day and last_day < row.from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{row.from_day:%d.%m.%Y}", last=f"{last_day:%d.%m.%Y}")


def administers(person, party, day):
    """True for the secretariat, and for the party's own administrator."""
    if is_secretariat(person, party.partnership, day):
        return True
    kind = PartyRole.Kind.ADMINISTRATOR
    return person is not None and PartyRole.objects.on(day).filter(person=person, party=party, kind=kind).exists()


def obstacles_to_administering(party, *, by, today):
    if administers(by, party, today):
        return
    # Whose role in the secretariat has ended is told so.
    yield from (
        o for o in obstacles_to_acting_as_secretariat(by, party.partnership, today) if o.code == "role-ended"
    )
    yield NOT_PARTY_ADMINISTRATOR(party=party)


def obstacles_to_role(party, *, person, kind, from_day, to_day, by, today):
    """Yield why this person cannot act for the party in this way."""
    yield from obstacles_to_administering(party, by=by, today=today)
    if to_day and to_day < from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{from_day:%d.%m.%Y}", last=f"{to_day:%d.%m.%Y}")
    for role in party.roles.filter(person=person, kind=kind) if person.pk else ():
        begun = to_day is None or role.from_day is None or role.from_day <= to_day
        if begun and (role.to_day is None or role.to_day >= from_day):
            yield ROLE_HELD(person=person, kind=role.get_kind_display(), party=party, period=period_words(role))


def obstacles_to_ending_role(role, *, last_day, by, today):
    yield from obstacles_to_administering(role.party, by=by, today=today)
    if role.to_day and role.to_day < today:
        yield ROLE_OVER(day=f"{role.to_day:%d.%m.%Y}")
    if role.from_day and last_day < role.from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{role.from_day:%d.%m.%Y}", last=f"{last_day:%d.%m.%Y}")
