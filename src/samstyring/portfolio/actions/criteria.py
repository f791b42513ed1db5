"""Criteria sets: drafted by the secretariat, put forward in a case, adopted by a decision."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.portfolio.models import CriteriaSet, Criterion, GradeStandard
from samstyring.portfolio.rules import criteria as rules


@transaction.atomic
def draft(partnership, *, title, mode, criteria, by, on, standard=None):
    """Make a new version of the criteria, and return it. Older versions keep their assessments.

    `criteria` are dicts with key, name, description, weight (a share, or None) and anchors, in their order.
    `standard` tells what the grades of benefit and risk mean; words that are as before make no new standard.
    """
    refuse_if(rules.obstacles_to_drafting(partnership, mode=mode, criteria=criteria, by=by, on=on))
    newest = partnership.criteria_sets.order_by("-version").first()
    try:
        with transaction.atomic():
            drafted = CriteriaSet.objects.create(
                partnership=partnership,
                version=newest.version + 1 if newest else 1,
                title=title,
                mode=mode,
                standard=_standard(standard, newest),
            )
    except IntegrityError:
        raise Refused(rules.SET_AT_SAME_TIME()) from None
    ranked = mode == CriteriaSet.Mode.RANKED
    taken = set()
    for order, one in enumerate(criteria, start=1):
        Criterion.objects.create(
            criteria_set=drafted,
            key=_free_key(one["key"] or one["name"], taken),
            name=one["name"],
            description=one["description"],
            anchors=one["anchors"],
            order=order,
            weight=None if ranked else one["weight"],
        )
    history.record("criteria.drafted", about=drafted, by=by, version=drafted.version)
    return drafted


def _standard(words, newest):
    if not any((words or {}).values()):
        return None
    if newest and newest.standard and newest.standard.words == words:
        return newest.standard
    return GradeStandard.objects.create(**words)


def _free_key(words, taken):
    """A key for a criterion that no other in the set has."""
    plain = slugify(words.replace("ø", "o").replace("æ", "ae").replace("å", "a"))[:40] or "kriterium"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    taken.add(key)
    return key


@transaction.atomic
def submit(criteria_set, *, case, by, on):
    """Put the criteria forward in a case, so that the decision there adopts them."""
    refuse_if(rules.obstacles_to_submitting(criteria_set, case, by=by, on=on))
    criteria_set.case = case
    criteria_set.save(update_fields=["case"])
    history.record("criteria.submitted", about=[criteria_set, case], by=by, version=criteria_set.version)
    return criteria_set


@transaction.atomic
def adopt_criteria(case, decision):
    """The case was decided with the outcome adopted: its criteria hold from now on."""
    adopted = list(case.criteria_sets.filter(decision__isnull=True))
    for one in adopted:
        one.decision = decision
        one.save(update_fields=["decision"])
        history.record("criteria.adopted", about=[one, decision], by=decision.recorded_by, version=one.version)
    return adopted


@transaction.atomic
def correct_criteria(decision, *, still_adopted):
    """A decision was corrected: its criteria rest on the one that stands now, or on none."""
    for one in CriteriaSet.objects.filter(decision=decision.replaces):
        one.decision = decision if still_adopted else None
        one.save(update_fields=["decision"])
        if not still_adopted:
            history.record("criteria.reopened", about=[one, decision], by=decision.recorded_by)
    if still_adopted:
        adopt_criteria(decision.case, decision)
