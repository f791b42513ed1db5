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
    """A word in the main menu; `shown(partnership, person)` says whether it leads anywhere there."""

    label: Any
    url_name: str
    order: int
    section: str
    shown: Callable | None = None


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


def add_to_menu(label, url_name, *, order, section, shown=None):
    _entries.append(Entry(label, url_name, order, section, shown))


def menu(partnership, person):
    """The words that lead somewhere in this partnership, in their order."""
    there = [entry for entry in _entries if entry.shown is None or entry.shown(partnership, person)]
    return sorted(there, key=lambda entry: entry.order)
