"""Where in the product a page is: the partnership, its accent and its menu."""

from django.urls import reverse

from samstyring.ground import panels
from samstyring.partnership.models import Partnership


def where_we_are(request):
    """The partnership of the address, if this person may see it, with its menu."""
    partnership = getattr(request, "partnership", None)
    if partnership is None:
        return {"partnership": None, "navigation": [], "accent": Partnership.Accent.TEAL}
    here = request.resolver_match
    section = getattr(request, "section", None) or (here.app_name if here else "")
    navigation = [
        {
            "label": entry.label,
            "url": reverse(entry.url_name, args=[partnership.key]),
            "current": entry.section == section,
        }
        for entry in panels.menu(partnership, request.person)
    ]
    return {
        "partnership": partnership,
        "partnerships": getattr(request, "partnerships", None) or Partnership.objects.visible_to(request.person),
        "navigation": navigation,
        "accent": partnership.accent,
    }
