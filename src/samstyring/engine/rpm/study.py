"""Choose how to find all unbeaten plans, and give the account of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..account import versions
from ..columns import Floats, Model, build
from ..plan import Missing
from ..portfolio import Problem, digest
from ..robust.worths import worths
from ..solve import Cancelled, Watch
from . import knapsack, successive
from .dominance import Flags
from .result import Method, Portfolio, Rpm, core

MOST_PROJECTS = 400
MOST_VERTICES = 60
# Found one by one, and all at once.
MOST_SUCCESSIVE, MOST_AT_ONCE = 300, 20_000
INSTEAD = (
    "Use the certified study of robustness instead: it proves what holds for every weight without listing plans."
)


class TooLarge(Exception):
    """The problem is too large to list every unbeaten plan; the message says why and what to use."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}. {INSTEAD}")
        self.why = why

    def __reduce__(self) -> tuple[type[TooLarge], tuple[str]]:
        # Background workers send errors between processes.
        return (type(self), (self.why,))


def study(
    problem: Problem,
    vertices: Floats | Sequence[Sequence[float]],
    *,
    seconds: float = 60.0,
    method: Method | None = None,
    missing: Missing = "refuse",
    seed: int = 0,
    cancelled: Cancelled | None = None,
) -> Rpm:
    """Find every plan that no other plan beats, for all weights in a polytope.

    Parameters
    ----------
    problem : Problem
        Its own weights or ranking do not count.
    vertices : array, shape (K, C)
        Weights, one row per vertex, in the order of the problem's criteria. Rows are divided by
        their sums. `robust.region(…).corners` are such vertices.
    seconds : float
        Time limit.
    method : "dynamic-programming" or "successive-milp"
        Left out, the first where one source pays in one year and projects do not depend on each
        other, and the second otherwise.
    missing : "refuse", "zero" or "weights-of-known"
        What an unknown score means.

    Returns
    -------
    Rpm

    Raises
    ------
    TooLarge
        If the plans are too many, or were not found in time.
    ValueError
        If the vertices are no weights, or the method does not suit the problem.
    scoring.ScoresMissing
        If scores are unknown and `missing` is "refuse".
    Stopped
        If `cancelled` answered True.

    Notes
    -----
    Two plans are equal on a vertex when they differ by less than a ten-millionth of the worth of
    all projects together.

    References
    ----------
    .. [1] Liesiö, Mild and Salo, EJOR 181 (2007) 1488-1505 and EJOR 190 (2008) 679-695.

    Examples
    --------
    Room for two of three: the one both care for is core, the other two depend on the weights.

    >>> from samstyring.engine.problem import read
    >>> sheet = {"sources": ["stat"], "size": 1, "cost_profile": [50]}
    >>> found = study(read({
    ...     "format": "samstyring-portfolio-problem/1", "unit": "MNOK", "years": [2025],
    ...     "tail_years": 0, "delay_factor": 1, "weights": {"klima": 1, "nytte": 1},
    ...     "sources": [{"key": "stat", "frames": [100]}],
    ...     "projects": [
    ...         {"key": "Bru", "scores": {"klima": 10, "nytte": 60}, **sheet},
    ...         {"key": "Gangvei", "scores": {"klima": 50, "nytte": 20}, **sheet},
    ...         {"key": "Stasjon", "scores": {"klima": 80, "nytte": 80}, **sheet},
    ...     ]}), [[1, 0], [0, 1]])
    >>> [(one.key, one.core_index, one.kind) for one in found.projects]
    [('Bru', 0.5, 'borderline'), ('Gangvei', 0.5, 'borderline'), ('Stasjon', 1.0, 'core')]
    """
    corners = _corners(vertices, problem)
    watch = Watch.start(seconds, cancelled=cancelled)
    if len(problem.projects) > MOST_PROJECTS:
        raise TooLarge(f"{len(problem.projects)} projects are more than {MOST_PROJECTS}")
    if len(corners) > MOST_VERTICES:
        raise TooLarge(f"a polytope with {len(corners)} vertices has more than {MOST_VERTICES}")
    model = build(problem)
    worth = np.zeros((len(model.lower), len(corners)))
    table = worths(problem, model, missing=missing, used=corners.max(axis=0) > 0)
    worth[table.column] = (table.scores[table.project] * table.delay[table.year][:, None]) @ corners.T
    simple = _one_budget(problem, model)
    if method == "dynamic-programming" and not simple:
        raise ValueError("method: dynamic programming needs one source, one year, and no rules between projects")
    chosen: Method = method or ("dynamic-programming" if simple else "successive-milp")
    if chosen == "dynamic-programming":
        hits = _at_once(problem, model, worth, watch)
    else:
        hits = _one_by_one(model, worth, watch, seed)
    portfolios = [
        Portfolio(
            {key: problem.years[year] for key, year in sorted(hit.starts.items())},
            tuple(round(float(amount), 9) + 0.0 for amount in hit.worth),
        )
        for hit in hits
    ]
    portfolios.sort(key=lambda one: (-sum(one.worth), *one.starts))
    return Rpm(
        method=chosen,
        criteria=problem.criteria,
        vertices=tuple(tuple(map(float, corner)) for corner in corners),
        intervals=False,
        portfolios=tuple(portfolios),
        projects=core([one.key for one in problem.projects], portfolios),
        images=_images(np.array([hit.worth for hit in hits]).reshape(len(hits), len(corners)), worth),
        missing=missing,
        seconds=round(watch.elapsed(), 3),
        versions=versions(),
        input_sha256=digest(problem),
    )


def _corners(vertices: Floats | Sequence[Sequence[float]], problem: Problem) -> Floats:
    corners = np.array(vertices, dtype=np.float64)
    if corners.ndim != 2 or len(corners) == 0 or corners.shape[1] != len(problem.criteria):
        raise ValueError(f"vertices: should be rows of {len(problem.criteria)} weights, at least one row")
    if not np.isfinite(corners).all() or (corners < 0).any() or (corners.sum(axis=1) <= 0).any():
        raise ValueError("vertices: weights cannot be negative, and each row should have one above 0")
    corners = corners / corners.sum(axis=1, keepdims=True)
    _, first = np.unique(corners.round(12), axis=0, return_index=True)
    return np.asarray(corners[np.sort(first)])


def _one_budget(problem: Problem, model: Model) -> bool:
    """Whether one frame is all that stands between the projects."""
    rows = {row.kind for row in model.rows} - {"once", "locked", "must-start", "frozen"}
    return rows <= {"need", "frame"} and len(problem.calendar) == 1 and len(problem.sources) <= 1


def _at_once(problem: Problem, model: Model, worth: Floats, watch: Watch) -> list[successive.Hit]:
    """By dynamic programming. Projects that must start, or cannot, are settled first."""
    forced = {row.keys[0] for n, row in enumerate(model.rows) if row.kind != "once" and model.row_lower[n] == 1}
    projects = {one.key: one for one in problem.projects}
    barred = {key for key, years in model.start_columns.items() if model.upper[years[0]] == 0}
    free = [key for key in model.start_columns if key not in forced and key not in barred]
    frame = problem.sources[0].frames[0] if problem.sources else 0.0
    left = frame - sum(projects[key].cost_profile[0] for key in forced)
    if forced & barred or left < -knapsack.ROOM * max(1.0, frame):
        return []
    columns = [model.start_columns[key][0] for key in free]
    given = worth[[model.start_columns[key][0] for key in sorted(forced)]].sum(axis=0)
    rows: Flags = np.zeros((1, 0), dtype=bool)
    if free:
        costs = np.array([[projects[key].cost_profile[0]] for key in free])
        rows = _rows(worth[columns], costs, max(left, 0.0), watch)
    if len(rows) > MOST_AT_ONCE:
        raise TooLarge(f"{len(rows)} plans are unbeaten, more than {MOST_AT_ONCE}")
    return [
        successive.Hit(
            dict.fromkeys((*forced, *(free[n] for n in np.flatnonzero(row))), 0),
            given + worth[columns][row].sum(axis=0),
        )
        for row in rows
    ]


def _rows(values: Floats, costs: Floats, budget: float, watch: Watch) -> npt.NDArray[np.bool_]:
    def pause() -> None:
        watch.stop_if_cancelled()
        if watch.left() <= 0:
            raise TooLarge(f"the plans were not found in {watch.seconds:g} seconds")

    try:
        return knapsack.choices(values, costs, np.array([budget]), pause=pause)
    except knapsack.TooMany as reason:
        raise TooLarge(str(reason)) from None


def _one_by_one(model: Model, worth: Floats, watch: Watch, seed: int) -> list[successive.Hit]:
    try:
        return successive.plans(model, worth, watch, most=MOST_SUCCESSIVE, seed=seed)
    except (successive.TooManyPlans, successive.OutOfTime) as reason:
        raise TooLarge(str(reason)) from None


def _images(found: Floats, worth: Floats) -> int:
    """How many different worths there are, but for rounding."""
    unit = successive.LEAST * max(float(worth.sum(axis=0).max(initial=0.0)), 1e-300)
    return len(np.unique((found / unit).round(), axis=0)) if len(found) else 0
