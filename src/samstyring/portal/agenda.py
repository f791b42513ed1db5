"""What is open about a meeting and a case: points, papers and decisions, and never more.

A paper is open from the moment the call is sent. Of a closed case nothing is open but its public title and the
legal basis.
"""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from samstyring.casework.models import AgendaItem, Attachment, Decision, Meeting
from samstyring.casework.papers import agreement_note
from samstyring.ground.files import ending_of

TREATED = (Meeting.Status.CALLED, Meeting.Status.HELD)
GLYPHS = {"adopted": "done", "rejected": "stop", "returned": "warn", "deferred": "late"}


@dataclass(frozen=True)
class Point:
    """One point of an agenda as everybody may read it."""

    item: AgendaItem
    closed_basis: str
    attachments: tuple
    decision: object
    note: str

    @property
    def is_closed(self):
        return bool(self.closed_basis)

    @property
    def number(self):
        return self.item.number_text

    @property
    def title(self):
        return self.item.public_heading

    @property
    def has_papers(self):
        """True where the saksframlegg is open."""
        return not self.is_closed and self.item.paper_id is not None and self.item.meeting.status in TREATED

    @property
    def glyph(self):
        return GLYPHS.get(self.decision.outcome, "done") if self.decision else ""

    @property
    def agreement(self):
        return agreement_note(self.decision) if self.decision else ""

    @property
    def reservations(self):
        """The positions that say more than that the party agreed."""
        return [p for p in self.decision.positions.all() if p.stance != "for"] if self.decision else []

    @property
    def concluded(self):
        """The decision as it was worded, where that is one short paragraph; else the title and the outcome."""
        words = self.decision.text.strip()
        if 20 < len(words) <= 200 and "\n" not in words:
            return words
        outcome = self.decision.get_outcome_display()
        return _("%(title)s: %(outcome)s.") % {"title": Truncator(self.title).chars(120), "outcome": outcome}


def open_items():
    """Points of called and held meetings with what a page needs, in a fixed number of queries."""
    decisions = (
        Decision.objects.public()
        .standing()
        .select_related("mandate", "authority", "forum", "replaces")
        .prefetch_related("positions__party")
    )
    return (
        AgendaItem.objects.public()
        .select_related("case", "number", "paper", "forum", "meeting__partnership")
        .prefetch_related(
            "meeting__forums",
            "meeting__minutes",
            "case__attachments__file",
            Prefetch("decisions", decisions, to_attr="open_decisions"),
        )
    )


def points(items):
    """Each item as everybody may read it."""
    return [_point(item) for item in items]


def _point(item):
    case = item.case
    if case is not None and case.closed_basis:
        return Point(item, case.closed_basis, (), None, "")
    held = item.meeting.status in TREATED
    return Point(
        item,
        "",
        newest(open_attachments(case, [item])) if case and held else (),
        next(iter(item.open_decisions), None) if held else None,
        _note(item),
    )


def _note(item):
    """What the minutes say about the point, once they are approved or taken over from before."""
    meeting = item.meeting
    taken_over = meeting.called_at is None
    approved = any(minutes.approved_at for minutes in meeting.minutes.all())
    return item.note if meeting.status == Meeting.Status.HELD and (taken_over or approved) else ""


def open_attachments(case, items):
    """Attachments that lay open at one of these points. What is added later waits for the next call."""
    meetings = [item.meeting for item in items if item.meeting.status in TREATED]
    return [one for one in case.attachments.all() if any(_lay_open(one, meeting) for meeting in meetings)]


def _lay_open(attachment, meeting):
    taken_over = meeting.called_at is None
    upcoming = meeting.status == Meeting.Status.CALLED
    return taken_over or upcoming or timezone.localtime(attachment.added_at).date() <= meeting.day


def newest(attachments):
    """The newest version under each label, with its kind of file; of a closed one only label and basis."""
    by_label = {}
    for attachment in attachments:
        known = by_label.get(attachment.label)
        if known is None or known.version < attachment.version:
            by_label[attachment.label] = attachment
    return tuple({"attachment": one, "ending": kind_of_file(one)} for one in by_label.values())


def kind_of_file(attachment: Attachment):
    """`PDF`, `DOCX`"""
    return ending_of(attachment.file.name).upper() if attachment.file_id else ""
