"""Mandates and seats put together the way people read them."""

from django.utils.translation import gettext as _

from samstyring.ground import formats, history
from samstyring.ground.models import EventSubject
from samstyring.partnership.models import Outcome, SeatType
from samstyring.partnership.models.mandates import ACT_WORDS

LEADERS = (SeatType.LEADER, SeatType.DEPUTY_LEADER)


def authority_by_kind(mandate):
    """The points of a mandate with what each lets the forum do, in words."""
    return [
        {
            "row": row,
            "kind": row.case_kind.name if row.case_kind else _("Alle sakstyper"),
            "acts": [ACT_WORDS[Outcome(outcome)] for outcome in row.outcomes],
        }
        for row in mandate.authority.all()
    ]


def table_of_seats(seats, day):
    """[(standing, voting seats, the others)] for the seats that hold, are coming, and have ended."""
    groups = []
    for standing in ("now", "coming", "ended"):
        those = [seat for seat in seats if seat.standing_on(day) == standing]
        if those:
            groups.append((standing, [s for s in those if s.votes], [s for s in those if not s.votes]))
    return groups


def six_questions(mandate, seats, day):
    """What anybody should be able to read about a forum. What is not stated says so."""
    if mandate is None:
        return []
    acts = {}
    for row in mandate.authority.all():
        for outcome in row.outcomes:
            acts.setdefault(str(ACT_WORDS[Outcome(outcome)]), None)
    now = [seat for seat in seats if seat.holds_on(day)]
    leaders = [
        " ".join(filter(None, (str(s.person or s.title), f"({s.party.short})" if s.party else "")))
        for s in now
        if s.kind in LEADERS
    ]
    hours = (mandate.composition.get("hours_per_year") or {}).get("member")
    parties = len({seat.party_id for seat in now if seat.votes})
    return [
        (_("Hva er forumet til for?"), mandate.purpose),
        (_("Hva kan det gjøre?"), ", ".join(acts)),
        (_("Hva har det ansvar for?"), " ".join(task.rstrip(".") + "." for task in mandate.tasks)),
        (
            _("Hvem sitter i det?"),
            mandate.composition.get("text") or (_("%(parties)s parter") % {"parties": parties} if parties else ""),
        ),
        (_("Hvem leder det?"), ", ".join(leaders)),
        (
            _("Hvor mye tid tar det?"),
            _("%(hours)s timer per år for et medlem") % {"hours": formats.number(hours, 0)} if hours else "",
        ),
    ]


def told(events):
    """Events as they are read: when, what was done, and by whom."""
    return [
        {
            "at": event.at,
            "words": history.words_for(event),
            "by": ", ".join(
                str(one.subject)
                for one in event.subjects.all()
                if one.part == EventSubject.Part.BY and one.subject
            ),
        }
        for event in events
    ]
