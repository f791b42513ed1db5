"""Where the partnership works and on what: areas of working groups, and focus areas in versions."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground import panels
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import areas as acts
from samstyring.partnership.forms.agreements import AreaEndingForm, AreaForm, FocusForm, FocusLines, PlaceFilter
from samstyring.partnership.models import Area, FocusList, Forum
from samstyring.partnership.rules import acting, routing
from samstyring.partnership.views.asking import ask


def _lists(request, partnership):
    lists = FocusList.objects.visible_to(request.person).filter(partnership=partnership)
    return lists.select_related("partnership").prefetch_related("lines__area", "lines__forums__partnership")


def _standing(found, today):
    if found.adopted_on is None and not found.source:
        return "draft"
    if found.ended_on and found.ended_on < today:
        return "ended"
    return "coming" if found.effective_from and found.effective_from > today else "now"


@in_partnership
def areas(request, partnership):
    """The areas with their groups, where a place lands, and every version of the focus areas."""
    request.section = "organisation"
    today = timezone.localdate()
    asked = PlaceFilter(request.GET)
    place = asked.cleaned_data["sted"] if asked.is_valid() else ""
    groups = routing.working_groups(partnership, today)
    drawn = Area.objects.visible_to(request.person).filter(partnership=partnership)
    lists = [{"list": one, "standing": _standing(one, today)} for one in _lists(request, partnership)]
    return render(
        request,
        "partnership/areas.html",
        {
            "rows": [
                {"area": one, "standing": one.standing_on(today)}
                for one in drawn.select_related("forum__partnership")
            ],
            "groups": groups,
            "filter": asked,
            "place": place,
            "lands_with": routing.home_forums(groups, place) if place else [],
            "lists": lists,
            "now": next((row["list"] for row in lists if row["standing"] == "now"), None),
            "may_change": acting.is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
def draw(request, partnership):
    """The secretariat gives a working group the sheets of some places."""
    request.section = "organisation"
    today = timezone.localdate()
    form = AreaForm(request.POST or None, partnership=partnership, on=today, initial={"from_day": today})
    return ask(
        request, "partnership/area_new.html", [form], partial(acts.draw, partnership, by=request.person),
        done=_("Området er registrert."), then=lambda made: _home(partnership),
    )  # fmt: skip


def _home(partnership):
    return reverse("partnership:areas", args=[partnership.key])


@in_partnership
def end(request, partnership, area):
    """The secretariat lets an area end."""
    request.section = "organisation"
    visible = Area.objects.visible_to(request.person).filter(partnership=partnership)
    found = get_object_or_404(visible.select_related("partnership", "forum"), pk=area)
    form = AreaEndingForm(request.POST or None, initial={"last_day": timezone.localdate()})
    return ask(
        request, "partnership/area_end.html", [form], partial(acts.end, found, by=request.person),
        done=_("Området er avsluttet."), then=lambda made: _home(partnership), area=found,
    )  # fmt: skip


@in_partnership
def focus_list(request, partnership, focus_list):
    """One version of the focus areas, as it was adopted or as it is drafted."""
    request.section = "organisation"
    found = get_object_or_404(_lists(request, partnership), pk=focus_list)
    return render(
        request,
        "partnership/focus_list.html",
        {
            "list": found,
            "standing": _standing(found, timezone.localdate()),
            "panels": panels.for_page("partnership.focus", found, request.person),
        },
    )


@in_partnership
def draft_focus(request, partnership):
    """The secretariat writes the next version of the focus areas, from the one in force."""
    request.section = "organisation"
    today = timezone.localdate()
    now = next((one for one in _lists(request, partnership) if _standing(one, today) == "now"), None)
    forums = Forum.objects.visible_to(request.person).filter(partnership=partnership).on(today)
    lines = FocusLines(
        request.POST or None,
        initial=[{"name": line.name, "forums": line.forums.all()} for line in now.lines.all()] if now else None,
        prefix="linje",
        form_kwargs={"forums": forums},
    )
    form = FocusForm(request.POST or None, initial={"effective_from": today})

    def write(**told):
        return acts.draft_focus(partnership, lines=lines.lines, by=request.person, **told)

    return ask(
        request, "partnership/focus_new.html", [form, lines], write,
        done=_("Utkastet er skrevet. Fremme det som sak for å få det vedtatt."),
        then=lambda made: reverse("partnership:focus_list", args=[partnership.key, made.pk]), lines=lines,
    )  # fmt: skip
