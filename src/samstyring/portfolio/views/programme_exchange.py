"""A programme as a workbook to write in: download it, see what it would change, and save that."""

import hashlib

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samstyring.casework.models import Case
from samstyring.ground.files import store
from samstyring.ground.refusal import Refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat
from samstyring.portfolio import papers
from samstyring.portfolio.actions import programme_imports as actions
from samstyring.portfolio.actions.sheet_imports import kept_workbook
from samstyring.portfolio.exchange import programme_planning, programme_reading, programme_workbook, reading
from samstyring.portfolio.exchange.telling import Telling
from samstyring.portfolio.forms.exchange import ConfirmLinesForm, ConfirmRevisionForm, WorkbookForm
from samstyring.portfolio.rules import programmes as rules
from samstyring.portfolio.views.exchange import SHOWN_FOR, SHOWN_TOO_LONG_AGO, XLSX, content_of, told_of
from samstyring.portfolio.views.programmes import found_programme

SALT = "portfolio.programme-import"
TEMPLATE = "portfolio/programme_import.html"


@in_partnership
@require_GET
def programme_lines_workbook(request, partnership, programme):
    """The lines of the programme as a workbook that can be written in and brought back."""
    programme = found_programme(request, programme)
    written = programme_workbook.write(programme_workbook.frame(programme), unit=papers.unit(programme))
    name = f"linjer-{programme.first_year}-{programme.first_year + programme.years - 1}-v{programme.version}"
    response = HttpResponse(written, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _plan(programme, content, name):
    telling = Telling()
    found = programme_reading.incoming(reading.grids_of(content, name), programme.partnership, telling)
    return programme_planning.plan(found, programme, telling=telling)


@in_partnership
def import_programme(request, partnership, programme):
    """Choose a workbook and see what it would change in the programme; nothing is saved yet."""
    programme = found_programme(request, programme)
    not_secretariat = list(obstacles_to_acting_as_secretariat(request.person, partnership, timezone.localdate()))
    if request.method != "POST" or not_secretariat:
        status = 422 if request.method == "POST" else 200
        return _page(request, programme, form=WorkbookForm(), obstacles=not_secretariat, status=status,
                     may_write=not not_secretariat)  # fmt: skip
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, programme, form=form, status=422)
    upload = form.cleaned_data["workbook"]
    try:
        content = content_of(upload)
        plan = _plan(programme, content, upload.name)
    except Refused as refusal:
        return _page(request, programme, form=form, obstacles=refusal.obstacles, status=422)
    obstacles = list(actions.obstacles_to_importing(plan))
    if obstacles:
        return _page(request, programme, form=WorkbookForm(), plan=plan, obstacles=obstacles, status=422)
    return _preview(request, programme, plan, store(upload), upload.name)


def _confirm_form(request, programme, posted=None, **options):
    if not rules.is_locked(programme):
        return ConfirmLinesForm(posted, **options)
    cases = Case.objects.visible_to(request.person).filter(partnership=programme.partnership)
    return ConfirmRevisionForm(posted, cases=rules.open_cases(cases), **options)


def _preview(request, programme, plan, stored, name, *, posted=None, obstacles=(), status=200):
    seen = signing.dumps(
        {
            "file": stored.pk,
            "name": name[:200],
            "by": request.person.pk,
            "programme": programme.pk,
            "shown": actions.shown(plan),
        },
        salt=SALT,
        compress=True,
    )
    # What was chosen comes back with what is wrong with it.
    posted = {**posted.dict(), "seen": seen} if posted is not None else None
    confirm = _confirm_form(request, programme, posted, initial={"seen": seen})
    return _page(
        request, programme, form=WorkbookForm(), plan=plan, confirm=confirm, obstacles=obstacles, status=status
    )


def _page(request, programme, *, status=200, plan=None, **context):
    if plan:
        context |= told_of(plan, plan.lines)
    context = {"may_write": True} | context
    about = {"programme": programme, "is_locked": rules.is_locked(programme), "unit": papers.unit(programme)}
    return render(request, TEMPLATE, {**about, **context}, status=status)


@in_partnership
def confirm_programme_import(request, partnership, programme):
    """Save what was shown, if the programme still is as it was when it was shown."""
    programme = found_programme(request, programme)
    if request.method != "POST":
        return redirect("portfolio:import_programme", partnership.key, programme.pk)
    shown = _shown(request, programme)
    if shown is None:
        return _page(request, programme, form=WorkbookForm(), obstacles=[SHOWN_TOO_LONG_AGO()], status=422)
    try:
        stored, content = kept_workbook(shown["file"])
        plan = _plan(programme, content, shown["name"])
    except Refused as refusal:
        return _page(request, programme, form=WorkbookForm(), obstacles=refusal.obstacles, status=422)
    form = _confirm_form(request, programme, request.POST)
    if not form.is_valid():
        return _preview(request, programme, plan, stored, shown["name"], posted=request.POST, status=422)
    chosen = {name: value for name, value in form.cleaned_data.items() if name in ("case", "kind")}
    try:
        written = actions.carry_out(
            programme,
            plan,
            by=request.person,
            on=timezone.localdate(),
            seen=shown["shown"],
            sha256=hashlib.sha256(content).hexdigest(),
            **chosen,
        )
    except Refused as refusal:
        if plan.errors or not plan.lines:
            return _page(
                request, programme, form=WorkbookForm(), plan=plan, obstacles=refusal.obstacles, status=422
            )
        return _preview(
            request, programme, plan, stored, shown["name"],
            posted=request.POST, obstacles=refusal.obstacles, status=422,
        )  # fmt: skip
    told = {"changed": len(plan.changed), "new": len(plan.new), "version": written.version}
    messages.success(
        request,
        _("Versjon %(version)s er lagret: %(changed)s endrede linjer og %(new)s nye.") % told,
    )
    return redirect(written)


def _shown(request, programme):
    """What this person was shown of this programme, or None when that cannot be trusted."""
    try:
        shown = signing.loads(request.POST.get("seen", ""), salt=SALT, max_age=SHOWN_FOR)
    except signing.BadSignature:
        return None
    return shown if (shown["by"], shown["programme"]) == (request.person.pk, programme.pk) else None
