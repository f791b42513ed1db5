"""Criteria sets and assessments: what projects are compared by, and what the assessors say."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samstyring.casework.models import Case
from samstyring.ground.pages import page_of
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules import acting
from samstyring.portfolio.actions import assessments as assessment_actions
from samstyring.portfolio.actions import criteria as actions
from samstyring.portfolio.analysis import assessments as analysis
from samstyring.portfolio.forms.criteria import (
    AssessmentForm,
    CaseForm,
    CriteriaSetForm,
    CriterionForms,
    StandardForm,
    as_initial,
    criteria_in,
    template_as_initial,
)
from samstyring.portfolio.models import CriteriaSet, Project
from samstyring.portfolio.rules import criteria as rules
from samstyring.portfolio.views.sheets import find_project


def _sets(request, partnership):
    return CriteriaSet.objects.visible_to(request.person).filter(partnership=partnership)


@in_partnership
def criteria(request, partnership):
    """Every version of the criteria; the one in force first."""
    today = timezone.localdate()
    versions = list(_sets(request, partnership).select_related("case", "decision").prefetch_related("criteria"))
    in_force = rules.adopted_set(partnership)
    return render(
        request,
        "portfolio/criteria.html",
        {
            "versions": versions,
            "in_force": in_force,
            "may_draft": acting.is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
def criteria_set(request, partnership, version):
    """One version: the criteria, their scales in words, and where it was adopted."""
    today = timezone.localdate()
    found = get_object_or_404(
        _sets(request, partnership).select_related("case", "decision__forum", "standard"), version=version
    )
    return _criteria_set_page(request, found, today)


def _criteria_set_page(request, found, today, form=None, obstacles=()):
    partnership = found.partnership
    may_submit = found.decision_id is None and acting.is_secretariat(request.person, partnership, today)
    cases = Case.objects.visible_to(request.person).filter(partnership=partnership, decisions=None)
    context = {
        "set": found,
        "criteria": [
            {
                "criterion": one,
                "percent": None if one.weight is None else one.weight * 100,
                "anchors": sorted((int(score), words) for score, words in one.anchors.items()),
            }
            for one in found.criteria.all()
        ],
        "standard": [
            (capfirst(found.standard._meta.get_field(name).verbose_name), words)
            for name, words in (found.standard.words.items() if found.standard else ())
        ],
        "is_in_force": rules.adopted_set(partnership) == found,
        "may_submit": may_submit,
        "case_form": form or CaseForm(cases=cases, initial={"case": found.case_id}),
        "obstacles": obstacles,
    }
    return render(request, "portfolio/criteria_set.html", context, status=422 if obstacles or form else 200)


@in_partnership
def submit_criteria(request, partnership, version):
    """Put a version forward in a case, whose decision adopts it."""
    today = timezone.localdate()
    found = get_object_or_404(_sets(request, partnership), version=version)
    if request.method != "POST":
        return redirect("portfolio:criteria_set", partnership.key, version)
    cases = Case.objects.visible_to(request.person).filter(partnership=partnership)
    form = CaseForm(request.POST, cases=cases)
    if not form.is_valid():
        return _criteria_set_page(request, found, today, form=form)
    try:
        actions.submit(found, case=form.cleaned_data["case"], by=request.person, on=today)
    except Refused as refusal:
        return _criteria_set_page(request, found, today, form=form, obstacles=refusal.obstacles)
    messages.success(request, _("Kriteriene følger saken, og er vedtatt når saken er det."))
    return redirect("portfolio:criteria_set", partnership.key, version)


@in_partnership
def new_criteria(request, partnership):
    """Draft a new version on top of the newest, or of the catalogue's words where there is none."""
    today = timezone.localdate()
    newest = _sets(request, partnership).order_by("-version").first()
    chosen = request.GET.get("fra", "")
    template = rules.template_for(partnership, chosen)
    from_catalogue = template is not None and (newest is None or template.key == chosen)
    if from_catalogue:
        initial = template_as_initial(template, get_language())
    else:
        initial = as_initial(newest) if newest else []
    mode = newest.mode if newest else ""
    form = CriteriaSetForm(request.POST or None, initial={"title": newest.title if newest else "", "mode": mode})
    rows = CriterionForms(request.POST or None, initial=initial, prefix="k")
    before = newest.standard.words if newest and newest.standard else {}
    standard = StandardForm(request.POST or None, initial=before, prefix="s")
    language = get_language() or "nb"
    page = {
        "form": form,
        "rows": rows,
        "standard": standard,
        "newest": None if from_catalogue else newest,
        "started_from": template.name.in_language(language) if from_catalogue else "",
        "on_offer": [(one.key, one.name.in_language(language)) for one in rules.templates_on_offer()],
    }
    if request.method == "POST" and all(one.is_valid() for one in (form, rows, standard)):
        try:
            drafted = actions.draft(
                partnership,
                **form.cleaned_data,
                criteria=criteria_in(rows),
                standard=standard.cleaned_data,
                by=request.person,
                on=today,
            )
        except Refused as refusal:
            return refused(request, "portfolio/criteria_new.html", refusal, **page)
        messages.success(request, _("Versjon %(version)s av kriteriene er lagret.") % {"version": drafted.version})
        return redirect("portfolio:criteria_set", partnership.key, drafted.version)
    page["obstacles"] = list(acting.obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, "portfolio/criteria_new.html", page, status=422 if form.is_bound else 200)


@in_partnership
def assessments(request, partnership):
    """Every project on every criterion, where the assessors disagree most first."""
    today = timezone.localdate()
    shown = rules.set_to_show(partnership)
    projects = Project.objects.visible_to(request.person).filter(partnership=partnership)
    ranking = analysis.ranking(shown, projects)
    only_lacking = request.GET.get("vis") == "mangler"
    page = page_of(request, ranking.lacking_keys if only_lacking else ranking.keys)
    standings = analysis.standings(shown, projects.filter(pk__in=list(page)))
    return render(
        request,
        "portfolio/assessments.html",
        {
            "set": shown,
            "is_adopted": shown is not None and shown.decision_id is not None,
            "criteria": list(shown.criteria.all()) if shown else [],
            "page": page,
            "assessed": [one for one in standings if one.is_assessed],
            "not_assessed": [one.project for one in standings if not one.is_assessed],
            "assessed_count": ranking.assessed,
            "not_assessed_count": len(ranking.keys) - ranking.assessed,
            "lacking": ranking.lacking,
            "only_lacking": only_lacking,
            "not_only_lacking": not only_lacking,
            "lacking_projects": len(ranking.lacking_keys),
            "by_criterion": sorted(ranking.criteria, key=lambda one: -(one.mean_spread or 0)),
            "apart": analysis.APART,
            "most_apart": next((one for one in standings if one.widest), None),
            "may_assess": rules.may_assess(request.person, partnership, today),
            "obstacles": [] if rules.adopted_set(partnership) else [rules.NO_ADOPTED_SET(partnership=partnership)],
        },
    )


@in_partnership
def assess(request, partnership, key):
    """One assessor's own scores for one project, beside what the others have said."""
    today = timezone.localdate()
    project = find_project(request, partnership, key)
    shown = rules.set_to_show(partnership)
    if shown is None:
        own, asked = {}, []
    else:
        asked = list(shown.criteria.all())
        own = {one.criterion_id: one for one in project.assessments.filter(assessor=request.person)}
    form = AssessmentForm(request.POST or None, criteria=asked, own=own)
    page = {
        "project": project,
        "set": shown,
        "form": form,
        "newest": project.sheets.order_by("-version").first(),
        "standing": analysis.standing_of(shown, project),
        "said": analysis.said_by_each(shown, project) if shown else [],
    }
    if request.method == "POST":
        if shown is None:
            raise Http404
        if form.is_valid():
            try:
                assessment_actions.assess(project, scores=form.scores, by=request.person, on=today)
            except Refused as refusal:
                return refused(request, "portfolio/assess.html", refusal, **page)
            messages.success(request, _("Vurderingen din er lagret."))
            return redirect("portfolio:assess", partnership.key, project.key)
    page["obstacles"] = list(rules.obstacles_to_assessing(project, by=request.person, on=today))
    return render(request, "portfolio/assess.html", page, status=422 if form.is_bound else 200)
