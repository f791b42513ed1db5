"""How a case stands, in one sentence. Derived from flow, agenda items and decisions; never stored."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from samstyring.casework.models import Meeting, Purpose
from samstyring.casework.rules.course import Station, stations_of
from samstyring.partnership.models import Outcome


class Standing(models.TextChoices):
    """Where a case stands, as a word to filter by."""

    PREPARING = "preparing", _("under forberedelse")
    SCHEDULED = "scheduled", _("på en saksliste")
    UNRECORDED = "unrecorded", _("utfall ikke ført")
    HELD_BACK = "held_back", _("utsatt eller sendt tilbake")
    LOCAL = "local", _("hos partene lokalt")
    FINISHED = "finished", _("ferdigbehandlet")


GLYPHS = {
    Standing.PREPARING: "todo",
    Standing.SCHEDULED: "prog",
    Standing.UNRECORDED: "warn",
    Standing.HELD_BACK: "late",
    Standing.LOCAL: "prog",
    Standing.FINISHED: "done",
}
OUTCOME_GLYPHS = {Outcome.REJECTED: "stop", Outcome.RETURNED: "warn", Outcome.DEFERRED: "late"}
CONCLUDED = {
    Outcome.NOTED: _("Tatt til orientering av %(forum)s %(day)s."),
    Outcome.DISCUSSED: _("Drøftet i %(forum)s %(day)s."),
    Outcome.ADVISED: _("%(forum)s ga råd %(day)s."),
    Outcome.RECOMMENDED: _("%(forum)s ga innstilling %(day)s."),
    Outcome.ENDORSED: _("%(forum)s sluttet seg til saken %(day)s."),
    Outcome.ADOPTED: _("Vedtatt av %(forum)s %(day)s."),
    Outcome.REJECTED: _("Ikke vedtatt av %(forum)s %(day)s."),
    Outcome.RETURNED: _("Sendt tilbake fra %(forum)s %(day)s."),
    Outcome.DEFERRED: _("Utsatt av %(forum)s %(day)s."),
}


@dataclass(frozen=True)
class Status:
    """Where the case is and when (`lead`), what that means for what comes (`rest`), and its stations."""

    standing: Standing
    lead: str
    rest: str
    stations: tuple[Station, ...]

    @property
    def sentence(self):
        return f"{self.lead} {self.rest}".strip()

    @property
    def kind(self):
        return GLYPHS[self.standing]

    @property
    def word(self):
        return self.standing.label

    @property
    def current(self):
        return next((station for station in self.stations if station.state == "current"), None)


def day_words(day, today):
    """`12. juni`, with the year when it is another year than this."""
    return formats.date_format(
        day, pgettext("dato", "j. F") if day.year == today.year else pgettext("dato", "j. F Y")
    )


def _said(words: Any, **values):
    return str(words) % values


def status_of(case, *, today):
    """Say how a case stands on a day. The case should come from `with_course` when there are several."""
    stations = tuple(stations_of(case))
    current = next((station for station in stations if station.state == "current"), None)
    done = [station for station in stations if station.decision]
    if current is None:
        standing, lead, rest = _without_next(case, stations, done, today)
    elif current.item:
        standing, lead, rest = _on_agenda(current, today)
    elif current.held_back:
        standing, lead, rest = _held_back(current, today)
    elif current.is_lost(today):
        standing, lead, rest = _lost(current, today)
        stations = tuple(_left_behind(station, today) for station in stations)
    elif current.is_local and done:
        standing, lead = Standing.LOCAL, _concluded(done[-1].decision, today)
        rest = str(_("Nå hos partene for lokal behandling."))
    else:
        standing, lead, rest = _on_the_way(current, done, today)
    return Status(standing, lead, rest, stations)


def _concluded(decision, today):
    return _said(CONCLUDED[decision.outcome], forum=decision.forum, day=day_words(decision.decided_on, today))


def _without_next(case, stations, done, today):
    if done:
        home = next((station for station in stations if station.finished_on), None)
        rest = _said(_("Ferdig behandlet hos partene %(day)s."), day=day_words(home.day, today)) if home else ""
        return Standing.FINISHED, _concluded(done[-1].decision, today), rest
    for number in case.numbers.all():
        lead = _said(_("Lagt fram for %(forum)s som sak %(number)s."), forum=number.forum, number=number)
        return Standing.UNRECORDED, lead, str(_("Utfallet er ikke ført."))
    lead = _("Under forberedelse.")
    return Standing.PREPARING, str(lead), str(_("Det er ikke bestemt hvilke fora som skal behandle saken."))


def _on_agenda(station, today):
    words = {"forum": station.forum, "day": day_words(station.day, today)}
    if station.awaits_record:
        lead = _said(_("Behandlet i %(forum)s %(day)s."), **words)
        return Standing.UNRECORDED, lead, str(_("Utfallet er ikke ført."))
    if station.purpose:
        purpose = Purpose(station.purpose).label
        lead = _said(_("Hos %(forum)s %(day)s, %(purpose)s."), purpose=purpose, **words)
    else:
        lead = _said(_("Hos %(forum)s %(day)s."), **words)
    if station.item.meeting.status == Meeting.Status.PLANNED:
        return Standing.SCHEDULED, lead, str(_("Innkallingen er ikke sendt."))
    return Standing.SCHEDULED, lead, ""


def _lost(station, today):
    if station.planned_on:
        day = day_words(station.planned_on, today)
        lead = _said(_("Det er ikke kjent om %(forum)s behandlet saken %(day)s."), forum=station.forum, day=day)
    else:
        lead = _said(_("Det er ikke kjent om %(forum)s behandlet saken."), forum=station.forum)
    return Standing.UNRECORDED, lead, ""


def _left_behind(station, today):
    """Behind a station nobody knows the end of, what has no day ahead of it is not planned either."""
    ahead = station.is_done or station.item or (station.planned_on and station.planned_on >= today)
    return station if ahead else replace(station, is_passed=True)


def _held_back(station, today):
    lead = _concluded(station.held_back, today)
    if station.held_back.outcome == Outcome.RETURNED:
        return Standing.HELD_BACK, lead, str(_("Sekretariatet legger saken fram på nytt når den er klar."))
    return Standing.HELD_BACK, lead, str(_("Saken står ikke på noen ny saksliste ennå."))


def _on_the_way(station, done, today):
    """The next forum has not got the case on an agenda yet."""
    behind = _concluded(done[-1].decision, today) if done else ""
    if station.is_local:
        return Standing.PREPARING, behind or str(_("Under forberedelse til lokal behandling hos partene.")), ""
    purpose = Purpose(station.purpose).label if station.purpose else _("behandling")
    words = {"forum": station.forum, "purpose": purpose}
    if station.planned_on and station.planned_on < today:
        day = day_words(station.planned_on, today)
        ahead = _said(_("Planlagt til %(forum)s %(day)s, men står ikke på noen saksliste."), day=day, **words)
    elif station.planned_on:
        day = day_words(station.planned_on, today)
        ahead = _said(_("Planlagt til %(forum)s %(day)s, %(purpose)s."), day=day, **words)
    elif done:
        ahead = _said(_("Neste er %(forum)s, %(purpose)s."), **words)
    else:
        ahead = _said(_("Under forberedelse til %(forum)s, %(purpose)s."), **words)
    return Standing.PREPARING, behind or ahead, ahead if behind else ""


def outcome_words(station, today):
    """The glyph and the word under a station: what the forum did, or how far the plan has come."""
    if station.decision:
        decision = station.decision
        return OUTCOME_GLYPHS.get(decision.outcome, "done"), decision.get_outcome_display().capitalize()
    if station.awaits_record:
        return "warn", str(_("Utfall ikke ført"))
    if station.item:
        called = station.item.meeting.status == Meeting.Status.CALLED
        return ("prog", str(_("Innkalt"))) if called else ("todo", str(_("På utkast til saksliste")))
    if station.held_back:
        held = station.held_back
        return OUTCOME_GLYPHS[held.outcome], held.get_outcome_display().capitalize()
    if station.is_passed or station.is_lost(today):
        return "none", str(_("Ikke ført"))
    return "todo", str(_("Planlagt"))
