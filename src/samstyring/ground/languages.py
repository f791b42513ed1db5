"""Which language a page is in: bokmål until a person chooses another, whatever the browser asks for."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import translation

from samstyring.ground.models import Preference

YEAR = 365 * 24 * 3600


def codes():
    return [code for code, _name in settings.LANGUAGES]


def choices():
    """(code, the language's own name, whether it is the one of this page)"""
    now = translation.get_language()
    return [(code, name, code == now) for code, name in settings.LANGUAGES]


def of(request):
    """The language chosen here: the account's own, else what this browser was told."""
    chosen = request.session.get("language") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in codes() else settings.LANGUAGE_CODE


def choose(request, response, code):
    """Remember the choice in the browser, and for the account on every device."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", httponly=True)
    if request.user.is_authenticated:
        Preference.objects.update_or_create(user=request.user, defaults={"language": code})
        request.session["language"] = code


@receiver(user_logged_in)
def bring_along(sender, request, user, **kwargs):
    """An account's language follows it to a new device."""
    chosen = Preference.objects.filter(user=user).values_list("language", flat=True).first()
    if chosen:
        request.session["language"] = chosen
