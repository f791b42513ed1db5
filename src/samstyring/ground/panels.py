"""Panels and navigation: how a room shows itself on pages of the rooms below it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Panel:
    """A part of somebody else's page: `context(thing, person)` gives the template its values, or None."""

    name: str
    template: str
    context: Callable
    order: int = 50


@dataclass(frozen=True)
class Entry:
    """A word in the main menu; `shown(person)` says whether it leads anywhere for this person."""

    label: Any
    url_name: str
    order: int
    section: str


_panels = {}
_entries = []


def show_on(page, panel):
    _panels.setdefault(page, []).append(panel)


def for_page(page, thing, person):
    """The panels of a page that have something to show for this thing and this person."""
    shown = []
    for panel in sorted(_panels.get(page, ()), key=lambda p: p.order):
        values = panel.context(thing, person)
        if values is not None:
            shown.append({"name": panel.name, "template": panel.template, **values})
    return shown


def add_to_menu(label, url_name, *, order, section):
    _entries.append(Entry(label, url_name, order, section))


def menu():
    return sorted(_entries, key=lambda e: e.order)
