"""Health, looks, language, demo sign-in and the pages for when something went wrong."""

import re

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponseRedirect, HttpResponseServerError, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samstyring.ground import languages
from samstyring.ground.context import SCHEMES

KEY = re.compile(r"[a-z0-9_:.-]*")


def back_where_they_were(request):
    """The page a person came from, if it is one of ours; else the front page."""
    there = request.POST.get("next") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    # An address, and never the name of one, whatever words were sent.
    return HttpResponseRedirect(there if ours else "/")


@never_cache
@require_GET
def healthz(request):
    """Tell an operator whether the product can answer and reach its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "down"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


@require_POST
def theme(request):
    """Remember whether a person wants light, dark, or what the device says."""
    response = back_where_they_were(request)
    scheme = request.POST.get("value")
    if scheme in SCHEMES:
        response.set_cookie("scheme", scheme, max_age=365 * 24 * 3600, samesite="Lax", httponly=True)
    return response


@require_POST
def language(request):
    """Remember which language a person reads."""
    response = back_where_they_were(request)
    if request.POST.get("value") in languages.codes():
        languages.choose(request, response, request.POST["value"])
    return response


@require_POST
def demo_login(request):
    """Sign in as one of the demo's people with one click. Only the demo has this door."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(get_user_model(), username=request.POST.get("username", ""), is_active=True)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return back_where_they_were(request) if request.POST.get("next") else redirect("/")


def refused(request, template, refusal, **context):
    """Show the page again with what stands in the way. The answer to a refusal is 422."""
    told = {"obstacles": refusal.obstacles, "unsent": _words_in(request.POST), **context}
    return render(request, template, told, status=422)


def _words_in(posted):
    """What a person wrote in a form. Choices and numbers, which look like `keys-of-ours`, are not among it."""
    typed = [words for name in posted if name != "csrfmiddlewaretoken" for words in posted.getlist(name)]
    return [words for words in typed if words.strip() and not KEY.fullmatch(words)]


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    # Nothing that can fail again: no context processors, no database.
    return HttpResponseServerError(loader.get_template("500.html").render())
