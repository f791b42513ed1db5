"""Make a new version of a standing programme, and say how far a light revision may go."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.rules import acting
from samstyring.portfolio.actions.programmes import require_parties
from samstyring.portfolio.models import Programme, ProgrammeLine, Revision, RevisionRule
from samstyring.portfolio.rules import programmes as programme_rules
from samstyring.portfolio.rules import revisions as rules


@transaction.atomic
def revise(former, *, case, kind, by, on=None):
    """Copy a standing programme to a new version on an open case, and return it."""
    on = on or timezone.localdate()
    partnership = former.partnership
    refuse_if(
        [
            *acting.obstacles_to_acting_as_secretariat(by, partnership, on),
            *rules.obstacles_to_revising(former, kind=kind, case=case),
        ]
    )
    newest = partnership.programmes.filter(first_year=former.first_year).aggregate(newest=Max("version"))["newest"]
    try:
        with transaction.atomic():
            programme = Programme.objects.create(
                partnership=partnership,
                first_year=former.first_year,
                years=former.years,
                version=newest + 1,
                case=case,
                recommendation=former.recommendation,
                price_year=former.price_year,
                vat=former.vat,
                assumptions=former.assumptions,
                created_by=by,
                is_example=former.is_example,
            )
    except IntegrityError:
        raise Refused(programme_rules.VERSION_TAKEN()) from None
    rule = rules.rule_of(partnership) if kind == Revision.Kind.LIGHT else None
    Revision.objects.create(programme=programme, revises=former, kind=kind, rule=rule)
    ProgrammeLine.objects.bulk_create(
        ProgrammeLine(
            programme=programme,
            project_id=line.project_id,
            pot=line.pot,
            focus_area_id=line.focus_area_id,
            source_id=line.source_id,
            year=line.year,
            amount_mnok=line.amount_mnok,
            basis=line.basis,
        )
        for line in former.lines.all()
    )
    require_parties(programme, on=on)
    history.record("programme.revised", about=[programme, former, case], by=by, version=programme.version)
    return programme


@transaction.atomic
def make_main(programme, *, by, on=None):
    """What began as a light revision changes more than its rule lets it, and becomes a main one."""
    on = on or timezone.localdate()
    refuse_if(programme_rules.obstacles_to_changing(programme, by=by, on=on))
    changed = Revision.objects.filter(programme=programme, kind=Revision.Kind.LIGHT).update(
        kind=Revision.Kind.MAIN, rule=None
    )
    if not changed:
        raise Refused(rules.MAIN_ALREADY(programme=programme))
    history.record("programme.made_main", about=programme, by=by)


@transaction.atomic
def set_rule(partnership, *, by, on=None, **fields):
    """Write a new version of the rule for light revisions. Revisions under way keep theirs."""
    on = on or timezone.localdate()
    refuse_if(acting.obstacles_to_acting_as_secretariat(by, partnership, on))
    newest = rules.rule_of(partnership)
    try:
        with transaction.atomic():
            rule = RevisionRule.objects.create(
                partnership=partnership, version=newest.version + 1 if newest else 1, set_by=by, **fields
            )
    except IntegrityError:
        raise Refused(programme_rules.VERSION_TAKEN()) from None
    history.record("revision.rule_set", about=partnership, by=by, version=rule.version)
    return rule
