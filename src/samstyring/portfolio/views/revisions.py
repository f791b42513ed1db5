"""Versions of the programme beside each other, and a new one made of one that stands."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from samstyring.casework.models import Case
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat
from samstyring.portfolio import papers
from samstyring.portfolio.actions import revisions as acts
from samstyring.portfolio.forms.revisions import AgainstForm, ReviseForm, RuleForm
from samstyring.portfolio.models import Programme
from samstyring.portfolio.rules import programmes as programme_rules
from samstyring.portfolio.rules import revisions as rules
from samstyring.portfolio.views.programmes import found_programme, programme_page


@in_partnership
@require_GET
def compare(request, partnership, programme):
    """Line by line: what came in, went out and changed since another version, with sums."""
    programme = found_programme(request, programme)
    visible = Programme.objects.visible_to(request.person).filter(partnership=partnership)
    others = visible.exclude(pk=programme.pk).select_related("partnership")
    form = AgainstForm(request.GET or None, versions=others)
    chosen = form.cleaned_data["mot"] if form.is_bound and form.is_valid() else None
    other = chosen or programme_rules.former_version(programme) or others.first()
    form.initial["mot"] = other
    compared = rules.compare(programme, other) if other else None
    all_lines = bool(form.is_bound and form.is_valid() and form.cleaned_data["alle"])
    counts = [(kind, compared.count(kind)) for kind in ("added", "removed", "changed", "same")] if compared else []
    context = {
        "programme": programme,
        "other": other,
        "form": form,
        "compared": compared,
        "counts": dict(counts),
        "lines": (compared.lines if all_lines else compared.changed) if compared else (),
        "unit": papers.unit(programme),
    }
    return render(request, "portfolio/programme_compare.html", context)


@in_partnership
def revise(request, partnership, programme):
    """Make a new version of a standing programme."""
    programme = found_programme(request, programme)
    cases = programme_rules.open_cases(Case.objects.visible_to(request.person).filter(partnership=partnership))
    form = ReviseForm(request.POST or None, cases=cases)
    template = "portfolio/programme_revise.html"
    context = {
        "programme": programme,
        "form": form,
        "rule": rules.rule_of(partnership),
        "has_cases": cases.exists(),
    }
    if request.method != "POST":
        today = timezone.localdate()
        obstacles = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
        if not programme_rules.is_locked(programme):
            obstacles.append(rules.NOT_STANDING(programme=programme, version=programme.version))
        return render(request, template, {**context, "obstacles": obstacles})
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        made = acts.revise(programme, by=request.person, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    return redirect(made)


@in_partnership
@require_POST
def make_main(request, partnership, programme):
    """Let a light revision become a main one."""
    programme = found_programme(request, programme)
    try:
        acts.make_main(programme, by=request.person)
    except Refused as refusal:
        return refused(request, "portfolio/programme.html", refusal, **programme_page(request, programme))
    return redirect(programme)


@in_partnership
def rule(request, partnership):
    """What a light revision may change: the versions of the rule, and a new one."""
    request.section = "programme"
    standing = rules.rule_of(partnership)
    form = RuleForm(request.POST or None, instance=None, initial=_of(standing))
    template = "portfolio/revision_rule.html"
    context = {
        "form": form,
        "versions": partnership.revision_rules.select_related("set_by"),
        "may_write": is_secretariat(request.person, partnership, timezone.localdate()),
    }
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        acts.set_rule(partnership, by=request.person, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    return redirect("portfolio:revision_rule", partnership.key)


def _of(standing):
    return {name: getattr(standing, name) for name in RuleForm.Meta.fields} if standing else {}
