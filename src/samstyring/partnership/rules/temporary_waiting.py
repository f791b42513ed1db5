"""Temporary groups that end soon, among the tasks of the home page."""

from django.utils.translation import gettext as _

from samstyring.ground import formats
from samstyring.partnership.models import SeatType
from samstyring.partnership.rules import acting
from samstyring.partnership.rules import temporary as temporary_rules
from samstyring.partnership.rules.waiting import Task


def group_tasks(partnership, person, *, on):
    """The secretariat and the group's own leader are told in good time before a group ends."""
    ending = list(temporary_rules.ending_soon(partnership, on))
    if not ending:
        return []
    serves = acting.is_secretariat(person, partnership, on)
    leads = set(
        person.seats.on(on)
        .filter(kind=SeatType.LEADER, forum__in=[one.forum for one in ending])
        .values_list("forum", flat=True)
    )
    return [_ends(one) for one in ending if serves or one.forum_id in leads]


def _ends(group):
    return Task(
        title=_("Avslutt %(group)s, eller la den vare lenger") % {"group": group},
        href=group.get_absolute_url(),
        why=_("Gruppen slutter %(day)s. Før det den har levert, før den tid.")
        % {"day": formats.day(group.forum.to_day)},
        due=group.forum.to_day,
    )
