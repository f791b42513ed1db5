"""The preparation checklist: what each case must have answered before it is called, and who may waive a point."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samstyring import catalogue
from samstyring.casework.models import CaseChecklist, CheckAnswer
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules.acting import is_secretariat

Answer = CheckAnswer.Answer

POINT_MISSING = Obstacle(
    "check-missing",
    _("Sjekklisten for «{case}» mangler punktet «{point}»"),
    _("Den som forbereder saken, svarer. Sekretariatet kan frita saken fra punktet med en begrunnelse."),
)
POINTS_MISSING = Obstacle(
    "checks-missing",
    _("Sjekklisten for «{case}» mangler {count} punkter. Det første er «{point}»"),
    _("Den som forbereder saken, svarer. Sekretariatet kan frita saken fra punkter med en begrunnelse."),
)
ONLY_SECRETARIAT_WAIVES = Obstacle(
    "only-secretariat-waives",
    _("Bare sekretariatet kan frita saken fra punktet «{point}»"),
    _("Be sekretariatet om det, eller svar på punktet."),
)
WITHOUT_NOTE = Obstacle(
    "check-without-note",
    _("Punktet «{point}» har svaret «{answer}» uten merknad."),
    _("Skriv kort hvorfor."),
)
NO_CHECKLIST = Obstacle(
    "no-checklist",
    _("Saker av typen «{kind}» har ingen sjekkliste."),
    _("Sekretariatet velger hvilke sakstyper som har sjekkliste."),
)
NO_SUCH_CHECKLIST = Obstacle(
    "no-such-checklist", _("Sjekklisten «{key}» finnes ikke."), _("Velg en av sjekklistene i listen.")
)

# Answers that need their reason, and those that let the case go on.
WITH_REASON = (Answer.IRRELEVANT, Answer.WAIVED)
IN_PLACE = (Answer.YES, Answer.IRRELEVANT, Answer.WAIVED)
GLYPHS = {Answer.YES: "done", Answer.NO: "stop", Answer.IRRELEVANT: "none", Answer.WAIVED: "dev"}


@dataclass(frozen=True)
class Point:
    """One point as it stands for a case: the words of the catalogue and the newest answer."""

    key: str
    group: str
    words: str
    help: str
    is_required: bool
    answer: Any = None

    @property
    def is_in_place(self):
        return self.answer is not None and self.answer.answer in IN_PLACE

    @property
    def is_missing(self):
        return self.is_required and not self.is_in_place

    @property
    def kind(self):
        if self.answer is None:
            return "todo" if self.is_required else "none"
        return GLYPHS[self.answer.answer]

    @property
    def word(self):
        if self.answer:
            return self.answer.get_answer_display().capitalize()
        return gettext("Ikke svart") if self.is_required else gettext("Kan svares")


def in_own_language(words):
    """The catalogue's words in the language of the page."""
    return words.in_language(get_language() or "nb")


def choices():
    """[(key, name)] of the catalogue's checklists, apart from those that a template keeps for sheets alone."""
    known = catalogue.load()
    for_cases = {template.case_checklist for template in known.partnerships.values()}
    for_sheets = {template.checklist for template in known.partnerships.values()} - for_cases
    lists = sorted(known.checklists.items())
    return [(key, in_own_language(one.name)) for key, one in lists if key not in for_sheets]


def checklist_of(kind):
    """The catalogue's checklist for this kind of case, or None."""
    chosen = CaseChecklist.objects.filter(kind=kind).first()
    return catalogue.load().checklists.get(chosen.key) if chosen else None


def points_of(case):
    """Every point of the checklist with its newest answer, in the order of the list. Empty without a list."""
    checklist = checklist_of(case.kind)
    if checklist is None:
        return []
    answers = sorted(case.checks.all(), key=lambda answer: (answer.answered_at, answer.pk))
    return _points(checklist, case.kind.key, {answer.point: answer for answer in answers})


def _points(checklist, kind, newest):
    groups = {group.key: in_own_language(group.name) for group in checklist.groups}
    return [
        Point(
            point.key, groups[point.group], in_own_language(point.text), in_own_language(point.help),
            point.required, newest.get(point.key),
        )
        for point in checklist.points
        if not point.case_kinds or kind in point.case_kinds
    ]  # fmt: skip


def missing_in(cases):
    """{case's key: [points that are missing]} for many cases, in two questions."""
    cases = list(cases)
    lists = catalogue.load().checklists
    chosen = {
        row.kind_id: lists.get(row.key)
        for row in CaseChecklist.objects.filter(kind__in={case.kind_id for case in cases})
    }
    held_up = [case for case in cases if chosen.get(case.kind_id)]
    newest = {}
    for answer in CheckAnswer.objects.filter(case__in=held_up).order_by("answered_at", "pk"):
        newest.setdefault(answer.case_id, {})[answer.point] = answer
    return {
        case.pk: [
            point
            for point in _points(chosen[case.kind_id], case.kind.key, newest.get(case.pk, {}))
            if point.is_missing
        ]
        for case in held_up
    }


def obstacles_to_calling(case, points=None):
    """Yield what the checklist still lacks before the case can be called to a meeting."""
    points = points_of(case) if points is None else points
    missing = [point for point in points if point.is_missing]
    act = {
        "act_url": reverse("casework:checklist", args=[case.partnership.key, case.pk]),
        "act_label": _("Fyll ut"),
    }
    if len(missing) == 1:
        yield POINT_MISSING(case=case, point=missing[0].words, **act)
    elif missing:
        yield POINTS_MISSING(case=case, point=missing[0].words, count=len(missing), **act)


def missing_words(missing):
    """`Sjekklisten mangler 3 punkter.`, for the queue of a meeting."""
    words = ngettext(
        "Sjekklisten mangler %(count)s punkt.", "Sjekklisten mangler %(count)s punkter.", len(missing)
    )
    return words % {"count": len(missing)}


def obstacles_to_answering(case, given, *, by, on):
    """Yield why these answers, {key: (answer, note)}, cannot be kept."""
    points = {point.key: point for point in points_of(case)}
    if not points:
        yield NO_CHECKLIST(kind=case.kind)
    may_waive = is_secretariat(by, case.partnership, on)
    for key, (answer, note) in given.items():
        if key not in points:
            continue
        if answer == Answer.WAIVED and not may_waive:
            yield ONLY_SECRETARIAT_WAIVES(point=points[key].words)
        if answer in WITH_REASON and not note.strip():
            yield WITHOUT_NOTE(point=points[key].words, answer=Answer(answer).label)
