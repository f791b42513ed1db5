"""The act on a drafted version of the focus areas that belongs to this room: putting it forward as a case."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from samstyring.casework.actions import focus as acts
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.models import FocusList


@in_partnership
@require_POST
def put_forward(request, partnership, focus_list):
    """Open the case that puts the version into force when a forum adopts it."""
    request.section = "organisation"
    visible = FocusList.objects.visible_to(request.person).filter(partnership=partnership)
    drafted = get_object_or_404(visible.select_related("partnership"), pk=focus_list)
    try:
        case = acts.put_forward(drafted, by=request.person)
    except Refused as refusal:
        return refused(request, "ground/refused.html", refusal)
    return redirect(case)
