"""The list of cases, and the pages of one case."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samstyring.casework.actions import cases as acts
from samstyring.casework.actions import proposals
from samstyring.casework.forms.cases import (
    CaseFilter,
    ChangeCaseForm,
    NewCaseForm,
    RelationForm,
    describe,
)
from samstyring.casework.models import Case
from samstyring.casework.rules import preparing
from samstyring.casework.rules.cases import status_of
from samstyring.casework.rules.course import with_course
from samstyring.casework.rules.followup import points_of
from samstyring.casework.rules.repeats import repeats_of
from samstyring.casework.rules.routines import routines_for
from samstyring.casework.rules.story import stands_on, story_of, with_story
from samstyring.casework.views.anchoring_part import anchoring_of
from samstyring.casework.views.case_page import (
    among_cases,
    annexes_of,
    head_of,
    relations_of,
    tabs_of,
    the_case,
)
from samstyring.casework.views.checklists import checks_of
from samstyring.ground.fields import keep_what_was_typed
from samstyring.ground.pages import page_of
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.rules.acting import is_secretariat
from samstyring.partnership.rules.routing import working_on


@among_cases
def cases(request, partnership):
    """All cases of the partnership that this person may see."""
    today = timezone.localdate()
    chosen = CaseFilter(request.GET, partnership=partnership)
    found = _chosen(Case.objects.visible_to(request.person).filter(partnership=partnership), chosen.chosen)
    wanted = chosen.chosen.get("status")
    if wanted:
        # How a case stands is derived, so all must be looked at before they are counted.
        standing = [(case, status_of(case, today=today)) for case in with_course(found)]
        rows = [row for row in standing if row[1].standing == wanted]
        page = page_of(request, rows)
        shown = list(page)
    else:
        page = page_of(request, with_course(found))
        shown = [(case, status_of(case, today=today)) for case in page]
    return render(
        request,
        "casework/cases.html",
        {
            "filter": chosen,
            "is_filtered": bool(chosen.chosen.keys() - {"sort"}),
            "page": page,
            "rows": shown,
            "may_open": is_secretariat(request.person, partnership, today),
            "may_propose": preparing.may_propose(request.person, partnership, today),
        },
    )


def _chosen(found, chosen):
    if chosen.get("type"):
        found = found.filter(kind=chosen["type"])
    if chosen.get("forum"):
        found = found.passing(chosen["forum"].with_predecessors())
    if chosen.get("satsing"):
        found = found.passing(working_on(chosen["satsing"]))
    if chosen.get("q"):
        found = found.matching(chosen["q"])
    orders = {"eldste": ("created_on", "pk"), "tittel": ("title", "pk")}
    if chosen.get("sort") == "avgjort":
        return found.last_treated_first()
    return found.order_by(*orders.get(chosen.get("sort"), ("-created_on", "-pk")))


@among_cases
def open_case(request, partnership):
    """The secretariat opens a case; others with a seat propose one to a forum that takes cases from them."""
    today = timezone.localdate()
    by_secretariat = is_secretariat(request.person, partnership, today)
    if not preparing.may_propose(request.person, partnership, today):
        refusal = Refused(*preparing.obstacles_to_submitting(request.person, partnership, forum=None, on=today))
        return refused(request, "ground/refused.html", refusal)
    form = NewCaseForm(
        request.POST or None,
        partnership=partnership,
        day=today,
        is_secretariat=by_secretariat,
        initial={"responsible": request.person.pk},
    )
    context = {"form": form, "by_secretariat": by_secretariat}
    if request.method == "POST" and form.is_valid():
        try:
            case = proposals.put_forward(partnership, by=request.person, on=today, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, "casework/case_new.html", refusal, **context)
        return redirect(case)
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/case_new.html", context, status=status)


@among_cases
def case(request, partnership, case_id):
    """One case: where it is, what stands in the way, what was concluded, and its papers."""
    found = the_case(request, case_id, fetch=with_story)
    return render(request, "casework/case.html", _page(request, found, request.GET.get("del")))


def _page(request, case, part, **more):
    decisions, points = list(case.decisions.all()), points_of(case, request.person, timezone.localdate())
    annexes, relations = annexes_of(case, request.person), relations_of(case, request.person)
    parts = ("saksframlegg", "forankring", "sjekkliste", "vedtak", "papirer", "relatert", "historikk")
    part = part if part in parts else "vedtak" if decisions else "saksframlegg"
    head = head_of(request, case)
    anchored = anchoring_of(
        case, paper=head["paper"], person=request.person, status=head["status"], may_prepare=head["may_prepare"]
    )
    checks = checks_of(case)
    counts = {
        "anchored": anchored["count"],
        "checked": checks["count"],
        "decisions": len(decisions),
        "attachments": len(annexes),
        "relations": len(relations),
    }
    return head | {
        "part": part,
        "tabs": tabs_of(case, current=part, **counts),
        "decisions": [
            {
                "decision": decision,
                "stands": stands_on(decision),
                "waivers": _waived(decision, anchored["waivers"]),
                "follow_ups": points.get(decision.pk, []),
            }
            for decision in reversed(decisions)
        ],
        "annexes": annexes,
        "anchoring": anchored,
        "checks": checks,
        "papers": sorted(case.papers.all(), key=lambda paper: paper.version, reverse=True),
        "relations": relations,
        "repeats": repeats_of(case),
        "entries": story_of(
            case, person=request.person, attachments=_readable(annexes), statements=_statements(anchored)
        ),
        "routines": routines_for(request.partnership, request.person, kinds=[case.kind_id]),
        "relation_form": RelationForm(others=_others(request, case)),
        **more,
    }


def _readable(annexes):
    every = [one for annex in annexes for one in (annex["newest"], *annex["older"])]
    return [one for one in every if one.is_readable]


def _statements(anchored):
    return [one for row in anchored["lines"] for one in row["line"].affected.statements.all()]


def _waived(decision, waivers):
    """Where the leader went on without somebody, on the version this decision rests on."""
    on_what = decision.forum_id, decision.paper_id
    return [waiver for waiver in waivers if (waiver.forum_id, waiver.paper_id) == on_what]


def _others(request, case):
    return Case.objects.visible_to(request.person).filter(partnership=case.partnership).exclude(pk=case.pk)


@among_cases
def story(request, partnership, case_id):
    """All that has happened to the case, for somebody who has never seen it before."""
    found = the_case(request, case_id, fetch=with_story)
    return render(request, "casework/case_history.html", _page(request, found, "historikk"))


@among_cases
def change(request, partnership, case_id):
    """The secretariat changes what the case is."""
    today, found = timezone.localdate(), the_case(request, case_id)
    obstacles = list(preparing.obstacles_to_keeping(found, request.person, today))
    if obstacles:
        return refused(request, "ground/refused.html", Refused(*obstacles), back_url=found.get_absolute_url())
    initial = describe(found) | {"base": acts.state_of(found)}
    form = ChangeCaseForm(request.POST or None, partnership=partnership, day=today, initial=initial)
    context = {"form": form, "case": found}
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_case(found, by=request.person, on=today, **form.cleaned_data)
        except Refused as refusal:
            keep_what_was_typed(form, base=acts.state_of(found))
            return refused(request, "casework/case_edit.html", refusal, **context)
        return redirect(found)
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/case_edit.html", context, status=status)


@require_POST
@among_cases
def relate(request, partnership, case_id):
    """Tie the case to another."""
    found = the_case(request, case_id, fetch=with_story)
    form = RelationForm(request.POST, others=_others(request, found))
    if not form.is_valid():
        page = _page(request, found, "relatert", relation_form=form)
        return render(request, "casework/case.html", page, status=422)
    try:
        acts.relate(found, by=request.person, on=timezone.localdate(), **form.cleaned_data)
    except Refused as refusal:
        page = _page(request, found, "relatert", relation_form=form)
        return refused(request, "casework/case.html", refusal, **page)
    return redirect(f"{found.get_absolute_url()}?del=relatert")


@require_POST
@among_cases
def unrelate(request, partnership, case_id, relation_id):
    """Take away a relation that was wrong."""
    found = the_case(request, case_id, fetch=with_story)
    relation = get_object_or_404(found.relations, pk=relation_id)
    try:
        acts.unrelate(relation, by=request.person, on=timezone.localdate())
    except Refused as refusal:
        return refused(request, "casework/case.html", refusal, **_page(request, found, "relatert"))
    return redirect(f"{found.get_absolute_url()}?del=relatert")
