"""Temporary and project groups: which there are, and each with its purpose, people, end and deliveries."""

from functools import partial

from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from samstyring.ground import history, panels
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import temporary as acts
from samstyring.partnership.forms.temporary import ClosingForm, DeliveryForm, GroupForm, LastingForm
from samstyring.partnership.models import TemporaryGroup
from samstyring.partnership.rules import acting
from samstyring.partnership.rules import temporary as temporary_rules
from samstyring.partnership.rules.reading import table_of_seats, told
from samstyring.partnership.views.asking import ask


def _visible(request, partnership):
    request.section = "organisation"
    visible = TemporaryGroup.objects.visible_to(request.person).filter(forum__partnership=partnership)
    return visible.select_related(
        "forum__partnership", "forum__owner", "forum__prepares_for", "mandate", "area__forum"
    )


def _found(request, partnership, forum):
    return get_object_or_404(_visible(request, partnership), forum__key=forum)


@in_partnership
@require_GET
def groups(request, partnership):
    """Every temporary group: those that work now, those to come, and those that have ended."""
    today = timezone.localdate()
    found = list(_visible(request, partnership).annotate(delivered=Count("deliveries")))
    soon = today + temporary_rules.WARNED
    rows = [
        {
            "group": one,
            "standing": one.forum.standing_on(today),
            "ends_soon": one.forum.holds_on(today) and one.forum.to_day is not None and one.forum.to_day <= soon,
        }
        for one in found
    ]
    standings = ("now", "coming", "ended")
    return render(
        request,
        "partnership/temporary/groups.html",
        {
            "parts": [(name, [row for row in rows if row["standing"] == name]) for name in standings],
            "count": len(rows),
            "may_change": acting.is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
@require_GET
def group(request, partnership, forum):
    """One group: what it is for, who sits in it, how it ends, and what it has delivered. It is read also after."""
    found, today = _found(request, partnership, forum), timezone.localdate()
    standing, last = found.forum.standing_on(today), found.forum.to_day
    serves = acting.is_secretariat(request.person, partnership, today)
    return render(
        request,
        "partnership/temporary/group.html",
        {
            "group": found,
            "forum": found.forum,
            "standing": standing,
            "mandate": found.forum.mandate_on(min(last, today) if last else today) or found.mandate,
            "days_left": (last - today).days if last and standing == "now" else None,
            "ends_soon": standing == "now" and last is not None and last <= today + temporary_rules.WARNED,
            "seat_groups": table_of_seats(
                list(found.forum.seats.select_related("person", "party", "following__office__forum")), today
            ),
            "deliveries": list(found.deliveries.select_related("file", "recorded_by")),
            "panels": panels.for_page("partnership.temporary", found, request.person),
            "events": told(history.about(found)[:8]),
            "may_change": serves and standing != "ended",
            "may_tell": temporary_rules.may_tell(request.person, found, today),
        },
    )


@in_partnership
def set_up(request, partnership):
    """The secretariat sets up a group that is meant to end."""
    request.section = "organisation"
    form = GroupForm(request.POST or None, partnership=partnership, on=timezone.localdate())
    return ask(
        request, "partnership/temporary/new.html", [form], partial(acts.set_up, partnership, by=request.person),
        done=_("Gruppen er satt ned."), then=lambda made: made,
    )  # fmt: skip


@in_partnership
def let_last(request, partnership, forum):
    """The secretariat lets the group last until a later day."""
    found = _found(request, partnership, forum)
    form = LastingForm(request.POST or None)
    return ask(
        request, "partnership/temporary/lasting.html", [form], partial(acts.let_last, found, by=request.person),
        done=_("Gruppen varer lenger."), then=lambda made: made, group=found,
    )  # fmt: skip


@in_partnership
def close(request, partnership, forum):
    """The secretariat ends the group, and the seats in it."""
    found = _found(request, partnership, forum)
    form = ClosingForm(request.POST or None, initial={"last_day": timezone.localdate()})
    return ask(
        request, "partnership/temporary/close.html", [form], partial(acts.close, found, by=request.person),
        done=_("Gruppen er avsluttet."), then=lambda made: made, group=found,
    )  # fmt: skip


@in_partnership
def deliver(request, partnership, forum):
    """The group's leader or secretary, or the secretariat, writes down what was delivered."""
    found, today = _found(request, partnership, forum), timezone.localdate()
    form = DeliveryForm(request.POST or None, request.FILES or None, initial={"delivered_on": today})
    template, page = "partnership/temporary/deliver.html", {"group": found, "form": form}
    if form.is_valid():
        try:
            acts.deliver(found, by=request.person, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Leveransen er ført."))
        return redirect(found)
    page["obstacles"] = list(
        temporary_rules.obstacles_to_delivering(found, delivered_on=None, by=request.person, today=today)
    )
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
@require_GET
def delivery_file(request, partnership, forum, delivered):
    """The file of something the group delivered, as it was received."""
    found = _found(request, partnership, forum)
    stored = get_object_or_404(found.deliveries.exclude(file=None).select_related("file"), pk=delivered).file
    try:
        content = stored.content.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.media_type)
