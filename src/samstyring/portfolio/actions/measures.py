"""Measures: proposed, graded, adopted as a list, reported on, and landed in the parties' own plans."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.rules.acting import acts_for_party
from samstyring.portfolio.models import Measure, MeasureLanding, MeasureReport
from samstyring.portfolio.rules import measures as rules


@transaction.atomic
def propose(partnership, *, by, on, **values):
    """Register a measure and return it."""
    refuse_if(rules.obstacles_to_proposing(partnership, by=by, on=on))
    number = (partnership.measures.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            measure = Measure.objects.create(partnership=partnership, number=number, **values)
    except IntegrityError:
        raise Refused(rules.MEASURE_AT_SAME_TIME()) from None
    history.record("measure.proposed", about=measure, by=by)
    return measure


@transaction.atomic
def change(measure, *, base, by, on, **values):
    """Change what the measure says. What a forum has adopted stays; who carries it out may change."""
    refuse_if(rules.obstacles_to_changing(measure, values, by=by, on=on))
    now = Measure.objects.select_for_update().get(pk=measure.pk)
    if base != rules.state_of(now):
        raise Refused(rules.MEASURE_CHANGED_MEANWHILE())
    changed = [name for name in values if getattr(now, name) != values[name]]
    if changed:
        for name in changed:
            setattr(now, name, values[name])
        now.save(update_fields=changed)
        history.record("measure.changed", about=now, by=by, fields=changed)
    return now


@transaction.atomic
def grade(measure, *, relevance, feasibility, reason, by, on):
    """Say how relevant and how feasible the measure is, and why."""
    refuse_if(rules.obstacles_to_grading(measure, by=by, on=on))
    measure.relevance, measure.feasibility, measure.grade_reason = relevance, feasibility, reason
    measure.save(update_fields=["relevance", "feasibility", "grade_reason"])
    history.record("measure.graded", about=measure, by=by, relevance=str(relevance), feasibility=str(feasibility))
    return measure


@transaction.atomic
def submit(partnership, measures, *, case, by, on):
    """Put a list of measures forward in one case, so that the decision there adopts all of them."""
    refuse_if(rules.obstacles_to_submitting(partnership, measures, case, by=by, on=on))
    for measure in measures:
        measure.case = case
        measure.save(update_fields=["case"])
        history.record("measure.submitted", about=[measure, case], by=by)
    return measures


@transaction.atomic
def report(measure, *, status, words, next_due_on=None, by, on):
    """Tell how far the measure has come. The newest report is its status."""
    refuse_if(rules.obstacles_to_reporting(measure, next_due_on=next_due_on, by=by, on=on))
    told = MeasureReport.objects.create(
        measure=measure, status=status, words=words, next_due_on=next_due_on, by=by
    )
    history.record("measure.reported", about=measure, by=by, status=str(status))
    return told


@transaction.atomic
def land(measure, party, *, plan, reference, status, words="", by, on):
    """Tell where the measure stands in one of the party's own plans; told again, it replaces what stood."""
    refuse_if(rules.obstacles_to_landing(measure, party, status=status, words=words, by=by, on=on))
    landing, _new = MeasureLanding.objects.update_or_create(
        measure=measure,
        party=party,
        plan=plan,
        defaults={"reference": reference, "status": status, "words": words, "told_on": on},
    )
    behalf = None if acts_for_party(by, party, on) else party
    history.record(
        "measure.landed", about=[measure, party], by=by, behalf=behalf, plan=str(plan), status=str(status)
    )
    return landing


@transaction.atomic
def adopt_measures(case, decision):
    """The case was decided with the outcome adopted: every measure in it is decided."""
    for measure in case.measures.filter(decision__isnull=True):
        measure.decision = decision
        measure.save(update_fields=["decision"])
        history.record("measure.adopted", about=[measure, decision], by=decision.recorded_by)


@transaction.atomic
def correct_measures(decision, *, still_adopted):
    """A decision was corrected: its measures rest on the one that stands now, or on none."""
    for measure in Measure.objects.filter(decision=decision.replaces):
        measure.decision = decision if still_adopted else None
        measure.save(update_fields=["decision"])
        if not still_adopted:
            history.record("measure.reopened", about=[measure, decision], by=decision.recorded_by)
    if still_adopted:
        adopt_measures(decision.case, decision)
