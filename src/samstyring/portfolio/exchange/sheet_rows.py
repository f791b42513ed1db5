"""What a version of a sheet says, as the rows of the workbook hold it."""

from dataclasses import dataclass, field

from samstyring.portfolio.exchange.columns import DEPENDS_ON, FROM_SOURCE, tidy
from samstyring.portfolio.forms.sheets import SheetForm


@dataclass(frozen=True)
class Says:
    """A version of a sheet: its values by field, its financing by (source, own words, year), and its answers."""

    version: int = 0
    values: dict = field(default_factory=dict)
    financing: dict = field(default_factory=dict)  # {(source pk or None, the source's words, year): amount}
    checks: dict = field(default_factory=dict)  # {point: {"answer": …, "note": …}}


NOTHING_SAID = Says()


def says(sheet):
    """What this version says; the project and what hangs on the sheet must have been fetched."""
    values = {name: getattr(sheet, name) for name in (*SheetForm.PLAIN, *FROM_SOURCE)}
    values[DEPENDS_ON] = ", ".join(sorted(project.key for project in sheet.depends_on.all()))
    return Says(
        version=sheet.version,
        values=values,
        financing={
            (row.source_id, "" if row.source_id else tidy(row.source_raw), row.year): row.amount_mnok
            for row in sheet.financing.all()
        },
        checks=dict(sheet.checks or {}),
    )


@dataclass(frozen=True)
class ProjectRow:
    """A project as a row: its number, name and place, and what its newest sheet says."""

    key: str
    name: str
    owner: str
    home_forum: str
    says: Says
    source_rows: tuple = ()  # (source pk or None, words) of each line of its financing


def project_row(project, sheet, sources):
    told = says(sheet) if sheet else NOTHING_SAID
    raw = sorted({words for pk, words, _year in told.financing if pk is None})
    lines = [(one.pk, tidy(one.name)) for one in sources] + [(None, words) for words in raw]
    return ProjectRow(
        key=project.key,
        name=project.name,
        owner=project.owner.name if project.owner else project.owner_raw,
        home_forum=project.home_forum.name if project.home_forum else "",
        says=told,
        source_rows=tuple(lines),
    )


@dataclass(frozen=True)
class Frame:
    """What all rows of one partnership's workbook have in common."""

    key: str
    name: str
    rows: tuple
    years: tuple
    focus_areas: tuple
    owners: tuple
    forums: tuple
    points: tuple  # (code, words)
