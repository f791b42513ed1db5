"""An election: opened from the forum it fills, with its candidates and who was chosen."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samstyring.casework.actions import elections as acts
from samstyring.casework.forms.elections import CandidateForm, ElectionForm
from samstyring.casework.models import Election
from samstyring.casework.rules import elections as rules
from samstyring.casework.views.case_page import among_cases
from samstyring.casework.views.meetings import secretariat_only
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.models import Forum
from samstyring.partnership.rules.acting import is_secretariat
from samstyring.partnership.rules.terms import months_after

TEMPLATE = "casework/election.html"


@in_partnership
@secretariat_only
def hold(request, partnership, forum):
    """Open an election to a forum."""
    request.section = "organisation"
    today = timezone.localdate()
    visible = Forum.objects.visible_to(request.person).select_related("partnership", "owner")
    forum = get_object_or_404(visible, partnership=partnership, key=forum)
    form = ElectionForm(request.POST or None, forum=forum, today=today, initial=_usual(forum, today))
    page = {"forum": forum, "form": form}
    if form.is_valid():
        try:
            election = acts.hold(forum, by=request.person, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, "casework/election_new.html", refusal, **page)
        messages.success(request, _("Valget er opprettet. Før opp kandidatene."))
        return redirect("casework:election", partnership.key, election.pk)
    return render(request, "casework/election_new.html", page, status=422 if form.is_bound else 200)


def _usual(forum, today):
    """The forum chooses for itself unless its mandate does not let it; then its owner does."""
    mandate, kind = forum.mandate_on(today), rules.case_kind(forum.partnership)
    itself = mandate and kind and "adopted" in mandate.permitted(kind)
    months = mandate.composition.get("leader_term_months") if mandate else None
    return {
        "chosen_by": forum.pk if itself else forum.owner_id,
        "from_day": today,
        "to_day": months_after(today, months) if months else None,
    }


@among_cases
def election(request, partnership, election_id):
    """Who stands for which seat. The secretariat puts up candidates until the forum has decided."""
    found = _the_election(request, election_id)
    form = CandidateForm(request.POST or None, partnership=partnership)
    if request.method != "POST":
        return render(request, TEMPLATE, _page(request, found, form))
    if not form.is_valid():
        return render(request, TEMPLATE, _page(request, found, form), status=422)
    asked = dict(form.cleaned_data)
    person, name, email = (asked.pop(key) for key in ("person", "name", "email"))
    try:
        if person:
            acts.nominate(found, person, by=request.person, **asked)
        else:
            acts.nominate_new(found, name, email=email, by=request.person, **asked)
    except Refused as refusal:
        return refused(request, TEMPLATE, refusal, **_page(request, found, form))
    return redirect("casework:election", partnership.key, election_id)


@among_cases
@require_POST
def strike(request, partnership, election_id, candidate_id):
    """Take a candidate off the list."""
    return _act(request, election_id, candidate_id, acts.strike)


@among_cases
@require_POST
def choose(request, partnership, election_id, candidate_id):
    """Write that a candidate was chosen."""
    return _act(request, election_id, candidate_id, acts.choose)


def _act(request, election_id, candidate_id, act):
    found = _the_election(request, election_id)
    candidate = get_object_or_404(found.candidates.select_related("election__forum__partnership"), pk=candidate_id)
    try:
        act(candidate, by=request.person)
    except Refused as refusal:
        form = CandidateForm(partnership=request.partnership)
        return refused(request, TEMPLATE, refusal, **_page(request, found, form))
    return redirect("casework:election", request.partnership.key, election_id)


def _the_election(request, election_id):
    visible = Election.objects.visible_to(request.person).filter(case__partnership=request.partnership)
    related = ("case__partnership", "forum__partnership", "chosen_by", "decision")
    return get_object_or_404(visible.select_related(*related), pk=election_id)


def _page(request, election, form):
    case = election.case
    candidates = list(election.candidates.select_related("person", "party"))
    elected = {candidate.pk for candidate in rules.elected(candidates)}
    serves = is_secretariat(request.person, case.partnership, timezone.localdate())
    return {
        "election": election,
        "case": case,
        "form": form,
        "rows": [{"candidate": one, "elected": one.pk in elected} for one in candidates],
        "may_change": serves and election.decision_id is None,
    }
