"""Ask outright for the best plan without a project that every known plan has (or with one that none has).

A pool of plans can make projects look safer than they are: a single project is often worth about
as much as the ε the plans are proved within. So the projects that only *look* settled are asked
about, at the corner of the set where the proof is furthest from holding. The answer is either a
plan that goes the other way, which joins the pool and may open the question, or a bound that
brings the proof nearer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import money
from ..columns import Floats, Row
from ..search import holds
from ..solvers import Session
from .decomposition import Pool
from .proofs import SAFE, Proofs


class Challenges:
    """A number of searches, shared between the projects that are asked about.

    Attributes
    ----------
    left : int
        Searches left.
    """

    def __init__(self, pool: Pool, proofs: Proofs, cover: Sequence[int], *, most: int, near: float) -> None:
        self.pool, self.proofs, self.cover = pool, proofs, tuple(cover)
        self.left, self.near, self.gap = most, near, near / 4

    def settle(self, project: int, *, out: bool) -> bool:
        """Whether it can be proved that no best plan lacks (`out`) or has the project, with searches."""
        while self._may_ask():
            point = self._weakest(project, out=out)
            if point is None:
                verdict = self.proofs.everywhere(self.cover, project, out=out)
                if verdict.proved or verdict.weak is None:
                    return verdict.proved
                point = verdict.weak
            if not self._ask(point, project, out=out):
                return False
        return False

    def _may_ask(self) -> bool:
        self.pool.watch.stop_if_cancelled()
        return self.left > 0 and self.pool.watch.left() > 0

    def lacking(self, project: int, *, out: bool) -> int:
        """At how many corners it is not proved that plans that go against the project are worse."""
        return int(np.count_nonzero(self._excess(project, out=out) >= 0))

    def _weakest(self, project: int, *, out: bool) -> int | None:
        """The corner where a plan that goes against the project may be furthest above the pool."""
        excess = self._excess(project, out=out)
        worst = int(np.argmax(excess))
        return self.cover[worst] if excess[worst] >= 0 else None

    def _excess(self, project: int, *, out: bool) -> Floats:
        """How far the bound is above the best known at each corner, as a share of it; below 0 is proved."""
        corners = list(self.cover)
        lower = (self.pool.vectors @ self.proofs.points[corners].T).max(axis=0)
        bounds = self.proofs.against(out)[corners, project]
        return np.asarray((bounds - lower * (1 - SAFE)) / np.maximum(lower, 1e-300))

    def _ask(self, point: int, project: int, *, out: bool) -> bool:
        """Search at a point; True when what was found is proved to be worse than the best known there."""
        self.left -= 1
        self.pool.solves += 1
        proofs, watch = self.proofs, self.pool.watch
        weights = proofs.points[point]
        least = float((self.pool.vectors @ weights).max()) * (1 - self.near)
        kept = 1.0 if out else 0.0
        answer = self._at_least(point, least).maximise(
            self.pool.worths.columns(weights),
            gap=self.gap,
            seconds=watch.seconds,
            bounds={int(proofs.stays[project]): (kept, kept)},
            watch=self.pool.quiet,
        )
        # Room for what the solver takes to be equal.
        bound = least * (1 + SAFE) if answer.infeasible else answer.bound
        proofs.tighten(point, project, bound, out=out)
        if answer.columns is not None:
            self._keep(self.pool.model.started(answer.columns))
        lower = float((self.pool.vectors @ weights).max())
        return float(proofs.against(out)[point, project]) < lower * (1 - SAFE)

    def _at_least(self, point: int, least: float) -> Session:
        """The model without plans that are worth less than `least` at a point: far fewer to look through."""
        worth = self.pool.worths.columns(self.proofs.points[point])
        strength = max(worth.values(), default=0.0)
        if strength <= 0.0:
            return self.proofs.session
        row = Row("criterion", ("least",))
        values = [amount / strength for amount in worth.values()]
        model = self.proofs.model.with_row(row, list(worth), values, least / strength, float("inf"))
        return Session(model, threads=self.pool.threads, seed=self.pool.seed)

    def _keep(self, starts: dict[str, int]) -> None:
        """Put a plan in the pool if it holds when it is checked apart from the search."""
        pool = self.pool
        if not holds(pool.model, starts):
            return
        if money.pay(pool.model, starts, pool.watch, threads=pool.threads, seed=pool.seed) is not None:
            pool.keep(starts)
