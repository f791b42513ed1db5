"""Questions about roles in the partnership as a whole: secretariat, administrator, and readers from outside it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Partnership, PartnershipRole, Person
from samstyring.partnership.rules.acting import period_words
from samstyring.partnership.rules.seating import ENDS_BEFORE_IT_BEGINS

NOT_ADMINISTRATOR = Obstacle(
    "not-administrator",
    _("Bare administratoren i {partnership} kan gi og avslutte roller i samarbeidet."),
    _("Be administratoren om å gjøre det: {who}."),
)
SERVICE_HELD = Obstacle(
    "service-held",
    _("{person} har alt rollen som {kind} i perioden {period}."),
    _("Avslutt den gamle rollen først."),
)
SERVICE_OVER = Obstacle(
    "service-over", _("Rollen er alt avsluttet. Siste dag er {day}."), _("Du trenger ikke gjøre noe.")
)
LAST_ADMINISTRATOR = Obstacle(
    "last-administrator",
    _("{person} er den eneste administratoren etter {day}, og uten noen kan ingen gi roller i samarbeidet."),
    _("Gjør noen andre til administrator først."),
)
Kind = PartnershipRole.Kind


def administrators(partnership, day):
    """Those who may give and end roles: the administrators, or the secretariat where there is none."""
    held = PartnershipRole.objects.on(day).filter(partnership=partnership).select_related("person")
    return list(held.filter(kind=Kind.ADMINISTRATOR)) or list(held.filter(kind=Kind.SECRETARIAT))


def may_administer(person, partnership, day):
    return person is not None and any(role.person_id == person.pk for role in administrators(partnership, day))


def obstacles_to_administering(partnership, *, by, today):
    if not may_administer(by, partnership, today):
        who = ", ".join(dict.fromkeys(str(role.person) for role in administrators(partnership, today)))
        yield NOT_ADMINISTRATOR(partnership=partnership, who=who or "–")


def known_people(partnership, by, day):
    """Everybody with a part in a partnership that `by` administers: the same reader may follow several."""
    own = PartnershipRole.objects.on(day).filter(person=by, kind=Kind.ADMINISTRATOR).values("partnership")
    theirs = Partnership.objects.filter(pk__in=own) | Partnership.objects.filter(pk=partnership.pk)
    found = Person.objects.none()
    for one in theirs.distinct():
        found = found | Person.objects.with_part_in(one)
    return found.distinct()


def obstacles_to_giving(partnership, *, person, kind, from_day, to_day, by, today):
    """Yield why this person cannot have the role in this time."""
    yield from obstacles_to_administering(partnership, by=by, today=today)
    if to_day and to_day < from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{from_day:%d.%m.%Y}", last=f"{to_day:%d.%m.%Y}")
    for role in partnership.roles.filter(person=person, kind=kind) if person.pk else ():
        begun = to_day is None or role.from_day is None or role.from_day <= to_day
        if begun and (role.to_day is None or role.to_day >= from_day):
            yield SERVICE_HELD(person=person, kind=role.get_kind_display(), period=period_words(role))


def obstacles_to_ending(role, *, last_day, by, today):
    """Yield why the role cannot end on this day. Somebody must be left who can give roles."""
    yield from obstacles_to_administering(role.partnership, by=by, today=today)
    if role.to_day and role.to_day < today:
        yield SERVICE_OVER(day=f"{role.to_day:%d.%m.%Y}")
    if role.from_day and last_day < role.from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{role.from_day:%d.%m.%Y}", last=f"{last_day:%d.%m.%Y}")
    if role.kind == Kind.ADMINISTRATOR:
        after = PartnershipRole.objects.on(last_day + timedelta(days=1)).filter(partnership=role.partnership)
        if not after.filter(kind=Kind.ADMINISTRATOR).exclude(pk=role.pk).exists():
            yield LAST_ADMINISTRATOR(person=role.person, day=f"{last_day:%d.%m.%Y}")


def followed_by(person, day):
    """The partnerships in which a person has a role of the whole today: the secretariat's own, or those read."""
    if person is None:
        return Partnership.objects.none()
    held = PartnershipRole.objects.on(day).filter(person=person).values("partnership")
    return Partnership.objects.filter(pk__in=held)
