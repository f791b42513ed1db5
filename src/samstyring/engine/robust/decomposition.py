"""A plan for every set of weights, each proved to be within a share ε of the best.

Balancing a programme for each of a thousand sampled weights would take hours. Instead a *pool* of
plans grows. At weights w the pool is worth at least LB(w) = max over its plans p of w · V(p),
where V(p) is what the plan is worth on each criterion. No plan is worth more than UB(w), which
follows from the bounds already proved at other weights (see `envelope`). Only where
UB(w)/LB(w) − 1 > ε is a programme balanced, at the worst sampled weights first, until none is left.

The method is outer approximation of a convex function by a weighted-sum oracle, as for supported
points in multi-objective optimisation [1]_; the weight sets are those of robust portfolio modelling
[2]_.

References
----------
.. [1] Bökler, Parragh, Sinnl and Tricoire, *An outer approximation algorithm for generating the
   Edgeworth-Pareto hull of multi-objective mixed-integer linear programming problems*,
   arXiv:2103.16647.
.. [2] Liesiö, Mild and Salo, *Preference programming for robust portfolio modeling and project
   selection*, EJOR 181 (2007) 1488-1505.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..columns import Floats, Model
from ..portfolio import Problem
from ..search import NoPlanInTime, search
from ..solve import Watch
from ..solvers import Session, abreast
from .envelope import Envelope
from .worths import Worths

# stage ("corners", "samples", "proofs" or "challenges"), how many are done, of how many
Progress = Callable[[str, int, int], None]

# Plans whose worth differs by no more than this share are equally good.
EQUAL = 1e-9
# A worth below this share of all there is, is nothing.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Found:
    """A plan in the pool: start years from the first programme year, and its worth per criterion."""

    starts: Mapping[str, int]
    vector: Floats  # (C,)
    members: npt.NDArray[np.bool_]  # (n,) in the order of `Worths.keys`


class Pool:
    """Plans found so far, and bounds on what others can be worth, at N sampled weights.

    Attributes
    ----------
    samples : ndarray, shape (N, C)
    plans : list of Found, P of them
    values : ndarray, shape (N, P)
        What each plan is worth at each of the samples.
    upper : ndarray, shape (N,)
        No plan is worth more.
    mixtures : list of ndarray
        For each sample the mixture of the envelope's points that proves it.
    solves : int
        Programmes balanced.
    """

    def __init__(
        self,
        problem: Problem,
        model: Model,
        worths: Worths,
        samples: Floats,
        watch: Watch,
        *,
        threads: int = 1,
        seed: int = 0,
    ) -> None:
        self.problem, self.model, self.worths = problem, model, worths
        self.samples, self.watch = samples, watch
        self.threads, self.seed = threads, seed
        self.session = Session(model, threads=threads, seed=seed)
        self.plans: list[Found] = []
        self.values = np.zeros((len(samples), 0))
        self.vectors = np.zeros((0, samples.shape[1]))
        self.envelope = Envelope(worths.most())
        self.upper = np.full(len(samples), np.inf)
        self.mixtures: list[Floats | None] = [None] * len(samples)
        self._prices = np.zeros_like(samples)
        self.solves = 0

    @property
    def quiet(self) -> Watch:
        """The watch of a single search, of which nothing is told to whoever follows the whole study."""
        return replace(self.watch, progress=None)

    @property
    def lower(self) -> Floats:
        """The best known worth at each of the samples, shape (N,)."""
        return np.asarray(self.values.max(axis=1))

    @property
    def distance(self) -> Floats:
        """How far from the best the best known plan can be at each of the samples, as a share, (N,)."""
        return distance(self.lower, self.upper, rounding=ROUNDING * float(self.worths.most().sum()))

    def best(self, weights: Floats) -> int:
        """The number of the best known plan at `weights` (C,); the first found among equals."""
        return first_best(self.vectors @ weights)

    def keep(self, starts: Mapping[str, int]) -> int:
        """Put a possible plan in the pool, unless it is there; its number."""
        for n, known in enumerate(self.plans):
            if known.starts == starts:
                return n
        one = Found(dict(starts), self.worths.vector(starts), self.worths.members(starts))
        self.plans.append(one)
        self.vectors = np.vstack([self.vectors, one.vector])
        self.values = np.column_stack([self.values, self.at_samples(one)])
        return len(self.plans) - 1

    def at_samples(self, plan: Found) -> Floats:
        """What a plan is worth at each of the samples, shape (N,)."""
        return np.asarray(self.samples @ plan.vector)

    def relax(self, weights: Floats) -> int:
        """Bound the worth at `weights` (C,) by letting projects start in part; the point's number."""
        answer = self.session.relaxed(self.worths.columns(weights), watch=self.watch, seconds=self.watch.seconds)
        most = float(self.worths.most() @ weights)
        bound = answer.bound if answer.finished and not answer.infeasible else most
        return self.envelope.add(weights, min(bound, most))

    def balance(self, weights: Floats, *, gap: float) -> int:
        """Balance a programme at `weights` (C,) within `gap`; the number of its plan.

        Raises
        ------
        NoPlan, NoPlanInTime, NumericalTrouble, Stopped
        """
        guess = self.plans[self.best(weights)].starts if self.plans else None
        starts, bound = self.searched(self.worths.each(weights), self.quiet, gap=gap, guess=guess)
        self.solves += 1
        self.envelope.add(weights, bound)
        return self.keep(starts)

    def balance_at(self, points: Sequence[int], *, gap: float) -> bool:
        """Balance a programme at points of the envelope, two at a time; False when time ran out first.

        Raises
        ------
        NoPlan, NoPlanInTime, NumericalTrouble, Stopped
        """

        def ask(point: int, watch: Watch) -> tuple[Mapping[str, int], float] | None:
            weights = self.envelope.points[point]
            guess = self.plans[self.best(weights)].starts if self.plans else None
            if guess is not None and watch.left() <= 0:
                return None
            try:
                return self.searched(self.worths.each(weights), watch, gap=gap, guess=guess)
            except NoPlanInTime as error:
                late.append(error)
                return None

        late: list[NoPlanInTime] = []
        found = abreast(ask, points, self.watch)
        if late and not self.plans and found.count(None) == len(found):
            raise late[0]
        self.solves += len(points) - found.count(None)
        for point, one in zip(points, found, strict=True):
            if one is not None:
                starts, bound = one
                self.envelope.lower(point, bound)
                self.keep(starts)
        return None not in found

    def searched(
        self, values: Mapping[str, float], watch: Watch, *, gap: float, guess: Mapping[str, int] | None
    ) -> tuple[Mapping[str, int], float]:
        """The best plan when each project is worth so much, and a bound on what any plan is worth."""
        found = search(
            self.problem,
            self.model,
            [("", values)],
            watch,
            gap=gap,
            threads=self.threads,
            seed=self.seed,
            first_guess=guess,
        )
        return found.starts, max(found.levels[0].bound, found.levels[0].value)

    def refresh(self, which: npt.NDArray[np.bool_] | None = None) -> None:
        """Work out the upper bounds anew at the samples `which` (N,), or at all."""
        chosen = np.arange(len(self.samples)) if which is None else np.flatnonzero(which)
        for n in chosen:
            mixture, prices = self.envelope.at(self.samples[n])
            if mixture is None:
                continue
            bound = self.envelope.worth(mixture, self.samples[n])
            if bound < self.upper[n]:
                self.upper[n], self.mixtures[n], self._prices[n] = bound, mixture, prices

    def certify(self, epsilon: float, *, gap: float, progress: Progress | None = None) -> bool:
        """Balance programmes until every sample is proved to be within `epsilon`, after `refresh`.

        Returns
        -------
        bool
            False when time ran out first.
        """
        count = len(self.samples)
        tried = np.zeros(count, dtype=bool)
        while True:
            far = self.distance
            beyond = far > epsilon
            if progress is not None:
                progress("samples", count - int(beyond.sum()), count)
            # Where a programme was balanced there is no more to find, should its own gap be too wide.
            if not (beyond & ~tried).any():
                return True
            self.watch.stop_if_cancelled()
            if self.watch.left() <= 0:
                return False
            worst = int(np.where(tried, -1.0, far).argmax())
            tried[worst] = True
            point = self.samples[worst]
            self.balance(point, gap=gap)
            # Where the prices still hold at the new point, nothing has changed.
            news = self._prices @ point > self.envelope.bounds[-1] * (1 - 1e-12)
            self.refresh(beyond & (news | ~np.isfinite(self.upper)))


def distance(lower: Floats, upper: Floats, *, rounding: float) -> Floats:
    """How far above `lower` the best can be, as a share of it; 1 where nothing of worth is known."""
    some = lower > rounding
    far = np.divide(upper, lower, out=np.full_like(upper, 2.0), where=some) - 1.0
    far[~some & (upper <= rounding)] = 0.0
    return np.asarray(np.maximum(far, 0.0))


def first_best(values: Floats) -> int:
    """The first of those that are as good as the best."""
    top = float(values.max())
    return int(np.argmax(values >= top - EQUAL * abs(top)))
