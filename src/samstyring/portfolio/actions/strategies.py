"""Strategies: drafted by the secretariat, put forward in a case, adopted by a decision."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samstyring.casework.actions.cases import open_case
from samstyring.casework.models import CaseRelation
from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.portfolio.models import Strategy, StrategyAim
from samstyring.portfolio.rules import strategies as rules


@transaction.atomic
def draft(partnership, *, aims, replaces=None, by, on, **values):
    """Write a strategy, or a new version of one, and return it. It holds when a forum has adopted it.

    `aims` are dicts with key, title and words, in their order.
    """
    refuse_if(rules.obstacles_to_drafting(partnership, replaces=replaces, by=by, on=on))
    taken = set(partnership.strategies.values_list("key", flat=True))
    try:
        with transaction.atomic():
            strategy = Strategy.objects.create(
                partnership=partnership,
                key=replaces.key if replaces else _free_key(values["title"], taken, "strategi"),
                version=replaces.version + 1 if replaces else 1,
                replaces=replaces,
                created_by=by,
                **values,
            )
    except IntegrityError:
        raise Refused(rules.VERSION_EXISTS()) from None
    _write_aims(strategy, aims)
    history.record("strategy.drafted", about=strategy, by=by, version=strategy.version)
    return strategy


@transaction.atomic
def change(strategy, *, aims, base, by, on, **values):
    """Change a draft. `base` tells what it said when the person began."""
    refuse_if(rules.obstacles_to_changing(strategy, by=by, on=on))
    now = Strategy.objects.select_for_update().get(pk=strategy.pk)
    if base != rules.state_of(now):
        raise Refused(rules.STRATEGY_CHANGED_MEANWHILE())
    changed = [name for name in values if getattr(now, name) != values[name]]
    for name in changed:
        setattr(now, name, values[name])
    now.save()
    before = rules.state_of(now)
    _write_aims(now, aims)
    if before != rules.state_of(now):
        changed.append("aims")
    if changed:
        history.record("strategy.changed", about=now, by=by, fields=changed)
    return now


def _write_aims(strategy, aims):
    """The aims keep their keys over versions, so that the measures under them follow."""
    strategy.aims.all().delete()
    known = {aim["key"] for aim in aims if aim["key"]}
    taken = set()
    for order, aim in enumerate(aims, start=1):
        if not aim["key"] or aim["key"] in taken:
            key = _free_key(aim["title"], taken | known, "mal")
        else:
            key = aim["key"]
        taken.add(key)
        StrategyAim.objects.create(strategy=strategy, key=key, title=aim["title"], words=aim["words"], order=order)


def _free_key(words, taken, otherwise):
    plain = slugify(words.lower().replace("ø", "o").replace("æ", "ae").replace("å", "a"))[:40] or otherwise
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    return key


@transaction.atomic
def submit(strategy, *, case, by, on):
    """Put the strategy forward in a case, so that the decision there adopts it."""
    refuse_if(rules.obstacles_to_submitting(strategy, case, by=by, on=on))
    strategy.case = case
    strategy.save(update_fields=["case"])
    history.record("strategy.submitted", about=[strategy, case], by=by, version=strategy.version)
    return strategy


@transaction.atomic
def open_revision(strategy, *, by, on):
    """Open the case in which the mandate is revised, because the strategy asks for it. Return the case."""
    refuse_if(rules.obstacles_to_opening_revision(strategy, by=by, on=on))
    mandate = strategy.mandate
    with strategy.partnership.in_its_language():
        title = _("Revisjon av %(mandate)s") % {"mandate": mandate.title}
    case = open_case(
        strategy.partnership,
        kind=rules.mandate_case_kind(strategy.partnership),
        title=title[:250],
        by=by,
        on=on,
    )
    # Two secretaries at once: only one of them finds the place empty.
    won = Strategy.objects.filter(pk=strategy.pk, revision_case__isnull=True).update(revision_case=case)
    if not won:
        standing = Strategy.objects.select_related("revision_case").get(pk=strategy.pk).revision_case
        raise Refused(rules.REVISION_OPENED(case=standing))
    strategy.revision_case = case
    if strategy.case_id:
        CaseRelation.objects.create(case=case, other=strategy.case, kind=CaseRelation.Kind.FOLLOWS)
    history.record("strategy.revision_opened", about=[strategy, mandate, case], by=by)
    return case


@transaction.atomic
def adopt_strategies(case, decision):
    """The case was decided with the outcome adopted: its strategies hold from now on."""
    for strategy in case.strategies.filter(decision__isnull=True):
        strategy.decision = decision
        strategy.save(update_fields=["decision"])
        history.record(
            "strategy.adopted", about=[strategy, decision], by=decision.recorded_by, version=strategy.version
        )


@transaction.atomic
def correct_strategies(decision, *, still_adopted):
    """A decision was corrected: its strategies rest on the one that stands now, or on none."""
    for strategy in Strategy.objects.filter(decision=decision.replaces):
        strategy.decision = decision if still_adopted else None
        strategy.save(update_fields=["decision"])
        if not still_adopted:
            history.record("strategy.reopened", about=[strategy, decision], by=decision.recorded_by)
    if still_adopted:
        adopt_strategies(decision.case, decision)
