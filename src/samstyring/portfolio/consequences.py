"""What happens in the portfolio when a forum decides a case: what the case is about comes into force."""

from django.utils import timezone

from samstyring.casework.actions.cases import settle_at_home
from samstyring.casework.models import Decision
from samstyring.ground import history
from samstyring.partnership.models import Outcome
from samstyring.portfolio.actions import adoption, programmes
from samstyring.portfolio.actions.action_plans import adopt_plans, correct_plans
from samstyring.portfolio.actions.criteria import adopt_criteria, correct_criteria
from samstyring.portfolio.actions.measures import adopt_measures, correct_measures
from samstyring.portfolio.actions.strategies import adopt_strategies, correct_strategies
from samstyring.portfolio.models import Programme
from samstyring.portfolio.rules import adoption as adoption_rules


def _decision(about):
    return next(thing for thing in about if isinstance(thing, Decision))


def adopts(decision):
    """Only a forum whose mandate has a row for it can have adopted anything."""
    return decision.outcome == Outcome.ADOPTED and decision.authority_id is not None


@history.on("case.decided")
def a_case_was_decided(event, *, about, by):
    """Adopt what the case is about: programme, criteria, strategies, measures. Only an adoption does."""
    decision = _decision(about)
    if not adopts(decision):
        return
    _adopt_programme(decision, by)
    adopt_criteria(decision.case, decision)
    adopt_strategies(decision.case, decision)
    adopt_measures(decision.case, decision)
    adopt_plans(decision.case, decision)


def _adopt_programme(decision, by):
    programme = decision.case.programmes.order_by("-version").first()
    if programme is None or programme.decision_id is not None:
        return
    was_final = adoption_rules.is_final(programme)
    programmes.adopt(programme, decision)
    adoption.tell_if_final(programme, was_final, by=by)


@history.on("decision.corrected")
def a_decision_was_corrected(event, *, about, by):
    """What rested on the replaced decision rests on the one that stands: the corrected one, or none."""
    decision = _decision(about)
    correct_criteria(decision, still_adopted=adopts(decision))
    correct_strategies(decision, still_adopted=adopts(decision))
    correct_measures(decision, still_adopted=adopts(decision))
    correct_plans(decision, still_adopted=adopts(decision))
    programme = decision.case.programmes.filter(decision=decision.replaces).first()
    if programme is None:
        if adopts(decision):
            _adopt_programme(decision, by)
        return
    was_final = adoption_rules.is_final(programme)
    if adopts(decision):
        programme.decision = decision
        programme.save(update_fields=["decision"])
    else:
        programmes.reopen(programme, decision)
    adoption.tell_if_final(programme, was_final, by=by)


@history.on("programme.final")
def every_party_has_done_its_part(event, *, about, by):
    settle_at_home(_programme(about).case, on=timezone.localdate(event.at))


@history.on("programme.not_final")
def a_party_has_something_left_to_do(event, *, about, by):
    settle_at_home(_programme(about).case, on=None)


def _programme(about):
    return next(thing for thing in about if isinstance(thing, Programme))
