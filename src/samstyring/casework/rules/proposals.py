"""Who proposes a case to a forum that takes cases from the secretariat only, and who answers."""

from django.utils.translation import gettext_lazy as _

from samstyring.casework.rules.preparing import NO_SEAT, may_propose
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Forum
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat

ANSWERED = Obstacle(
    "proposal-answered",
    _("{person} svarte på forslaget {day}."),
    _("Meld saken på nytt hvis noe er endret siden da."),
)
NO_REASON = Obstacle(
    "answer-without-reason",
    _("Svaret sier ikke hvorfor saken ikke blir tatt opp."),
    _("Skriv grunnen, så den som meldte saken, kan gå videre med den."),
)


def goes_to_secretariat(forum, person, partnership, on):
    """True where this person's case becomes a proposal to the secretariat, which alone puts cases to the forum."""
    by_others = forum is not None and not is_secretariat(person, partnership, on)
    return by_others and forum.submitters == Forum.Submitters.SECRETARIAT


def obstacles_to_proposing(person, partnership, on):
    if not may_propose(person, partnership, on):
        yield NO_SEAT(partnership=partnership)


def obstacles_to_answering(proposal, person, on):
    yield from obstacles_to_acting_as_secretariat(person, proposal.partnership, on)
    if proposal.answered_on:
        yield ANSWERED(person=proposal.answered_by, day=f"{proposal.answered_on:%d.%m.%Y}")


def obstacles_to_declining(proposal, answer, person, on):
    yield from obstacles_to_answering(proposal, person, on)
    if not answer.strip():
        yield NO_REASON
