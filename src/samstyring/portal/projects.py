"""Open projects: what the newest sheet says, and what it does not."""

from django.db.models import Prefetch

from samstyring.portfolio.models import Project, SheetVersion
from samstyring.portfolio.rules import sheet_words, sheets, standing

# What everybody may read. Risk and checklist are the secretariat's and the forums' own working papers.
OPEN_SECTIONS = ("behov", "framdrift", "kostnad", "finansiering")


def open_projects(partnership):
    """Every project with its newest sheet in hand, and what the list is narrowed by."""
    return (
        standing.with_newest_sheet(Project.objects.public().filter(partnership=partnership))
        .select_related("owner", "home_forum", "partnership")
        .prefetch_related(
            Prefetch("sheets", SheetVersion.objects.newest().select_related("focus_area"), to_attr="newest_sheets")
        )
    )


def row(project):
    """One line of the list; what is not known says so."""
    sheet = next(iter(project.newest_sheets), None)
    return {
        "project": project,
        "sheet": sheet,
        "owner": project.owner.name if project.owner else project.owner_raw,
        "gaps": sheet.cost.gaps if sheet and sheet.cost else [],
    }


def sections(sheet):
    """[(title, lines)] of what is open on a sheet."""
    chosen = [section for section in sheets.SECTIONS if section.key in OPEN_SECTIONS]
    return [(section, sheet_words.lines(sheet, section)) for section in chosen]
