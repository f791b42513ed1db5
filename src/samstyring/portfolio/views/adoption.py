"""Where a party's clerk, or the secretariat on its behalf, records what the party did."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from samstyring.ground import files
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules import acts_for_party, obstacles_to_acting_for_party
from samstyring.portfolio.actions import adoption as acts
from samstyring.portfolio.forms.adoption import ActForm
from samstyring.portfolio.rules import adoption as rules
from samstyring.portfolio.rules import adoption_words
from samstyring.portfolio.views.programmes import found_programme


@in_partnership
def act(request, partnership, programme, requirement):
    """Record what the party did. Where something stands already, this corrects it with a new act."""
    programme = found_programme(request, programme)
    requirement = get_object_or_404(
        programme.requirements.select_related("party__partnership").prefetch_related("acts"), pk=requirement
    )
    requirement.programme = programme
    today = timezone.localdate()
    standing = rules.standing_act(requirement)
    form = ActForm(request.POST or None, request.FILES or None, requirement=requirement, standing=standing)
    template = "portfolio/adoption_act.html"
    context = {
        "programme": programme,
        "requirement": requirement,
        "standing": standing,
        "form": form,
        "on_behalf": not acts_for_party(request.person, requirement.party, today),
    }
    if request.method != "POST":
        obstacles = list(obstacles_to_acting_for_party(request.person, requirement.party, today))
        if rules.sent_on(programme) is None:
            obstacles.append(rules.NOT_SENT(programme=programme))
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
    return redirect(programme)


@in_partnership
def file(request, partnership, programme, act):
    """The file that came with a party's act."""
    programme = found_programme(request, programme)
    requirement = get_object_or_404(programme.requirements, acts__pk=act, acts__file__isnull=False)
    found = requirement.acts.select_related("file").get(pk=act)
    return FileResponse(
        found.file.content.open("rb"), filename=found.file.name, content_type=found.file.media_type
    )


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
    }
    return render(request, "portfolio/programme_wordings.html", context)
