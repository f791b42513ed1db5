"""A seat changes hands, and seats that follow an office in another forum."""

from datetime import timedelta

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import memberships, offices
from samstyring.partnership.forms.appointing import EndingForm
from samstyring.partnership.forms.seats import OfficeForm, SuccessionForm
from samstyring.partnership.models import Forum
from samstyring.partnership.rules import terms
from samstyring.partnership.views.asking import ask


@in_partnership
def succeed(request, partnership, forum, seat):
    """Somebody else takes over a seat; what follows the seat follows them."""
    today = timezone.localdate()
    forum = _the_forum(request, forum)
    seat = get_object_or_404(forum.seats.select_related("person", "party", "forum__partnership"), pk=seat)
    form = SuccessionForm(
        request.POST or None, partnership=partnership, initial=_after(seat, forum.mandate_on(today), today)
    )

    def take_over(*, person, name, email, **told):
        if person:
            memberships.succeed(seat, person, by=request.person, **told)
        else:
            memberships.succeed_by_new(seat, name, email=email, by=request.person, **told)

    return ask(
        request, "partnership/seats/succeed.html", [form], take_over,
        done=_("Plassen har ny innehaver."), then=lambda _made: forum,
        forum=forum, seat=seat, followers=list(seat.followers.select_related("seat__forum")),
    )  # fmt: skip


def _after(seat, mandate, today):
    """The next holder begins the day after the last one's time, and has the time the mandate gives."""
    months = mandate.composition.get("leader_term_months") if mandate else None
    ends = terms.end_of(seat, months)
    begins = ends + timedelta(days=1) if ends and ends >= today else today
    until = terms.months_after(begins, months) if months and seat.kind in terms.LEADERS else None
    return {"party": seat.party_id, "title": seat.title, "from_day": begins, "to_day": until}


@in_partnership
def tie(request, partnership, forum):
    """Say that whoever holds an office elsewhere has a seat in this forum."""
    today = timezone.localdate()
    forum = _the_forum(request, forum)
    form = OfficeForm(request.POST or None, forum=forum, today=today, initial={"from_day": today})
    return ask(
        request, "partnership/seats/tie.html", [form],
        lambda **told: offices.lay_down(forum, by=request.person, **told),
        done=_("Plassen følger nå vervet."), then=lambda _made: forum, forum=forum,
    )  # fmt: skip


@in_partnership
def untie(request, partnership, forum, rule):
    """Let the rule end, and the seats it has given with it."""
    today = timezone.localdate()
    forum = _the_forum(request, forum)
    rule = get_object_or_404(forum.seats_by_office.select_related("office_forum", "forum__partnership"), pk=rule)
    form = EndingForm(request.POST or None, initial={"last_day": today})
    return ask(
        request, "partnership/seats/untie.html", [form],
        lambda **told: offices.lift(rule, by=request.person, **told),
        done=_("Plassen følger ikke lenger vervet."), then=lambda _made: forum, forum=forum, rule=rule,
    )  # fmt: skip


def _the_forum(request, key):
    request.section = "organisation"
    visible = Forum.objects.visible_to(request.person).select_related("partnership")
    return get_object_or_404(visible, partnership=request.partnership, key=key)
