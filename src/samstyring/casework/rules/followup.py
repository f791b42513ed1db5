"""Questions about the follow-up list: who is to do what, how it stands, and who may report back."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import FollowUp
from samstyring.casework.models.followup import FINISHED, Progress
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models.people import Person
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat, parties_of

NOBODY = Obstacle(
    "follow-up-without-responsible",
    _("Ingen er satt opp som ansvarlig."),
    _("Velg en part eller en person."),
)
DUE_BEFORE_DECISION = Obstacle(
    "due-before-decision",
    _("Fristen {due} er før vedtaket {decided}."),
    _("Velg en dag etter vedtaket."),
)
DECISION_REPLACED = Obstacle(
    "decision-replaced",
    _("Vedtaket er rettet, og gjelder ikke lenger slik det står."),
    _("Legg oppfølgingen på vedtaket som gjelder."),
)
NOT_RESPONSIBLE = Obstacle(
    "not-responsible",
    _("Bare {responsible} og sekretariatet kan melde tilbake om dette."),
    _("Be sekretariatet om å føre det."),
)
IS_FINISHED = Obstacle(
    "follow-up-finished",
    _("Dette er alt meldt som «{progress}»."),
    _("Sekretariatet kan åpne det igjen med en ny melding."),
)
NO_WORDS = Obstacle("report-without-words", _("Meldingen mangler ord."), _("Skriv kort hva som er gjort."))

GLYPHS = {Progress.STARTED: "prog", Progress.DONE: "done", Progress.DROPPED: "none"}


@dataclass(frozen=True)
class Standing:
    """How one point on the list stands on a day: glyph and word."""

    kind: str
    word: str
    is_late: bool = False


def standing_of(follow_up, on):
    """The newest report's word; without one, or while it is under way, whether the day has passed."""
    progress = follow_up.progress
    if progress not in FINISHED and follow_up.due_on < on:
        return Standing("late", gettext("Over fristen"), is_late=True)
    if not progress:
        return Standing("todo", gettext("Ikke påbegynt"))
    return Standing(GLYPHS[progress], Progress(progress).label.capitalize())


def in_order(follow_ups):
    """With what a list shows, in a fixed number of questions."""
    return follow_ups.with_progress().select_related(
        "party", "person", "decision__forum", "decision__case__partnership", "decision__item__number"
    )


def brought_to(meeting, *, person=None):
    """The unfinished points from earlier decisions of the meeting's forums, and of those before them."""
    forums = [one for forum in meeting.forums.all() for one in forum.with_predecessors()]
    found = FollowUp.objects.visible_to(person) if person else FollowUp.objects.all()
    found = found.filter(decision__forum__in=forums, decision__decided_on__lt=meeting.day)
    return in_order(found.unfinished()).order_by("due_on", "pk")


def points_of(case, person, on):
    """{decision: [(point, standing)]}: what is to be done after each decision on the case, in one question."""
    points = {}
    for one in in_order(FollowUp.objects.visible_to(person).filter(decision__case=case)):
        points.setdefault(one.decision_id, []).append((one, standing_of(one, on)))
    return points


def obstacles_to_noting(decision, *, party, person, due_on, by, on):
    """Yield why this cannot be put on the follow-up list."""
    yield from obstacles_to_acting_as_secretariat(by, decision.case.partnership, on)
    if party is None and person is None:
        yield NOBODY()
    if getattr(decision, "replaced_by", None) is not None:
        yield DECISION_REPLACED()
    if due_on < decision.decided_on:
        yield DUE_BEFORE_DECISION(due=formats.day(due_on), decided=formats.day(decision.decided_on))


def is_responsible(follow_up, person: Person | None, on):
    """True for the person named, and for those who act for the party named."""
    if person is None:
        return False
    partnership = follow_up.decision.case.partnership
    return follow_up.person_id == person.pk or (
        follow_up.party_id is not None
        and parties_of(person, partnership, on).filter(pk=follow_up.party_id).exists()
    )


def obstacles_to_reporting(follow_up, *, words, by, on):
    """Yield why this person cannot report back on this point."""
    secretariat = is_secretariat(by, follow_up.decision.case.partnership, on)
    if not secretariat and not is_responsible(follow_up, by, on):
        yield NOT_RESPONSIBLE(responsible=follow_up.responsible)
    newest = follow_up.reports.first()
    if newest and newest.progress in FINISHED and not secretariat:
        yield IS_FINISHED(progress=newest.get_progress_display())
    if not words.strip():
        yield NO_WORDS()
