"""What a fresh partnership still lacks before it can work. Counted each time, never stored.

Rooms above add steps of their own with `ground.panels` on the page `partnership.first_steps`:
the panel's function takes (partnership, person) and returns `{"steps": [Step, …]}` or None.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring import catalogue
from samstyring.ground import panels
from samstyring.partnership.models import VOTING_SEATS, Mandate, Partnership
from samstyring.partnership.models.periods import on_day
from samstyring.partnership.rules import acting


@dataclass(frozen=True)
class Step:
    """One thing a partnership needs: how much of it is there, and where the rest is done."""

    title: Any
    why: Any
    href: str
    act: Any
    there: int
    needed: int

    @property
    def kind(self):
        if self.there >= self.needed:
            return "done"
        return "prog" if self.there else "todo"


def uses_money(partnership):
    """True where the template weighs projects against frames; councils and programmes do not."""
    template = catalogue.load().partnerships.get(partnership.template_key)
    return bool(template and template.checklist)


def for_person(partnership, person, today):
    """The list as the secretariat sees it, for as long as something has not been begun; else nothing."""
    if not acting.is_secretariat(person, partnership, today):
        return []
    steps = _own_steps(partnership, today)
    for panel in panels.for_page("partnership.first_steps", partnership, person):
        steps += panel["steps"]
    return steps if any(step.kind == "todo" for step in steps) else []


def _own_steps(partnership, today):
    # A partnership that begins later is prepared as it will be on its first day.
    day = max(today, partnership.starts_on)
    forums = [forum for forum in partnership.forums.all() if forum.holds_on(day)]
    steps = [_mandates(partnership, forums, day), _seats(partnership, forums, day)]
    if uses_money(partnership):
        steps += _lists(partnership, day)
    return steps


def _mandates(partnership, forums, day):
    """Mandates that a forum adopts. The one the agreement gives is there from the start."""
    waiting = [forum for forum in forums if forum.owner_id]
    in_force = set(Mandate.objects.in_force_on(day).filter(forums__in=waiting).values_list("forums", flat=True))
    there = sum(forum.pk in in_force for forum in waiting)
    return Step(
        _("Vedta mandatene"),
        ngettext(
            "%(there)s av %(needed)s forum har et mandat som gjelder. Toppforumet vedtar dem i en sak.",
            "%(there)s av %(needed)s forum har et mandat som gjelder. Toppforumet vedtar dem i en sak.",
            len(waiting),
        )
        % {"there": there, "needed": len(waiting)},
        reverse("partnership:organisation", args=[partnership.key]),
        _("Se mandatene"),
        there,
        len(waiting),
    )


def _seats(partnership, forums, day):
    """Each party has somebody who speaks for it in a forum."""
    parties = partnership.parties.on(day).filter(is_member=True)
    held = Q(seats__from_day__isnull=True) | Q(seats__from_day__lte=day)
    held &= Q(seats__to_day__isnull=True) | Q(seats__to_day__gte=day)
    speaks = held & Q(seats__kind__in=VOTING_SEATS)
    counted = parties.aggregate(
        needed=Count("pk", distinct=True), seated=Count("pk", filter=speaks, distinct=True)
    )
    needed, seated = counted["needed"], counted["seated"]
    top = next((forum for forum in forums if forum.owner_id is None), None)
    return Step(
        _("Gi partene plass"),
        _("%(there)s av %(needed)s parter har noen som snakker for seg i et forum.")
        % {"there": seated, "needed": needed},
        reverse("partnership:appoint", args=[partnership.key, top.key])
        if top
        else reverse("partnership:organisation", args=[partnership.key]),
        _("Gi plass"),
        seated,
        needed,
    )


def _lists(partnership, day):
    lists = reverse("partnership:adapt", args=[partnership.key])
    held = on_day(day, "focus_areas__from_day", "focus_areas__to_day")
    counted = Partnership.objects.filter(pk=partnership.pk).aggregate(
        areas=Count("focus_areas", filter=held, distinct=True), sources=Count("sources", distinct=True)
    )
    areas, sources = counted["areas"], counted["sources"]
    return [
        Step(
            _("Vedta satsingsområdene"),
            _("Prosjektene hører til hvert sitt satsingsområde. Et forum vedtar dem i en sak.")
            if not areas
            else _("%(n)s er vedtatt.") % {"n": areas},
            reverse("partnership:areas", args=[partnership.key]) + "#satsing",
            _("Satsingsområder"),
            areas,
            1,
        ),
        Step(
            _("Skriv inn finansieringskildene"),
            _("Rammene settes for hver kilde og hvert år.")
            if not sources
            else _("%(n)s er skrevet inn.") % {"n": sources},
            f"{lists}#kilder",
            _("Kilder"),
            sources,
            1,
        ),
    ]
