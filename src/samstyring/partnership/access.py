"""The way into a partnership's pages: signed in, with a part in it, or it does not exist."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.partnership.models import Partnership, PartnershipRole
from samstyring.partnership.rules import acting

SAFE = ("GET", "HEAD")


def in_partnership(view):
    """Give the view its partnership. Somebody without a part in it does not learn that it exists."""

    @wraps(view)
    @login_required
    def found(request, partnership, **address):
        request.partnerships = list(Partnership.objects.visible_to(request.person))
        request.partnership = next((one for one in request.partnerships if one.key == partnership), None)
        if request.partnership is None:
            raise Http404
        if request.method in SAFE:
            # Nearly every rule asks what the reader holds and which forums there are. An act asks anew each time.
            acting.with_parts(request.person)
            prefetch_related_objects([request.partnership], "forums")
        request.person.role_words = _LaterWords(request.person, request.partnership)
        return view(request, request.partnership, **address)

    return found


class _LaterWords:
    """What a person is here today, asked only when a page shows it."""

    def __init__(self, person, partnership):
        self.person, self.partnership = person, partnership

    def __str__(self):
        today = timezone.localdate()
        parts = acting.parts_of(acting.with_parts(self.person), self.partnership, today)
        now = [part for part in parts if part["standing"] == "now"]
        roles = [part for part in now if isinstance(part["period"], PartnershipRole)]
        if roles:
            # Whoever is both administrator and secretariat is first of all the secretariat.
            return max(roles, key=lambda part: part["period"].kind)["what"]
        for part in now:
            return str(part["period"] if part["forum"] else part["where"])
        return _("ingen gjeldende rolle")
