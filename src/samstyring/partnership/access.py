"""The way into a partnership's pages: signed in, with a part in it, or it does not exist."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404

from samstyring.partnership.models import Partnership


def in_partnership(view):
    """Give the view its partnership. Somebody without a part in it does not learn that it exists."""

    @wraps(view)
    @login_required
    def found(request, partnership, **address):
        request.partnership = Partnership.objects.visible_to(request.person).filter(key=partnership).first()
        if request.partnership is None:
            raise Http404
        return view(request, request.partnership, **address)

    return found
