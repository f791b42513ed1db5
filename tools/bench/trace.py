"""What a trace tells: how soon a plan, how soon how near the best, and how near after so many seconds."""

from collections.abc import Sequence
from math import inf

Point = Sequence[float | None]
HALF_PERCENT, PROOF = 5e-3, 1e-4
# Solvers stop at a gap by their own arithmetic, in which the last digits may differ from ours.
SLACK = 1.001


def gap(point: Point) -> float:
    """(bound − value) / value at a point; infinite before there are both."""
    _, value, bound = point
    if value is None or bound is None:
        return inf
    difference = max(0.0, bound - value)
    return difference / abs(value) if value else (0.0 if difference == 0 else inf)


def best(trace: Sequence[Point]) -> list[list[float]]:
    """[seconds, gap] where the gap by the best value and the best bound so far becomes smaller."""
    found: list[list[float]] = []
    value, bound = -inf, inf
    for seconds, told_value, told_bound in trace:
        value = max(value, -inf if told_value is None else told_value)
        bound = min(bound, inf if told_bound is None else told_bound)
        now = gap((seconds, None if value == -inf else value, None if bound == inf else bound))
        if now < inf and (not found or now < found[-1][1]):
            found.append([float(seconds or 0.0), now])
    return found


def time_to(trace: Sequence[Point], wanted: float) -> float | None:
    """Seconds until the gap was at most so large; None when it never was."""
    return next((seconds for seconds, reached in best(trace) if reached <= wanted * SLACK), None)


def time_to_plan(trace: Sequence[Point]) -> float | None:
    """Seconds until there was any plan."""
    return next((float(point[0] or 0.0) for point in trace if point[1] is not None), None)


def gap_at(trace: Sequence[Point], seconds: float, *, ran: float) -> float | None:
    """The gap after so many seconds of a run that took `ran`; None when there was none, or it was stopped before."""
    reached = [gap for at, gap in best(trace) if at <= seconds * 1.02]
    if reached and (ran >= seconds * 0.98 or reached[-1] <= PROOF * SLACK):
        return reached[-1]
    return None


def thin(trace: Sequence[Point], at: Sequence[float] = (1.0, 5.0, 10.0, 30.0, 60.0)) -> list[list[float | None]]:
    """The points that say something: a first plan, a gap a tenth smaller, and the last before each mark."""
    kept: list[list[float | None]] = []
    last = inf
    value, bound = -inf, inf
    for n, point in enumerate(trace):
        value = max(value, -inf if point[1] is None else point[1])
        bound = min(bound, inf if point[2] is None else point[2])
        here = [point[0], None if value == -inf else value, None if bound == inf else bound]
        now = gap(here)
        following = float(trace[n + 1][0] or 0.0) if n + 1 < len(trace) else inf
        marked = any(float(point[0] or 0.0) <= mark < following for mark in at)
        crossed = any(now <= wanted * SLACK < last for wanted in (HALF_PERCENT, PROOF))
        first = bool(value > -inf and (not kept or kept[-1][1] is None))
        if marked or crossed or first or now < 0.9 * last:
            kept.append(here)
            last = min(last, now)
    return kept
