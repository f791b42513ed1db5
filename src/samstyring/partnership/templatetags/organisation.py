"""The parts of the organisation in groups, so that somebody who looks for one of them knows where."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

GROUPS = (
    (
        _("Oversikt"),
        (
            ("organisation", _("Forum og parter")),
            ("chart", _("Kart")),
            ("areas", _("Områder")),
            ("temporary_groups", _("Midlertidige grupper")),
        ),
    ),
    (
        _("Roller og ansvar"),
        (
            ("responsibilities", _("Mandater og ansvar")),
            ("roles", _("Roller i samarbeidet")),
            ("party_places", _("Parter og plasser")),
            ("welcome", _("Til nye")),
        ),
    ),
    (
        _("Avtale og dokumenter"),
        (("agreements", _("Avtalen")), ("documents", _("Styringsdokumenter")), ("words", _("Ord"))),
    ),
    (_("Tilpass"), (("adapt", _("Forum, saker og lister")), ("house_style", _("Stil")))),
)


@register.simple_tag
def organisation_menu(partnership, here):
    """The groups, and the pages of the one that `here` is in; `here` is the name of the page's address."""
    groups, pages = [], []
    for words, members in GROUPS:
        told = [
            {
                "words": page,
                "href": reverse(f"partnership:{name}", args=[partnership.key]),
                "current": name == here,
            }
            for name, page in members
        ]
        is_here = any(page["current"] for page in told)
        groups.append({"words": words, "href": told[0]["href"], "current": is_here, "pages": told})
        pages = told if is_here else pages
    return {"groups": groups, "pages": pages, "here": next((g["words"] for g in groups if g["current"]), "")}
