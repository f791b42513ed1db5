"""The minutes of a meeting and the extract of a decision: first as words, then as papers."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samstyring import documents
from samstyring.casework.models import AgendaItem, Stance
from samstyring.casework.rules.anchoring import waivers_of
from samstyring.casework.rules.attendance import Room
from samstyring.casework.rules.followup import brought_to, standing_of
from samstyring.casework.rules.naming import hours_of, named, title_of
from samstyring.ground import formats
from samstyring.partnership.models import DecisionRule

HEADING, POINT = "## ", "- "


def drafted_minutes(meeting):
    """The minutes as the record gives them. Whoever writes them changes the words, and the record stays."""
    room, items = Room(meeting), list(_items(meeting))
    parts = [HEADING + _("Til stede"), *_roll(meeting, room), *_followed_up(meeting)]
    for item in items:
        parts += [HEADING + " ".join(filter(None, (str(item.number_text), str(item.public_heading))))]
        if item.standing == AgendaItem.Standing.IMPARTIALITY and not item.note:
            parts += _recusals(items, room) or [_("Ingen merknader.")]
        else:
            parts += _behind_closed_doors(item) or _what_happened(item, room)
    return "\n\n".join(parts)


def _items(meeting):
    return (
        meeting.items.select_related("case", "number", "forum", "meeting", "paper")
        .prefetch_related(
            "decisions__replaced_by",
            "decisions__positions__party",
            "minutes_approved__meeting",
            "invitations__person",
            "invitations__party",
        )  # fmt: skip
        .all()
    )


def _roll(meeting, room):
    if not room.is_taken:
        return [_("Frammøtet er ikke ført.")]
    lines, absent = [], []
    for seat in room.seats:
        row = room.attendance.get(seat.pk)
        if row is None:
            continue
        who = _("%(person)s, %(body)s (%(seat)s)") % {
            "person": row.person,
            "body": seat.party or seat.forum,
            "seat": seat.get_kind_display(),
        }
        (lines if row.present else absent).append(POINT + who)
    parts = ["\n".join(lines)] if lines else []
    if absent:
        parts += [_("Ikke til stede:"), "\n".join(absent)]
    return parts


def _followed_up(meeting):
    """The points from earlier decisions that were not finished when the forum met; closed cases keep theirs."""
    points = [
        POINT
        + _("%(text)s Ansvarlig: %(who)s. Frist %(day)s. %(state)s.")
        % {
            "text": f"{one.text.rstrip('.')}.",
            "who": one.responsible,
            "day": formats.day(one.due_on),
            "state": standing_of(one, meeting.day).word,
        }
        for one in brought_to(meeting).filter(decision__case__closed_basis="")
    ]
    return [HEADING + _("Oppfølging av tidligere vedtak"), "\n".join(points)] if points else []


def _recusals(items, room):
    """Under the question of impartiality: who stepped down, and at which point. The grounds stand there."""
    lines = [
        POINT
        + _("%(person)s fratrådte som inhabil ved %(point)s.")
        % {"person": chair.person, "point": item.number_text or f"«{item.public_heading}»"}
        for item in items
        for chair in room.chairs(item)
        if chair.state == "recused"
    ]
    return ["\n".join(lines)] if lines else []


def _behind_closed_doors(item):
    """A closed case keeps its words in the case itself; the minutes travel further than it may."""
    if item.case_id is None or not item.case.closed_basis:
        return []
    words = _("Behandlet for lukkede dører, %(basis)s. Vedtaket er ført i saken.")
    return [words % {"basis": item.case.closed_basis}]


def _what_happened(item, room):
    parts = []
    comings = _comings_and_goings(item, room)
    if comings:
        parts.append("\n".join(POINT + line for line in comings))
    parts += _invited(item)
    if item.note:
        parts.append(item.note)
    for version in item.minutes_approved.all():
        parts.append(_("Protokollen fra møtet %(day)s ble godkjent.") % {"day": formats.day(version.meeting.day)})
    decision = item.decision
    if decision:
        parts += [f"{decision.get_outcome_display().capitalize()}:", decision.text, *_stands(decision)]
        parts += _deputies(item, room)
        parts += _without(decision)
    elif not parts:
        parts.append(_("Ingen merknader."))
    return parts


def _comings_and_goings(item, room):
    lines = []
    for chair in room.chairs(item):
        row = chair.attendance
        difference = room.differences.get((item.pk, row.pk)) if row else None
        if difference:
            who = {"person": row.person, "how": difference.get_kind_display(), "ground": difference.ground}
            lines.append(
                _("%(person)s: %(how)s. Grunnlag: %(ground)s") % who
                if difference.ground
                else _("%(person)s: %(how)s.") % who
            )
    return lines


def _invited(item):
    """Who was invited to the item alone: without a seat, and without a vote."""
    lines = []
    for invitation in item.invitations.all():
        if invitation.withdrawn_on is None:
            if invitation.came is False:
                words = _("%(who)s var invitert til saken, men møtte ikke.")
            else:
                words = _("%(who)s var invitert til saken og deltok uten stemme.")
            lines.append(POINT + words % {"who": invitation.who})
    return ["\n".join(lines)] if lines else []


def _deputies(item, room):
    """The deputies who spoke for their party when the item was decided."""
    return [
        _("%(person)s møtte som vara for %(party)s.") % {"person": chair.person, "party": party}
        for party, (chair, _state) in room.parties(item).items()
        if chair and chair.is_deputy
    ]


def _without(decision):
    """That the leader went on without an answer from an affected party, and why."""
    waivers = waivers_of(decision.case, forum=decision.forum, paper=decision.paper) if decision.paper_id else []
    words = _("%(leader)s gikk videre uten svar om forankring fra %(parties)s. Begrunnelse: %(reason)s")
    return [
        words
        % {
            "leader": waiver.leader,
            "parties": named(waiver.parties.all()) or _("berørte parter, som ikke var ført opp"),
            "reason": waiver.reason,
        }
        for waiver in waivers
    ]


def _stands(decision):
    """How the parties stood: agreement in one sentence, else each of those who did not simply agree."""
    positions = list(decision.positions.all())
    there = [p for p in positions if p.stance in (Stance.FOR, Stance.AGAINST, Stance.RESERVED)]
    if not there:
        return []
    if all(p.stance == Stance.FOR for p in there):
        stands = [_("Enighet mellom partene som var til stede ved saken (%(count)s).") % {"count": len(there)}]
    else:
        stands = ["\n".join(f"{POINT}{p.party}: {p.get_stance_display()}" for p in there)]
    stands += [
        _("Protokolltilførsel fra %(party)s: %(words)s") % {"party": p.party, "words": p.reservation}
        for p in positions
        if p.reservation
    ]
    return stands


def agreement_note(decision):
    """One line under a decision: whether all agreed, who was not there, who had a reservation."""
    positions = list(decision.positions.all())
    there = [p for p in positions if p.stance in (Stance.FOR, Stance.AGAINST, Stance.RESERVED)]
    if not there:
        return ""
    agreeing = [p for p in there if p.stance == Stance.FOR]
    if len(agreeing) == len(there):
        return _("Enighet mellom %(count)s parter.") % {"count": len(there)}
    return _("%(agreeing)s av %(there)s parter sluttet seg til uten forbehold.") % {
        "agreeing": len(agreeing),
        "there": len(there),
    }


def read(body):
    """The blocks of a text as the editor writes it: `## ` begins a heading, `- ` a point, empty lines part them."""
    blocks = []
    for piece in body.replace("\r\n", "\n").split("\n\n"):
        lines = [line.rstrip() for line in piece.split("\n") if line.strip()]
        while lines:
            if lines[0].startswith(HEADING):
                blocks.append(("heading", lines.pop(0)[len(HEADING) :].strip()))
                continue
            if lines[0].startswith(POINT):
                points = []
                while lines and lines[0].startswith(POINT):
                    points.append(lines.pop(0)[len(POINT) :].strip())
                blocks.append(("points", points))
                continue
            words = []
            while lines and not lines[0].startswith((HEADING, POINT)):
                words.append(lines.pop(0))
            blocks.append(("words", "\n".join(words)))
    return blocks


def minutes_paper(minutes):
    """The minutes as a paper to send, sign and archive."""
    meeting = minutes.meeting
    make = {
        "heading": lambda words: documents.Heading(words, level=1),
        "points": lambda points: documents.Bullets(tuple(points)),
        "words": documents.Paragraph,
    }
    approved = minutes.approved_at
    state = (
        _("Godkjent %(day)s") % {"day": formats.day(approved)}
        if approved
        else _("Ikke godkjent, versjon %(version)s") % {"version": minutes.version}
    )
    return documents.Paper(
        title=_("Protokoll"),
        subtitle=title_of(meeting),
        partnership=meeting.partnership.name,
        language=get_language()[:2],
        facts=_facts((_("Tid"), hours_of(meeting)), (_("Sted"), meeting.place), (_("Status"), state)),
        blocks=(
            *(make[kind](content) for kind, content in read(minutes.body)),
            documents.Signatures((_("Møteleder"), _("Protokollfører"))),
        ),
        mark=_("Foreløpig") if not approved else _("Eksempel") if meeting.is_example else "",
        dated=meeting.day,
    )


def extract_paper(decision):
    """The extract (særutskrift) of one decision, for those who must act on it."""
    item, mandate = decision.item, decision.mandate
    rule = DecisionRule(mandate.decision_rule).label if mandate else ""
    replaced = getattr(decision, "replaced_by", None)
    blocks = [
        documents.Decision(
            number=str(item.number_text) if item else "",
            outcome=decision.get_outcome_display().capitalize(),
            text=decision.text,
            positions=tuple(
                documents.Position(p.party.name, p.get_stance_display(), p.reservation)
                for p in decision.positions.select_related("party")
            ),
        )
    ]
    if replaced:
        words = _("Vedtaket er rettet %(day)s. Dette er den gamle ordlyden.")
        blocks.insert(0, documents.Note(words % {"day": formats.day(replaced.recorded_at)}, tone="warn"))
    if decision.correction_reason:
        words = _("Dette vedtaket retter et tidligere: %(reason)s")
        blocks.append(documents.Note(words % {"reason": decision.correction_reason}))
    return documents.Paper(
        title=decision.case.title,
        subtitle=_("Særutskrift"),
        partnership=decision.case.partnership.name,
        language=get_language()[:2],
        facts=_facts(
            (_("Sak"), str(item.number_text) if item else ""),
            (_("Forum"), decision.forum.name),
            (_("Dato"), formats.day(decision.decided_on)),
            (_("Mandat"), _mandate_words(decision)),
            (_("Beslutningsregel"), str(rule)),
            (
                _("Saksframlegg"),
                _("versjon %(version)s") % {"version": decision.paper.version} if decision.paper else "",
            ),
        ),
        blocks=tuple(blocks),
        mark=_("Eksempel") if decision.case.is_example else "",
        dated=decision.decided_on,
    )


def _mandate_words(decision):
    if decision.mandate is None:
        return ""
    if decision.authority is None:
        return str(decision.mandate)
    return _("%(mandate)s, punkt %(point)s") % {"mandate": decision.mandate, "point": decision.authority.point}


def _facts(*facts):
    return tuple((term, value) for term, value in facts if value)
