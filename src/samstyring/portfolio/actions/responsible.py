"""Who owns and who builds a project, over time: what was, stays to be read with its days."""

from datetime import timedelta

from django.db import transaction

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.portfolio.models import ProjectRole
from samstyring.portfolio.rules import responsible as rules


@transaction.atomic
def place(project, *, owner, home_forum, by, on, since=None):
    """Say who owns the project from a day on, and which working group it belongs to."""
    since = since or on
    refuse_if(rules.obstacles_to_placing(project, owner=owner, since=since, by=by, on=on))
    changed = [
        name for name, value in (("owner", owner), ("home_forum", home_forum)) if getattr(project, name) != value
    ]
    if "owner" in changed:
        hand_over(project, ProjectRole.Kind.OWNER, {"party": project.owner}, {"party": owner}, since=since)
    project.owner, project.home_forum = owner, home_forum
    project.save(update_fields=["owner", "home_forum"])
    history.record("project.placed", about=project, by=by, fields=changed, since=since.isoformat())
    return project


def hand_over(project, kind, before, after, *, since):
    """End what one party or name was to the project, and begin what the next is. Empty values are nobody."""
    if any(before.values()):
        held = rules.held(project, kind).filter(**before).first()
        if held is None:
            held = ProjectRole(project=project, kind=kind, **before)
        held.to_day = since - timedelta(days=1)
        held.save()
    if any(after.values()):
        ProjectRole.objects.create(project=project, kind=kind, from_day=since, **after)
