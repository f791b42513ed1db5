"""The frame around every open page: the partnership of the address, its menu, and how long it may be kept."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samstyring.partnership.models import Partnership

MENU = (
    ("meetings", _("Møter og saker"), "portal:meetings"),
    ("programmes", _("Handlingsprogram"), "portal:programmes"),
    ("projects", _("Prosjekter"), "portal:projects"),
)
KEPT_FOR = 60


def in_public(view):
    """Give an open page its partnership. What is not open and what does not exist get the same answer."""

    @require_safe
    @wraps(view)
    def found(request, partnership, **address):
        request.partnership = Partnership.objects.public().filter(key=partnership).first()
        if request.partnership is None:
            raise Http404
        try:
            response = view(request, request.partnership, **address)
        except Http404:
            return show(request, "portal/not_found.html", status=404)
        if not request.user.is_authenticated and response.status_code == 200:
            patch_cache_control(response, public=True, max_age=KEPT_FOR)
        return response

    return found


def show(request, template, context=None, *, section="", status=200):
    """An open page with the partnership's own menu."""
    key = request.partnership.key
    menu = [
        {"label": words, "url": reverse(url_name, args=[key]), "current": name == section}
        for name, words, url_name in MENU
    ]
    frame = {"navigation": menu, "public_url": reverse("portal:home", args=[key])}
    return render(request, template, frame | (context or {}), status=status)
