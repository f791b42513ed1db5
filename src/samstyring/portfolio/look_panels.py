"""Who has looked at a sheet, beside the sheet and on the group's own page, and which project a group works on."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground import panels
from samstyring.partnership import rules as partnership_rules
from samstyring.partnership.models import Forum
from samstyring.partnership.waiting import Task
from samstyring.portfolio.models import Project, ProjectGroup
from samstyring.portfolio.rules import looks


def looks_of_sheet(project, person):
    """Beside the sheet: which groups have looked at it, and which have not."""
    found = looks.sights([project], project.partnership, on=timezone.localdate())
    if project.pk not in found:
        return None
    return {"project": project, "sights": found[project.pk]}


def groups_of_project(project, person):
    tied = list(
        ProjectGroup.objects.filter(project=project).select_related("group__forum__partnership").order_by("pk")
    )
    return {"groups": [one.group for one in tied]} if tied else None


def projects_of_group(group, person):
    """The projects a temporary group works on, where the partnership has projects at all."""
    projects = Project.objects.visible_to(person).filter(partnership=group.forum.partnership)
    tied = [one.project for one in group.projects.select_related("project__partnership")]
    if not tied and not projects.exists():
        return None
    today = timezone.localdate()
    may_tie = partnership_rules.is_secretariat(person, group.forum.partnership, today)
    return {"group": group, "projects": tied, "may_tie": may_tie and group.forum.standing_on(today) != "ended"}


def _unseen(partnership, person, today):
    """{forum pk: [(project, sight)]}: what each group has still to look at."""
    projects = Project.objects.visible_to(person).filter(partnership=partnership).select_related("partnership")
    projects = list(projects)
    by_forum = {}
    found = looks.sights(projects, partnership, on=today)
    for project in projects:
        for sight in found.get(project.pk, ()):
            if sight.waits:
                by_forum.setdefault(sight.forum.pk, []).append((project, sight))
    return by_forum


def unseen_by_forum(forum, person):
    """On the group's page: the sheets it has still to look at."""
    rows = _unseen(forum.partnership, person, timezone.localdate()).get(forum.pk, [])
    return {"rows": rows, "forum": forum} if rows else None


def looks_wait(partnership, person):
    """For the leaders of groups: the sheets that their group has still to see."""
    today = timezone.localdate()
    led = Forum.objects.filter(
        partnership=partnership, pk__in=person.seats.on(today).filter(kind__in=looks.LEADS).values("forum")
    )
    led = list(led)
    unseen = _unseen(partnership, person, today) if led else {}
    return {"tasks": [_task(partnership, forum, unseen[forum.pk]) for forum in led if forum.pk in unseen]}


def _task(partnership, forum, rows):
    told = {"count": len(rows), "forum": forum}
    words = ngettext(
        "Se på %(count)s prosjektark i %(forum)s", "Se på %(count)s prosjektark i %(forum)s", len(rows)
    )
    return Task(
        title=words % told,
        href=reverse("partnership:forum", args=[partnership.key, forum.key]) + "#usett",
        why=_("Arkene berører gruppens fagområde, og skal være sett før de går videre."),
    )


panels.show_on(
    "portfolio.project", panels.Panel("looks", "portfolio/_sheet_looks_panel.html", looks_of_sheet, order=12)
)
panels.show_on(
    "portfolio.project",
    panels.Panel("groups", "portfolio/_project_groups_panel.html", groups_of_project, order=14),
)
panels.show_on(
    "partnership.temporary",
    panels.Panel("projects", "portfolio/_group_projects_panel.html", projects_of_group, order=10),
)
panels.show_on(
    "partnership.forum", panels.Panel("unseen", "portfolio/_unseen_sheets_panel.html", unseen_by_forum, order=32)
)
panels.show_on("partnership.home", panels.Panel("looks", "", looks_wait, order=42))
