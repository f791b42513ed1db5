"""Assessing projects and measures: each assessor gives scores of their own, by the criteria adopted."""

from django.db import transaction

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import Assessment, MeasureCost, StrategyFrame
from samstyring.portfolio.rules import criteria as rules
from samstyring.portfolio.rules import ranking


@transaction.atomic
def assess(project, *, scores, by, on):
    """Write one assessor's scores: {criterion: (score or None, comment)}. None takes an own score back.

    Only the assessor's own scores are touched, and only those of the adopted set.
    """
    refuse_if(rules.obstacles_to_assessing(project, by=by, on=on))
    sheet = project.sheets.order_by("-version").first()
    given, withdrawn = _write(project, {"project": project}, {"sheet": sheet}, scores, by=by, on=on)
    if given or withdrawn:
        history.record("project.assessed", about=[project, sheet], by=by, given=given, withdrawn=withdrawn)
    return given


@transaction.atomic
def assess_measure(measure, *, scores, by, on):
    """The same for a measure, by the same criteria."""
    refuse_if(ranking.obstacles_to_assessing(measure, by=by, on=on))
    given, withdrawn = _write(measure, {"measure": measure}, {}, scores, by=by, on=on)
    if given or withdrawn:
        history.record("measure.assessed", about=measure, by=by, given=given, withdrawn=withdrawn)
    return given


def _write(subject, about, resting_on, scores, *, by, on):
    """The keys of the criteria that were scored, and of those whose score was taken back."""
    partnership = subject.partnership
    parties = list(acting.parties_of(by, partnership, on)[:2])
    party = parties[0] if len(parties) == 1 else None
    given, withdrawn = [], []
    for criterion in rules.adopted_set(partnership).criteria.all():
        if criterion not in scores:
            continue
        score, comment = scores[criterion]
        own = Assessment.objects.filter(**about, criterion=criterion, assessor=by)
        if score is None:
            if own.delete()[0]:
                withdrawn.append(criterion.key)
            continue
        told = {"score": score, "comment": comment, **resting_on}
        known = own.first()
        if known and all(getattr(known, name) == value for name, value in told.items()):
            continue
        Assessment.objects.update_or_create(
            **about, criterion=criterion, assessor=by, defaults={**told, "party": party, "is_example": False}
        )
        given.append(criterion.key)
    return given, withdrawn


@transaction.atomic
def set_cost(measure, *, by, on, **money):
    """Say what a measure costs, and what kind of amount it is. No amount takes it away."""
    refuse_if(acting.obstacles_to_acting_as_secretariat(by, measure.partnership, on))
    _set_money(MeasureCost, {"measure": measure}, money)
    history.record("measure.costed", about=measure, by=by)


@transaction.atomic
def set_frame(strategy, *, by, on, **money):
    """Say how much money there is for the measures of a strategy, whichever version. No amount takes it away."""
    refuse_if(acting.obstacles_to_acting_as_secretariat(by, strategy.partnership, on))
    _set_money(StrategyFrame, {"partnership": strategy.partnership, "strategy_key": strategy.key}, money)
    history.record("strategy.framed", about=strategy, by=by)


def _set_money(model, about, money):
    if money["amount_mnok"] is None:
        model.objects.filter(**about).delete()
    else:
        model.objects.update_or_create(**about, defaults=money)
