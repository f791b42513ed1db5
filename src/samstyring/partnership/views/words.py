"""«Ord vi bruker»: what the words mean here."""

from functools import partial

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import words as acts
from samstyring.partnership.forms.agreements import WordForm
from samstyring.partnership.models import SeatType
from samstyring.partnership.rules import acting, wording
from samstyring.partnership.rules.responsibility import guide
from samstyring.partnership.views.asking import ask
from samstyring.partnership.views.responsibility import forums_on


@in_partnership
def words(request, partnership):
    """The words of the field, then the partnership's own names for forums, roles and cases."""
    request.section = "organisation"
    today = timezone.localdate()
    return render(
        request,
        "partnership/words.html",
        {
            "entries": wording.entries(partnership),
            "guide": guide(),
            "forums": forums_on(partnership, request.person, today),
            "roles": SeatType,
            "kinds": partnership.case_kinds.all(),
            "may_change": acting.is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
def adopt(request, partnership):
    """The secretariat writes down what a word means here, and where that was decided."""
    request.section = "organisation"
    initial = {"from_day": timezone.localdate(), "word": request.GET.get("ord", "")[:80]}
    form = WordForm(request.POST or None, initial=initial)
    return ask(
        request, "partnership/word_new.html", [form], partial(acts.adopt, partnership, by=request.person),
        done=_("Ordet har fått betydningen."), then=lambda made: reverse("partnership:words", args=[partnership.key]),
    )  # fmt: skip
