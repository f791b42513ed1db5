"""The pack for a new member: role, mandate, forums, calendar, open cases and tools, made from the data."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samstyring.ground import formats, panels
from samstyring.partnership.models import Outcome, Person
from samstyring.partnership.rules import acting
from samstyring.partnership.rules.responsibility import acts, role_words


@dataclass(frozen=True)
class Member:
    """Whom a pack is for: a person in a partnership, with the forums they sit in now or soon."""

    partnership: Any
    person: Any
    forums: tuple
    today: Any


@dataclass(frozen=True)
class Line:
    """One line of a section: words, a quiet remark, and where it leads."""

    words: str
    meta: str = ""
    href: str = ""


@dataclass(frozen=True)
class Section:
    """A list in the pack, told by this room or by one above. What is empty says so."""

    title: str
    lines: tuple = ()
    empty: str = ""


@dataclass(frozen=True)
class ForumPart:
    """One forum of the member: what it is for, what it may do, and what is expected of the member in it."""

    forum: Any
    seats: list
    mandate: Any
    facts: list = field(default_factory=list)
    roles: list = field(default_factory=list)


@dataclass(frozen=True)
class Pack:
    member: Member
    parts: list
    forums: list
    sections: list


def members_of(partnership):
    """Everybody who has, or has had, a part in the partnership."""
    return Person.objects.with_part_in(partnership)


def pack_for(person, partnership, today):
    """Everything a new member needs, as they themselves may see it. Ended seats are left out."""
    parts = [
        part
        for part in acting.parts_of(acting.with_parts(person), partnership, today)
        if part["standing"] != "ended"
    ]
    forums = tuple(dict.fromkeys(part["forum"] for part in parts if part["forum"]))
    member = Member(partnership, person, forums, today)
    told = panels.for_page("partnership.onboarding", member, person)
    return Pack(
        member,
        parts,
        [_forum(forum, [p["period"] for p in parts if p["forum"] == forum], today) for forum in forums],
        [*(panel["section"] for panel in told), _tools(partnership, person)],
    )


def _forum(forum, seats, today):
    mandate = forum.mandate_on(today)
    leader = forum.seats.on(today).filter(kind="leader").select_related("person", "party").first()
    facts = []
    if mandate:
        permitted = [Outcome(outcome) for row in mandate.authority.all() for outcome in row.outcomes]
        facts = [
            (_("Hva forumet er til for"), mandate.purpose),
            (_("Hva det kan gjøre"), acts(permitted)),
            (_("Mandatet gjelder fra"), formats.day(mandate.effective_from)),
            (_("Innkalling"), _("%(days)s dager før møtet") % {"days": mandate.notice_days}),
            (_("Avgjør ved"), mandate.get_decision_rule_display()),
        ]
        hours = mandate.composition.get("hours_per_year") or {}
        asked = max((hours.get(seat.kind) or 0 for seat in seats), default=0)
        facts += [(_("Timer per år"), formats.number(asked, 0))] if asked else []
    else:
        facts = [(_("Mandat"), _("Forumet er uten gjeldende mandat og kan ikke konkludere."))]
    facts.append((_("Leder"), str(leader.person or leader.title) if leader else _("ikke oppgitt")))
    if forum.prepares_for:
        facts.append((_("Forbereder saker for"), forum.prepares_for.name))
    roles = [{"seat": seat, "what": seat.get_kind_display(), **role_words(seat.kind)} for seat in seats]
    return ForumPart(forum, seats, mandate, facts, roles)


def _tools(partnership, person):
    """Where a newcomer finds things. The words of the main menu lead to where they always lead."""
    lines = [
        Line(str(entry.label), "", reverse(entry.url_name, args=[partnership.key]))
        for entry in panels.menu(partnership, person)
    ]
    lines += [
        Line(_("Organisasjonskart"), _("hvem som forbereder for hvem"), reverse("partnership:chart", args=[partnership.key])),
        Line(_("Ord vi bruker"), _("hva ordene betyr her"), reverse("partnership:words", args=[partnership.key])),
        Line(_("Styringsdokumenter"), _("mandater, rutiner og retningslinjer"),
             reverse("partnership:documents", args=[partnership.key])),
    ]  # fmt: skip
    return Section(_("Verktøyene"), tuple(lines))
