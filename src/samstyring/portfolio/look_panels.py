"""Who has looked at a sheet, beside the sheet and on the group's own page, and which project a group works on."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground import panels
from samstyring.partnership.models import Forum
from samstyring.partnership.rules import acting
from samstyring.partnership.rules.waiting import Task
from samstyring.portfolio.models import Measure, Project, ProjectGroup
from samstyring.portfolio.rules import executors, looks
from samstyring.portfolio.rules.anchoring_waiting import sheet_anchoring_tasks


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
    may_tie = acting.is_secretariat(person, group.forum.partnership, today)
    return {"group": group, "projects": tied, "may_tie": may_tie and group.forum.standing_on(today) != "ended"}


SHOWN = 25


def unseen_by_forum(forum, person):
    """On the group's page: the sheets it has still to look at, the first of them with what is lacking."""
    today = timezone.localdate()
    waiting = looks.unseen(forum.partnership, [forum], on=today)[forum.pk]
    if not waiting:
        return None
    visible = Project.objects.visible_to(person).filter(pk__in=waiting[:SHOWN]).select_related("partnership")
    projects = list(visible.order_by("key"))
    found = looks.sights(projects, forum.partnership, on=today)
    rows = [(one, next(sight for sight in found[one.pk] if sight.forum == forum)) for one in projects]
    return {"rows": rows, "forum": forum, "count": len(waiting), "more": len(waiting) - len(rows)}


def looks_wait(partnership, person):
    """For the leaders of groups: the sheets that their group has still to see."""
    today = timezone.localdate()
    led = list(
        Forum.objects.on(today).filter(
            partnership=partnership,
            pk__in=person.seats.on(today).filter(kind__in=looks.LEADERS).values("forum"),
        )
    )
    unseen = looks.unseen(partnership, led, on=today) if led else {}
    return {"tasks": [_task(partnership, forum, unseen[forum.pk]) for forum in led if unseen[forum.pk]]}


def _task(partnership, forum, waiting):
    told = {"count": len(waiting), "forum": forum}
    words = ngettext(
        "Se på %(count)s prosjektark i %(forum)s", "Se på %(count)s prosjektark i %(forum)s", len(waiting)
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


def anchoring_waits(partnership, person):
    """The sheets that this person's parties are to answer for, among the tasks of the home page."""
    return {"tasks": sheet_anchoring_tasks(partnership, person, on=timezone.localdate())}


panels.show_on("partnership.home", panels.Panel("sheet-anchoring", "", anchoring_waits, order=41))


def assignments_in_front(partnerships, person):
    """On the front page: the measures a person carries out, where the person has no other part."""
    if person is None:
        return {"each": {}}
    counted = (
        Measure.objects.filter(pk__in=Measure.objects.all().carried_out_by(person))
        .order_by()
        .values("partnership", "partnership__key")
        .annotate(count=Count("pk"))
    )
    return {
        "each": {one["partnership"]: {"key": one["partnership__key"], "count": one["count"]} for one in counted}
    }


def executors_to_reach(partnership, person):
    """Those who carry out measures may be invited to an account, too."""
    return {"people": list(executors.outside(partnership).values_list("pk", flat=True))}


panels.show_on(
    "partnership.front",
    panels.Panel("assignments", "portfolio/_front_assignments.html", assignments_in_front, order=40),
)
panels.show_on("partnership.accounts", panels.Panel("executors", "", executors_to_reach, order=10))
