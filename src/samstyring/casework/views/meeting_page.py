"""What the pages of a meeting show: one row in the list, and the whole meeting."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.casework import papers
from samstyring.casework.models import AgendaItem, Attachment, Decision, Meeting
from samstyring.casework.rules import meetings as rules
from samstyring.casework.rules import minutes as minutes_rules
from samstyring.casework.rules.attendance import Room, can_vote
from samstyring.casework.rules.cases import OUTCOME_GLYPHS
from samstyring.casework.rules.followup import brought_to, standing_of
from samstyring.casework.rules.naming import STATUS_GLYPHS, hours_of, title_of
from samstyring.casework.rules.routines import routines_of_meeting
from samstyring.partnership.rules.acting import has_seat


def meeting_page(request, meeting):
    """Everything a meeting page shows, for the secretariat and for those who read."""
    today = timezone.localdate()
    room = Room(meeting)
    items = items_of(meeting, request.person)
    may_see_agenda = request.keeps_record or meeting.status != Meeting.Status.PLANNED
    mandates = rules.mandates_of(meeting)
    return {
        "follow_ups": _brought(meeting, request.person, today),
        "meeting": meeting,
        "title": title_of(meeting),
        "hours": hours_of(meeting),
        "kind": STATUS_GLYPHS[meeting.status],
        "keeps_record": request.keeps_record,
        "rows": [item_row(item, request, room) for item in items] if may_see_agenda else [],
        "may_see_agenda": may_see_agenda,
        "decided": [row for row in (decided_line(item) for item in items if item.readable) if row],
        "parties": roll_by_party(room) if room.is_taken else [],
        "days_late": rules.days_late(meeting, mandates.values()),
        "is_today": meeting.day == today,
        "may_begin": request.keeps_record and meeting.status == Meeting.Status.CALLED and meeting.day <= today,
        "first_open": next(
            (item for item in items if item.case_id and not item.decision), items[0] if items else None
        ),
        "minutes": minutes_rules.newest_of(meeting),
        "sits_there": any(has_seat(request.person, forum, meeting.day) for forum in mandates),
        "neighbours": neighbours_of(meeting, request.person),
        "routines": routines_of_meeting(meeting, request.person, items),
    }


def _brought(meeting, person, today):
    """What earlier decisions asked for and nobody has finished; a meeting that is over lists it no more."""
    if meeting.status not in (Meeting.Status.PLANNED, Meeting.Status.CALLED):
        return []
    return [(one, standing_of(one, today)) for one in brought_to(meeting, person=person)]


def items_of(meeting, person):
    """The agenda in a fixed number of queries. A closed case is there, but `readable` only for those entitled."""
    decisions = (
        Decision.objects.visible_to(person)
        .select_related("replaced_by", "mandate", "authority")
        .prefetch_related("positions__party")
    )
    attachments = Attachment.objects.visible_to(person).select_related("file").order_by("label", "-version")
    items = list(
        meeting.items.select_related(
            "case__partnership", "forum", "number", "paper", "meeting__partnership"
        ).prefetch_related(
            Prefetch("decisions", decisions),
            Prefetch("case__attachments", attachments),
            "minutes_approved__meeting__forums",
        )
    )
    readable = set(AgendaItem.objects.visible_to(person).filter(meeting=meeting).values_list("pk", flat=True))
    earlier = rules.earlier_meetings(items)
    for item in items:
        item.readable = item.pk in readable
        item.trail = earlier.get(item, [])
    return items


def item_row(item, request, room):
    """One point as it is read."""
    decision = item.decision if item.readable else None
    return {
        "item": item,
        "number": item.number_text or "",
        "heading": item.heading if item.readable else item.public_heading,
        "purpose": item.get_purpose_display(),
        "minutes": item.present_minutes + item.discuss_minutes,
        "href": reverse("casework:decide", args=[request.partnership.key, item.pk]) if item.readable else "",
        "decision": decision,
        "outcome": decision.get_outcome_display().capitalize() if decision else "",
        "kind": OUTCOME_GLYPHS.get(decision.outcome, "done") if decision else "",
        "agreement": papers.agreement_note(decision) if decision else "",
        "reservations": [p for p in decision.positions.all() if p.reservation] if decision else [],
        "papers": papers_of(item, request) if item.readable else [],
        "trail": trail_of(item),
        "approved": list(item.minutes_approved.all()),
        "closed": item.case.closed_basis if item.case_id else "",
    }


def papers_of(item, request):
    """The paper on the table and the newest version of each annex, with where to read them."""
    if item.case_id is None:
        return []
    key, shown = request.partnership.key, []
    if item.paper_id:
        shown.append(
            {
                "href": reverse("casework:paper", args=[key, item.case_id, item.paper.version]),
                "title": _("Saksframlegg"),
                "meta": _("versjon %(version)s") % {"version": item.paper.version},
                "closed": item.case.closed_basis,
            }
        )
    newest = {}
    for attachment in item.case.attachments.all():
        newest.setdefault(attachment.label, attachment)
    for attachment in newest.values():
        file = attachment.file_id
        shown.append(
            {
                "href": reverse("casework:attachment_file", args=[key, item.case_id, attachment.pk])
                if file
                else "",
                "title": _("Vedlegg %(label)s: %(title)s")
                % {"label": attachment.label, "title": attachment.title},
                "meta": "" if file else attachment.missing,
                "closed": attachment.closed_basis,
            }
        )
    return shown


def trail_of(item):
    """Where the case has been on the agenda of the same forum before: deferred, moved, or cancelled."""
    trail = []
    for earlier in item.trail:
        decision = earlier.decision
        if decision:
            word = decision.get_outcome_display()
        elif earlier.meeting.status == Meeting.Status.CANCELLED:
            word = _("møtet ble avlyst")
        else:
            word = earlier.meeting.get_status_display()
        trail.append({"meeting": earlier.meeting, "word": word})
    return trail


def decided_line(item):
    """What was decided, for the summary at the top: the outcome and the case, in a line."""
    decision = item.decision
    if decision:
        return {
            "kind": OUTCOME_GLYPHS.get(decision.outcome, "done"),
            "words": f"{item.heading}: {decision.get_outcome_display()}.",
        }
    return None


def roll_by_party(room):
    """The parties that were there, each with what spoke for it, and then everybody else who was there."""
    rows, told = [], set()
    for seat in room.seats:
        row = room.attendance.get(seat.pk)
        if row is None or not row.present or (can_vote(seat) and seat.party_id in told):
            continue
        if can_vote(seat):
            told.add(seat.party_id)
        name = seat.party.name if can_vote(seat) else row.person.name
        rows.append({"name": name, "word": seat.get_kind_display()})
    return rows


def neighbours_of(meeting, person):
    """The meetings of the same forums just before and just after this one."""
    others = (
        Meeting.objects.visible_to(person)
        .filter(forums__in=meeting.forums.all(), partnership=meeting.partnership)
        .select_related("partnership")
        .exclude(pk=meeting.pk)
        .distinct()
    )
    return {
        "earlier": others.filter(day__lt=meeting.day).order_by("-day", "-pk").first(),
        "later": others.filter(day__gt=meeting.day).order_by("day", "pk").first(),
    }
