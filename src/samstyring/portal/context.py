"""The way from a partnership's own pages to what the public sees."""

from django.urls import reverse


def public_side(request):
    partnership = getattr(request, "partnership", None)
    return {"public_url": reverse("portal:home", args=[partnership.key])} if partnership else {}
