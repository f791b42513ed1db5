"""Questions about project groups: may this group work on that project?"""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules import temporary as temporary_rules
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat
from samstyring.portfolio.models import ProjectGroup

ALREADY_TIED = Obstacle(
    "group-already-tied", _("{group} arbeider alt med {project}."), _("Velg et annet prosjekt.")
)


def obstacles_to_tying(group, project, *, by, on):
    forum = group.forum
    yield from obstacles_to_acting_as_secretariat(by, forum.partnership, on)
    if temporary_rules.has_ended(group, on):
        yield temporary_rules.GROUP_ENDED(group=group, day=f"{forum.to_day:%d.%m.%Y}")
    if ProjectGroup.objects.filter(group=group, project=project).exists():
        yield ALREADY_TIED(group=group, project=project)
