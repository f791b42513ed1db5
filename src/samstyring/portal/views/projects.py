"""Open projects: the list, and one project as its newest sheet tells of it."""

from django.shortcuts import get_object_or_404

from samstyring.ground.pages import page_of
from samstyring.portal import programmes
from samstyring.portal import projects as reading
from samstyring.portal.forms import ProjectFilter
from samstyring.portal.frame import in_public, show
from samstyring.portal.sources import web_addresses
from samstyring.portfolio.rules import costs
from samstyring.portfolio.rules.sheet_words import financing_table


@in_public
def projects(request, partnership):
    """Every project with its phase and estimate. Amounts of different kinds are not added."""
    chosen = ProjectFilter(request.GET, partnership=partnership)
    found = chosen.narrow(reading.open_projects(partnership))
    page = page_of(request, found)
    return show(
        request,
        "portal/projects.html",
        {
            "filter": chosen,
            "page": page,
            "count": page.paginator.count,
            "rows": [reading.row(project) for project in page],
            "cost": costs.of_placed(found),
        },
        section="projects",
    )


@in_public
def project(request, partnership, key):
    """One project: what is known, what is not, and the programmes it stands in."""
    project = get_object_or_404(reading.open_projects(partnership), key=key)
    found = reading.row(project)
    sheet = found["sheet"]
    years, sources, sums = financing_table(sheet) if sheet else ([], [], {})
    return show(
        request,
        "portal/project.html",
        found
        | {
            "sections": reading.sections(sheet) if sheet else [],
            "years": years,
            "sources": sources,
            "sums": sums,
            "addresses": web_addresses(sheet.source) if sheet else [],
            "programmes": programmes.open_programmes(partnership).filter(lines__project=project).distinct(),
        },
        section="projects",
    )
