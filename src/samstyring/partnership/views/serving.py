"""Who serves the partnership as a whole, and the overview of several partnerships for those who follow them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground import history, panels
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import serving
from samstyring.partnership.forms.appointing import EndingForm
from samstyring.partnership.forms.serving import ServiceForm
from samstyring.partnership.rules import serving as rules
from samstyring.partnership.rules.across import rows_of
from samstyring.partnership.rules.reading import told

NEWEST = 8


@in_partnership
def roles(request, partnership):
    """Everybody who has, or has had, a role in the partnership as a whole."""
    request.section = "organisation"
    today = timezone.localdate()
    held = [
        {"role": role, "standing": role.standing_on(today)}
        for role in partnership.roles.select_related("person__user").order_by("kind", "from_day", "pk")
    ]
    page = {
        "groups": [(s, [one for one in held if one["standing"] == s]) for s in ("now", "coming", "ended")],
        "may_change": rules.may_administer(request.person, partnership, today),
        "events": told(history.about(partnership)[:NEWEST]),
    }
    return render(request, "partnership/serving/roles.html", page)


@in_partnership
def give(request, partnership):
    """The administrator gives somebody a role."""
    request.section = "organisation"
    today = timezone.localdate()
    people = rules.known_people(partnership, request.person, today)
    form = ServiceForm(request.POST or None, partnership=partnership, people=people, initial={"from_day": today})

    def act():
        asked = dict(form.cleaned_data)
        person, name, email = (asked.pop(key) for key in ("person", "name", "email"))
        if person:
            role = serving.give(person, partnership=partnership, by=request.person, **asked)
        else:
            role = serving.give_to_new(name, email=email, partnership=partnership, by=request.person, **asked)
        messages.success(request, _("%(person)s har fått rollen.") % {"person": role.person})

    return _answer(request, partnership, form, "partnership/serving/give.html", {"form": form}, act)


@in_partnership
def end(request, partnership, partnership_role):
    """The administrator lets a role end."""
    request.section = "organisation"
    role = get_object_or_404(partnership.roles.select_related("person", "partnership"), pk=partnership_role)
    form = EndingForm(request.POST or None, initial={"last_day": timezone.localdate()})

    def act():
        serving.end(role, by=request.person, **form.cleaned_data)
        messages.success(request, _("Rollen er avsluttet. Det som er gjort i den, står."))

    return _answer(request, partnership, form, "partnership/serving/end.html", {"form": form, "role": role}, act)


def _answer(request, partnership, form, template, page, act):
    not_mine = list(rules.obstacles_to_administering(partnership, by=request.person, today=timezone.localdate()))
    if not_mine:
        return refused(request, template, Refused(*not_mine), **page)
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        return redirect("partnership:roles", partnership.key)
    return render(request, template, page, status=422 if form.is_bound else 200)


@login_required
def across(request):
    """The partnerships a person follows, one row each, without a way to touch what they do."""
    today = timezone.localdate()
    followed = list(rules.followed_by(request.person, today))
    if not followed:
        raise Http404
    shown = panels.for_page("partnership.across", followed, request.person)
    return render(request, "partnership/serving/across.html", {"table": rows_of(followed, shown, today)})
