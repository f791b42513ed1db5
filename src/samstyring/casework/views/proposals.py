"""Cases members have proposed: the list, and each with its answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samstyring.casework.actions import proposals as acts
from samstyring.casework.forms.proposals import DeclineForm
from samstyring.casework.models import Case, CaseProposal
from samstyring.casework.rules import proposals as rules
from samstyring.casework.views.case_page import among_cases
from samstyring.ground.pages import page_of
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.rules.acting import is_secretariat


def _among(request, partnership):
    shown = CaseProposal.objects.visible_to(request.person).filter(partnership=partnership)
    return shown.select_related("partnership", "forum", "kind", "proposed_by", "answered_by", "case")


@among_cases
def proposals(request, partnership):
    """Those without an answer first."""
    page = page_of(request, _among(request, partnership).order_by("answered_on", "-proposed_on", "-pk"))
    keeps = is_secretariat(request.person, partnership, timezone.localdate())
    return render(request, "casework/proposals.html", {"page": page, "keeps": keeps})


@among_cases
def proposal(request, partnership, proposal_id):
    """One proposal as it was written, and the answer; the secretariat answers here."""
    found = get_object_or_404(_among(request, partnership), pk=proposal_id)
    form = DeclineForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            acts.decline(found, by=request.person, on=timezone.localdate(), **form.cleaned_data)
        except Refused as refusal:
            return refused(request, "casework/proposal.html", refusal, **_page(request, found, form))
        messages.success(request, _("Svaret er lagret."))
        return redirect(found)
    page = _page(request, found, form)
    return render(request, "casework/proposal.html", page, status=422 if form.is_bound else 200)


def _page(request, proposal, form):
    today = timezone.localdate()
    case = Case.objects.visible_to(request.person).filter(pk=proposal.case_id).first()
    may_answer = not list(rules.obstacles_to_answering(proposal, request.person, today))
    return {"proposal": proposal, "case": case, "form": form, "may_answer": may_answer}


@require_POST
@among_cases
def take_in(request, partnership, proposal_id):
    """The secretariat opens the case that was proposed."""
    found = get_object_or_404(_among(request, partnership), pk=proposal_id)
    try:
        case = acts.take_in(found, by=request.person, on=timezone.localdate())
    except Refused as refusal:
        page = _page(request, found, DeclineForm())
        return refused(request, "casework/proposal.html", refusal, **page)
    return redirect(case)
