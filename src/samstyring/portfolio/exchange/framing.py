"""What a workbook is written from: the projects with their newest sheets, and the lists to choose from."""

from samstyring.portfolio.exchange.sheet_rows import Frame, project_row
from samstyring.portfolio.models import SheetVersion
from samstyring.portfolio.rules import sheets as rules

YEARS_AHEAD = 6


def frame(partnership, projects, *, on):
    """The rows of these projects, in their order. Asks the database as often for many as for few."""
    projects = list(projects)
    sources = list(partnership.sources.all())
    newest = {
        sheet.project_id: sheet
        for sheet in SheetVersion.objects.filter(project__in=[project.pk for project in projects])
        .newest()
        .select_related("focus_area")
        .prefetch_related("financing", "depends_on")
    }
    rows = tuple(project_row(project, newest.get(project.pk), sources) for project in projects)
    asked = {year for row in rows for _source, _words, year in row.says.financing}
    checklist = rules.checklist_for(partnership)
    return Frame(
        key=partnership.key,
        name=partnership.name,
        rows=rows,
        years=tuple(sorted(asked | set(range(on.year, on.year + YEARS_AHEAD)))),
        focus_areas=tuple(one.name for one in partnership.focus_areas.all()),
        owners=tuple(party.name for party in partnership.parties.on(on).filter(is_member=True)),
        forums=tuple(forum.name for forum in rules.working_groups(partnership, on)),
        points=tuple((point.key, str(rules.in_own_language(point.text))) for point in checklist.points),
    )
