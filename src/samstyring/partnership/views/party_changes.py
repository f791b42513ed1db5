"""Parties that come, change and go, and the table of who has a seat where."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import parties as acts
from samstyring.partnership.forms.appointing import EndingForm
from samstyring.partnership.forms.party import DayOfPlaces, NewPartyForm, PartyForm
from samstyring.partnership.models import Party
from samstyring.partnership.rules import acting
from samstyring.partnership.rules import party as party_rules
from samstyring.partnership.views.asking import ask


@in_partnership
def places(request, partnership):
    """Every party against every forum on a day: who has a seat, and where one is missing."""
    request.section = "organisation"
    today = timezone.localdate()
    asked = DayOfPlaces(request.GET)
    day = asked.cleaned_data["dag"] or today if asked.is_valid() else today
    forums, rows, holes = party_rules.places(partnership, day)
    page = {
        "forums": forums,
        "rows": [(party, list(zip(forums, row, strict=True))) for party, row in rows],
        "holes": holes,
        "day": day,
        "filter": DayOfPlaces(initial={"dag": day}),
        "may_change": acting.is_secretariat(request.person, partnership, today),
    }
    return render(request, "partnership/parties/places.html", page)


@in_partnership
def join(request, partnership):
    """One more party, perhaps after others."""
    request.section = "organisation"
    could_go = partnership.parties.filter(is_member=True).exclude(kind=Party.Kind.REGION)
    form = NewPartyForm(request.POST or None, parties=could_go, initial={"from_day": timezone.localdate()})
    return ask(
        request, "partnership/parties/new.html", [form], partial(acts.join, partnership, by=request.person),
        done=_("Parten er med."), then=_page_of,
    )  # fmt: skip


@in_partnership
def change(request, partnership, party):
    """What is told of a party is corrected."""
    found = _the_party(request, party)
    initial = {name: getattr(found, name) for name in acts.FIELDS}
    form = PartyForm(request.POST or None, initial=initial)
    if found.kind == Party.Kind.REGION:
        form.fields["kind"].choices = [(Party.Kind.REGION.value, Party.Kind.REGION.label)]
    return ask(
        request, "partnership/parties/change.html", [form], partial(acts.change, found, by=request.person),
        done=_("Opplysningene om parten er lagret."), then=_page_of, party=found,
    )  # fmt: skip


@in_partnership
def leave(request, partnership, party):
    """A party leaves after a day."""
    found = _the_party(request, party)
    today = timezone.localdate()
    form = EndingForm(request.POST or None, initial={"last_day": today})
    return ask(
        request, "partnership/parties/leave.html", [form], partial(acts.leave, found, by=request.person),
        done=_("Parten går ut etter dagen. Det som er gjort, står."), then=_page_of, party=found,
        seats=party_rules.seats_after(found, today),
    )  # fmt: skip


def _the_party(request, key):
    request.section = "organisation"
    return get_object_or_404(request.partnership.parties.select_related("partnership"), key=key)


def _page_of(party):
    return reverse("partnership:party", args=[party.partnership.key, party.key])
