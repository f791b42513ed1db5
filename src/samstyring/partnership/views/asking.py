"""One form of the secretariat: shown, sent, refused in words, or done."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.rules import acting


def ask(request, template, forms, act, *, done, then, **page):
    """Ask with these forms, all of them bound alike, and do the act with what the first one says.

    Whoever is not of the secretariat is told so before anything else, with what they typed kept.
    """
    not_mine = list(
        acting.obstacles_to_acting_as_secretariat(request.person, request.partnership, timezone.localdate())
    )
    page = {"form": forms[0], **page}
    if not_mine:
        return refused(request, template, Refused(*not_mine), **page)
    # Every form is asked, so that every mistake is shown at once.
    valid = [form.is_valid() for form in forms]
    if all(valid):
        try:
            made = act(**forms[0].cleaned_data)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, done)
        return redirect(then(made))
    return render(request, template, page, status=422 if forms[0].is_bound else 200)
