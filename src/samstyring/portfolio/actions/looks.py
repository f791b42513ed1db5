"""Groups are asked to look at a sheet, and it is written down when they have."""

from django.db import IntegrityError, transaction

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.portfolio.models import SheetLook
from samstyring.portfolio.rules import looks as rules


@transaction.atomic
def ask(project, forum, *, by, on):
    """Ask a group to look at the sheet, whatever focus area it stands under."""
    refuse_if(rules.obstacles_to_asking(project, forum, by=by, on=on))
    try:
        with transaction.atomic():
            asked = SheetLook.objects.create(project=project, forum=forum, recorded_by=by)
    except IntegrityError:
        raise Refused(rules.ALREADY_ASKED(forum=forum)) from None
    history.record("sheet.look_asked", about=[project, forum], by=by)
    return asked


@transaction.atomic
def look(project, forum, *, looked_on, words="", by, on):
    """Write down that the group has looked at the newest version of the sheet."""
    sheet = project.sheets.order_by("-version").first()
    refuse_if(rules.obstacles_to_looking(project, forum, sheet, looked_on=looked_on, by=by, on=on))
    SheetLook.objects.filter(project=project, forum=forum, sheet=None).delete()
    try:
        with transaction.atomic():
            seen = SheetLook.objects.create(
                project=project, forum=forum, sheet=sheet, looked_on=looked_on, words=words, recorded_by=by
            )
    except IntegrityError:
        raise Refused(rules.ALREADY_LOOKED(forum=forum, version=sheet.version)) from None
    history.record("sheet.looked_at", about=[project, sheet, forum], by=by, version=sheet.version)
    return seen
