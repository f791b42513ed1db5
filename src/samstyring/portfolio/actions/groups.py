"""Temporary groups are tied to the projects they work on, and let go again."""

from django.db import IntegrityError, transaction

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.portfolio.models import ProjectGroup
from samstyring.portfolio.rules import groups as rules


@transaction.atomic
def tie(group, project, *, by, on):
    """Say that the group works on this project."""
    refuse_if(rules.obstacles_to_tying(group, project, by=by, on=on))
    try:
        with transaction.atomic():
            tied = ProjectGroup.objects.create(group=group, project=project, tied_by=by)
    except IntegrityError:
        raise Refused(rules.ALREADY_TIED(group=group, project=project)) from None
    history.record("group.tied_to_project", about=[group, project], by=by)
    return tied
