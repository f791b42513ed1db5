"""What projects and plans are worth on each criterion, before anybody has weighed the criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .. import scoring
from ..columns import Floats, Model
from ..plan import Missing
from ..portfolio import Problem
from ..scoring import ScoresMissing


@dataclass(frozen=True)
class Worths:
    """Worth of n projects on C criteria: size · score, and the year's part of it.

    With weights w the worth of project i started in year t is ``scores[i] @ w * delay[t]``, so
    what a plan is worth is ``vector(plan) @ w``: proportional to the weights, which everything
    here rests on.

    Attributes
    ----------
    keys : tuple of str
        The projects, in the order of their keys.
    criteria : tuple of str
        In the order of the problem.
    scores : ndarray, shape (n, C)
        Size times score.
    delay : ndarray, shape (years,)
        The delay factor to the power of the year.
    column, project, year : ndarrays of int, shape (M,)
        The start columns of the model: their number, whose they are, and the year they stand for.
    unknown : tuple of (project, criterion)
        Scores that were not known.
    """

    keys: tuple[str, ...]
    criteria: tuple[str, ...]
    scores: Floats
    delay: Floats
    column: npt.NDArray[np.int64]
    project: npt.NDArray[np.int64]
    year: npt.NDArray[np.int64]
    unknown: tuple[tuple[str, str], ...]

    def vector(self, starts: Mapping[str, int]) -> Floats:
        """What a plan is worth on each criterion, shape (C,). `starts` count from the first year."""
        found = np.zeros(len(self.criteria))
        for n, key in enumerate(self.keys):
            if key in starts:
                found += self.scores[n] * self.delay[starts[key]]
        return found

    def members(self, starts: Mapping[str, int]) -> npt.NDArray[np.bool_]:
        """Which projects a plan has, shape (n,)."""
        return np.array([key in starts for key in self.keys], dtype=bool)

    def each(self, weights: Floats) -> dict[str, float]:
        """The worth of each project started in the first year, under `weights` (C,)."""
        return dict(zip(self.keys, (self.scores @ weights).tolist(), strict=True))

    def columns(self, weights: Floats) -> dict[int, float]:
        """What each start column is worth under `weights` (C,)."""
        amounts = (self.scores @ weights)[self.project] * self.delay[self.year]
        return dict(zip(self.column.tolist(), amounts.tolist(), strict=True))

    def most(self) -> Floats:
        """More than any plan can be worth on each criterion, shape (C,)."""
        return np.asarray(self.scores.sum(axis=0))


def worths(problem: Problem, model: Model, *, missing: Missing, used: Floats | None = None) -> Worths:
    """The worth of every project of a problem on every criterion.

    Parameters
    ----------
    problem : Problem
        With weights or a ranking; only its scores and sizes count here.
    model : Model
        From `columns.build` of the problem.
    missing : "refuse", "zero" or "weights-of-known"
        What an unknown score means. With "weights-of-known" it is the mean of what is known about
        the project under the problem's own weights. (Under other weights the mean would be another,
        and worth no longer proportional to the weights.)
    used : ndarray of bool, shape (C,), optional
        Criteria that have a weight anywhere in the set; scores on others may be unknown.

    Raises
    ------
    ScoresMissing
        If scores are unknown and `missing` is "refuse".
    ValueError
        If `missing` is "weights-of-known" and the problem has a ranking.
    """
    needed = [name for n, name in enumerate(problem.criteria) if used is None or used[n]]
    unknown = tuple((one.key, name) for one in problem.projects for name in needed if one.scores.get(name) is None)
    if unknown and missing == "refuse":
        raise ScoresMissing(unknown)
    if missing == "weights-of-known" and problem.weights is None:
        raise ValueError('missing: "weights-of-known" needs weights, and the problem has a ranking')
    projects = sorted(problem.projects, key=lambda one: one.key)
    position = {one.key: n for n, one in enumerate(projects)}
    scores = np.zeros((len(projects), len(problem.criteria)))
    for n, one in enumerate(projects):
        known = {name: scoring.points(one.scores.get(name), problem.score_policy) for name in problem.criteria}
        instead = 0.0
        if missing == "weights-of-known" and problem.weights is not None:
            weight = sum(problem.weights[name] for name, score in known.items() if score is not None)
            if weight > 0:
                total = sum(problem.weights[name] * score for name, score in known.items() if score is not None)
                instead = total / weight
        scores[n] = [one.size * (instead if score is None else score) for score in known.values()]
    places = [
        (column, position[key], year)
        for key, columns in model.start_columns.items()
        for year, column in columns.items()
    ]
    table = np.array(places, dtype=np.int64).reshape(-1, 3)
    return Worths(
        keys=tuple(position),
        criteria=problem.criteria,
        scores=scores,
        delay=np.power(problem.delay_factor, np.arange(len(problem.years), dtype=np.float64)),
        column=table[:, 0],
        project=table[:, 1],
        year=table[:, 2],
        unknown=unknown,
    )
