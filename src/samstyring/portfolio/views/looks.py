"""Which groups have looked at a sheet, and which project a temporary group works on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.models import Forum, TemporaryGroup
from samstyring.partnership.rules import acting
from samstyring.portfolio.actions import groups, looks
from samstyring.portfolio.forms.looks import AskForm, LookForm, TieForm
from samstyring.portfolio.models import Project
from samstyring.portfolio.rules import looks as rules
from samstyring.portfolio.views.sheets import find_project


@in_partnership
def sights(request, partnership, key):
    """Every group beside the sheet, and the two forms: a group has looked, and a group is asked to."""
    today, project = timezone.localdate(), find_project(request, partnership, key)
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    serves = acting.is_secretariat(request.person, partnership, today)
    mine = rules.forums_of(request.person, partnership, today)
    everywhere = Forum.objects.visible_to(request.person).on(today).filter(partnership=partnership)
    # Sent all the same by somebody who may not, a form is answered in words.
    looking = LookForm(request.POST if sent == "look" else None, forums=everywhere if sent else mine, on=today)
    asking = AskForm(request.POST if sent == "ask" else None, forums=everywhere)
    page = {
        "project": project,
        "sights": rules.sights([project], partnership, on=today).get(project.pk, []),
        "sheet": project.sheets.order_by("-version").first(),
        "looking": looking,
        "asking": asking,
        "may_look": serves or mine.exists(),
        "may_ask": serves,
    }
    template = "portfolio/sheet_looks.html"
    form = asking if sent == "ask" else looking
    if not form.is_valid():
        if sent and not (page["may_ask"] if sent == "ask" else page["may_look"]):
            # The form is not on their page, so what they wrote comes back beside the refusal.
            not_mine = acting.obstacles_to_acting_as_secretariat(request.person, partnership, today)
            return refused(request, template, Refused(*not_mine), **page)
        return render(request, template, page, status=422 if sent else 200)
    try:
        if sent == "ask":
            looks.ask(project, form.cleaned_data["forum"], by=request.person, on=today)
        else:
            values = dict(form.cleaned_data)
            looks.look(project, values.pop("forum"), **values, by=request.person, on=today)
    except Refused as refusal:
        return refused(request, template, refusal, **page)
    messages.success(request, _("Gruppen er bedt om å se på arket.") if sent == "ask" else _("Det er ført."))
    return redirect("portfolio:sheet_looks", partnership.key, project.key)


@in_partnership
def group_project(request, partnership, forum):
    """The secretariat says which project a temporary group works on."""
    request.section = "organisation"
    today = timezone.localdate()
    group = get_object_or_404(
        TemporaryGroup.objects.visible_to(request.person)
        .filter(forum__partnership=partnership)
        .select_related("forum__partnership"),
        forum__key=forum,
    )
    projects = Project.objects.visible_to(request.person).filter(partnership=partnership)
    form = TieForm(request.POST or None, projects=projects)
    template, page = "portfolio/group_project.html", {"group": group, "form": form}
    if form.is_valid():
        try:
            groups.tie(group, form.cleaned_data["project"], by=request.person, on=today)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Gruppen er knyttet til prosjektet."))
        return redirect(group)
    page["obstacles"] = list(acting.obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)
