"""Questions about seats that follow an office."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import OfficeRule
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat, period_words
from samstyring.partnership.rules.seating import ENDS_BEFORE_IT_BEGINS, FORUM_NOT_THEN, obstacles_to_seating

SAME_FORUM = Obstacle(
    "office-in-same-forum",
    _("Vervet og plassen er begge i {forum}."),
    _("Velg vervet i et annet forum."),
)
GOES_IN_A_RING = Obstacle(
    "office-goes-in-a-ring",
    _("Plassen i {forum} ville fulgt et verv i {office}, som selv følger et verv i {forum}."),
    _("Avslutt den andre regelen først."),
)
RULE_EXISTS = Obstacle(
    "office-rule-exists",
    _("Det er alt en regel om at vervet i {office} gir plass i {forum}."),
    _("Avslutt den gamle regelen først."),
)
RULE_ENDED = Obstacle(
    "office-rule-ended",
    _("Regelen om at vervet i {office} gir plass i {forum}, er alt avsluttet."),
    _("Du trenger ikke gjøre noe."),
)


def obstacles_to_rule(forum, *, office_forum, office_kind, from_day, by, today):
    """Yield why a seat in this forum cannot follow that office."""
    yield from obstacles_to_acting_as_secretariat(by, forum.partnership, today)
    if forum.pk == office_forum.pk:
        yield SAME_FORUM(forum=forum)
    standing = OfficeRule.objects.filter(to_day__isnull=True)
    if standing.filter(forum=forum, office_forum=office_forum, office_kind=office_kind).exists():
        yield RULE_EXISTS(forum=forum, office=office_forum)
    if standing.filter(forum=office_forum, office_forum=forum).exists():
        yield GOES_IN_A_RING(forum=forum, office=office_forum)
    for one in (forum, office_forum):
        if not one.holds_on(from_day):
            yield FORUM_NOT_THEN(forum=one, period=period_words(one), day=f"{from_day:%d.%m.%Y}")


def obstacles_to_lifting(rule, *, last_day, by, today):
    yield from obstacles_to_acting_as_secretariat(by, rule.forum.partnership, today)
    if rule.to_day:
        yield RULE_ENDED(forum=rule.forum, office=rule.office_forum)
    if rule.from_day and last_day < rule.from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{rule.from_day:%d.%m.%Y}", last=f"{last_day:%d.%m.%Y}")


def obstacles_to_following(rule, office, day):
    """Yield why the holder of the office cannot have the seat: the mandate of the other forum says who may."""
    if office.party is not None:
        yield from obstacles_to_seating(office.party, rule.forum, rule.kind, day)
