"""The preparation checklist of a case, and which kinds of case have one."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.casework.actions import checklists as acts
from samstyring.casework.forms.checklists import CaseCheckForm, ChooseForm
from samstyring.casework.rules import checklists as rules
from samstyring.casework.rules import preparing
from samstyring.casework.views.case_page import among_cases, the_case
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat


def checks_of(case):
    """What the part of the case page shows: points by group, how many are in place, and every answer given."""
    points = rules.points_of(case)
    if not points:
        return {"groups": [], "count": "", "log": []}
    asked = [point for point in points if point.is_required or point.answer]
    groups = {}
    for point in points:
        groups.setdefault(point.group, []).append(point)
    words = {point.key: point.words for point in points}
    told = sorted(case.checks.all(), key=lambda answer: (answer.answered_at, answer.pk), reverse=True)
    return {
        "groups": list(groups.items()),
        "count": _("%(done)s av %(all)s")
        % {"done": sum(1 for point in asked if point.is_in_place), "all": len(asked)},
        "log": [{"answer": answer, "point": words.get(answer.point, answer.point)} for answer in told],
    }


@among_cases
def answer(request, partnership, case_id):
    """Answer the points: yes, no, not relevant; the secretariat may waive one with a reason."""
    today, found = timezone.localdate(), the_case(request, case_id)
    points = rules.points_of(found)
    if not points:
        raise Http404
    obstacles = list(preparing.obstacles_to_preparing(found, request.person, today))
    if obstacles and request.method != "POST":
        return refused(request, "ground/refused.html", Refused(*obstacles), back_url=found.get_absolute_url())
    may_waive = is_secretariat(request.person, partnership, today)
    form = CaseCheckForm(request.POST or None, points=points, may_waive=may_waive)
    context = {"case": found, "form": form}
    if form.is_bound and form.is_valid():
        try:
            acts.answer(found, form.given, by=request.person, on=today)
        except Refused as refusal:
            return refused(request, "casework/checklist.html", refusal, **context)
        messages.success(request, _("Sjekklisten er lagret."))
        return redirect(f"{found.get_absolute_url()}?del=sjekkliste")
    return render(request, "casework/checklist.html", context, status=422 if form.is_bound else 200)


@among_cases
def choose(request, partnership):
    """Which kinds of case are held up against a checklist before they are called."""
    today = timezone.localdate()
    obstacles = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    if obstacles:
        return refused(request, "ground/refused.html", Refused(*obstacles))
    kinds = list(partnership.case_kinds.select_related("partnership", "checklist"))
    chosen = {kind.pk: kind.checklist.key for kind in kinds if hasattr(kind, "checklist")}
    form = ChooseForm(request.POST or None, kinds=kinds, chosen=chosen)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            for kind, key in form.given.items():
                acts.choose(kind, key, by=request.person, on=today)
        messages.success(request, _("Sjekklistene er lagret."))
        return redirect("casework:checklists", partnership.key)
    return render(request, "casework/checklists.html", {"form": form}, status=422 if form.is_bound else 200)
