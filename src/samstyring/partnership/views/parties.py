"""One party: who acts for it at home, where it sits, and which group it shares a seat with."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import groups
from samstyring.partnership.forms.appointing import EndingForm
from samstyring.partnership.forms.seats import GroupForm, JoinForm, PartyRoleForm
from samstyring.partnership.models import Party
from samstyring.partnership.rules import acting
from samstyring.partnership.rules import groups as group_rules
from samstyring.partnership.rules.reading import told

NEWEST = 8


@in_partnership
def party(request, partnership, party):
    """What the party is, who acts for it, where it has seats, and who it sits together with."""
    today = timezone.localdate()
    party = _the_party(request, party)
    roles = list(party.roles.select_related("person"))
    seats = list(
        party.seats.on(today).select_related("person", "forum__partnership").order_by("forum__order", "pk")
    )
    return render(
        request,
        "partnership/seats/party.html",
        {
            "party": party,
            "standing": party.standing_on(today),
            "is_group": party.kind == Party.Kind.REGION,
            "roles": [{"role": role, "standing": role.standing_on(today)} for role in roles],
            "seats": seats,
            "members": _with_standing(party.group_members.select_related("member"), today),
            "groups": _with_standing(party.group_memberships.select_related("group"), today),
            "administers": group_rules.administers(request.person, party, today),
            "may_change": acting.is_secretariat(request.person, partnership, today),
            "events": told(history.about(party)[:NEWEST]),
        },
    )


def _with_standing(rows, today):
    return [{"row": row, "standing": row.standing_on(today)} for row in rows]


@in_partnership
def form_group(request, partnership):
    """Let parties share a seat under one name."""
    request.section = "organisation"
    today = timezone.localdate()
    form = GroupForm(request.POST or None, parties=_possible_members(partnership), initial={"from_day": today})
    obstacles = acting.obstacles_to_acting_as_secretariat(request.person, partnership, today)

    def act():
        return _page_of(groups.form_group(partnership, by=request.person, **form.cleaned_data))

    return _answer(request, form, "partnership/seats/group.html", {"form": form}, obstacles, act)


@in_partnership
def join(request, partnership, party):
    """One more party belongs to the group."""
    group = _the_party(request, party)
    today = timezone.localdate()
    form = JoinForm(request.POST or None, parties=_possible_members(partnership), initial={"from_day": today})
    obstacles = acting.obstacles_to_acting_as_secretariat(request.person, partnership, today)

    def act():
        groups.join(group, by=request.person, **form.cleaned_data)
        messages.success(request, _("%(member)s er med i gruppen.") % {"member": form.cleaned_data["member"]})
        return _page_of(group)

    return _answer(request, form, "partnership/seats/join.html", {"party": group, "form": form}, obstacles, act)


@in_partnership
def leave(request, partnership, party, membership):
    """A party leaves the group after a day."""
    group = _the_party(request, party)
    row = get_object_or_404(group.group_members.select_related("member", "group__partnership"), pk=membership)
    today = timezone.localdate()
    form = EndingForm(request.POST or None, initial={"last_day": today})
    obstacles = acting.obstacles_to_acting_as_secretariat(request.person, partnership, today)

    def act():
        groups.leave(row, by=request.person, **form.cleaned_data)
        return _page_of(group)

    page = {"party": group, "row": row, "form": form}
    return _answer(request, form, "partnership/seats/leave.html", page, obstacles, act)


@in_partnership
def give_role(request, partnership, party):
    """Somebody begins to act for the party at home. The party's own administrator may say so."""
    party = _the_party(request, party)
    today = timezone.localdate()
    form = PartyRoleForm(request.POST or None, partnership=partnership, initial={"from_day": today})
    obstacles = group_rules.obstacles_to_administering(party, by=request.person, today=today)

    def act():
        asked = dict(form.cleaned_data)
        person, name, email = (asked.pop(key) for key in ("person", "name", "email"))
        if person:
            groups.give_role(person, party=party, by=request.person, **asked)
        else:
            groups.give_role_to_new(name, email=email, party=party, by=request.person, **asked)
        messages.success(request, _("Rollen er gitt."))
        return _page_of(party)

    page = {"party": party, "form": form}
    return _answer(request, form, "partnership/seats/give_role.html", page, obstacles, act)


@in_partnership
def end_role(request, partnership, party, party_role):
    """Somebody no longer acts for the party after a day."""
    party = _the_party(request, party)
    role = get_object_or_404(party.roles.select_related("person", "party__partnership"), pk=party_role)
    today = timezone.localdate()
    form = EndingForm(request.POST or None, initial={"last_day": today})
    obstacles = group_rules.obstacles_to_administering(party, by=request.person, today=today)

    def act():
        groups.end_role(role, by=request.person, **form.cleaned_data)
        messages.success(request, _("Rollen er avsluttet. Det som er gjort i den, står."))
        return _page_of(party)

    page = {"party": party, "role": role, "form": form}
    return _answer(request, form, "partnership/seats/end_role.html", page, obstacles, act)


def _the_party(request, key):
    request.section = "organisation"
    parties = request.partnership.parties.select_related("partnership").prefetch_related(
        "predecessors", "successors"
    )
    return get_object_or_404(parties, key=key)


def _possible_members(partnership):
    return partnership.parties.exclude(kind=Party.Kind.REGION)


def _page_of(party):
    return redirect("partnership:party", party.partnership.key, party.key)


def _answer(request, form, template, page, obstacles, act):
    not_mine = list(obstacles)
    if not_mine:
        return refused(request, template, Refused(*not_mine), **page)
    if form.is_valid():
        try:
            return act()
        except Refused as refusal:
            return refused(request, template, refusal, **page)
    return render(request, template, page, status=422 if form.is_bound else 200)
