"""The agreement as everybody may read it: its versions, and what each party has adopted."""

from django.utils import timezone

from samstyring.portal import agreements as reading
from samstyring.portal.frame import in_public, show


@in_public
def agreements(request, partnership):
    """Every open version of the agreement's text, with what each party has done and every deviation."""
    rows = list(reading.told(partnership, on=timezone.localdate()))
    return show(request, "portal/agreements.html", {"rows": rows}, section="agreements")
