"""What casework says of each partnership to somebody who follows several of them."""

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.casework.models import Decision, FollowUp, Meeting
from samstyring.ground import formats, panels
from samstyring.partnership.rules.across import Cell


def next_meeting(partnerships, person):
    """The next meeting that is called in each partnership."""
    ahead = (
        Meeting.objects.visible_to(person)
        .filter(partnership__in=partnerships, status=Meeting.Status.CALLED, day__gte=timezone.localdate())
        .select_related("partnership")
        .prefetch_related("forums")
        .order_by("-day", "-pk")
    )
    each = {
        one.partnership_id: Cell(f"{one.forum_names}, {formats.short_day(one.day)}", href=one.get_absolute_url())
        for one in ahead
    }
    return {"heading": _("Neste møte"), "each": each}


def last_decision(partnerships, person):
    """The last decision that stands in each partnership, among those this person may read."""
    rows = Decision.objects.visible_to(person).standing().filter(case__partnership__in=partnerships)
    each = {}
    for one in rows.select_related("case__partnership").order_by("decided_on", "pk"):
        words = f"{one.case}, {one.get_outcome_display()} {formats.short_day(one.decided_on)}"
        each[one.case.partnership_id] = Cell(words, href=one.case.get_absolute_url())
    return {"heading": _("Siste vedtak"), "each": each}


def follow_up(partnerships, person):
    """How much of what decisions ask for is late."""
    mine = FollowUp.objects.visible_to(person).filter(decision__case__partnership__in=partnerships)
    late = mine.late(timezone.localdate()).values_list("decision__case__partnership").annotate(Count("pk"))
    told = {pk: ngettext("%(n)s over fristen", "%(n)s over fristen", n) % {"n": n} for pk, n in late}
    with_points = set(mine.values_list("decision__case__partnership", flat=True))
    each = {
        pk: Cell(told[pk], "late") if pk in told else Cell(_("ingen over fristen"), "done") for pk in with_points
    }
    return {"heading": _("Oppfølging"), "each": each}


panels.show_on("partnership.across", panels.Panel("next-meeting", "", next_meeting, order=10))
panels.show_on("partnership.across", panels.Panel("last-decision", "", last_decision, order=20))
panels.show_on("partnership.across", panels.Panel("follow-up", "", follow_up, order=30))
