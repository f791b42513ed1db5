"""The plan of a scenario, worked by the engine: first the plan itself, then the reasons one by one."""

import time
from dataclasses import asdict, is_dataclass

from samstyring.ground.models import Analysis

SEARCH_SECONDS = 20.0
EXPLAIN_SECONDS = 60.0
# How close to the best possible plan is close enough, for the plan itself and for the reasons.
PLAN_GAP, REASON_GAP = 1e-4, 1e-3
# The part of the progress bar that finding the plan takes.
SEARCH_SHARE = 35
SEARCHING, EXPLAINING = "searching", "explaining"
# How often new reasons are laid open while the rest is worked on, in seconds.
LAY_OPEN_EVERY = 1.0


def work(analysis, pulse):
    """Find the plan and lay it open; then find out why each project is in or out, and lay that open as it comes."""
    # The solver takes a while to import, and no page needs it.
    from samstyring.engine import explain, plan
    from samstyring.engine.problem import read
    from samstyring.engine.programme import balance

    problem = read(analysis.problem["problem"])
    missing = analysis.problem["basis"]["scenario"]["missing_scores"]

    def searched(_value, _bound, seconds):
        pulse.tell(SEARCH_SHARE * min(1.0, seconds / SEARCH_SECONDS), SEARCHING)

    watching = {"seconds": SEARCH_SECONDS, "gap": PLAN_GAP, "progress": searched, "cancelled": pulse.stopped}
    found, refusal = attempt(lambda: balance(problem, missing=missing, **watching))
    if refusal:
        return refusal
    result = {"plan": plan.as_mapping(found), "why": {}, "reserve": [], "worth": _worth(problem, found, missing)}
    pulse.keep(result, SEARCH_SHARE, EXPLAINING)
    reading = _Reading(pulse, result, of=len(problem.projects))
    asking = {"seconds": EXPLAIN_SECONDS, "gap": REASON_GAP, "told": reading.told, "cancelled": pulse.stopped}
    why, refusal = attempt(lambda: explain.why(problem, found, **asking))
    if refusal:
        return refusal
    result["reserve"] = [
        # JSON has no infinity: a project worth nothing has no relative price.
        one | {"relative": None if one["relative"] == float("inf") else one["relative"]}
        for one in plain(explain.reserve_list(problem, found, why))
    ]
    return Analysis.Status.DONE, result


def attempt(search):
    """(what was found, None), or (None, the status and result that tell why nothing was)."""
    from samstyring.engine import scoring
    from samstyring.engine.programme import Infeasible, NoPlanInTime, NumericalTrouble

    try:
        return search(), None
    except Infeasible as error:
        return None, (
            Analysis.Status.IMPOSSIBLE,
            {"conflict": plain(error.conflict), "certain": error.certain},
        )
    except scoring.ScoresMissing as error:
        return None, (Analysis.Status.FAILED, {"failure": "scores-missing", "unknown": plain(error.unknown)})
    except NoPlanInTime:
        return None, (Analysis.Status.FAILED, {"failure": "no-plan-in-time"})
    except NumericalTrouble:
        return None, (Analysis.Status.FAILED, {"failure": "numerical"})


class _Reading:
    """Lays the reasons open to the readers as they are found."""

    def __init__(self, pulse, result, *, of):
        self.pulse, self.result, self.of = pulse, result, of
        self.laid_at = time.monotonic()

    def told(self, reason):
        self.result["why"][reason.key] = plain(reason)
        done = SEARCH_SHARE + (100 - SEARCH_SHARE) * len(self.result["why"]) / max(1, self.of)
        if time.monotonic() - self.laid_at >= LAY_OPEN_EVERY:
            self.laid_at = time.monotonic()
            self.pulse.keep(self.result, done, EXPLAINING)
        else:
            self.pulse.tell(done, EXPLAINING)


def _worth(problem, found, missing):
    """What each started project brings, its delay counted; with a ranking, on the first criterion."""
    from samstyring.engine.search import goals

    values = goals(problem, missing)[0][1]
    return {
        key: values[key] * problem.delay_factor ** problem.years.index(year) for key, year in found.starts.items()
    }


def plain(thing):
    """Frozen results as lists and mappings that can be stored as JSON."""
    if is_dataclass(thing):
        return asdict(thing)
    return [plain(one) if is_dataclass(one) else list(one) for one in thing]
