"""The part of the case page that shows who has anchored the case, and what may be done about it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.casework.forms.anchoring import AskForm
from samstyring.casework.rules import anchoring, asking
from samstyring.ground import formats
from samstyring.partnership.rules import acting


def anchoring_of(case, *, paper, person, status, may_prepare, today=None):
    """Rows for the table, how many have answered, the rule that asks for it, and the acts this person has."""
    today = today or timezone.localdate()
    station = status.current
    if station and station.item and station.item.paper_id and station.item.meeting.agenda_is_locked:
        paper = station.item.paper
    lines = anchoring.lines_of(case, paper)
    mine = set()
    if lines:
        mine = set(acting.parties_of(person, case.partnership, today).values_list("pk", flat=True))
    answers_for_all = bool(lines) and acting.is_secretariat(person, case.partnership, today)
    silent = anchoring.unanswered(lines)
    return {
        "lines": [_row(line, case, mine, answers_for_all, today) for line in lines],
        "count": _("%(answered)s av %(all)s") % {"answered": len(lines) - len(silent), "all": len(lines)}
        if lines
        else "",
        "silent": silent,
        "may_answer": answers_for_all or any(line.party.pk in mine for line in lines),
        "paper": paper,
        "is_changed": bool(paper and paper.version > 1 and lines),
        "ask_form": AskForm(),
        "may_ask": may_prepare and bool(paper),
        **_rule(case, station, person, silent, may_prepare, today),
    }


def answer_address(line, case):
    return reverse("casework:anchoring_answer", args=[case.partnership.key, case.pk, line.affected.pk])


def _row(line, case, mine, answers_for_all, today):
    is_mine = line.party.pk in mine
    since = line.waits_since or (line.newer_on if line.newer else None)
    days = (today - since).days if since else None
    if line.is_unanswered:
        day = "" if days is None else ngettext("%(days)s dag", "%(days)s dager", days) % {"days": days}
    else:
        day = formats.short_day(line.statement.stated_on)
    return {
        "line": line,
        "party": line.party,
        "kind": line.kind,
        "word": line.word,
        "words": anchoring.words_of(line),
        "asked": anchoring.asked_words(line) if line.newer else "",
        "due": line.due_on,
        "is_late": bool(line.due_on and line.due_on < today),
        "day": day,
        "ask_word": _("Send påminnelse") if line.requests else _("Be om forankring"),
        "answer_href": answer_address(line, case) if is_mine or answers_for_all else "",
        "answer_word": _("Svar") if is_mine else _("Før svaret"),
    }


def _rule(case, station, person, silent, may_prepare, today):
    """The mandate's rule where the case is now, what the leader has gone on without, and who may do so."""
    forum = station.forum if station else None
    mandate = forum.mandate_on(station.day if station.day and station.day >= today else today) if forum else None
    leader = asking.leader_of(forum, today) if forum and silent else None
    asks = anchoring.asks_for_answers(mandate)
    return {
        "rule": mandate if asks else None,
        "rule_forum": forum,
        "waivers": list(case.anchoring_waivers.all()),
        "may_go_on": bool(asks and leader and person and (leader == person or may_prepare)),
        "leader": leader,
    }
