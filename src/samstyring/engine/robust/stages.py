"""The stages of a robustness study: corners, samples, proofs, and searches for the opposite."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np

from ..columns import Floats, build
from ..fields import ProblemError
from ..plan import Missing
from ..portfolio import Problem
from ..solve import Watch
from ..solvers import in_pairs
from .challenges import Challenges
from .decomposition import Pool, Progress
from .labels import seen
from .proofs import Proofs
from .region import SAME, Method, Points, Region, draw, region
from .result import ProofsEnded
from .uncertain import UncertainPool, intervals
from .weights import PartyWeights
from .worths import worths

# Up to this many projects every question is asked; with more, proofs are made where they are cheap.
THOROUGH = 60
# A set with more corners than this is enclosed in a simplex instead of balanced at each corner.
MOST_CORNERS = 32
MOST_TO_PROVE = 200
# A programme is balanced to half the distance that is asked for, or to a quarter where that is coarse.
FINE = 5e-4


class Stages:
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
        uncertain: bool,
        challenges: int,
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
        self.uncertain = intervals(problem) if uncertain else 0
        self.challenges = challenges
        self.pool = Pool(problem, model, self.worths, samples, watch, threads=threads, seed=seed)
        if self.uncertain:
            self.pool = UncertainPool(
                problem, model, self.worths, samples, watch, threads=threads, seed=seed, most=max(challenges, 1)
            )
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
        done, in_time = 0, True
        for pair in in_pairs(range(len(self.anchors))):
            self.progress("corners", done, len(self.anchors))
            in_time = self.pool.balance_at(pair, gap=self.gap)
            if not in_time:
                break
            done += len(pair)
        self.progress("corners", done, len(self.anchors))
        self.pool.refresh()
        return in_time

    def samples(self) -> bool:
        """Balance programmes until every sample is certified; False when time ran out first."""
        return self.pool.certify(self.epsilon, gap=self.gap, progress=self.progress)

    def proofs(self, relaxations: int) -> ProofsEnded:
        """Prove what can be proved, first by linear programs and then by searching for the opposite."""
        if self.uncertain:
            return self._forbidden(relaxations)
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
        search = Challenges(self.pool, proof, cover, most=self.challenges, near=self.gap)
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

    def _forbidden(self, relaxations: int) -> ProofsEnded:
        """With scores that are drawn too, only what the rules force is proved: it needs no worth at all."""
        proof = Proofs(self.pool, budget=relaxations)
        proof.add(self.anchors[0], np.inf)
        for project, out in self._candidates():
            if proof.ask(0, project, out=out) == -np.inf:
                (self.proved_in if out else self.proved_out)[project] = True
        return "time-limit" if proof.exhausted == "time-limit" else "budget" if proof.exhausted else "done"

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
