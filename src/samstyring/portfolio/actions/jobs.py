"""Laying calculations ready for the worker, and stopping them. Two clicks never start two.

A scenario has one place for each kind of calculation: `analysis` (the plan), `robust`, `exposure`, `trial`, `front`.
"""

from django.utils import timezone

from samstyring.ground.models import Analysis
from samstyring.ground.refusal import refuse_if
from samstyring.portfolio.models import Scenario
from samstyring.portfolio.rules import jobs as rules


def lay(scenario, place, *, problem, sha256):
    """Lay a calculation ready in its place and return it. Whoever calls hands it to the worker.

    Refused while one is under way there; one whose worker has gone is given up first.
    """
    before = getattr(scenario, place)
    if rules.is_under_way(before):
        refuse_if([rules.RUNNING_ALREADY])
    if rules.is_lost(before):
        give_up(before)
    laid = Analysis.objects.create(
        kind="portfolio" if place == "analysis" else place, problem=problem, problem_sha256=sha256
    )
    # Two people may press the button at once: only the one who finds the place as it was, starts.
    if not Scenario.objects.filter(pk=scenario.pk, **{place: before}).update(**{place: laid}):
        refuse_if([rules.RUNNING_ALREADY])
    setattr(scenario, place, laid)
    return laid


def give_up(analysis):
    """Say that the worker is gone. Should it come back, it finds that its work is no longer asked for."""
    rows = Analysis.objects.filter(pk=analysis.pk, status=Analysis.Status.RUNNING)
    rows.update(
        status=Analysis.Status.FAILED, result={"failure": rules.WORKER_LOST}, ended_at=timezone.now(), progress=0
    )


def stop(analysis):
    """Stop a calculation: at once if nobody has begun it, else as soon as the worker hears of it. True if so."""
    if analysis is None or analysis.is_over:
        return False
    if rules.is_lost(analysis):
        give_up(analysis)
        return True
    rows = Analysis.objects.filter(pk=analysis.pk)
    if not rows.filter(status=Analysis.Status.WAITING).update(
        status=Analysis.Status.CANCELLED, ended_at=timezone.now()
    ):
        rows.filter(status=Analysis.Status.RUNNING).update(cancel_asked=True)
    return True
