"""The secretariat makes the template its own: forums, kinds of case and their usual road."""

from django.db import transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import CaseKind, Forum
from samstyring.partnership.rules import adapting, starting

# Words that lead somewhere else than to a forum.
OTHER_PAGES = ("mandat", "tilpass", "mal", "ansvar", "husstil", "kart")


@transaction.atomic
def add_forum(partnership, *, name, kind, from_day, prepares_for=None, owner=None, by, key="", **more):
    """Give the partnership one more forum from a day, and return it. It has no mandate yet."""
    today = timezone.localdate()
    refuse_if(
        [
            *adapting.obstacles_to_adapting(partnership, by=by, today=today),
            *adapting.obstacles_to_naming(partnership.forums.on(from_day), name),
        ]
    )
    taken = {*partnership.forums.values_list("key", flat=True), *OTHER_PAGES}
    forum = Forum.objects.create(
        partnership=partnership,
        key=starting.own_key(key or name, taken),
        name=name,
        kind=kind,
        from_day=from_day,
        prepares_for=prepares_for,
        owner=owner,
        order=partnership.forums.count(),
        **more,
    )
    history.record("forum.added", about=[partnership, forum], by=by)
    return forum


@transaction.atomic
def change_forum(forum, *, by, **changes):
    """Give the forum another name, area, openness or place in the organisation. What it has done stands."""
    obstacles = [*adapting.obstacles_to_adapting(forum.partnership, by=by, today=timezone.localdate())]
    if "name" in changes:
        forums = forum.partnership.forums.on(timezone.localdate())
        obstacles += adapting.obstacles_to_naming(forums, changes["name"], apart_from=forum)
    if changes.get("prepares_for"):
        obstacles += adapting.obstacles_to_preparing_for(forum, changes["prepares_for"])
    refuse_if(obstacles)
    changed = [field for field, value in changes.items() if getattr(forum, field) != value]
    if changed:
        for field in changed:
            setattr(forum, field, changes[field])
        forum.save(update_fields=changed)
        history.record("forum.changed", about=[forum.partnership, forum], by=by, fields=changed)
    return forum


@transaction.atomic
def end_forum(forum, *, last_day, by):
    """Let the forum end after this day. Its history is read from those that come after it."""
    refuse_if(adapting.obstacles_to_ending_forum(forum, last_day=last_day, by=by, today=timezone.localdate()))
    if not Forum.objects.filter(pk=forum.pk, to_day=forum.to_day).update(to_day=last_day):
        forum.refresh_from_db()
        raise Refused(adapting.FORUM_ENDED(forum=forum, day=f"{forum.to_day:%d.%m.%Y}" if forum.to_day else ""))
    forum.to_day = last_day
    history.record("forum.ended", about=[forum.partnership, forum], by=by)
    return forum


@transaction.atomic
def change_partnership(partnership, *, by, **changes):
    """Give the partnership another name, goal or language of its papers. What is written stands as it is."""
    refuse_if(
        [
            *adapting.obstacles_to_adapting(partnership, by=by, today=timezone.localdate()),
            *adapting.obstacles_to_renaming(partnership, changes.get("name", partnership.name)),
        ]
    )
    changed = [field for field, value in changes.items() if getattr(partnership, field) != value]
    if changed:
        for field in changed:
            setattr(partnership, field, changes[field])
        partnership.save(update_fields=changed)
        history.record("partnership.changed", about=[partnership], by=by, fields=changed)
    return partnership


@transaction.atomic
def add_case_kind(partnership, *, name, stations, by, key=""):
    """Give the partnership one more kind of case with its usual road, and return it."""
    _refuse_road(partnership, name, stations, by)
    taken = set(partnership.case_kinds.values_list("key", flat=True))
    kind = CaseKind.objects.create(
        partnership=partnership,
        key=starting.own_key(key or name, taken),
        name=name,
        usual_flow=stations,
        order=len(taken),
    )
    history.record("kind.added", about=[partnership, kind], by=by)
    return kind


@transaction.atomic
def change_case_kind(kind, *, name, stations, by):
    """Give the kind of case another name or another usual road. Cases on their way keep the road they have."""
    _refuse_road(kind.partnership, name, stations, by, apart_from=kind)
    changed = [
        field for field, value in (("name", name), ("usual_flow", stations)) if getattr(kind, field) != value
    ]
    if changed:
        kind.name, kind.usual_flow = name, stations
        kind.save(update_fields=changed)
        history.record("kind.changed", about=[kind.partnership, kind], by=by, fields=changed)
    return kind


def _refuse_road(partnership, name, stations, by, apart_from=None):
    today = timezone.localdate()
    refuse_if(
        [
            *adapting.obstacles_to_adapting(partnership, by=by, today=today),
            *adapting.obstacles_to_naming(partnership.case_kinds.all(), name, apart_from=apart_from),
            *adapting.obstacles_to_road(partnership, stations, today=today),
        ]
    )
