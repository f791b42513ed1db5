"""Put a drafted version of the focus areas forward as a case, so that a forum can put it into force."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.casework.actions.cases import open_case
from samstyring.casework.models import FocusAdoption
from samstyring.casework.rules import focus as rules
from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if


@transaction.atomic
def put_forward(drafted, *, by):
    """Open the case that is about this version, with the usual road of such cases, and return it."""
    on = timezone.localdate()
    refuse_if(rules.obstacles_to_putting_forward(drafted, by=by, on=on))
    with drafted.partnership.in_its_language():
        title = _("Satsingsområder, versjon %(version)s") % {"version": drafted.version}
    case = open_case(drafted.partnership, kind=rules.case_kind(drafted), title=title, by=by, on=on)
    try:
        with transaction.atomic():
            FocusAdoption.objects.create(case=case, focus_list=drafted)
    except IntegrityError:
        adoption = FocusAdoption.objects.select_related("case").get(focus_list=drafted)
        raise Refused(rules.ALREADY_PUT_FORWARD(case=adoption.case)) from None
    history.record("focus.forwarded", about=[case, drafted.partnership], by=by, version=drafted.version)
    return case
