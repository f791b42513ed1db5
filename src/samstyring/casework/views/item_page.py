"""What the page of one agenda item shows, and the pages of attendance and of a decision."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.casework import papers
from samstyring.casework.forms.decisions import DecisionForm
from samstyring.casework.forms.meetings import NoteForm, PresenceForm
from samstyring.casework.models import AgendaItem, Meeting, Stance
from samstyring.casework.rules import anchoring, deciding
from samstyring.casework.rules import minutes as minutes_rules
from samstyring.casework.rules.attendance import Room
from samstyring.casework.rules.cases import OUTCOME_GLYPHS
from samstyring.casework.rules.followup import in_order, standing_of
from samstyring.casework.rules.naming import title_of
from samstyring.casework.rules.routines import routines_for
from samstyring.casework.views.meeting_page import items_of, papers_of, trail_of

STATE_GLYPHS = {"present": "done", "absent": "todo", "recused": "stop"}
STANCE_GLYPHS = {
    Stance.FOR: "done",
    Stance.AGAINST: "stop",
    Stance.RESERVED: "dev",
    Stance.ABSENT: "todo",
    Stance.RECUSED: "none",
}


def state_word(state):
    return {"present": _("til stede"), "absent": _("ikke til stede"), "recused": _("inhabil")}[state]


def item_page(request, item, *, decision_form=None, note_form=None, presence=None):
    """The item as the secretariat runs it, or as a member or observer reads it."""
    room, meeting = Room(item.meeting), item.meeting
    mandate = deciding.mandate_for(item)
    parties = room.parties(item)
    permitted = deciding.permitted_on(item, mandate)
    decision = item.decision
    items = items_of(meeting, request.person)
    at = next(place for place, other in enumerate(items) if other.pk == item.pk)
    item.trail = items[at].trail
    runs = request.keeps_record and meeting.status in (Meeting.Status.CALLED, Meeting.Status.HELD)
    may_decide = runs and item.case_id and not decision and permitted
    if decision_form is None and may_decide:
        decision_form = DecisionForm(
            permitted=permitted, parties=parties, initial={"text": item.paper.proposal if item.paper else ""}
        )
    standing = item.invitations.filter(withdrawn_on__isnull=True)
    invitations = list(standing.select_related("person", "party"))
    return {
        "item": item,
        "meeting": meeting,
        "title": title_of(meeting),
        "run_sheet": [_sheet_row(other, item) for other in items if other.readable],
        "position": _("Punkt %(at)s av %(count)s") % {"at": at + 1, "count": len(items)},
        "next_item": next((other for other in items[at + 1 :] if other.readable), None),
        "keeps_record": request.keeps_record,
        "runs": runs,
        "may_decide": may_decide,
        "decision": decision,
        "decision_row": decision_row(decision) if decision else None,
        "earlier_decisions": [d for d in item.decisions.all() if decision and d.pk != decision.pk],
        "form": decision_form if may_decide or (decision_form and decision_form.is_bound) else None,
        "note_form": note_form or NoteForm(initial={"words": item.note}),
        "papers": papers_of(items[at], request),
        "trail": trail_of(item),
        "proposal": item.paper.proposal if item.paper else "",
        "mandate": mandate,
        "quorum": quorum_words(room, item, mandate) if item.case_id else None,
        "leading": leading_words(room, item),
        "groups": _groups(room, item, presence),
        "attendance_taken": room.is_taken,
        "invitations": invitations,
        "routines": routines_for(
            request.partnership,
            request.person,
            forums=[item.forum_id],
            kinds=[item.case.kind_id] if item.case_id else [],
        ),
        "may_note": runs and meeting.day <= timezone.localdate(),
        "may_invite": request.keeps_record and meeting.status in (Meeting.Status.PLANNED, Meeting.Status.CALLED),
        "awaiting": minutes_rules.awaiting_approval(meeting)
        if item.standing == AgendaItem.Standing.MINUTES
        else [],
        "approved": list(item.minutes_approved.select_related("meeting").prefetch_related("meeting__forums")),
        "ahead": list(deciding.obstacles_ahead(item, room)) if runs and item.case_id and not decision else [],
    }


def _sheet_row(other, item):
    decision = other.decision
    if decision:
        kind, word = OUTCOME_GLYPHS.get(decision.outcome, "done"), decision.get_outcome_display()
    elif other.case_id:
        kind, word = "todo", other.get_purpose_display()
    else:
        kind, word = ("done", _("notat")) if other.note or other.minutes_approved.all() else ("none", "")
    return {"item": other, "current": other.pk == item.pk, "kind": kind, "word": word, "number": other.number_text}


def quorum_words(room, item, mandate):
    """How many parties may vote on the item now, against what the mandate needs."""
    parties = room.parties(item)
    present = sum(1 for chair, _state in parties.values() if chair)
    needed = mandate.quorum if mandate else None
    facts = {"present": present, "all": len(parties), "needed": needed}
    if needed is None:
        return {"kind": "stop", "words": _("%(present)s av %(all)s parter kan stemme. Mandatet mangler.") % facts}
    if present < needed:
        words = ngettext(
            "%(present)s av %(all)s parter kan stemme. Forumet trenger %(needed)s for å være vedtaksført.",
            "%(present)s av %(all)s parter kan stemme. Forumet trenger %(needed)s for å være vedtaksført.",
            present,
        )
        return {"kind": "stop", "words": words % facts}
    words = _("%(present)s av %(all)s parter kan stemme. Forumet er vedtaksført (minst %(needed)s).")
    return {"kind": "done", "words": words % facts}


def leading_words(room, item):
    """Who leads the treatment of the item, or that somebody must be chosen to."""
    if not room.is_taken or item.case_id is None:
        return ""
    chair = room.leading(item)
    if chair is None:
        return _("Verken leder eller nestleder er med på denne saken. Forumet velger en møteleder.")
    return _("%(person)s leder saken.") % {"person": chair.person}


def _groups(room, item, presence=None):
    """The chairs of the forum, party by party, each with a form for what differs at this item."""
    bound = dict([presence]) if presence else {}
    voting = room.parties_voting_on(item)
    groups = {}
    for chair in room.chairs(item):
        party = chair.seat.party
        row = chair.attendance
        form = None
        if row:
            difference = room.differences.get((item.pk, row.pk))
            told = {"attendance": row.pk}
            if difference:
                told |= {"kind": difference.kind, "ground": difference.ground}
            form = PresenceForm(bound.get(row.pk), key=f"p{row.pk}", initial=told)
        speaks = party in voting and voting[party].seat.pk == chair.seat.pk
        groups.setdefault(party.name if party else _("Uten stemme"), []).append(
            {
                "chair": chair,
                "name": chair.person or chair.seat.title,
                "seat": chair.seat.get_kind_display(),
                "kind": STATE_GLYPHS[chair.state],
                "word": state_word(chair.state),
                "votes": speaks,
                "steps_in": speaks and chair.is_deputy,
                "form": form,
                "open": row is not None and row.pk in bound,
            }
        )
    return groups


def decision_row(decision):
    """A decision as it is read, with each party's stance."""
    return {
        "decision": decision,
        "kind": OUTCOME_GLYPHS.get(decision.outcome, "done"),
        "outcome": decision.get_outcome_display().capitalize(),
        "agreement": papers.agreement_note(decision),
        "positions": [
            {"position": p, "kind": STANCE_GLYPHS[p.stance], "word": p.get_stance_display().capitalize()}
            for p in decision.positions.all()
        ],
        "waivers": anchoring.waivers_of(decision.case, forum=decision.forum, paper=decision.paper)
        if decision.paper_id
        else [],
        "mandate_came_later": bool(decision.mandate and decision.mandate.adopted_after(decision.decided_on)),
        "replaced_by": getattr(decision, "replaced_by", None),
    }


def decision_context(request, decision):
    """The page of one decision."""
    return {
        **decision_row(decision),
        "item": decision.item,
        "keeps_record": request.keeps_record,
        "number": decision.item.number_text if decision.item_id else "",
        "chain": chain_of(decision),
        "follow_ups": [
            (one, standing_of(one, timezone.localdate())) for one in in_order(decision.follow_ups.all())
        ],
    }


def chain_of(decision):
    """Every wording the decision has had, the oldest first; empty where it was never corrected."""
    told = list(decision.item.decisions.select_related("recorded_by")) if decision.item_id else []
    return told if len(told) > 1 else []


def roll_call(meeting, chosen=None):
    """Everyone with a seat on the meeting day, forum by forum and party by party."""
    room = Room(meeting)
    groups = {}
    for seat in room.seats:
        row = room.attendance.get(seat.pk)
        here = seat.pk in chosen if chosen is not None else bool(row and row.present)
        body = seat.party.name if seat.party_id else _("Uten stemme")
        groups.setdefault((seat.forum.name, body), []).append(
            {"seat": seat, "name": seat.person or seat.title, "kind": seat.get_kind_display(), "here": here,
             "votes": seat.votes}
        )  # fmt: skip
    return {
        "meeting": meeting,
        "title": title_of(meeting),
        "groups": [{"forum": forum, "body": body, "seats": seats} for (forum, body), seats in groups.items()],
        "joint": meeting.forums.count() > 1,
        "taken": room.is_taken,
    }
