"""The act on a drafted mandate that belongs to this room: putting it forward as a case."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from samstyring.casework.actions import mandates as acts
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.models import Mandate


@in_partnership
@require_POST
def put_forward(request, partnership, mandate_id):
    """Open the case that puts the mandate into force when its owner adopts it."""
    request.section = "organisation"
    visible = Mandate.objects.visible_to(request.person).filter(partnership=partnership)
    mandate = get_object_or_404(visible.select_related("partnership"), pk=mandate_id)
    try:
        case = acts.put_forward(mandate, by=request.person)
    except Refused as refusal:
        return refused(request, "ground/refused.html", refusal)
    return redirect(case)
