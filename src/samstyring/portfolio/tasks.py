"""The calculation of a scenario, worked outside the request: it can be watched, left and stopped."""

import time
from dataclasses import asdict, is_dataclass

from django.utils import timezone
from django_tasks import task

from samstyring.ground.models import Analysis

SEARCH_SECONDS = 20.0
EXPLAIN_SECONDS = 60.0
# How close to the best possible plan is close enough, for the plan itself and for the reasons.
PLAN_GAP, REASON_GAP = 1e-4, 1e-3
# The part of the progress bar that finding the plan takes.
SEARCH_SHARE = 35
SEARCHING, EXPLAINING = "searching", "explaining"


class _Pulse:
    """Tells the page how far the work has come, and hears when somebody stops it: at most once a second."""

    def __init__(self, analysis_id):
        self.rows = Analysis.objects.filter(pk=analysis_id)
        self.told_at = self.asked_at = 0.0
        self.stop = False

    def tell(self, progress, stage):
        if time.monotonic() - self.told_at >= 1:
            self.told_at = time.monotonic()
            self.rows.filter(status=Analysis.Status.RUNNING).update(progress=min(99, int(progress)), stage=stage)

    def searched(self, _value, _bound, seconds):
        self.tell(SEARCH_SHARE * min(1.0, seconds / SEARCH_SECONDS), SEARCHING)

    def explained(self, done, of):
        self.tell(SEARCH_SHARE + (100 - SEARCH_SHARE) * done / max(1, of), EXPLAINING)

    def stopped(self):
        if not self.stop and time.monotonic() - self.asked_at >= 1:
            self.asked_at = time.monotonic()
            self.stop = self.rows.filter(cancel_asked=True).exists()
        return self.stop


@task()
def calculate(analysis_id):
    """Balance a scenario's problem, explain every project's place, and store what was found."""
    rows = Analysis.objects.filter(pk=analysis_id)
    if not rows.filter(status=Analysis.Status.WAITING).update(
        status=Analysis.Status.RUNNING, started_at=timezone.now(), stage=SEARCHING
    ):
        return
    analysis = rows.get()
    ended = Analysis.Status.FAILED, None
    try:
        ended = _work(analysis)
    finally:
        status, result = ended
        rows.filter(status=Analysis.Status.RUNNING).update(
            status=status, result=result, ended_at=timezone.now(), progress=100
        )


def _work(analysis):
    # The solver takes a while to import, and no page needs it.
    from samstyring.engine import explain, plan, scoring
    from samstyring.engine.problem import read
    from samstyring.engine.programme import Infeasible, NoPlanInTime, NumericalTrouble, Stopped, balance

    pulse = _Pulse(analysis.pk)
    problem = read(analysis.problem["problem"])
    missing = analysis.problem["basis"]["scenario"]["missing_scores"]
    watching = {"cancelled": pulse.stopped}
    try:
        found = balance(
            problem, seconds=SEARCH_SECONDS, gap=PLAN_GAP, missing=missing, progress=pulse.searched, **watching
        )
        why = explain.why(
            problem, found, seconds=EXPLAIN_SECONDS, gap=REASON_GAP, progress=pulse.explained, **watching
        )
    except Stopped:
        return Analysis.Status.CANCELLED, None
    except Infeasible as error:
        return Analysis.Status.IMPOSSIBLE, {"conflict": _plain(error.conflict), "certain": error.certain}
    except scoring.ScoresMissing as error:
        return Analysis.Status.FAILED, {"failure": "scores-missing", "unknown": _plain(error.unknown)}
    except NoPlanInTime:
        return Analysis.Status.FAILED, {"failure": "no-plan-in-time"}
    except NumericalTrouble:
        return Analysis.Status.FAILED, {"failure": "numerical"}
    return Analysis.Status.DONE, {
        "plan": plan.as_mapping(found),
        "why": {key: _plain(reason) for key, reason in why.items()},
        "reserve": [
            # JSON has no infinity: a project worth nothing has no relative price.
            one | {"relative": None if one["relative"] == float("inf") else one["relative"]}
            for one in _plain(explain.reserve_list(problem, found, why))
        ],
        "worth": _worth(problem, found, missing),
    }


def _worth(problem, found, missing):
    """What each started project brings, its delay counted; with a ranking, on the first criterion."""
    from samstyring.engine.search import goals

    values = goals(problem, missing)[0][1]
    return {
        key: values[key] * problem.delay_factor ** problem.years.index(year) for key, year in found.starts.items()
    }


def _plain(thing):
    """Frozen results as lists and mappings that can be stored as JSON."""
    if is_dataclass(thing):
        return asdict(thing)
    return [_plain(one) if is_dataclass(one) else list(one) for one in thing]
