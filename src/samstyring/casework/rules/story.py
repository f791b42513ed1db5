"""The story of a case as a newcomer reads it: who did what, when, on which paper, under which mandate.

Built from the register, which is the truth, and from the events, which tell who acted and on whose behalf.
"""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.casework.models import (
    AgendaItem,
    AnchoringWaiver,
    Attachment,
    Case,
    CheckAnswer,
    Decision,
    Meeting,
    PaperVersion,
    Stance,
)
from samstyring.casework.rules.course import with_course
from samstyring.ground import history
from samstyring.ground.models import EventSubject
from samstyring.partnership.models import Forum, Outcome

_GLYPHS = {Outcome.REJECTED: "stop", Outcome.RETURNED: "warn", Outcome.DEFERRED: "late"}


@dataclass
class Entry:
    """One thing that happened. What it was about hangs on it, so that the page can show it whole."""

    at: datetime
    title: Any
    kind: str = "prog"
    has_time: bool = True
    by: Any = None
    behalf: Any = None
    decision: Decision | None = None
    paper: PaperVersion | None = None
    attachment: Attachment | None = None
    item: AgendaItem | None = None
    meeting: Meeting | None = None
    forum: Forum | None = None
    other: Case | None = None
    fields: list = field(default_factory=list)
    words: str = ""


def with_story(cases):
    """The cases with all that the page of one tells, each part fetched once however many of its tabs ask."""
    decisions = Decision.objects.select_related(
        "forum", "item__meeting", "item__number", "mandate", "authority", "paper", "recorded_by",
        "replaces__forum", "replaced_by",
    ).prefetch_related("positions__party", "mandates_adopted__mandate")  # fmt: skip
    items = AgendaItem.objects.select_related("meeting__called_by", "forum", "number", "paper")
    waivers = AnchoringWaiver.objects.select_related("leader", "forum", "paper", "recorded_by")
    return with_course(cases, items=items, decisions=decisions).prefetch_related(
        "flow__forum__mandates",
        Prefetch("papers", PaperVersion.objects.select_related("author")),
        Prefetch("checks", CheckAnswer.objects.select_related("answered_by")),
        Prefetch("anchoring_waivers", waivers.prefetch_related("parties")),
    )


STANCE_GLYPHS = {
    Stance.FOR: "done",
    Stance.RESERVED: "dev",
    Stance.AGAINST: "stop",
    Stance.ABSENT: "none",
    Stance.RECUSED: "warn",
}


def stands_on(decision):
    """Where the parties stood, those of one mind together; what each of them had recorded follows by name."""
    stands = []
    for stance in Stance:
        positions = [position for position in decision.positions.all() if position.stance == stance]
        if positions:
            words = [(position.party.name, position.reservation) for position in positions if position.reservation]
            parties = ", ".join(position.party.name for position in positions)
            stands.append(
                {
                    "word": stance.label.capitalize(),
                    "kind": STANCE_GLYPHS[stance],
                    "parties": parties,
                    "words": words,
                }
            )
    return stands


def story_of(case, *, person, attachments, statements):
    """All that happened to a case from `with_story`, newest first, as this person may read it.

    `attachments` are those this person may read, `statements` what the parties have said about anchoring.
    """
    decisions = case.decisions.all()
    meetings = {item.meeting_id: item.meeting for item in case.items.all()}
    events = list(history.about(case, *meetings.values()))
    register = {
        Decision: {decision.pk: decision for decision in decisions},
        PaperVersion: {paper.pk: paper for paper in case.papers.all()},
        Attachment: {attachment.pk: attachment for attachment in attachments},
        AgendaItem: {item.pk: item for item in case.items.all()},
        Case: _other_cases(events, case, person),
    }
    said = _said_about(case, statements)
    entries, opened, called = [], False, set()
    for event in events:
        about = _subjects(event, EventSubject.Part.ABOUT)
        if case not in about and event.kind not in _OF_MEETINGS:
            continue
        entry = _from_event(event, about, case, register)
        entry.words = said.get((event.kind, event.facts.get("statement") or event.facts.get("waiver")), "")
        entries.append(entry)
        opened = opened or event.kind in ("case.opened", "case.proposed")
        if event.kind == "meeting.called" and entry.meeting:
            called.add(entry.meeting.pk)
    told = {
        (type(thing), thing.pk)
        for entry in entries
        for thing in (entry.decision, entry.paper, entry.attachment)
        if thing
    }
    entries += [
        entry
        for model in (Decision, PaperVersion, Attachment)
        for pk, thing in register[model].items()
        if (model, pk) not in told and (entry := _from_register(thing))
    ]
    for item in register[AgendaItem].values():
        entries += _from_item(item, decisions, is_told=item.meeting_id in called)
    # Of a case taken over from before only the year is known, and nobody opened it here.
    if not opened and not case.source:
        entries.append(Entry(_noon(case.created_on), history.known_kinds()["case.opened"], has_time=False))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _other_cases(events, case, person):
    """{key: case} of the other cases that the events are about, as far as this person may see them."""
    told = {part.object_id for event in events for part in event.subjects.all() if isinstance(part.subject, Case)}
    return Case.objects.visible_to(person).filter(partnership=case.partnership).in_bulk(told - {case.pk})


def _said_about(case, statements):
    """{(kind of event, key): words}: events hold no words, so reservations and reasons come from the register."""
    stated = {("anchoring.stated", one.pk): one.words for one in statements}
    return stated | {("anchoring.waived", one.pk): one.reason for one in case.anchoring_waivers.all()}


# What happens to a meeting happens to the cases on its agenda.
_OF_MEETINGS = ("meeting.called", "meeting.moved", "meeting.cancelled")


def _subjects(event, part):
    return [s.subject for s in event.subjects.all() if s.part == part and s.subject is not None]


def _from_event(event, about, case, register):
    """The event with the things it is about, as far as this reader may see them."""
    by, behalf = _subjects(event, EventSubject.Part.BY), _subjects(event, EventSubject.Part.BEHALF)
    entry = Entry(event.at, history.words_for(event), by=next(iter(by), None), behalf=next(iter(behalf), None))
    for thing in about:
        if isinstance(thing, Meeting):
            entry.meeting = thing
        elif isinstance(thing, Forum):
            entry.forum = entry.forum or thing
        elif type(thing) in _PLACES and thing != case:
            setattr(entry, _PLACES[type(thing)], register[type(thing)].get(thing.pk))
    if event.kind == "paper.written" and entry.paper is None:
        papers = register[PaperVersion].values()
        entry.paper = next((paper for paper in papers if paper.version == event.facts.get("version")), None)
    if entry.meeting and entry.item is None:
        on_agenda = (item for item in register[AgendaItem].values() if item.meeting_id == entry.meeting.pk)
        entry.item = next(on_agenda, None)
    if entry.decision:
        _tell_decision(entry, entry.decision)
    elif entry.paper:
        entry.title = _version_words(entry.paper)
    names = [Case._meta.get_field(name).verbose_name for name in event.facts.get("fields", ()) if name in _FIELDS]
    entry.fields = [str(name) for name in names]
    return entry


_PLACES = {
    Decision: "decision",
    PaperVersion: "paper",
    Attachment: "attachment",
    AgendaItem: "item",
    Case: "other",
}
_FIELDS = {f.name for f in Case._meta.get_fields() if f.concrete}


def _version_words(paper):
    return _("Versjon %(version)s av saksframlegget") % {"version": paper.version}


def _tell_decision(entry, decision):
    """Name the forum and the outcome. What was concluded stands on the day the forum met, not when it was typed."""
    words = {"forum": decision.forum, "outcome": decision.get_outcome_display()}
    entry.title = (
        _("%(forum)s: rettet vedtak, %(outcome)s") if decision.replaces else _("%(forum)s: %(outcome)s")
    ) % words
    entry.kind = _GLYPHS.get(decision.outcome, "done")
    recorded = timezone.localtime(decision.recorded_at)
    if not decision.replaces and recorded.date() != decision.decided_on:
        entry.at, entry.has_time = _noon(decision.decided_on), False


def _from_register(thing):
    """What stands in the register without an event: taken over from before."""
    if isinstance(thing, PaperVersion):
        return Entry(thing.written_at, _version_words(thing), by=thing.author, paper=thing)
    if isinstance(thing, Attachment):
        return Entry(thing.added_at, _("Vedlegg lagt ved"), by=thing.added_by, attachment=thing)
    entry = Entry(_noon(thing.decided_on), "", has_time=False, by=thing.recorded_by, decision=thing)
    if thing.replaces:
        entry.at, entry.has_time = thing.recorded_at, True
    _tell_decision(entry, thing)
    return entry


def _from_item(item, decisions, *, is_told):
    """The call that put the case on the table, and a meeting that left no outcome behind."""
    meeting = item.meeting
    if meeting.called_at and not is_told:
        words = history.known_kinds()["meeting.called"]
        yield Entry(meeting.called_at, words, by=meeting.called_by, item=item, meeting=meeting)
    if meeting.status == Meeting.Status.HELD and not any(d.item_id == item.pk for d in decisions):
        title = _("%(forum)s behandlet saken") % {"forum": item.forum}
        yield Entry(_noon(meeting.day), title, has_time=False, item=item, meeting=meeting)


def _noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))
