"""The questions about a sheet, with their answers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.portfolio.actions import questions as actions
from samstyring.portfolio.forms.questions import AnswerForm, QuestionForm
from samstyring.portfolio.rules import questions as rules
from samstyring.portfolio.rules import sheets
from samstyring.portfolio.views.sheets import find_project


@in_partnership
def questions(request, partnership, key):
    """Every question about the project's sheet, open ones first; and asking one more."""
    found = find_project(request, partnership, key)
    if request.method != "POST":
        return _page(request, found)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        actions.ask(found, **form.cleaned_data, by=request.person, on=timezone.localdate())
    except Refused as refusal:
        return _page(request, found, form=form, refusal=refusal)
    messages.success(request, _("Spørsmålet er sendt til dem som skriver arket."))
    return redirect("portfolio:sheet_questions", partnership.key, key)


@in_partnership
@require_POST
def answer(request, partnership, key, number):
    """Answer one of them."""
    found = find_project(request, partnership, key)
    question = get_object_or_404(found.questions, number=number)
    form = AnswerForm(request.POST, prefix=f"q{number}")
    if not form.is_valid():
        return _page(request, found, answering=(number, form))
    try:
        actions.answer(question, **form.cleaned_data, by=request.person, on=timezone.localdate())
    except Refused as refusal:
        return _page(request, found, answering=(number, form), refusal=refusal)
    messages.success(request, _("Svaret er lagret."))
    return redirect("portfolio:sheet_questions", partnership.key, key)


def _page(request, project, *, form=None, answering=None, refusal=None):
    today = timezone.localdate()
    may_answer = project.pk in sheets.editable(request.person, [project], today)
    bound = dict([answering]) if answering else {}
    asked = project.questions.select_related("sheet", "asked_by", "answered_by").order_by("-number")
    rows = [
        {
            "question": one,
            "part": rules.part_words(one),
            "form": bound.get(one.number) or (AnswerForm(prefix=f"q{one.number}") if may_answer else None),
        }
        for one in asked
    ]
    page = {
        "project": project,
        "open": [row for row in rows if row["question"].answered_at is None],
        "answered": [row for row in rows if row["question"].answered_at],
        "form": form or QuestionForm(),
        "may_ask": project.sheets.exists() and rules.may_ask(request.person, project.partnership, today),
        "may_answer": may_answer,
        "editors": sheets.editors_in_words(project),
    }
    if refusal:
        return refused(request, "portfolio/sheet_questions.html", refusal, **page)
    return render(request, "portfolio/sheet_questions.html", page, status=422 if form or answering else 200)
