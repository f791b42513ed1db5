"""Put a drafted mandate forward as a case, so that the forum that owns it can put it into force."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.casework.actions.cases import open_case
from samstyring.casework.models import MandateAdoption
from samstyring.casework.rules import mandates as rules
from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if


@transaction.atomic
def put_forward(mandate, *, by, on_day=None):
    """Open the case that is about this mandate, with the usual road of such cases, and return it."""
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_putting_forward(mandate, by=by, on=on))
    with mandate.partnership.in_its_language():
        title = _("%(mandate)s, versjon %(version)s") % {"mandate": mandate.title, "version": mandate.version}
    case = open_case(mandate.partnership, kind=rules.case_kind(mandate), title=title[:250], by=by, on=on)
    try:
        with transaction.atomic():
            MandateAdoption.objects.create(case=case, mandate=mandate)
    except IntegrityError:
        adoption = MandateAdoption.objects.select_related("case").get(mandate=mandate)
        raise Refused(rules.ALREADY_PUT_FORWARD(case=adoption.case)) from None
    history.record("mandate.forwarded", about=[mandate, case, *mandate.forums.all()], by=by)
    return case
