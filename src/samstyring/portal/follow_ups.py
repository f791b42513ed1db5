"""What open decisions have asked somebody to do, as everybody may read it: no private names, no unsent words."""

from django.utils.translation import gettext as _

from samstyring.casework.models import FollowUp
from samstyring.casework.rules import followup as rules


def of_case(case, today):
    return _rows(FollowUp.objects.public().filter(decision__case=case, decision__replaced_by=None), today)


def of_decision(decision, today):
    return _rows(FollowUp.objects.public().filter(decision=decision), today)


def _rows(found, today):
    """Each with the responsible body, the day and how it stands. A person is told of as such, without a name."""
    return [
        {
            "follow_up": one,
            "responsible": one.party or _("Utpekt person"),
            "standing": rules.standing_of(one, today),
        }
        for one in rules.in_order(found).order_by("due_on", "pk")
    ]
