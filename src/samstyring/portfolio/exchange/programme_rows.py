"""What a programme says, as the rows of its workbook hold it: one for each project or pot and source."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import F

from samstyring.portfolio.exchange.columns import tidy


@dataclass(frozen=True)
class ProgrammeRow:
    """What one source gives to one project or pot, year by year."""

    project: Any  # None for a pot
    pot: str
    source: Any
    focus_area: Any
    amounts: dict  # {year: amount}

    @property
    def key(self):
        return self.project.key if self.project else ""

    @property
    def name(self):
        return tidy(self.project.name if self.project else self.pot)

    @property
    def place(self):
        return (self.project.pk if self.project else None, self.pot, self.source.pk)


def rows_of(programme):
    """Every row of the programme, in the order of its pages."""
    lines = programme.lines.select_related("project", "source", "focus_area").order_by(
        F("focus_area__order").asc(nulls_last=True), "project__name", "pot", "source__order", "year", "pk"
    )
    found = {}
    for place, of in groupby(lines, key=lambda line: (line.project_id, line.pot, line.source_id)):
        of = list(of)
        amounts = {line.year: line.amount_mnok for line in of}
        if place in found:
            # Lines of one row that lie under two focus areas are one row all the same.
            found[place].amounts.update(amounts)
            continue
        found[place] = ProgrammeRow(of[0].project, of[0].pot, of[0].source, of[0].focus_area, amounts)
    return tuple(found.values())


def fingerprint(programme):
    """A short mark that changes when any line of the programme does."""
    lines = programme.lines.values_list(
        "project__key", "pot", "focus_area__key", "source__key", "year", "amount_mnok"
    )
    told = sorted("\t".join(str(part) for part in (*line[:-1], line[-1].normalize())) for line in lines.order_by())
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Choices:
    """The projects, sources and focus areas a row may name, each by words that are its own."""

    projects: tuple
    sources: dict  # {words: source}
    focus_areas: dict  # {words: focus area}

    def words_for(self, thing):
        """The words that stand for a source or a focus area in this workbook."""
        return next((words for group in (self.sources, self.focus_areas)
                     for words, one in group.items() if one == thing), "")  # fmt: skip


def choices(partnership):
    return Choices(
        tuple(partnership.projects.order_by("key")),
        _told_apart(partnership.sources.all()),
        _told_apart(partnership.focus_areas.all()),
    )


def _told_apart(things):
    """{words: thing}. Two with the same name are told apart by their keys."""
    things = list(things)
    names = Counter(tidy(one.name).casefold() for one in things)
    return {
        tidy(one.name) if names[tidy(one.name).casefold()] == 1 else f"{tidy(one.name)} ({one.key})": one
        for one in things
    }


@dataclass(frozen=True)
class ProgrammeFrame:
    """All that the workbook of one programme is written from."""

    programme: Any
    rows: tuple
    choices: Choices
    sums: Any  # the frames, with what is used of them
    mark: str

    @property
    def years(self):
        return tuple(self.programme.calendar_years)
