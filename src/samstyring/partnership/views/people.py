"""Seats: the secretariat gives one to a person, and ends one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import memberships
from samstyring.partnership.forms.appointing import AppointmentForm, EndingForm
from samstyring.partnership.models import Forum
from samstyring.partnership.rules import acting


@in_partnership
def appoint(request, partnership, forum):
    """Give somebody a seat, known or new by name, from a day and perhaps to a day."""
    request.section = "organisation"
    today = timezone.localdate()
    forum = get_object_or_404(
        Forum.objects.visible_to(request.person).select_related("partnership"), partnership=partnership, key=forum
    )
    form = AppointmentForm(request.POST or None, partnership=partnership, initial={"from_day": today})
    page = {"forum": forum, "form": form}
    not_mine = list(acting.obstacles_to_acting_as_secretariat(request.person, partnership, today))
    if not_mine:
        return refused(request, "partnership/appoint.html", Refused(*not_mine), **page)
    if form.is_valid():
        try:
            seat = _give(form.cleaned_data, forum, request.person)
        except Refused as refusal:
            return refused(request, "partnership/appoint.html", refusal, **page)
        messages.success(
            request, _("%(person)s har fått plass i %(forum)s.") % {"person": seat.person, "forum": forum}
        )
        return redirect(forum)
    return render(request, "partnership/appoint.html", page, status=422 if form.is_bound else 200)


def _give(asked, forum, by):
    person, name, email = (asked.pop(key) for key in ("person", "name", "email"))
    if person:
        return memberships.appoint(person, to=forum, by=by, **asked)
    return memberships.appoint_new(name, email=email, to=forum, by=by, **asked)


@in_partnership
def end_seat(request, partnership, forum, seat):
    """Let a seat end after a day."""
    request.section = "organisation"
    today = timezone.localdate()
    forum = get_object_or_404(
        Forum.objects.visible_to(request.person).select_related("partnership"), partnership=partnership, key=forum
    )
    seat = get_object_or_404(forum.seats.select_related("person", "party", "forum__partnership"), pk=seat)
    form = EndingForm(request.POST or None, initial={"last_day": today})
    page = {"forum": forum, "seat": seat, "form": form}
    not_mine = list(acting.obstacles_to_acting_as_secretariat(request.person, partnership, today))
    if not_mine:
        return refused(request, "partnership/end_seat.html", Refused(*not_mine), **page)
    if form.is_valid():
        try:
            memberships.end(seat, by=request.person, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, "partnership/end_seat.html", refusal, **page)
        messages.success(request, _("Plassen er avsluttet. Det som er gjort fra den, står."))
        return redirect(forum)
    return render(request, "partnership/end_seat.html", page, status=422 if form.is_bound else 200)
