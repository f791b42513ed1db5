"""What waits for a person: tasks from every room, in the order of the days they are due."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samstyring.ground.formats import short_day

STATES = {
    "stop": gettext_lazy("Stopper noe"),
    "warn": gettext_lazy("Venter på noen"),
    "late": gettext_lazy("Over fristen"),
    "prog": gettext_lazy("Påbegynt"),
    "todo": gettext_lazy("Ikke påbegynt"),
    "done": gettext_lazy("Gjort"),
}


@dataclass(frozen=True)
class Task:
    """One thing to do: verb and object, why, by when, and the word on the button."""

    title: Any
    href: str
    why: Any = ""
    due: date | None = None
    act: Any = gettext_lazy("Åpne")
    kind: str = "todo"

    @property
    def state(self):
        return STATES[self.kind]


def by_when(tasks, today):
    """[(heading, [{task, due, due_date}])]: grouped by when, because the list is the day's plan."""
    end_of_week = today + timedelta(days=6 - today.weekday())
    headings = (
        (_("Over fristen"), lambda day: day < today),
        (_("I dag"), lambda day: day == today),
        (_("I morgen"), lambda day: day == today + timedelta(days=1)),
        (_("Denne uken"), lambda day: day <= end_of_week),
        (_("Neste uke"), lambda day: day <= end_of_week + timedelta(days=7)),
        (_("Senere"), lambda day: True),
    )
    groups = {}
    for task in sorted(tasks, key=lambda task: (task.due is None, task.due or today)):
        heading = (
            _("Uten frist") if task.due is None else next(words for words, fits in headings if fits(task.due))
        )
        groups.setdefault(heading, []).append(
            {"task": task, "due": due_words(task.due, today), "due_date": short_day(task.due) if task.due else ""}
        )
    return list(groups.items())


def due_words(day, today):
    """`I morgen`, `Om 4 dager`, `6 dager over`."""
    if day is None:
        return ""
    days = (day - today).days
    if days < 0:
        return ngettext("%(days)s dag over", "%(days)s dager over", -days) % {"days": -days}
    if days == 0:
        return _("I dag")
    if days == 1:
        return _("I morgen")
    return ngettext("Om %(days)s dag", "Om %(days)s dager", days) % {"days": days}
