"""Pages where the secretariat adapts forums, kinds of case and their usual road."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import adapting as acts
from samstyring.partnership.forms.adapting import (
    AboutForm,
    ForumEndingForm,
    ForumForm,
    KindForm,
    NewForumForm,
    Stations,
    as_initial,
)
from samstyring.partnership.models import Forum
from samstyring.partnership.rules import acting, adapting, template_points


@in_partnership
def adapt(request, partnership):
    """All that can be adapted, with what it is today. Others than the secretariat may read it."""
    request.section = "organisation"
    today = timezone.localdate()
    forums = list(_forums(request, partnership).select_related("prepares_for"))
    points = {forum.key: forum.name for forum in forums}
    return render(
        request,
        "partnership/adapting/adapt.html",
        {
            "forums": [forum for forum in forums if forum.standing_on(today) != "ended"],
            "kinds": [
                {"kind": kind, "road": [_station(station, points) for station in kind.usual_flow]}
                for kind in partnership.case_kinds.all()
            ],
            "areas": [
                {"area": area, "standing": area.standing_on(today)} for area in partnership.focus_areas.all()
            ],
            "sources": partnership.sources.all(),
            "may_change": acting.is_secretariat(request.person, partnership, today),
        },
    )


def _station(station, names):
    if station.get("local"):
        return _("partene hjemme")
    purpose = template_points.PURPOSES.get(station.get("purpose"), "")
    name = names.get(station["forum"], station["forum"])
    return f"{name} ({purpose})" if purpose else name


def _forums(request, partnership):
    return Forum.objects.visible_to(request.person).filter(partnership=partnership)


def _standing(request, partnership):
    """The forums that can be chosen: those that have not ended."""
    today = timezone.localdate()
    return _forums(request, partnership).exclude(to_day__lt=today)


@in_partnership
def about(request, partnership):
    """The partnership's name and goal, and the language of its papers."""
    request.section = "organisation"
    form = AboutForm(
        request.POST or None,
        initial={"name": partnership.name, "goal": partnership.goal, "language": partnership.language},
    )
    template = "partnership/adapting/about.html"
    not_mine = list(adapting.obstacles_to_adapting(partnership, by=request.person, today=timezone.localdate()))
    if not_mine:
        return refused(request, template, Refused(*not_mine), form=form)
    if form.is_valid():
        try:
            acts.change_partnership(partnership, by=request.person, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, form=form)
        messages.success(request, _("%(partnership)s er lagret.") % {"partnership": partnership})
        return redirect("partnership:adapt", partnership.key)
    return render(request, template, {"form": form}, status=422 if form.is_bound else 200)


@in_partnership
def new_forum(request, partnership):
    """One more forum, from a day."""
    request.section = "organisation"
    today = timezone.localdate()
    form = NewForumForm(
        request.POST or None,
        forums=_standing(request, partnership),
        initial={"from_day": today, "submitters": "secretariat"},
    )
    page = {"form": form}
    template = "partnership/adapting/new_forum.html"
    not_mine = list(adapting.obstacles_to_adapting(partnership, by=request.person, today=today))
    if not_mine:
        return refused(request, template, Refused(*not_mine), **page)
    if form.is_valid():
        try:
            forum = acts.add_forum(partnership, by=request.person, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("%(forum)s er opprettet. Nå trenger det et mandat.") % {"forum": forum})
        return redirect(forum)
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
def forum(request, partnership, forum):
    """Another name or place for a forum, or its last day."""
    request.section = "organisation"
    today = timezone.localdate()
    forum = get_object_or_404(
        _forums(request, partnership).select_related("partnership", "prepares_for"), key=forum
    )
    ending = request.method == "POST" and "last_day" in request.POST
    names = ("name", "area", "prepares_for", "submitters", "is_open")
    form = ForumForm(
        request.POST if request.method == "POST" and not ending else None,
        forums=_standing(request, partnership).exclude(pk=forum.pk),
        initial={name: getattr(forum, name) for name in names},
    )
    end_form = ForumEndingForm(request.POST if ending else None, initial={"last_day": today})
    page = {"forum": forum, "form": form, "end_form": end_form, "standing": forum.standing_on(today)}
    template = "partnership/adapting/forum.html"
    not_mine = list(adapting.obstacles_to_adapting(partnership, by=request.person, today=today))
    if not_mine:
        return refused(request, template, Refused(*not_mine), **page)
    sent = end_form if ending else form
    if sent.is_valid():
        act = acts.end_forum if ending else acts.change_forum
        try:
            act(forum, by=request.person, **sent.cleaned_data)
        except Refused as refusal:
            forum.refresh_from_db()
            return refused(request, template, refusal, **page)
        messages.success(request, _("%(forum)s er lagret.") % {"forum": forum})
        return redirect("partnership:adapt", partnership.key)
    return render(request, template, page, status=422 if sent.is_bound else 200)


@in_partnership
def new_kind(request, partnership):
    """One more kind of case with its usual road."""
    return _kind_page(request, partnership, None)


@in_partnership
def kind(request, partnership, kind):
    """The name and the usual road of a kind of case."""
    return _kind_page(request, partnership, get_object_or_404(partnership.case_kinds, key=kind))


def _kind_page(request, partnership, kind):
    request.section = "organisation"
    form = KindForm(request.POST or None, initial={"name": kind.name} if kind else None)
    road = Stations(
        request.POST or None,
        # What was sent is read as it stands, and not as changes to what stood there.
        initial=as_initial(kind.usual_flow) if kind and request.method != "POST" else [],
        prefix="stasjon",
        form_kwargs={"forums": list(_standing(request, partnership))},
    )
    page = {"kind": kind, "form": form, "road": road}
    template = "partnership/adapting/kind.html"
    not_mine = list(adapting.obstacles_to_adapting(partnership, by=request.person, today=timezone.localdate()))
    if not_mine:
        return refused(request, template, Refused(*not_mine), **page)
    if all([form.is_valid(), road.is_valid()]):
        told = {"name": form.cleaned_data["name"], "stations": road.stations, "by": request.person}
        try:
            kept = acts.change_case_kind(kind, **told) if kind else acts.add_case_kind(partnership, **told)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Sakstypen «%(kind)s» er lagret.") % {"kind": kept})
        return redirect("partnership:adapt", partnership.key)
    return render(request, template, page, status=422 if form.is_bound else 200)
