"""What follows of decisions in elections: the chosen get their seats, in the same transaction."""

from samstyring.casework.actions import elections
from samstyring.casework.models import Decision, Election
from samstyring.casework.rules.elections import SEATED
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Outcome


@history.on("case.decided")
def seat_the_chosen(event, *, about, by):
    """Whoever the forum has chosen is seated from the day of the election, and the one before loses the seat."""
    decision = _decision(about)
    if decision.outcome == Outcome.ADOPTED:
        for election in _pending(decision):
            elections.settle(election, decision, by=by)


@history.on("decision.corrected")
def keep_elections_true(event, *, about, by):
    """A correction carries the seats it gave, or is refused where it would take them back."""
    decision = _decision(about)
    given = Election.objects.filter(decision=decision.replaces).select_related("forum")
    if decision.outcome == Outcome.ADOPTED:
        given.update(decision=decision)
        for election in _pending(decision):
            elections.settle(election, decision, by=by)
    elif given:
        raise Refused(*(SEATED(forum=one.forum, outcome=decision.get_outcome_display()) for one in given))


def _decision(about):
    return next(thing for thing in about if isinstance(thing, Decision))


def _pending(decision):
    waiting = Election.objects.filter(case=decision.case, decision__isnull=True)
    return waiting.select_related("case", "forum__partnership", "chosen_by")
