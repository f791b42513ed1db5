"""Study what holds when the parties disagree about the weights, from plans to labels."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version

import numpy as np
import numpy.typing as npt

from .. import conflict, money
from ..columns import Floats, build
from ..fields import ProblemError
from ..plan import Missing
from ..portfolio import Problem, digest
from ..search import NoPlan, holds
from ..solve import Cancelled, Watch
from .challenges import Challenges
from .decomposition import Pool, Progress, first_best
from .labels import labels, seen, weights_by_name
from .proofs import Proofs
from .region import SAME, Method, Points, Region, draw, region
from .regret import Own, minimax, regrets
from .result import Certificate, Ended, PartyBest, PoolPlan, ProofsEnded, Robustness, WeightSet
from .weights import PartyWeights
from .worths import worths

# Up to this many projects every question is asked; with more, proofs are made where they are cheap.
THOROUGH = 60
# A set with more corners than this is enclosed in a simplex instead of balanced at each corner.
MOST_CORNERS = 32
MOST_TO_PROVE = 200
# A programme is balanced to half the distance that is asked for, or to a quarter where that is coarse.
FINE = 5e-4
CHALLENGES = 60


def study(
    problem: Problem,
    weights: PartyWeights,
    *,
    epsilon: float = 0.005,
    draws: int = 1000,
    method: Method | None = None,
    points: Points = "independent",
    seconds: float = 60.0,
    seed: int = 0,
    threads: int = 1,
    missing: Missing = "refuse",
    challenges: int | None = None,
    relaxations: int | None = None,
    given: Mapping[str, int] | None = None,
    progress: Progress | None = None,
    published: Callable[[Robustness], None] | None = None,
    cancelled: Cancelled | None = None,
) -> Robustness:
    """Find plans for every set of weights the parties leave open, and say what they share.

    Parameters
    ----------
    problem : Problem
        Its own weights (or ranking) only say which criteria there are.
    weights : PartyWeights
        From `weights.read`, for the criteria of the problem.
    epsilon : float
        At every sampled weight the best known plan is to be proved within this share of the best.
        Plans within it of the best known are "near".
    draws : int
        Sampled weights, N.
    method, points
        How they are drawn; see `region.draw`.
    seconds : float
        Time limit. When it is reached, what is known is returned, and says so.
    seed : int
        For the draws and the solver.
    missing : "refuse", "zero" or "weights-of-known"
        What an unknown score means; see `worths.worths`.
    challenges : int
        Programmes that may be balanced to settle projects that only look settled. Left out, 60
        where there are at most 60 projects, and otherwise none.
    relaxations : int
        Linear programs that may be solved for proofs. Left out, 200 for each project, and at most
        20,000.
    given : mapping of str to int
        A plan to judge: project → calendar year it starts.
    progress : callable
        Called with a stage ("corners", "samples", "proofs" or "challenges"), how many are done, and
        of how many.
    published : callable
        Called with the study as it stands, first when the corners are balanced.
    cancelled : callable
        Asked about ten times a second; when it answers True the study ends with `Stopped`.

    Returns
    -------
    Robustness

    Raises
    ------
    NoWeights
        If the statements leave no weights.
    Infeasible
        If no plan satisfies the rules and frames.
    NoPlanInTime, Stopped, NumericalTrouble
        As for `programme.balance`.
    ScoresMissing
        If scores are unknown and `missing` is "refuse".
    ProblemError
        If the weights are about other criteria, or the given plan about other projects or years.

    Notes
    -----
    The same input, seed, versions and one thread give the same study, as long as the time limit
    does not end it. The order of the projects does not matter.
    """
    work = Study(
        problem,
        weights,
        epsilon=epsilon,
        draws=draws,
        method=method,
        points=points,
        watch=Watch.start(seconds, None, cancelled),
        seed=seed,
        threads=threads,
        missing=missing,
        given=given,
        progress=progress or (lambda stage, done, of: None),
    )
    count = len(problem.projects)
    if challenges is None:
        challenges = CHALLENGES if count <= THOROUGH else 0
    if relaxations is None:
        relaxations = min(20_000, 200 * count)
    try:
        finished = work.corners()
    except NoPlan:
        raise conflict.find(problem, work.watch, threads=threads, seed=seed) from None
    if published is not None:
        published(work.result("under-way", "under-way"))
    finished = work.samples() and finished
    if published is not None:
        published(work.result("under-way", "under-way"))
    proofs_ended = work.proofs(relaxations, challenges)
    return work.result("done" if finished and proofs_ended != "time-limit" else "time-limit", proofs_ended)


class Study:
    """The stages of a study, each leaving more to tell."""

    def __init__(
        self,
        problem: Problem,
        weights: PartyWeights,
        *,
        epsilon: float,
        draws: int,
        method: Method | None,
        points: Points,
        watch: Watch,
        seed: int,
        threads: int,
        missing: Missing,
        given: Mapping[str, int] | None,
        progress: Progress,
    ) -> None:
        if weights.criteria != problem.criteria:
            raise ProblemError("weights", "are about other criteria than those of the problem")
        if not 1e-6 <= epsilon < 1:
            raise ValueError("epsilon: should be from 0.000001 to 1")
        if not 1 <= draws <= 100_000:
            raise ValueError("draws: should be from 1 to 100,000")
        self.began = time.process_time()
        self.problem, self.weights, self.watch, self.progress = problem, weights, watch, progress
        self.epsilon, self.points, self.seed, self.missing = epsilon, points, seed, missing
        self.region: Region = region(weights)
        model = build(problem)
        used = self.region.corners.max(axis=0) > 0
        for party in weights.parties:
            used |= np.array([party.weights[name] > 0 for name in weights.criteria])
        self.worths = worths(problem, model, missing=missing, used=used)
        samples, self.method = draw(self.region, draws, seed=seed, method=method, points=points)
        self.pool = Pool(problem, model, self.worths, samples, watch, threads=threads, seed=seed)
        self.given = None if given is None else self._years(given)
        self.gap = max(epsilon / 4, min(epsilon / 2, FINE))
        self.anchors, self.cover, self.own = self._anchors()
        self.proof: Proofs | None = None
        self.proved_in = np.zeros(len(problem.projects), dtype=bool)
        self.proved_out = np.zeros(len(problem.projects), dtype=bool)

    def _years(self, given: Mapping[str, int]) -> dict[str, int]:
        known = {one.key: one for one in self.problem.projects}
        found = {}
        for key, year in given.items():
            if key not in known:
                raise ProblemError(f"starts.{key}", "is not a project in this problem")
            if year not in self.problem.years:
                raise ProblemError(f"starts.{key}", f"{year} is not a year of the programme")
            found[key] = year - self.problem.years[0]
        return found

    def _anchors(self) -> tuple[list[Floats], list[int], dict[str, int]]:
        """Weights to balance at first: the middle, each party's own, and points that enclose the set."""
        anchors: list[Floats] = []

        def place(point: Floats) -> int:
            for n, known in enumerate(anchors):
                if np.abs(known - point).max() <= SAME:
                    return n
            anchors.append(point)
            return len(anchors) - 1

        place(self.region.centroid)
        enclosing = self.region.corners
        if len(enclosing) > MOST_CORNERS:
            least = enclosing.min(axis=0)
            enclosing = least + (1.0 - least.sum()) * np.eye(len(least))
        cover = [place(point) for point in enclosing]
        own = {}
        for party in sorted(self.weights.parties, key=lambda one: one.key):
            own[party.key] = place(np.array([party.weights[name] for name in self.weights.criteria]))
        return anchors, cover, own

    def corners(self) -> bool:
        """Balance a programme at each anchor; False when time ran out first."""
        for point in self.anchors:
            self.pool.relax(point)
        for n, point in enumerate(self.anchors):
            self.progress("corners", n, len(self.anchors))
            if n and self.watch.left() <= 0:
                self.pool.refresh()
                return False
            self.pool.balance(point, gap=self.gap, at=n)
        self.progress("corners", len(self.anchors), len(self.anchors))
        self.pool.refresh()
        return True

    def samples(self) -> bool:
        """Balance programmes until every sample is certified; False when time ran out first."""
        return self.pool.certify(self.epsilon, gap=self.gap, progress=self.progress)

    def proofs(self, relaxations: int, challenges: int) -> ProofsEnded:
        """Prove what can be proved, first by linear programs and then by searching for the opposite."""
        self.proof = proof = Proofs(self.pool, budget=relaxations)
        for point, bound in zip(self.pool.envelope.points, self.pool.envelope.bounds, strict=True):
            proof.add(point, float(bound))
        cover = self.cover
        if MOST_CORNERS < len(self.region.corners) <= MOST_TO_PROVE:
            cover = [proof.include(point) for point in self.region.corners]
        left = []
        candidates = self._candidates()
        for n, (project, out) in enumerate(candidates):
            self.progress("proofs", n, len(candidates))
            if proof.everywhere(cover, project, out=out).proved:
                (self.proved_in if out else self.proved_out)[project] = True
            else:
                left.append((project, out))
        self.progress("proofs", len(candidates), len(candidates))
        search = Challenges(self.pool, proof, cover, most=challenges, near=self.epsilon)
        # Those that lack least come first, since the searches may run out.
        left.sort(key=lambda one: (search.lacking(one[0], out=one[1]), one))
        for n, (project, out) in enumerate(left):
            self.progress("challenges", n, len(left))
            if search.left and search.settle(project, out=out):
                (self.proved_in if out else self.proved_out)[project] = True
        self.progress("challenges", len(left), len(left))
        if len(self.problem.projects) <= THOROUGH:
            self._price()
        if self.watch.left() <= 0:
            return "time-limit"
        return "budget" if proof.exhausted or (left and search.left == 0) else "done"

    def _candidates(self) -> list[tuple[int, bool]]:
        """Projects the best known plans agree on, and whether plans without it (or with) are to be ruled out."""
        inside = seen(self.pool, self.epsilon).inside
        at_corners = [self.pool.plans[self.pool.best(point)].members for point in self.region.corners]
        inside = np.vstack([inside, at_corners])
        often = inside.sum(axis=0).tolist()
        return [(i, hits > 0) for i, hits in enumerate(often) if hits in (0, len(inside))]

    def _price(self) -> None:
        """Bound what the opposite choice costs each party, where that is not known yet."""
        assert self.proof is not None
        for point in sorted(set(self.own.values())):
            members: list[bool] = self.pool.plans[self.pool.best(self.anchors[point])].members.tolist()
            for project, has in enumerate(members):
                self.proof.ask(point, project, out=has)

    def result(self, ended: Ended, proofs_ended: ProofsEnded) -> Robustness:
        """What is known so far."""
        pool = self.pool
        found = seen(pool, self.epsilon)
        owners = [self._owner(n) for n in range(len(self.weights.parties))]
        given = None if self.given is None else self.worths.members(self.given)
        far = pool.distance
        names, plans = self._plans(found.best, owners)
        return Robustness(
            input_sha256=digest(self.problem),
            weights_sha256=self.weights.digest(),
            criteria=self.problem.criteria,
            missing=self.missing,
            unknown=self.worths.unknown,
            weights=self._weight_set(),
            certificate=Certificate(
                epsilon=self.epsilon,
                reached=min(1.0, float(far.max(initial=0.0))),
                open_samples=int((far > self.epsilon).sum()),
                solves=pool.solves,
                relaxations=0 if self.proof is None else self.proof.relaxations,
                plans=len(pool.plans),
                ended=ended,
                proofs_ended=proofs_ended,
            ),
            projects=labels(
                pool,
                found,
                proved_in=self.proved_in,
                proved_out=self.proved_out,
                proofs=self.proof,
                owners=owners,
                points=self.own,
                given=given,
            ),
            parties=tuple(
                PartyBest(one.party.key, one.party.name, names[one.plan], one.value, one.bound) for one in owners
            ),
            plans=plans,
            minimax=minimax(plans),
            given=None if self.given is None else self._judged(owners),
            scores=None,
            seconds=round(self.watch.elapsed(), 3),
            cpu_seconds=round(time.process_time() - self.began, 3),
            versions={
                "python": platform.python_version(),
                **{name: version(name) for name in ("highspy", "numpy", "scipy")},
            },
        )

    def _owner(self, n: int) -> Own:
        party = self.weights.parties[n]
        point = self.own[party.key]
        weights = self.anchors[point]
        values = self.pool.vectors @ weights
        best = first_best(values)
        bound = max(float(self.pool.envelope.bounds[point]), float(values[best]))
        return Own(party, weights, best, float(values[best]), bound)

    def _plans(
        self, best: npt.NDArray[np.int64], owners: list[Own]
    ) -> tuple[dict[int, str], tuple[PoolPlan, ...]]:
        """The plans that are best somewhere first, and the name of each by its number in the pool."""
        hits = np.bincount(best, minlength=len(self.pool.plans))
        order = sorted(range(len(hits)), key=lambda n: (-hits[n], n))
        names = {n: f"plan-{position}" for position, n in enumerate(order, start=1)}
        plans = [
            self._plan(
                names[n], self.pool.plans[n].starts, self.pool.vectors[n], float(hits[n]) / len(best), owners
            )
            for n in order
        ]
        return names, tuple(plans)

    def _plan(
        self,
        key: str,
        starts: Mapping[str, int],
        vector: Floats,
        share: float,
        owners: list[Own],
        *,
        feasible: bool = True,
    ) -> PoolPlan:
        return PoolPlan(
            key=key,
            starts={one: self.problem.years[year] for one, year in sorted(starts.items())},
            values=weights_by_name(self.worths.criteria, vector),
            share=share,
            regret=regrets(vector, owners),
            feasible=feasible,
        )

    def _judged(self, owners: list[Own]) -> PoolPlan:
        """The plan that was handed in."""
        assert self.given is not None
        pool = self.pool
        vector = self.worths.vector(self.given)
        better = pool.samples @ vector >= pool.lower * (1 - 1e-9)
        inside = all(year in pool.model.start_columns[key] for key, year in self.given.items())
        feasible = inside and holds(pool.model, self.given)
        if feasible:
            paid = money.pay(pool.model, self.given, self.watch, threads=pool.threads, seed=self.seed)
            feasible = paid is not None
        return self._plan("given", self.given, vector, float(better.mean()), owners, feasible=feasible)

    def _weight_set(self) -> WeightSet:
        names, shape = self.region.criteria, self.region
        return WeightSet(
            kind=shape.kind,
            parties=tuple(zip(self.weights.parties, shape.inside, strict=True)),
            statements=tuple(one.words for one in self.weights.statements),
            vertices=tuple(weights_by_name(names, one) for one in shape.corners),
            centroid=weights_by_name(names, shape.centroid),
            ranges={
                name: (float(low), float(high)) for name, (low, high) in zip(names, shape.ranges, strict=True)
            },
            method=self.method,
            points=self.points,
            count=len(self.pool.samples),
            seed=self.seed,
        )
