"""Questions about temporary groups: how they end, who may tell what they delivered, and which end soon."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import SeatType, TemporaryGroup
from samstyring.partnership.rules import acting, seating

# So long before the last day the secretariat and the group's leader are told.
WARNED = timedelta(days=60)

NO_END = Obstacle(
    "group-without-end",
    _("Det står ikke når gruppen slutter."),
    _("Skriv siste dag, eller hva som skal være gjort når gruppen avsluttes."),
)
MANDATE_NOT_THEN = Obstacle(
    "mandate-not-then",
    _("«{mandate}» gjelder ikke {day}, og gruppen kan ikke arve det fra da."),
    _("Velg et mandat som gjelder den dagen."),
)
GROUP_ENDED = Obstacle(
    "group-ended",
    _("{group} ble avsluttet {day}."),
    _("Sett ned en ny gruppe hvis arbeidet skal tas opp igjen."),
)
NO_LONGER = Obstacle(
    "group-not-longer",
    _("{group} varer alt til {day}."),
    _("Velg en senere dag, eller avslutt gruppen hvis den skal slutte før."),
)
ENDED_NOWHERE = Obstacle(
    "group-ended-nowhere",
    _("Gruppen skulle avsluttes når «{words}». Det står ikke hvor det er bestemt."),
    _("Skriv saken eller møtet som avsluttet gruppen."),
)
DELIVERED_AHEAD = Obstacle(
    "delivered-ahead", _("Dagen {day} er ikke kommet ennå."), _("Før leveransen når den er levert.")
)
DELIVERED_BEFORE = Obstacle(
    "delivered-before", _("Gruppen begynte {first}, og kan ikke ha levert noe {day}."), _("Rett datoen.")
)
MAY_NOT_TELL = Obstacle(
    "may-not-tell-delivery",
    _("Bare lederen og sekretæren i gruppen, og sekretariatet, kan føre det gruppen har levert."),
    _("Be en av dem om å føre det."),
)


def obstacles_to_setting_up(partnership, *, mandate, from_day, to_day, ends_when, by, today):
    """Yield why this group cannot be set up. It must be known how it ends before it begins."""
    yield from acting.obstacles_to_acting_as_secretariat(by, partnership, today)
    if to_day is None and not ends_when.strip():
        yield NO_END()
    if to_day and to_day < from_day:
        yield seating.ENDS_BEFORE_IT_BEGINS(first=f"{from_day:%d.%m.%Y}", last=f"{to_day:%d.%m.%Y}")
    if mandate and not mandate.is_in_force_on(from_day):
        yield MANDATE_NOT_THEN(mandate=mandate, day=f"{from_day:%d.%m.%Y}")


def has_ended(group, day):
    return group.forum.standing_on(day) == "ended"


def obstacles_to_lasting(group, *, to_day, by, today):
    """Yield why the group cannot go on until this day."""
    forum = group.forum
    yield from acting.obstacles_to_acting_as_secretariat(by, forum.partnership, today)
    if has_ended(group, today):
        yield GROUP_ENDED(group=group, day=f"{forum.to_day:%d.%m.%Y}")
    elif forum.to_day and to_day <= forum.to_day:
        yield NO_LONGER(group=group, day=f"{forum.to_day:%d.%m.%Y}")
    if forum.from_day and to_day < forum.from_day:
        yield seating.ENDS_BEFORE_IT_BEGINS(first=f"{forum.from_day:%d.%m.%Y}", last=f"{to_day:%d.%m.%Y}")


def obstacles_to_closing(group, *, ended_in, by, today):
    """Yield why the group cannot be ended; a group that ends by a decision says which."""
    yield from acting.obstacles_to_acting_as_secretariat(by, group.forum.partnership, today)
    if has_ended(group, today):
        yield GROUP_ENDED(group=group, day=f"{group.forum.to_day:%d.%m.%Y}")
    if group.ends_when and not ended_in.strip():
        yield ENDED_NOWHERE(words=group.ends_when)


def may_tell(person, group, day):
    """The group's own leader and secretary while it lasts, and the secretariat, also afterwards."""
    kinds = (SeatType.LEADER, SeatType.DEPUTY_LEADER, SeatType.SECRETARY)
    if group.forum.holds_on(day) and acting.has_seat(person, group.forum, day, kinds=kinds):
        return True
    return acting.is_secretariat(person, group.forum.partnership, day)


def obstacles_to_delivering(group, *, delivered_on, by, today):
    if not may_tell(by, group, today):
        yield MAY_NOT_TELL()
    if delivered_on is None:
        return
    if delivered_on > today:
        yield DELIVERED_AHEAD(day=f"{delivered_on:%d.%m.%Y}")
    first = group.forum.from_day
    if first and delivered_on < first:
        yield DELIVERED_BEFORE(first=f"{first:%d.%m.%Y}", day=f"{delivered_on:%d.%m.%Y}")


def ending_soon(partnership, on):
    """The groups whose last day is near, the first to end first."""
    groups = TemporaryGroup.objects.filter(
        forum__partnership=partnership, forum__to_day__gte=on, forum__to_day__lte=on + WARNED
    )
    return groups.select_related("forum__partnership").order_by("forum__to_day", "pk")
