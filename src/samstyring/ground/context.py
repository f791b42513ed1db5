"""What every page knows about its own looks."""

from django.conf import settings

from samstyring.ground import languages

SCHEMES = ("auto", "light", "dark")


def appearance(request):
    scheme = request.COOKIES.get("scheme", "auto")
    return {
        "color_scheme": scheme if scheme in SCHEMES else "auto",
        "demo": settings.DEMO,
        "languages": languages.choices(),
    }
