"""Projects and their sheets: the list, a project, writing its sheet, and comparing two versions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground import history, panels
from samstyring.ground.choices import number_in
from samstyring.ground.pages import page_of
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules import acting
from samstyring.portfolio.actions import responsible as responsible_actions
from samstyring.portfolio.actions import sheets as actions
from samstyring.portfolio.analysis import assessments as analysis
from samstyring.portfolio.forms.lists import ProjectFilter
from samstyring.portfolio.forms.merging import merge
from samstyring.portfolio.forms.sheets import PlacementForm, ProjectForm, SheetForm
from samstyring.portfolio.models import Project
from samstyring.portfolio.rules import board as board_rules
from samstyring.portfolio.rules import costs, forecast, responsible, sheet_words, sheets, standing
from samstyring.portfolio.rules import criteria as criteria_rules


def find_project(request, partnership, key):
    """The project of the address, if this person may see it; else it does not exist."""
    projects = Project.objects.visible_to(request.person).filter(partnership=partnership)
    return get_object_or_404(projects.select_related("partnership", "owner", "home_forum"), key=key)


def versions_of(project):
    return project.sheets.select_related("author", "focus_area").prefetch_related(
        "financing__source", "depends_on"
    )


@in_partnership
def projects(request, partnership):
    """Every project of the partnership, with filters and totals that add only what can be added."""
    today = timezone.localdate()
    visible = Project.objects.visible_to(request.person).filter(partnership=partnership)
    chosen = ProjectFilter(request.GET, partnership=partnership, on=today)
    forums = board_rules.forums_on(partnership, today)
    shown = chosen.narrowed(standing.placed(visible, forums))
    page = page_of(request, chosen.ordered(shown).values_list("pk", flat=True))
    return render(
        request,
        "portfolio/projects.html",
        {
            "filter": chosen,
            "page": page,
            "rows": board_rules.rows_in_order(page, partnership, on=today, forums=forums),
            "shown_count": page.paginator.count,
            "all_count": visible.count() if chosen.is_used else page.paginator.count,
            "cost": costs.of_placed(shown),
            "may_propose": not list(sheets.obstacles_to_proposing(partnership, by=request.person, on=today)),
        },
    )


@in_partnership
def new_project(request, partnership):
    """Register a project; it lands with the working group whose area it lies in."""
    return _register(request, partnership)


@in_partnership
def grow(request, partnership, key):
    """Register a measure that grows from a plan or a study, with what the plan's sheet already says."""
    return _register(request, partnership, plan=find_project(request, partnership, key))


def _register(request, partnership, plan=None):
    today = timezone.localdate()
    initial = _from_plan(plan) if plan else {}
    form = ProjectForm(request.POST or None, partnership=partnership, on=today, initial=initial)
    page = {"form": form, "plan": plan}
    if request.method == "POST" and form.is_valid():
        try:
            project = actions.propose(
                partnership,
                name=form.cleaned_data["name"],
                owner=form.cleaned_data["owner"],
                home_forum=form.cleaned_data["home_forum"],
                sheet=form.sheet,
                is_plan=form.cleaned_data["is_plan"],
                grown_from=plan,
                by=request.person,
                on=today,
            )
        except Refused as refusal:
            return refused(request, "portfolio/project_new.html", refusal, **page)
        messages.success(
            request, _("Prosjektet er registrert og ligger hos %(forum)s.") % {"forum": project.home_forum}
        )
        return redirect(project)
    page["obstacles"] = [
        *sheets.obstacles_to_proposing(partnership, by=request.person, on=today),
        *sheets.obstacles_to_growing(plan),
    ]
    return render(request, "portfolio/project_new.html", page, status=422 if form.is_bound else 200)


def _from_plan(plan):
    newest = plan.sheets.order_by("-version").first()
    told = {"owner": plan.owner_id, "home_forum": plan.home_forum_id}
    if newest:
        told |= {"municipality": newest.municipality, "need": newest.need, "focus_area": newest.focus_area_id}
    return told


@in_partnership
def project(request, partnership, key):
    """Everything a project's sheet says, what it lacks, where it is and what the forums answered."""
    today = timezone.localdate()
    found = find_project(request, partnership, key)
    checklist = sheets.checklist_for(partnership)
    versions = list(versions_of(found).order_by("-version"))
    for version in versions:
        version.project = found
    asked = request.GET.get("versjon", "")
    sheet = _asked_version(versions, asked)
    row = board_rules.rows(Project.objects.visible_to(request.person).filter(pk=found.pk), partnership, on=today)[
        0
    ]
    may_write = found.pk in sheets.editable(request.person, [found], today)
    context = {
        "project": found,
        "sheet": sheet,
        "is_newest": bool(versions) and sheet == versions[0],
        "versions": versions,
        "row": row,
        "completeness": {rows.section.key: rows for rows in row.completeness},
        "sections": _sections(sheet) if sheet else [],
        "share": row.share,
        "editors": sheets.editors_in_words(found),
        "may_write": may_write,
        "may_place": acting.is_secretariat(request.person, partnership, today),
        "may_submit": board_rules.may_submit(row, by=request.person, on=today) and not row.place.is_open,
        "may_answer": row.place.is_open and board_rules.may_answer(row.place.latest, by=request.person, on=today),
        "next_forum": board_rules.next_stop(row, board_rules.forums_on(partnership, today))[0],
        "submissions": found.submissions.select_related("forum", "sheet", "submitted_by", "answered_by").order_by(
            "-pk"
        ),
        "standing": analysis.standing_of(criteria_rules.set_to_show(partnership), found),
        "may_assess": criteria_rules.may_assess(request.person, partnership, today),
        "roles": responsible.to_show(found),
        "grown": found.grown.all() if found.is_plan else [],
        "may_grow": found.is_plan
        and not any(sheets.obstacles_to_proposing(partnership, by=request.person, on=today)),
        "panels": panels.for_page("portfolio.project", found, request.person),
        "events": history.recent(found),
        "forecast": forecast.of_row(row, forecast.schedule(partnership, on=today)),
        "document_count": found.documents.count(),
        "open_questions": found.questions.open().count(),
        "question_count": found.questions.count(),
    }
    if sheet:
        years, sources, sums = sheet_words.financing_table(sheet)
        context |= {
            "financing_years": years,
            "financing": sources,
            "financing_sums": sums,
            "financing_sum": sum(sums.values()),
            "checklist": sheet_words.checklist_answers(sheet, checklist),
            "other_gaps": sheet_words.other_gaps(sheet),
            "warnings": [*sheets.warnings_about(sheet), *criteria_rules.warnings_about_grades(sheet)],
        }
    return render(request, "portfolio/project.html", context)


def _asked_version(versions, asked):
    if not asked:
        return versions[0] if versions else None
    for version in versions:
        if str(version.version) == asked:
            return version
    raise Http404


def _sections(sheet):
    return [
        (section, sheet_words.lines(sheet, section)) for section in sheets.SECTIONS if section.key != "sjekkliste"
    ]


@in_partnership
def edit_sheet(request, partnership, key):
    """Write the sheet. Each saving is a new version, and nobody saves over what another has just saved."""
    today = timezone.localdate()
    found = find_project(request, partnership, key)
    versions = versions_of(found)
    if request.method != "POST":
        newest = versions.order_by("-version").first()
        form = SheetForm(project=found, sheet=newest, on=today, all_years="alle" in request.GET.get("ar", ""))
        obstacles = list(sheets.obstacles_to_writing(found, by=request.person, on=today))
        return _sheet_page(request, found, form, obstacles=obstacles)
    # A base that does not exist is treated as the newest that the person could have seen: none.
    opened = versions.filter(version=number_in(request.POST.get("base"))).first()
    form = SheetForm(request.POST, project=found, sheet=opened, on=today)
    if not form.is_valid():
        obstacles = list(sheets.obstacles_to_writing(found, by=request.person, on=today))
        return _sheet_page(request, found, form, obstacles=obstacles, status=422)
    if opened and not form.says_something_new:
        messages.info(request, _("Ingenting var endret, så det ble ikke laget noen ny versjon."))
        return redirect(found)
    try:
        sheet = actions.write(
            found,
            base=form.cleaned_data["base"],
            values=form.values,
            financing=form.financing,
            depends_on=form.cleaned_data["depends_on"],
            by=request.person,
            on=today,
        )
    except Refused as refusal:
        return _refused_sheet(request, found, form, refusal, today)
    messages.success(request, _("Versjon %(version)s av arket er lagret.") % {"version": sheet.version})
    return redirect(found)


def _refused_sheet(request, found, form, refusal, today):
    if sheets.SHEET_CHANGED not in refusal.obstacles:
        return _sheet_page(request, found, form, obstacles=refusal.obstacles, status=422)
    newest = versions_of(found).order_by("-version").first()
    merged = merge(form, newest, on=today)
    if merged.form.is_valid() and not merged.form.says_something_new:
        # The same words were saved twice, by a double click or by two who agree.
        messages.info(request, _("Arket er allerede lagret med det du skrev."))
        return redirect(found)
    return _sheet_page(request, found, merged.form, obstacles=refusal.obstacles, merged=merged, status=422)


def _sheet_page(request, found, form, *, obstacles=(), merged=None, status=200):
    context = {"project": found, "form": form, "obstacles": obstacles, "merged": merged}
    return render(request, "portfolio/sheet_edit.html", context, status=status)


@in_partnership
def placement(request, partnership, key):
    """Who owns the project and which working group it belongs to. The secretariat says so."""
    today = timezone.localdate()
    found = find_project(request, partnership, key)
    form = PlacementForm(request.POST or None, project=found, on=today)
    if request.method == "POST" and form.is_valid():
        try:
            responsible_actions.place(found, **form.cleaned_data, by=request.person, on=today)
        except Refused as refusal:
            return refused(request, "portfolio/project_placement.html", refusal, project=found, form=form)
        messages.success(request, _("Prosjekteier og arbeidsgruppe er lagret."))
        return redirect(found)
    obstacles = list(acting.obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(
        request,
        "portfolio/project_placement.html",
        {"project": found, "form": form, "obstacles": obstacles},
        status=422 if form.is_bound else 200,
    )


@in_partnership
def compare(request, partnership, key):
    """What two versions of the sheet say differently, field by field."""
    found = find_project(request, partnership, key)
    versions = list(versions_of(found).order_by("-version"))
    for version in versions:
        version.project = found
    if not versions:
        raise Http404
    after = _asked_version(versions, request.GET.get("til", ""))
    before_number = request.GET.get("fra") or str(max(after.version - 1, 1))
    before = _asked_version(versions, before_number)
    checklist = sheets.checklist_for(partnership)
    return render(
        request,
        "portfolio/sheet_compare.html",
        {
            "project": found,
            "versions": versions,
            "before": before,
            "after": after,
            "differences": sheet_words.differences(before, after, checklist),
            "sheet_url": reverse("portfolio:project", args=[partnership.key, found.key]),
        },
    )
