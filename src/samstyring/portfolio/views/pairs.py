"""Two projects beside each other: scores, and what their sheets say differently."""

from django.shortcuts import render

from samstyring.partnership.access import in_partnership
from samstyring.portfolio.analysis import pairs
from samstyring.portfolio.forms.lists import PairForm
from samstyring.portfolio.models import Project, SheetVersion
from samstyring.portfolio.rules import criteria as criteria_rules
from samstyring.portfolio.rules import sheet_words, sheets


@in_partnership
def compare_projects(request, partnership):
    """Choose two projects, and see what separates them."""
    projects = Project.objects.visible_to(request.person).filter(partnership=partnership)
    form = PairForm(request.GET, projects=projects)
    page = {"form": form}
    if form.pair:
        first, second = form.pair
        criteria_set = criteria_rules.set_to_show(partnership)
        newest = (
            SheetVersion.objects.visible_to(request.person)
            .newest()
            .filter(project__in=[first, second])
            .select_related("project__owner", "focus_area")
        )
        by_project = {sheet.project_id: sheet for sheet in newest}
        mine, theirs = by_project.get(first.pk), by_project.get(second.pk)
        page |= {
            "first": first,
            "second": second,
            "set": criteria_set,
            "comparison": pairs.compare(criteria_set, first, second),
            "without_sheet": [one for one in (first, second) if one.pk not in by_project],
        }
        if mine and theirs:
            page["differences"] = sheet_words.differences(mine, theirs, sheets.checklist_for(partnership))
    return render(request, "portfolio/compare_projects.html", page, status=422 if form.errors else 200)
