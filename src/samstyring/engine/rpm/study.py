"""Choose how to find all unbeaten plans, and give the account of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..account import versions
from ..columns import Floats, Model, build
from ..plan import Missing
from ..portfolio import Problem, digest
from ..robust.worths import worths
from ..solve import Cancelled, Watch
from . import frames, successive
from .result import Method, Portfolio, Rpm, core

MOST_PROJECTS = 400
MOST_VERTICES = 60
# Found one by one, and all at once.
MOST_SUCCESSIVE, MOST_AT_ONCE = 300, 20_000
# Partial choices kept in each round; narrow where searches can take over with what was found.
WIDE, NARROW = (100, 1_000, 8_000, 50_000, 200_000), (100, 1_000, 8_000)
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
    intervals: bool = False,
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
        Left out, the first where one source pays, start years are settled and projects do not
        depend on each other, and the second otherwise, or when the first would take too much memory
        with several frames.
    intervals : bool
        True lets interval scores lie anywhere within them: one plan beats another only if it does
        so for all of them. For small problems that dynamic programming suits. False counts each as
        the problem's score policy says.
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
    worth = _worth(replace(problem, score_policy="low") if intervals else problem, model, corners, missing)
    settled = frames.settled(problem, model)
    if method == "dynamic-programming" and settled is None:
        raise ValueError(
            "method: dynamic programming needs one source, settled years, and no rules between projects"
        )
    if intervals:
        high = _worth(replace(problem, score_policy="high"), model, corners, missing)
        chosen, hits = _whatever_the_scores(worth, high, watch, settled)
    else:
        chosen, hits = _found(model, worth, watch, settled, method, seed)
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
        intervals=intervals,
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


def _worth(problem: Problem, model: Model, corners: Floats, missing: Missing) -> Floats:
    """What each column is worth at each vertex, shape (C, K)."""
    worth = np.zeros((len(model.lower), len(corners)))
    table = worths(problem, model, missing=missing, used=corners.max(axis=0) > 0)
    worth[table.column] = (table.scores[table.project] * table.delay[table.year][:, None]) @ corners.T
    return worth


def _whatever_the_scores(
    low: Floats, high: Floats, watch: Watch, settled: frames.Settled | None
) -> tuple[Method, list[successive.Hit]]:
    if settled is None:
        raise TooLarge(
            "scores can be intervals only with one source, settled years, and no rules between projects"
        )
    try:
        return "dynamic-programming", frames.choices(settled, low, watch, widths=WIDE, high=high)
    except frames.OutOfTime:
        raise TooLarge(f"the plans were not found in {watch.seconds:g} seconds") from None
    except frames.TooManyStates as reason:
        raise TooLarge(str(reason)) from None


def _found(
    model: Model, worth: Floats, watch: Watch, settled: frames.Settled | None, method: Method | None, seed: int
) -> tuple[Method, list[successive.Hit]]:
    known: list[dict[str, int]] = []
    if settled is not None and method != "successive-milp":
        last = method is not None or len(settled.budgets) == 1
        try:
            hits = frames.choices(settled, worth, watch, widths=WIDE if last else NARROW)
        except frames.OutOfTime:
            raise TooLarge(f"the plans were not found in {watch.seconds:g} seconds") from None
        except frames.TooManyStates as reason:
            if last:
                raise TooLarge(str(reason)) from None
            known = reason.plans
        else:
            if len(hits) > MOST_AT_ONCE:
                raise TooLarge(f"{len(hits)} plans are unbeaten, more than {MOST_AT_ONCE}")
            return "dynamic-programming", hits
    try:
        return "successive-milp", successive.plans(
            model, worth, watch, most=MOST_SUCCESSIVE, seed=seed, known=known
        )
    except (successive.TooManyPlans, successive.OutOfTime) as reason:
        raise TooLarge(str(reason)) from None


def _images(found: Floats, worth: Floats) -> int:
    """How many different worths there are, but for rounding."""
    unit = successive.LEAST * max(float(worth.sum(axis=0).max(initial=0.0)), 1e-300)
    return len(np.unique((found / unit).round(), axis=0)) if len(found) else 0
