"""Anchoring on the page of a case: who is affected, who is asked, what they answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samstyring.casework.actions import anchoring as acts
from samstyring.casework.forms.anchoring import AskForm, GoOnForm, PartiesForm, PartyAnswerForm
from samstyring.casework.models import AffectedParty
from samstyring.casework.rules import anchoring, asking, preparing
from samstyring.casework.rules.cases import status_of
from samstyring.casework.views.case_page import among_cases, the_case
from samstyring.ground.choices import number_in
from samstyring.ground.fields import keep_what_was_typed
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.models.periods import on_day


def _back(case):
    return redirect(f"{case.get_absolute_url()}?del=forankring")


def _members(partnership, on):
    return partnership.parties.filter(on_day(on)).order_by("order", "pk")


@among_cases
def parties(request, partnership, case_id):
    """Say which parties the case affects."""
    today, found = timezone.localdate(), the_case(request, case_id)
    obstacles = list(preparing.obstacles_to_preparing(found, request.person, today))
    if obstacles and request.method != "POST":
        return refused(request, "ground/refused.html", Refused(*obstacles), back_url=found.get_absolute_url())
    form = PartiesForm(
        request.POST or None,
        parties=_members(partnership, today),
        label=_("Parter som saken berører"),
        initial={"parties": list(found.affected.values_list("party", flat=True))},
    )
    context = {"case": found, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            acts.name_affected(found, form.cleaned_data["parties"], by=request.person, on=today)
        except Refused as refusal:
            return refused(request, "casework/anchoring_parties.html", refusal, **context)
        return _back(found)
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/anchoring_parties.html", context, status=status)


@among_cases
def scope(request, partnership, case_id):
    """Say which parties the newest version concerns, so that the others' answers stand."""
    today, found = timezone.localdate(), the_case(request, case_id)
    paper = found.latest_paper
    if paper is None:
        raise Http404
    obstacles = list(asking.obstacles_to_scoping(paper, by=request.person, on=today))
    if obstacles and request.method != "POST":
        return refused(request, "ground/refused.html", Refused(*obstacles), back_url=found.get_absolute_url())
    affected = partnership.parties.filter(affecting_cases__case=found).order_by("order", "pk")
    told = getattr(paper, "scope", None)
    form = PartiesForm(
        request.POST or None,
        parties=affected,
        label=_("Parter som endringen gjelder"),
        initial={"parties": list((told.parties.all() if told else affected).values_list("pk", flat=True))},
    )
    context = {"case": found, "form": form, "paper": paper}
    if request.method == "POST" and form.is_valid():
        try:
            acts.tell_scope(paper, form.cleaned_data["parties"], by=request.person, on=today)
        except Refused as refusal:
            return refused(request, "casework/anchoring_scope.html", refusal, **context)
        return _back(found)
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/anchoring_scope.html", context, status=status)


@among_cases
@require_POST
def ask(request, partnership, case_id):
    """Ask or remind one party, or all that have not answered."""
    today, found = timezone.localdate(), the_case(request, case_id)
    one = None
    if "affected" in request.POST:
        one = get_object_or_404(found.affected, pk=number_in(request.POST["affected"]))
    form = AskForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["due_on"]))
        return _back(found)
    try:
        lines = acts.ask(found, affected=one, due_on=form.cleaned_data["due_on"], by=request.person, on=today)
    except Refused as refusal:
        return refused(
            request, "ground/refused.html", refusal, back_url=f"{found.get_absolute_url()}?del=forankring"
        )
    words = ngettext("%(count)s part er bedt om svar.", "%(count)s parter er bedt om svar.", len(lines))
    messages.success(request, words % {"count": len(lines)})
    return _back(found)


@among_cases
def answer(request, partnership, case_id, affected_id):
    """The party's own people answer, on a desk or a phone; the secretariat may on the party's behalf."""
    today, found = timezone.localdate(), the_case(request, case_id)
    visible = AffectedParty.objects.visible_to(request.person).select_related("party__partnership")
    affected = get_object_or_404(visible, pk=affected_id, case=found)
    paper = found.latest_paper
    initial = {"version": paper.version if paper else None, "stated_on": today}
    form = PartyAnswerForm(request.POST or None, initial=initial)
    lines = anchoring.lines_of(found, paper)
    context = {
        "case": found,
        "affected": affected,
        "party": affected.party,
        "paper": paper,
        "form": form,
        "line": next(line for line in lines if line.affected.pk == affected.pk),
        "statements": affected.statements.select_related("paper", "recorded_by").order_by("-recorded_at", "-pk"),
        "on_behalf": not asking.speaks_for(request.person, affected.party, today),
    }
    if request.method == "POST" and form.is_valid():
        answered = found.papers.filter(version=form.cleaned_data["version"]).first()
        try:
            acts.state(affected, paper=answered, **form.statement, by=request.person, on=today)
        except Refused as refusal:
            if paper:
                keep_what_was_typed(form, version=paper.version)
            return refused(request, "casework/anchoring_answer.html", refusal, **context)
        messages.success(request, _("Svaret fra %(party)s er lagret.") % {"party": affected.party})
        return _back(found)
    obstacles = list(_obstacles_to_answering(affected, request.person, today))
    if obstacles:
        return refused(request, "ground/refused.html", Refused(*obstacles), back_url=found.get_absolute_url())
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/anchoring_answer.html", context, status=status)


def _obstacles_to_answering(affected, person, today):
    """Why this person may not even try, before a word is written."""
    paper = affected.case.latest_paper
    return asking.obstacles_to_stating(
        affected, paper=paper, answer="anchored", words="", stated_on=today, by=person, on=today
    )


@among_cases
def go_on(request, partnership, case_id):
    """The leader of the forum where the case is goes on without the silent parties."""
    today, found = timezone.localdate(), the_case(request, case_id)
    station = status_of(found, today=today).current
    if station is None or station.forum is None:
        raise Http404
    paper = station.item.paper if station.item and station.item.paper_id else found.latest_paper
    leader = asking.leader_at(station.item) if station.item else asking.leader_of(station.forum, today)
    silent, _is_named = anchoring.unheard(found, forum=station.forum, paper=paper)
    form = GoOnForm(request.POST or None)
    context = {"case": found, "form": form, "forum": station.forum, "leader": leader, "silent": silent,
               "paper": paper, "on_behalf": leader != request.person}  # fmt: skip
    told = {"forum": station.forum, "paper": paper, "leader": leader, "by": request.person, "on": today}
    if request.method == "POST" and form.is_valid():
        try:
            acts.go_on(found, reason=form.cleaned_data["reason"], **told)
        except Refused as refusal:
            return refused(request, "casework/anchoring_go_on.html", refusal, **context)
        return _back(found)
    obstacles = list(asking.obstacles_to_going_on(found, reason="–", **told))
    if obstacles:
        return refused(request, "ground/refused.html", Refused(*obstacles), back_url=found.get_absolute_url())
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/anchoring_go_on.html", context, status=status)
