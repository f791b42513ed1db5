"""Questions about who has looked at a sheet: the groups it touches, those asked, and what each has still to see."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import FocusLine, Forum, SeatType
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import Project, SheetLook
from samstyring.portfolio.rules import standing

LEADERS = (SeatType.LEADER, SeatType.DEPUTY_LEADER)
LEADS = (*LEADERS, SeatType.SECRETARY)

MAY_NOT_LOOK = Obstacle(
    "may-not-record-look",
    gettext_lazy("Bare lederen og sekretæren i {forum}, og sekretariatet, kan føre at gruppen har sett på arket."),
    gettext_lazy("Be en av dem om å føre det."),
)
NO_SHEET = Obstacle(
    "no-sheet-to-look-at",
    gettext_lazy("{project} har ikke noe prosjektark å se på."),
    gettext_lazy("Skriv første versjon av arket først."),
)
LOOKED_AHEAD = Obstacle(
    "looked-ahead", gettext_lazy("Dagen {day} er ikke kommet ennå."), gettext_lazy("Rett datoen.")
)
ALREADY_LOOKED = Obstacle(
    "already-looked",
    gettext_lazy("Det er alt ført at {forum} har sett på versjon {version}."),
    gettext_lazy("Last siden på nytt."),
)
ALREADY_ASKED = Obstacle(
    "already-asked-to-look", gettext_lazy("{forum} er alt bedt om å se på arket."), gettext_lazy("Vent på svaret.")
)
FORUM_ENDED = Obstacle(
    "looking-forum-ended", gettext_lazy("{forum} er avsluttet."), gettext_lazy("Velg en gruppe som finnes.")
)


@dataclass(frozen=True)
class Sight:
    """One group beside a sheet: has it looked, at which version, or why is it waited for."""

    forum: object
    look: object  # the newest look, or None
    kind: str
    word: str

    @property
    def waits(self):
        return self.kind != "done"


def touched(partnership, on):
    """{focus area: the groups that work on it today}, by the focus areas in force."""
    # The list in force; where none tells when it was adopted, the first one known.
    versions = list(partnership.focus_lists.filter(ended_on__isnull=True).order_by("version"))
    holding = next((one for one in reversed(versions) if one.adopted_on), versions[0] if versions else None)
    groups = {}
    if holding:
        for line in FocusLine.objects.filter(list=holding, area__isnull=False).prefetch_related("forums"):
            groups[line.area_id] = [forum for forum in line.forums.all() if forum.holds_on(on)]
    return groups


def sights(projects, partnership, *, on, sheets=None):
    """{project pk: [Sight]} for these projects, in a fixed number of queries.

    A sheet touches the groups that work on its focus area, except the one it comes from. Others may be asked.
    """
    projects = list(projects)
    newest = sheets if sheets is not None else newest_sheets(projects)
    groups = touched(partnership, on)
    rows = {}
    for look in SheetLook.objects.filter(project__in=projects).select_related("forum", "sheet", "recorded_by"):
        rows.setdefault(look.project_id, []).append(look)
    return {
        one.pk: _sights(one, newest.get(one.pk), groups, rows.get(one.pk, []))
        for one in projects
        if newest.get(one.pk)
    }


def not_seen_by(project, *, on):
    """The groups that the sheet touches, or that were asked, and that have not seen its newest version."""
    return [one for one in sights([project], project.partnership, on=on).get(project.pk, ()) if one.waits]


def unseen(partnership, forums, *, on):
    """{forum pk: [project pk]}: what each of these groups has still to look at, in three queries."""
    groups = touched(partnership, on)
    themes = {one.pk: {area for area, working in groups.items() if one in working} for one in forums}
    looked = list(
        SheetLook.objects.filter(forum__in=forums, project__partnership=partnership).values_list(
            "forum", "project", "sheet"
        )
    )
    told = {(forum, project) for forum, project, _sheet in looked}
    seen = {(forum, sheet) for forum, _project, sheet in looked if sheet}
    found = standing.with_newest_sheet(Project.objects.filter(partnership=partnership, sheets__isnull=False))
    found = found.filter(
        Q(now_focus__in=set().union(*themes.values())) | Q(pk__in={project for _forum, project in told})
    )
    rows = {one.pk: [] for one in forums}
    for project, sheet, focus, home in found.order_by("key").values_list(
        "pk", "now_sheet", "now_focus", "home_forum"
    ):
        for forum in rows:
            touches = focus in themes[forum] and home != forum or (forum, project) in told
            if touches and (forum, sheet) not in seen:
                rows[forum].append(project)
    return rows


def newest_sheets(projects):
    found = {}
    for project in Project.objects.filter(pk__in=[one.pk for one in projects]).prefetch_related("sheets"):
        versions = list(project.sheets.all())
        if versions:
            found[project.pk] = max(versions, key=lambda sheet: sheet.version)
    return found


def _sights(project, sheet, groups, looks):
    forums = {one.pk: one for one in groups.get(sheet.focus_area_id, ()) if one.pk != project.home_forum_id}
    forums |= {look.forum_id: look.forum for look in looks}
    asked = {look.forum_id for look in looks if look.sheet_id is None}
    ordered = sorted(forums.values(), key=lambda forum: (forum.order, forum.pk))
    return [_sight(forum, sheet, looks, forum.pk in asked) for forum in ordered]


def _sight(forum, sheet, looks, is_asked):
    own = [look for look in looks if look.forum_id == forum.pk and look.sheet_id]
    look = max(own, key=lambda one: one.sheet.version, default=None)
    if look is None:
        return Sight(forum, None, "todo", _("bedt om å se på arket") if is_asked else _("ikke sett ennå"))
    day = formats.short_day(look.looked_on)
    if look.sheet.version < sheet.version:
        told = {"day": day, "version": look.sheet.version, "newest": sheet.version}
        return Sight(forum, look, "dev", _("så versjon %(version)s %(day)s, ikke versjon %(newest)s") % told)
    return Sight(forum, look, "done", _("sett %(day)s") % {"day": day})


def may_record(person, forum, day):
    """The group's own leader and secretary, and the secretariat."""
    return acting.has_seat(person, forum, day, kinds=LEADS) or acting.is_secretariat(
        person, forum.partnership, day
    )


def forums_of(person, partnership, day):
    """The groups this person may tell for."""
    forums = Forum.objects.on(day).filter(partnership=partnership)
    if acting.is_secretariat(person, partnership, day):
        return forums
    led = person.seats.on(day).filter(kind__in=LEADS).values("forum")
    return forums.filter(pk__in=led)


def obstacles_to_looking(project, forum, sheet, *, looked_on, by, on):
    """Yield why it cannot be recorded that the group has looked at this version."""
    if not may_record(by, forum, on):
        yield MAY_NOT_LOOK(forum=forum)
    if sheet is None:
        yield NO_SHEET(project=project)
        return
    if looked_on > on:
        yield LOOKED_AHEAD(day=formats.day(looked_on))
    if SheetLook.objects.filter(sheet=sheet, forum=forum).exists():
        yield ALREADY_LOOKED(forum=forum, version=sheet.version)


def obstacles_to_asking(project, forum, *, by, on):
    """Yield why the group cannot be asked to look."""
    yield from acting.obstacles_to_acting_as_secretariat(by, project.partnership, on)
    if not forum.holds_on(on):
        yield FORUM_ENDED(forum=forum)
    if SheetLook.objects.filter(project=project, forum=forum, sheet=None).exists():
        yield ALREADY_ASKED(forum=forum)
