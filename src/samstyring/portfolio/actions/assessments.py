"""Assessing projects: each assessor gives scores of their own, on the sheet as it is now."""

from django.db import transaction

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.partnership import rules as partnership_rules
from samstyring.portfolio.models import Assessment
from samstyring.portfolio.rules import criteria as rules


@transaction.atomic
def assess(project, *, scores, by, on):
    """Write one assessor's scores: {criterion: (score or None, comment)}. None takes an own score back.

    Only the assessor's own scores are touched, and only those of the adopted set.
    """
    refuse_if(rules.obstacles_to_assessing(project, by=by, on=on))
    criteria = list(rules.adopted_set(project.partnership).criteria.all())
    sheet = project.sheets.order_by("-version").first()
    parties = list(partnership_rules.parties_of(by, project.partnership, on)[:2])
    party = parties[0] if len(parties) == 1 else None
    given, withdrawn = [], []
    for criterion in criteria:
        if criterion not in scores:
            continue
        score, comment = scores[criterion]
        own = Assessment.objects.filter(project=project, criterion=criterion, assessor=by)
        if score is None:
            if own.delete()[0]:
                withdrawn.append(criterion.key)
            continue
        known = own.first()
        if known and (known.score, known.comment, known.sheet_id) == (score, comment, sheet.pk):
            continue
        Assessment.objects.update_or_create(
            project=project,
            criterion=criterion,
            assessor=by,
            defaults={"score": score, "comment": comment, "sheet": sheet, "party": party, "is_example": False},
        )
        given.append(criterion.key)
    if given or withdrawn:
        history.record("project.assessed", about=[project, sheet], by=by, given=given, withdrawn=withdrawn)
    return given
