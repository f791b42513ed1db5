"""The agreement: what it follows and contains, its road to force, who was party when, and who keeps house."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground import panels
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import agreements as acts
from samstyring.partnership.forms.agreements import AgreementForm, CustodianForm, DayFilter, StepForm
from samstyring.partnership.models import Agreement
from samstyring.partnership.rules import acting, frameworks
from samstyring.partnership.views.asking import ask


def _visible(request, partnership):
    return (
        Agreement.objects.visible_to(request.person)
        .filter(partnership=partnership)
        .select_related("partnership", "replaces__partnership", "inside__partnership")
        .prefetch_related(
            "parties", "territory", "sources", "steps__party", "successors__partnership", "contained__partnership"
        )
    )


@in_partnership
def agreements(request, partnership):
    """All frameworks of the partnership in the order of time, and who the parties were on a day."""
    request.section = "organisation"
    today = timezone.localdate()
    asked = DayFilter(request.GET or None, initial={"dag": today})
    day = (asked.cleaned_data["dag"] if asked.is_valid() else None) or today
    return render(
        request,
        "partnership/agreements.html",
        {
            "rows": [
                {"agreement": one, "standing": one.standing_on(today), "reached": frameworks.reached(one)}
                for one in _visible(request, partnership)
            ],
            "filter": asked,
            "day": day,
            "then": partnership.parties.on(day).filter(is_member=True),
            "custodians": frameworks.custodians(partnership, today),
            "may_change": acting.is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
def agreement(request, partnership, agreement):
    """One agreement or package: its road to force, its area and sources, and what it follows and contains."""
    request.section = "organisation"
    found = get_object_or_404(_visible(request, partnership), pk=agreement)
    today = timezone.localdate()
    return render(
        request,
        "partnership/agreement.html",
        {
            "agreement": found,
            "standing": found.standing_on(today),
            "road": frameworks.road(found),
            "outside": frameworks.outside(found),
            "texts": frameworks.texts(found, panels.for_page("partnership.agreement", found, request.person)),
            "corrections": frameworks.corrections(found),
            "may_change": acting.is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
def register(request, partnership):
    """The secretariat writes down an agreement or a package."""
    request.section = "organisation"
    form = AgreementForm(request.POST or None, partnership=partnership)
    return ask(
        request, "partnership/agreement_new.html", [form], partial(acts.register, partnership, by=request.person),
        done=_("Avtalen er registrert."), then=lambda made: made,
    )  # fmt: skip


@in_partnership
def step(request, partnership, agreement):
    """The secretariat writes down one act on the road to force."""
    request.section = "organisation"
    found = get_object_or_404(_visible(request, partnership), pk=agreement)
    form = StepForm(request.POST or None, partnership=partnership)
    return ask(
        request, "partnership/agreement_step.html", [form], partial(acts.step, found, by=request.person),
        done=_("Steget er registrert."), then=lambda made: found, agreement=found,
    )  # fmt: skip


@in_partnership
def custodian(request, partnership):
    """The secretariat names who takes over as host, data controller or archive."""
    request.section = "organisation"
    form = CustodianForm(request.POST or None, partnership=partnership, initial={"from_day": timezone.localdate()})
    return ask(
        request, "partnership/custodian_new.html", [form], partial(acts.name_custodian, partnership, by=request.person),
        done=_("Ansvaret er registrert."), then=lambda made: reverse("partnership:agreements", args=[partnership.key]),
    )  # fmt: skip
