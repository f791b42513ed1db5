"""Plans judged over weights and scores drawn together, when some scores are given as intervals.

With the scores drawn too, what is best is no longer a convex function of a few weights, but of the
worth of every project. Bounds between the draws are then of little use: each draw is bounded by a
linear program of its own (projects may start in part), and programmes are balanced at the worst
draws, as many as are allowed. What is left between is told as `certificate.reached`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .. import scoring
from ..columns import Floats, Model
from ..portfolio import Problem
from ..solve import Watch
from .decomposition import Found, Pool, Progress, first_best
from .worths import Worths


class UncertainPool(Pool):
    """A pool whose samples are weights with scores.

    Attributes
    ----------
    drawn : ndarray, shape (N, n)
        What each project is worth at each sample if it starts in the first year.
    most : int
        Programmes that may be balanced at samples.
    """

    def __init__(
        self,
        problem: Problem,
        model: Model,
        worths: Worths,
        samples: Floats,
        watch: Watch,
        *,
        threads: int,
        seed: int,
        most: int,
    ) -> None:
        super().__init__(problem, model, worths, samples, watch, threads=threads, seed=seed)
        self.drawn = draw_worths(problem, worths, samples, seed=seed)
        self.most = most

    def at_samples(self, plan: Found) -> Floats:
        """What a plan is worth at each of the samples, shape (N,)."""
        part = [self.worths.delay[plan.starts[key]] if key in plan.starts else 0.0 for key in self.worths.keys]
        return np.asarray(self.drawn @ np.array(part))

    def refresh(self, which: npt.NDArray[np.bool_] | None = None) -> None:
        """Bound each sample by letting projects start in part; what time does not allow stays unbounded."""
        for n in np.flatnonzero(~np.isfinite(self.upper)):
            self.watch.stop_if_cancelled()
            self.upper[n] = float(np.maximum(self.drawn[n], 0.0).sum())
            if self.watch.left() <= 0:
                continue
            amounts = self.drawn[n][self.worths.project] * self.worths.delay[self.worths.year]
            worth = dict(zip(self.worths.column.tolist(), amounts.tolist(), strict=True))
            answer = self.session.relaxed(worth, watch=self.watch, seconds=self.watch.seconds)
            if answer.finished and not answer.infeasible:
                self.upper[n] = min(self.upper[n], answer.bound)

    def certify(self, epsilon: float, *, gap: float, progress: Progress | None = None) -> bool:
        """Balance programmes at the worst samples; False when time ran out first."""
        tried = np.zeros(len(self.samples), dtype=bool)
        for done in range(self.most):
            far = np.where(tried, -1.0, self.distance)
            if progress is not None:
                progress("samples", done, self.most)
            if far.max() <= epsilon:
                break
            self.watch.stop_if_cancelled()
            if self.watch.left() <= 0:
                return False
            worst = int(far.argmax())
            tried[worst] = True
            values = dict(zip(self.worths.keys, self.drawn[worst].tolist(), strict=True))
            guess = self.plans[first_best(self.values[worst])].starts
            starts, bound = self.searched(values, self.quiet, gap=gap, guess=guess)
            self.solves += 1
            self.upper[worst] = min(self.upper[worst], bound)
            self.keep(starts)
        if progress is not None:
            progress("samples", self.most, self.most)
        return True


def intervals(problem: Problem) -> int:
    """How many scores are given as intervals."""
    return sum(isinstance(score, tuple) for one in problem.projects for score in one.scores.values())


def draw_worths(problem: Problem, worths: Worths, samples: Floats, *, seed: int) -> Floats:
    """The worth of each project under drawn weights and scores.

    Parameters
    ----------
    samples : ndarray, shape (N, C)
        Weights.
    seed : int
        Scores are drawn apart from the weights.

    Returns
    -------
    ndarray, shape (N, n)
        Each interval score is drawn evenly from its interval, independently of all others.
    """
    rng = np.random.default_rng([seed, 1])
    drawn = samples @ worths.scores.T
    for n, key in enumerate(worths.keys):
        project = problem.project(key)
        for c, name in enumerate(worths.criteria):
            score = project.scores.get(name)
            if isinstance(score, tuple):
                low, high = score
                counted = scoring.points(score, problem.score_policy) or 0.0
                moved = low + (high - low) * rng.random(len(samples)) - counted
                drawn[:, n] += samples[:, c] * project.size * moved
    return np.asarray(drawn)
