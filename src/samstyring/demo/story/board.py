"""The four-step board: where each open project's sheet lies today."""

from samstyring.demo.reading import at, rows
from samstyring.ground import history
from samstyring.portfolio.models import Project, Submission

WAITING_IN_COORDINATION = 4
UNDER_CONSTRUCTION = "P001"


def lay(setting):
    """Scored projects have come to the priority council; a few wait one step before, one was sent back."""
    scored = {row["project"] for row in rows("scores")} | {UNDER_CONSTRUCTION}
    finished = {row["id"] for row in rows("projects") if row["finished"] == "ja"}
    open_projects = [
        project
        for project in Project.objects.filter(partnership=setting.partnership).select_related("home_forum")
        if project.key not in finished
    ]
    council = [project for project in open_projects if project.key in scored]
    waiting = [project for project in open_projects if project.key not in scored]
    for project in council:
        _forwarded(setting, project, project.home_forum, days=95)
        _forwarded(setting, project, setting.forum("samordning"), days=60)
        _open(setting, project, setting.forum("prioriteringsrad"), days=45)
    for project in waiting[:WAITING_IN_COORDINATION]:
        _forwarded(setting, project, project.home_forum, days=30)
        _open(setting, project, setting.forum("samordning"), days=20)
    for project in waiting[WAITING_IN_COORDINATION : WAITING_IN_COORDINATION + 1]:
        _forwarded(setting, project, project.home_forum, days=50)
        _returned(setting, project, setting.forum("samordning"), days=30)


def _submission(setting, project, forum, days, **answered):
    submission = Submission.objects.create(
        project=project,
        sheet=project.sheets.order_by("-version").first(),
        forum=forum,
        submitted_at=at(setting.before(days)),
        submitted_by=setting.secretary,
        **answered,
    )
    history.record(
        "sheet.submitted", about=[project, forum], by=setting.secretary, at=at(setting.before(days)),
        sheet=submission.sheet_id,
    )  # fmt: skip
    return submission


def _open(setting, project, forum, *, days):
    _submission(setting, project, forum, days)


def _forwarded(setting, project, forum, *, days):
    if forum is None:
        return
    when = at(setting.before(days - 10), 14)
    _submission(setting, project, forum, days, answer="forwarded", answered_at=when, answered_by=setting.secretary)
    history.record("sheet.forwarded", about=[project, forum], by=setting.secretary, at=when)


def _returned(setting, project, forum, *, days):
    when = at(setting.before(days - 10), 14)
    _submission(
        setting, project, forum, days, answer="returned", answered_at=when, answered_by=setting.secretary,
        reason="Kostnadsanslaget mangler prisår, og byggherren har ikke bekreftet framdriften (eksempel).",
    )  # fmt: skip
    history.record("sheet.returned", about=[project, forum], by=setting.secretary, at=when)
