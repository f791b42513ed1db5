"""The partnership's own words in the main menu.

What rooms above show on pages here, they register with `ground.panels.show_on`:

- `partnership.front` (thing: the partnerships, person): `each` maps a partnership's pk to what its card shows.
- `partnership.home` (partnership, person): `tasks` is a list of `waiting.Task`; a panel without tasks is shown
  with its template, beside the tasks if it says `side=True`, else below them.
- `partnership.forum` (forum, person): shown with its template on the forum's page.
- `partnership.mandate` (mandate, person): the same, on the page of one mandate.
- `partnership.responsibility` (partnership, person): the same, under the matrix of who may conclude what.
- `partnership.onboarding` (member, the person it is for): `section` is an `onboarding.Section` of the pack for
  new members, shown on the page and in the paper.
- `partnership.agreement` (agreement, person): `each` maps the pk of a version of its text to its `status` and `address`.
- `partnership.temporary` (temporary group, person): shown with its template on the group's page.
- `partnership.accounts` (partnership, person): `people` are the keys of those who take part from outside.
- `partnership.focus` (focus list, person): the same, on the page of one version of the focus areas.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground import panels
from samstyring.partnership.rules.seat_waiting import seat_tasks
from samstyring.partnership.rules.temporary_waiting import group_tasks

panels.add_to_menu(_("Hjem"), "partnership:home", order=10, section="home")
panels.add_to_menu(_("Organisering"), "partnership:organisation", order=70, section="organisation")


def seats_waiting(partnership, person):
    """Terms that end and compositions that are wrong, among the tasks of the home page."""
    return {"tasks": seat_tasks(partnership, person, on=timezone.localdate())}


panels.show_on("partnership.home", panels.Panel("seats", "", seats_waiting, order=60))


def groups_end(partnership, person):
    """Temporary groups that end soon, among the tasks of the home page."""
    return {"tasks": group_tasks(partnership, person, on=timezone.localdate())}


panels.show_on("partnership.home", panels.Panel("groups", "", groups_end, order=61))
