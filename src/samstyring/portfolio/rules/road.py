"""The road from idea to adopted project, as it is in this partnership: step, forum, what it takes and what comes out.

Everything is read from what has been adopted, so that the description is never older than the practice (001:1103).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Meeting
from samstyring.ground import formats
from samstyring.partnership.models import Anchoring, Mandate, Party, Seat, SeatType
from samstyring.portfolio.rules import forecast, sheets
from samstyring.portfolio.rules.sheets import NEEDED_AT, STEPS, Step

COMES_OUT = {
    Step.UNDERSTAND: _("Et prosjektark som sier hva behovet er, og som kan legges fram."),
    Step.COORDINATE: _("Et ark som er sett på tvers av fag og geografi, eller sendt tilbake med begrunnelse."),
    Step.PRIORITISE: _("En balansert portefølje og en innstilling til handlingsprogram."),
    Step.ADOPT: _("Et vedtatt handlingsprogram, som partene behandler hjemme."),
}


@dataclass(frozen=True)
class Leg:
    """One step: which forums have it, who leads them, what must be in place, what comes out, and when they meet."""

    title: Any
    forums: tuple  # (forum, leaders in words, mandate in force or None)
    parties: tuple  # parties with the body that treats it, where the step is theirs
    needs: tuple
    comes_out: Any
    meets: Any
    criteria: bool = False

    @property
    def without_mandate(self):
        return [forum for forum, _leaders, mandate in self.forums if mandate is None]


def legs(partnership, *, on):
    """The four steps of the board, then the parties' own treatment, in a fixed number of questions."""
    in_force = Mandate.objects.in_force_on(on).order_by("-effective_from", "-version")
    seats = Seat.objects.on(on).filter(kind=SeatType.LEADER).select_related("person", "party")
    forums = (
        partnership.forums.on(on)
        .exclude(board_step=Step.NONE)
        .prefetch_related(
            Prefetch("mandates", in_force, to_attr="in_force"), Prefetch("seats", seats, to_attr="leaders")
        )
    )
    by_step = {}
    for forum in forums:
        by_step.setdefault(forum.board_step, []).append(forum)
    plan = forecast.schedule(partnership, on=on)
    coming = _next_meetings(partnership, on)
    checklist = sheets.checklist_for(partnership)
    found = [_leg(step, by_step.get(step, []), plan, coming, checklist) for step in STEPS]
    home = _at_home(partnership, on)
    return [*found, home] if home.parties else found


def _leg(step, forums, plan, coming, checklist):
    told = tuple((forum, _leaders(forum), (forum.in_force or [None])[0]) for forum in forums)
    return Leg(
        title=capfirst(step.label), forums=told, parties=(), needs=tuple(_needs(step, told, checklist)),
        comes_out=COMES_OUT[step], meets=_meets(step, forums, plan, coming), criteria=step == Step.PRIORITISE,
    )  # fmt: skip


def _leaders(forum):
    names = [str(seat.person or seat.title) for seat in forum.leaders]
    return ", ".join(names) if names else ""


def _needs(step, told, checklist):
    """What the sheet must say before it comes to the step, and what the mandate asks of the parties."""
    for name in NEEDED_AT[step]:
        if name == "checks":
            count = sum(point.required for point in checklist.points)
            words = ngettext("Sjekklisten, %(count)s punkt", "Sjekklisten, %(count)s punkter", count)
            yield words % {"count": count}
        else:
            yield str(sheets.label_of(name))
    asks = any(mandate and mandate.anchoring == Anchoring.AFFECTED for _forum, _leaders, mandate in told)
    if step == Step.COORDINATE and asks:
        yield gettext("Forankring hos eieren og bekreftelse fra byggherren")


def _next_meetings(partnership, on):
    """{forum: the next day it meets}"""
    ahead = Meeting.objects.filter(
        partnership=partnership, day__gte=on, status__in=(Meeting.Status.PLANNED, Meeting.Status.CALLED)
    ).order_by("-day")
    return dict(ahead.values_list("forums", "day"))


def _meets(step, forums, plan, coming):
    """The last meeting that is in time for the next programme, else the next one there is."""
    if plan and step == Step.PRIORITISE:
        return gettext("Prioriterer %(day)s") % {"day": formats.day(plan.day)}
    in_time = (plan.meetings.get(step) or []) if plan else []
    if in_time:
        told = {"last": formats.day(max(in_time)), "day": formats.day(plan.day)}
        return gettext("Siste møte før prioriteringen %(day)s er %(last)s") % told
    days = [coming[forum.pk] for forum in forums if forum.pk in coming]
    if days:
        return gettext("Neste møte er %(day)s") % {"day": formats.day(min(days))}
    return gettext("Ingen møtedag er satt")


def _at_home(partnership, on):
    """The parties' own bodies, which finally adopt what the top forum has adopted."""
    parties = [
        party
        for party in partnership.parties.all()
        if party.is_member and party.holds_on(on) and party.adoption != Party.Adoption.NONE
    ]
    return Leg(
        title=_("Partene behandler programmet"), forums=(), parties=tuple(parties),
        needs=(gettext("Handlingsprogram vedtatt, eller innkalt til vedtak"),),
        comes_out=_("Endelig handlingsprogram når alle som må, har behandlet det."),
        meets=gettext("Fristen settes for hver part i programmet"),
    )  # fmt: skip
