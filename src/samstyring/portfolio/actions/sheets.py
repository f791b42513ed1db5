"""Registering projects and writing their sheets. A sheet is never changed: each saving is a new version."""

from django.db import IntegrityError, transaction

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.portfolio.actions.responsible import hand_over
from samstyring.portfolio.models import Project, ProjectRole, SheetFinancing, SheetVersion
from samstyring.portfolio.rules import sheets as rules
from samstyring.portfolio.rules.criteria import adopted_set

# What a source wrote follows from version to version, until somebody writes another value over it.
CARRIED = ("programme", "missing", "source")
RAW_BESIDE = {
    "phase_raw": ("phase",),
    "dates_raw": ("start_year", "finish_year"),
    "cost_basis_raw": ("cost_mnok", "cost_basis"),
}


@transaction.atomic
def propose(
    partnership,
    *,
    name,
    owner,
    home_forum,
    sheet,
    by,
    on,
    key="",
    owner_raw="",
    source="",
    financing=(),
    depends_on=(),
    is_plan=False,
    grown_from=None,
):
    """Register a project with the first version of its sheet, and return it. Raises `Refused`.

    A list from elsewhere may bring the project's `key`, and the owner in the words of its source.
    A measure may grow from a plan or a study.
    """
    refuse_if(rules.obstacles_to_proposing(partnership, by=by, on=on))
    refuse_if(rules.obstacles_to_growing(grown_from))
    try:
        with transaction.atomic():
            project = Project.objects.create(
                partnership=partnership,
                key=key or rules.next_key(partnership),
                name=name,
                owner=owner,
                owner_raw=owner_raw,
                home_forum=home_forum,
                source=source,
                is_plan=is_plan,
                grown_from=grown_from,
            )
    except IntegrityError:
        raise Refused(rules.PROJECT_AT_SAME_TIME()) from None
    _save(project, None, sheet, financing, depends_on, by)
    about = [project, grown_from] if grown_from else [project]
    history.record("project.created", about=about, by=by, home_forum=home_forum.pk if home_forum else None)
    return project


@transaction.atomic
def write(project, *, base, values, financing, depends_on, by, on):
    """Save what a person wrote on top of version `base` as a new version, and return it.

    `financing` holds (source or None, the source's words, year, amount). Raises `Refused`, also when
    somebody else has saved since, so that nobody's words disappear.
    """
    refuse_if(rules.obstacles_to_writing(project, by=by, on=on))
    newest = project.sheets.order_by("-version").first()
    if (newest.version if newest else 0) != base:
        raise Refused(changed_meanwhile(newest))
    sheet = _save(project, newest, values, financing, depends_on, by)
    if newest and newest.builder and newest.builder != sheet.builder:
        hand_over(project, ProjectRole.Kind.BUILDER, {"name": newest.builder}, {"name": sheet.builder}, since=on)
    history.record("sheet.written", about=[project, sheet], by=by, version=sheet.version)
    return sheet


def _save(project, newest, values, financing, depends_on, by):
    """Write the version that comes after `newest`."""
    sheet = SheetVersion(project=project, version=newest.version + 1 if newest else 1, author=by, **values)
    sheet.standard = _standard_for(newest, sheet)
    if newest:
        _carry(newest, sheet, given=values)
    try:
        with transaction.atomic():
            sheet.save(force_insert=True)
    except IntegrityError:
        raise Refused(changed_meanwhile(project.sheets.order_by("-version").first())) from None
    sheet.depends_on.set(depends_on)
    SheetFinancing.objects.bulk_create(
        SheetFinancing(sheet=sheet, source=source, source_raw=raw, year=year, amount_mnok=amount)
        for source, raw, year, amount in financing
    )
    return sheet


def changed_meanwhile(newest):
    """What the second of two writers is told."""
    return rules.SHEET_CHANGED(who=newest.author or "–", version=newest.version)


def _standard_for(before, sheet):
    """Grades that nobody touched keep the standard they were given by; new ones are given by the one in force."""
    if not sheet.benefit and not sheet.risk:
        return None
    if before and (before.benefit, before.risk) == (sheet.benefit, sheet.risk):
        return before.standard
    adopted = adopted_set(sheet.project.partnership)
    return adopted.standard if adopted else None


def _carry(before, sheet, given):
    for name in CARRIED:
        if name not in given:
            setattr(sheet, name, getattr(before, name))
    for raw, fields in RAW_BESIDE.items():
        if raw not in given and all(getattr(before, name) == getattr(sheet, name) for name in fields):
            setattr(sheet, raw, getattr(before, raw))
    if before.focus_area_id == sheet.focus_area_id:
        sheet.focus_area_inferred = before.focus_area_inferred
