"""The anchoring of a sheet: what the parties and the builder say about its newest version."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.fields import keep_what_was_typed
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.models.periods import on_day
from samstyring.partnership.rules import acting
from samstyring.portfolio.actions import anchoring as acts
from samstyring.portfolio.forms.anchoring import ConfirmForm, SheetAnswerForm
from samstyring.portfolio.rules import anchoring as rules
from samstyring.portfolio.views.sheets import find_project

TEMPLATE = "portfolio/sheet_anchoring.html"


@in_partnership
def anchoring(request, partnership, key):
    """Who stands behind the newest version, and the two forms for those who may answer."""
    today, project = timezone.localdate(), find_project(request, partnership, key)
    sheet = project.sheets.order_by("-version").first()
    if sheet is None:
        raise Http404
    posted = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(request, project, sheet, posted, today)
    page = {"project": project, "sheet": sheet, **forms, **_standing(project, sheet)}
    if request.method != "POST":
        return render(request, TEMPLATE, page)
    form = forms["confirm_form"] if posted == "confirm" else forms["answer_form"]
    if not form.is_valid():
        return render(request, TEMPLATE, page, status=422)
    answered = project.sheets.filter(version=form.cleaned_data["version"]).first() or sheet
    answered.project = project
    try:
        if posted == "confirm":
            acts.confirm(answered, **form.confirmation, by=request.person, on=today)
        else:
            acts.state(answered, **form.statement, by=request.person, on=today)
    except Refused as refusal:
        keep_what_was_typed(form, version=sheet.version)
        return refused(request, TEMPLATE, refusal, **page)
    messages.success(request, _("Svaret er lagret på versjon %(version)s.") % {"version": answered.version})
    return redirect("portfolio:sheet_anchoring", partnership.key, project.key)


def _forms(request, project, sheet, posted, today):
    partnership, initial = project.partnership, {"version": sheet.version}
    parties = partnership.parties.filter(on_day(today)).order_by("order", "pk")
    if not acting.is_secretariat(request.person, partnership, today):
        mine = acting.parties_of(request.person, partnership, today).values("pk")
        offered = parties.filter(pk__in=mine)
    else:
        offered = parties
    may_confirm = rules.may_confirm(request.person, project, sheet, today)
    # Sent all the same by somebody who may not, a form is answered in words and keeps what was typed.
    answer_form = SheetAnswerForm(
        request.POST if posted == "answer" else None,
        parties=parties if posted == "answer" else offered,
        initial=initial | {"stated_on": today, "party": project.owner_id},
    )
    confirm_form = ConfirmForm(
        request.POST if posted == "confirm" else None, initial=initial | {"confirmed_on": today}
    )
    return {
        "answer_form": answer_form if posted != "confirm" or offered.exists() else None,
        "confirm_form": confirm_form,
        "may_answer": posted == "answer" or offered.exists(),
        "may_confirm": posted == "confirm" or may_confirm,
    }


def _standing(project, sheet):
    parties, builder = rules.standings_of(project, sheet)
    return {"standings": list(parties.values()), "builder": builder}
