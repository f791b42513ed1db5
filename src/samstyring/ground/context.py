"""What every page knows about its own looks."""

from django.conf import settings

SCHEMES = ("auto", "light", "dark")


def appearance(request):
    scheme = request.COOKIES.get("scheme", "auto")
    return {
        "color_scheme": scheme if scheme in SCHEMES else "auto",
        "demo": settings.DEMO,
    }
