"""A pot of the programme: what is released from it, by whom, and what is left."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import is_secretariat
from samstyring.portfolio import papers
from samstyring.portfolio.actions import pots as acts
from samstyring.portfolio.forms.pots import ReleaseForm, TakeBackForm
from samstyring.portfolio.rules import pots as rules
from samstyring.portfolio.views.programmes import found_programme


@in_partnership
def pot_page(request, partnership, programme, pot):
    """One pot in one year; the secretariat writes down what is decided by delegation."""
    programme = found_programme(request, programme)
    line = get_object_or_404(programme.lines.exclude(pot="").select_related("source"), pk=pot)
    line.programme = programme
    form = ReleaseForm(
        request.POST or None,
        projects=partnership.projects.all(),
        forums=partnership.forums.all(),
        authorities=rules.authorities(partnership),
    )
    shown = next(one for one in rules.pots(programme) if one.line.pk == line.pk)
    by_secretariat = is_secretariat(request.person, partnership, timezone.localdate())
    template = "portfolio/programme_pot.html"
    context = {
        "programme": programme,
        "pot": shown,
        "form": form,
        "unit": papers.unit(programme),
        "may_release": by_secretariat and programme.decision_id is not None,
        "may_take_back": by_secretariat,
    }
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        acts.release(line, by=request.person, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    return redirect("portfolio:programme_pot", partnership.key, programme.pk, line.pk)


@in_partnership
def take_back(request, partnership, programme, pot, release):
    """Take released money back to the pot, with the reason."""
    programme = found_programme(request, programme)
    line = get_object_or_404(programme.lines.exclude(pot=""), pk=pot)
    line.programme = programme
    found = get_object_or_404(
        rules.releases_of(line).select_related("project", "line__programme__partnership"), pk=release
    )
    form = TakeBackForm(request.POST or None)
    template = "portfolio/programme_pot_take_back.html"
    context = {"programme": programme, "line": line, "release": found, "form": form}
    if request.method != "POST":
        today = timezone.localdate()
        obstacles = list(rules.obstacles_to_taking_back(found, reason="…", by=request.person, on=today))
        return render(request, template, {**context, "obstacles": obstacles})
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        acts.take_back(found, reason=form.cleaned_data["reason"], by=request.person)
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    return redirect("portfolio:programme_pot", partnership.key, programme.pk, line.pk)
