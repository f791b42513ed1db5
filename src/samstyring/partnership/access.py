"""The way into a partnership's pages: signed in, with a part in it, or it does not exist."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.partnership.models import Partnership, PartnershipRole, PartyRole, Seat


def in_partnership(view):
    """Give the view its partnership. Somebody without a part in it does not learn that it exists."""

    @wraps(view)
    @login_required
    def found(request, partnership, **address):
        request.partnership = Partnership.objects.visible_to(request.person).filter(key=partnership).first()
        if request.partnership is None:
            raise Http404
        request.person.role_words = _LaterWords(request.person, request.partnership)
        return view(request, request.partnership, **address)

    return found


class _LaterWords:
    """What a person is here today, asked only when a page shows it."""

    def __init__(self, person, partnership):
        self.person, self.partnership = person, partnership

    def __str__(self):
        today = timezone.localdate()
        held = {"person": self.person}
        role = (
            PartnershipRole.objects.on(today)
            .filter(partnership=self.partnership, **held)
            .order_by("-kind")
            .first()
        )
        if role:
            # Whoever is both administrator and secretariat is first of all the secretariat.
            return role.get_kind_display()
        role = PartyRole.objects.on(today).filter(party__partnership=self.partnership, **held).first()
        if role:
            return str(role.party)
        seat = Seat.objects.on(today).filter(forum__partnership=self.partnership, **held).first()
        if seat:
            return str(seat)
        return _("ingen gjeldende rolle")
