"""The follow-up list, and the page of one point on it."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.casework.actions import followup as acts
from samstyring.casework.forms.followup import FollowUpFilter, FollowUpForm, ReportForm
from samstyring.casework.models import Decision, FollowUp
from samstyring.casework.rules import followup as rules
from samstyring.ground.pages import page_of
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat, parties_of


def among_follow_ups(view):
    """A page about the follow-up list, in a partnership the person has a part in."""

    @wraps(view)
    def placed(request, *args, **address):
        request.section = "casework-followup"
        return view(request, *args, **address)

    return in_partnership(placed)


@among_follow_ups
def follow_ups(request, partnership):
    """Everything decisions have asked somebody to do: what is due first, first."""
    today = timezone.localdate()
    chosen = FollowUpFilter(request.GET, partnership=partnership)
    shown = FollowUp.objects.visible_to(request.person).filter(decision__case__partnership=partnership)
    shown = _chosen(shown, chosen.chosen, partnership, request.person, today)
    page = page_of(request, rules.in_order(shown).order_by("due_on", "pk"))
    return render(
        request,
        "casework/followups.html",
        {
            "filter": chosen,
            "is_filtered": bool(chosen.chosen),
            "page": page,
            "rows": [(one, rules.standing_of(one, today)) for one in page],
            "keeps": is_secretariat(request.person, partnership, today),
        },
    )


def _chosen(shown, chosen, partnership, person, today):
    status = chosen.get("status", "")
    if status == "sent":
        shown = shown.late(today)
    elif status == "ferdig":
        shown = shown.finished()
    elif status != "alle":
        shown = shown.unfinished()
    if chosen.get("forum"):
        shown = shown.filter(decision__forum__in=chosen["forum"].with_predecessors())
    if chosen.get("part"):
        shown = shown.filter(party=chosen["part"])
    if chosen.get("mine"):
        shown = shown.resting_on(person=person, parties=parties_of(person, partnership, today))
    return shown


@among_follow_ups
def follow_up(request, partnership, follow_up_id):
    """One point: what was decided, who does what, what is reported, and the form to report."""
    today = timezone.localdate()
    visible = FollowUp.objects.visible_to(request.person).filter(decision__case__partnership=partnership)
    found = get_object_or_404(rules.in_order(visible), pk=follow_up_id)
    form = ReportForm(request.POST or None)
    # Whoever may not report is not offered the form; sent all the same, it is answered in words.
    closed = list(rules.obstacles_to_reporting(found, words="–", by=request.person, on=today))
    context = {
        "follow_up": found,
        "standing": rules.standing_of(found, today),
        "reports": list(found.reports.select_related("reported_by")),
        "form": form if not closed or form.is_bound else None,
    }
    if form.is_bound and form.is_valid():
        try:
            acts.report(found, **form.cleaned_data, by=request.person, on=today)
        except Refused as refusal:
            return refused(request, "casework/followup.html", refusal, **context)
        messages.success(request, _("Meldingen er lagret."))
        return redirect(found)
    return render(request, "casework/followup.html", context, status=422 if form.is_bound else 200)


@among_follow_ups
def note(request, partnership, decision_id):
    """The secretariat says who is to do what by when after a decision."""
    today = timezone.localdate()
    visible = Decision.objects.visible_to(request.person).filter(case__partnership=partnership)
    decision = get_object_or_404(
        visible.select_related("case__partnership", "forum", "item", "replaced_by"), pk=decision_id
    )
    obstacles = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    if obstacles and request.method != "POST":
        return refused(request, "ground/refused.html", Refused(*obstacles))
    form = FollowUpForm(request.POST or None, partnership=partnership, day=today)
    context = {"decision": decision, "form": form}
    if form.is_bound and form.is_valid():
        try:
            acts.note(decision, **form.cleaned_data, by=request.person, on=today)
        except Refused as refusal:
            return refused(request, "casework/followup_new.html", refusal, **context)
        messages.success(request, _("Punktet står på oppfølgingslisten."))
        return redirect("casework:decision", partnership.key, decision.pk)
    return render(request, "casework/followup_new.html", context, status=422 if form.is_bound else 200)
