"""Questions about who owns and builds a project: now, and before."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import ProjectRole

NOT_YET = Obstacle(
    "owner-not-yet",
    _("{day} er ikke kommet ennå."),
    _("Sekretariatet kan endre eieren den dagen skiftet gjelder."),
)
BEFORE_THE_LAST = Obstacle(
    "owner-before-the-last",
    _("{owner} tok over {since}. Et nytt skifte kan ikke gjelde fra samme dag eller før."),
    _("Velg en senere dag."),
)


def held(project, kind):
    """What parties and names, not persons, are to the project now."""
    return ProjectRole.objects.filter(project=project, kind=kind, person=None, to_day=None)


def obstacles_to_placing(project, *, owner, since, by, on):
    yield from acting.obstacles_to_acting_as_secretariat(by, project.partnership, on)
    if since > on:
        yield NOT_YET(day=formats.day(since))
    now = held(project, ProjectRole.Kind.OWNER).filter(party=project.owner).first() if project.owner_id else None
    if owner != project.owner and now and now.from_day and since <= now.from_day:
        yield BEFORE_THE_LAST(owner=project.owner, since=formats.day(now.from_day))


def to_show(project):
    """The people and parties of a project; the party that owns it now stands by itself already."""
    roles = project.roles.select_related("person", "party").order_by("kind", "from_day", "pk")
    return [role for role in roles if role.person_id or role.to_day or role.kind == ProjectRole.Kind.EXECUTOR]
