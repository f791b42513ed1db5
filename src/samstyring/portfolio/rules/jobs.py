"""Questions about calculations that a worker does: is one under way, has its worker gone, has it waited long."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import Analysis
from samstyring.ground.refusal import Obstacle

# A worker gives a sign of life every second. One that has been silent for this long is gone.
SILENT_FOR = timedelta(seconds=30)
# Somebody who has waited this long is told that the worker may be down.
WAITING_LONG = timedelta(seconds=20)

WORKER_LOST = "worker-lost"

RUNNING_ALREADY = Obstacle(
    "running-already",
    _("Scenarioet beregnes allerede."),
    _("Vent til beregningen er ferdig, eller avbryt den."),
)


def is_lost(analysis, *, now=None):
    """True where the worker has gone: it began, and gives no sign of life any more."""
    if analysis is None or analysis.status != Analysis.Status.RUNNING:
        return False
    return (now or timezone.now()) - (analysis.heard_at or analysis.started_at) > SILENT_FOR


def has_waited_long(analysis, *, now=None):
    if analysis.status != Analysis.Status.WAITING:
        return False
    return (now or timezone.now()) - analysis.created_at > WAITING_LONG


def is_under_way(analysis, *, now=None):
    return analysis is not None and not analysis.is_over and not is_lost(analysis, now=now)


def has_answer(analysis, *, now=None):
    """True where there is something whole to read: the answer, or a plan whose reasons are being found."""
    if analysis is None or not analysis.result or is_lost(analysis, now=now):
        return False
    if analysis.status in (Analysis.Status.DONE, Analysis.Status.IMPOSSIBLE):
        return True
    return analysis.status == Analysis.Status.RUNNING and "plan" in analysis.result


def was_interrupted(analysis, *, now=None):
    """True where the worker died over the calculation, whether or not anybody has given it up yet."""
    if is_lost(analysis, now=now):
        return True
    return analysis is not None and (analysis.result or {}).get("failure") == WORKER_LOST
