"""Where a party's clerk, or the secretariat on its behalf, records what the party did."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from samstyring.ground import files
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import acts_for_party, obstacles_to_acting_for_party
from samstyring.portfolio.actions import adoption as acts
from samstyring.portfolio.forms.adoption import ActForm, RequirementForm
from samstyring.portfolio.models import AdoptionAct, AdoptionRequirement
from samstyring.portfolio.rules import adoptable, adoption_words, laying
from samstyring.portfolio.rules import adoption as rules
from samstyring.portfolio.views.programmes import found_programme


def _found(request, requirement):
    visible = AdoptionRequirement.objects.visible_to(request.person).filter(party__partnership=request.partnership)
    related = visible.select_related(
        "party__partnership", "programme__partnership", "programme__case", "programme__decision__forum",
        "strategy__partnership", "strategy__case", "strategy__decision__forum",
        "agreement_text__agreement__partnership",
    ).prefetch_related("acts__file")  # fmt: skip
    found = get_object_or_404(related, pk=requirement)
    request.section = adoptable.section(found.subject)
    return found


def _page(requirement):
    subject = requirement.subject
    return {
        "requirement": requirement,
        "subject": subject,
        "matrix_url": adoptable.matrix_address(subject),
        "crumbs": adoptable.crumbs(subject),
    }


@in_partnership
def act(request, partnership, requirement):
    """Record what the party did. Where something stands already, this corrects it with a new act."""
    requirement = _found(request, requirement)
    today = timezone.localdate()
    standing = rules.standing_act(requirement)
    form = ActForm(request.POST or None, request.FILES or None, requirement=requirement, standing=standing)
    template = "portfolio/adoption_act.html"
    context = {
        **_page(requirement),
        "standing": standing if standing and standing.outcome != AdoptionAct.Outcome.DEFERRED else None,
        "form": form,
        "on_behalf": not acts_for_party(request.person, requirement.party, today),
    }
    if request.method != "POST":
        obstacles = list(obstacles_to_acting_for_party(request.person, requirement.party, today))
        if requirement.sent_on is None and rules.sent_on(requirement.subject) is None:
            obstacles.append(rules.NOT_SENT(programme=requirement.subject))
        return render(request, template, {**context, "obstacles": obstacles})
    if not form.is_valid():
        return render(request, template, context, status=422)
    values = dict(form.cleaned_data)
    upload, seen = values.pop("file"), values.pop("replaces")
    try:
        replaces = requirement.acts.filter(pk=seen).first() if seen else None
        file = files.store(upload) if upload else (replaces.file if replaces else None)
        acts.record_act(requirement, **values, file=file, replaces=replaces, by=request.person)
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    return redirect(context["matrix_url"])


@in_partnership
def requirement(request, partnership, requirement):
    """Settle in which body a party treats it, by when, and whether it is waited for."""
    found = _found(request, requirement)
    form = RequirementForm(request.POST or None, requirement=found)
    template = "portfolio/adoption_requirement.html"
    context = {**_page(found), "form": form}
    if request.method != "POST":
        obstacles = laying.obstacles_to_settling(found.subject, by=request.person, on=timezone.localdate())
        return render(request, template, {**context, "obstacles": list(obstacles)})
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        acts.settle_requirement(found, by=request.person, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    return redirect(context["matrix_url"])


@in_partnership
def file(request, partnership, requirement, act):
    """The file that came with a party's act."""
    found = _found(request, requirement)
    told = get_object_or_404(found.acts.select_related("file"), pk=act, file__isnull=False)
    return FileResponse(told.file.content.open("rb"), filename=told.file.name, content_type=told.file.media_type)


@in_partnership
@require_GET
def wordings(request, partnership, programme):
    """What the parties adopted, word for word, beside each other."""
    programme = found_programme(request, programme)
    standings = rules.matrix(programme, on=timezone.localdate())
    context = {
        "programme": programme,
        "decision": programme.decision,
        "wordings": adoption_words.wordings(standings),
        "points": adoption_words.points(standings),
    }
    return render(request, "portfolio/programme_wordings.html", context)
