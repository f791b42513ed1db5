"""Project sheets as Excel: download for filling in, and bring in again after seeing what will change."""

import hashlib

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samstyring.ground.files import store
from samstyring.ground.refusal import Obstacle, Refused
from samstyring.partnership.access import in_partnership
from samstyring.portfolio.actions import sheet_imports as actions
from samstyring.portfolio.exchange import planning, reading, workbook
from samstyring.portfolio.exchange.framing import frame
from samstyring.portfolio.exchange.rows import incoming
from samstyring.portfolio.exchange.telling import Telling
from samstyring.portfolio.forms.exchange import ConfirmForm, WorkbookForm
from samstyring.portfolio.forms.lists import ProjectFilter
from samstyring.portfolio.models import Project
from samstyring.portfolio.rules import standing
from samstyring.portfolio.rules.board import forums_on
from samstyring.portfolio.views.sheets import find_project

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "portfolio.sheet-import"
SHOWN_FOR = 24 * 60 * 60
TEMPLATE = "portfolio/sheets_import.html"
MOST_TOLD = 200

SHOWN_TOO_LONG_AGO = Obstacle(
    "import-shown-too-long-ago",
    gettext_lazy("Det er for lenge siden du så hva som ville bli endret."),
    gettext_lazy("Velg arbeidsboken på nytt."),
)
NOTHING_NEW = Obstacle(
    "import-nothing-new",
    gettext_lazy("Arbeidsboken sier det samme som prosjektarkene. Det er ingenting å lagre."),
    gettext_lazy("Fyll ut arbeidsboken, lagre den, og velg den på nytt."),
)


def _workbook(partnership, projects, name):
    written = workbook.write(frame(partnership, projects, on=timezone.localdate()))
    response = HttpResponse(written, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@in_partnership
def projects_workbook(request, partnership):
    """The projects of the list as one workbook, with the filters the person has chosen."""
    visible = Project.objects.visible_to(request.person).filter(partnership=partnership)
    today = timezone.localdate()
    chosen = ProjectFilter(request.GET, partnership=partnership, on=today)
    shown = chosen.ordered(chosen.narrowed(standing.placed(visible, forums_on(partnership, today))))
    shown = shown.select_related("owner", "home_forum", "partnership")
    return _workbook(partnership, shown, f"prosjektark-{partnership.key}")


@in_partnership
def project_workbook(request, partnership, key):
    """One project's sheet as a workbook, for its owner to fill in."""
    found = find_project(request, partnership, key)
    return _workbook(partnership, [found], f"prosjektark-{partnership.key}-{found.key}")


def _plan(request, partnership, content, name):
    telling = Telling()
    rows = incoming(reading.grids_of(content, name), partnership, telling)
    return planning.plan(rows, partnership, by=request.person, on=timezone.localdate(), telling=telling)


@in_partnership
def import_sheets(request, partnership):
    """Choose a workbook and see what it would change; nothing is saved yet."""
    if request.method != "POST":
        return _page(request, form=WorkbookForm())
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    upload = form.cleaned_data["workbook"]
    try:
        content = content_of(upload)
        plan = _plan(request, partnership, content, upload.name)
    except Refused as refusal:
        return _page(request, form=form, obstacles=refusal.obstacles, status=422)
    obstacles = list(actions.obstacles_to_importing(plan)) or ([] if plan.sheets else [NOTHING_NEW()])
    if obstacles:
        return _page(request, form=WorkbookForm(), plan=plan, obstacles=obstacles, name=upload.name, status=422)
    return _preview(request, partnership, plan, store(upload), upload.name)


def content_of(upload):
    """The bytes of the upload; one that is too large is not read."""
    if upload.size > reading.LARGEST_MB * 1024 * 1024:
        size = round(upload.size / 1024 / 1024)
        raise Refused(reading.TOO_LARGE(name=upload.name, size=size, limit=reading.LARGEST_MB))
    return upload.read()


def _preview(request, partnership, plan, stored, name, *, obstacles=(), note="", status=200):
    seen = signing.dumps(
        {
            "file": stored.pk,
            "name": name[:200],
            "by": request.person.pk,
            "in": partnership.pk,
            "bases": plan.bases,
            "new": len(plan.new),
        },
        salt=SALT,
        compress=True,
    )
    # What was typed comes back with what is wrong with it.
    confirm = ConfirmForm({"seen": seen, "change_note": note} if note else None, initial={"seen": seen})
    return _page(
        request, form=WorkbookForm(), plan=plan, confirm=confirm, obstacles=obstacles, name=name, status=status
    )


def told_of(plan, changes):
    """What a page tells of a workbook: the first of its faults, warnings and changes, and how many more there are."""
    return {
        "plan": plan,
        "errors": [str(told) for told in plan.errors[:MOST_TOLD]],
        "more_errors": max(len(plan.errors) - MOST_TOLD, 0),
        "warnings": [str(told) for told in plan.warnings[:MOST_TOLD]],
        "more_warnings": max(len(plan.warnings) - MOST_TOLD, 0),
        "shown": changes[:MOST_TOLD],
        "more_shown": max(len(changes) - MOST_TOLD, 0),
    }


def _page(request, *, status=200, plan=None, **context):
    if plan:
        context |= told_of(plan, plan.sheets)
    return render(request, TEMPLATE, context, status=status)


@in_partnership
def confirm_import(request, partnership):
    """Save what was shown, if the sheets still are as they were when it was shown."""
    if request.method != "POST":
        return redirect("portfolio:import_sheets", partnership.key)
    form = ConfirmForm(request.POST)
    shown = _shown(request, partnership)
    if shown is None:
        return _page(request, form=WorkbookForm(), obstacles=[SHOWN_TOO_LONG_AGO()], status=422)
    try:
        stored, content = actions.kept_workbook(shown["file"])
    except Refused as refusal:
        return _page(request, form=WorkbookForm(), obstacles=refusal.obstacles, status=422)
    note = request.POST.get("change_note", "")
    try:
        plan = _plan(request, partnership, content, shown["name"])
        if not form.is_valid():
            return _preview(request, partnership, plan, stored, shown["name"], note=note, status=422)
        saved = actions.carry_out(
            partnership,
            plan,
            change_note=form.cleaned_data["change_note"] or _("Hentet inn fra Excel"),
            by=request.person,
            on=timezone.localdate(),
            seen=shown["bases"],
            sha256=hashlib.sha256(content).hexdigest(),
        )
    except Refused as refusal:
        return _refused(request, partnership, refusal, content, stored, shown["name"], note)
    messages.success(
        request,
        ngettext("%(count)s prosjektark er lagret.", "%(count)s prosjektark er lagret.", saved) % {"count": saved},
    )
    return redirect("portfolio:projects", partnership.key)


def _refused(request, partnership, refusal, content, stored, name, note):
    """What the file would change now, beside what stands in the way."""
    try:
        plan = _plan(request, partnership, content, name)
    except Refused as worse:
        return _page(request, form=WorkbookForm(), obstacles=worse.obstacles, status=422)
    if plan.errors or not plan.sheets:
        obstacles = refusal.obstacles if plan.errors else [NOTHING_NEW()]
        return _page(request, form=WorkbookForm(), plan=plan, obstacles=obstacles, name=name, status=422)
    return _preview(request, partnership, plan, stored, name, obstacles=refusal.obstacles, note=note, status=422)


def _shown(request, partnership):
    """What this person was shown in this partnership, or None when that cannot be trusted."""
    try:
        shown = signing.loads(request.POST.get("seen", ""), salt=SALT, max_age=SHOWN_FOR)
    except signing.BadSignature:
        return None
    return shown if (shown["by"], shown["in"]) == (request.person.pk, partnership.pk) else None
