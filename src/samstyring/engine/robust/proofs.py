"""Prove that a project is in every best plan, or in none, whatever weights in the set are used.

Let g(w) be the most a plan *without* the project can be worth at weights w. Like the best worth
itself it is convex, so a bound at the corners of the set bounds it everywhere between them, and a
linear program (projects may start in part) bounds it at a corner. The pool is worth at least
LB(w) = max over its plans of w · V(p). If even the least difference of LB and the bound is above
zero, every best plan has the project: for all weights in the set, sampled or not. That least
difference is a linear program too. Where it fails between the corners, the set is divided at that
point and each part is tried again.

This is the additional-information test of robust portfolio modelling (Liesiö, Mild and Salo, EJOR
181 (2007) 1488-1505) turned round: not "which portfolios stay", but "which projects must".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np
import numpy.typing as npt

from ..columns import Floats, Model
from ..solvers import Session
from .decomposition import Pool
from .region import SAME

Flags = npt.NDArray[np.bool_]

# Differences below this share of the whole may be rounding in the solver, and prove nothing.
SAFE = 1e-6
MOST_PARTS = 60
# The rows that say a project starts at most, or exactly, once.
ONCE = ("once", "must-start", "locked", "frozen")


@dataclass(frozen=True)
class Part:
    """A part of the set: the mixtures of the points with these numbers."""

    points: tuple[int, ...]


@dataclass(frozen=True)
class Verdict:
    """Whether something is proved; if not, the point where better bounds would help, if any."""

    proved: bool
    weak: int | None = None


class Proofs:
    """Bounds on plans that go against one project, at some weights.

    Attributes
    ----------
    points : ndarray, shape (K, C)
    without, within : ndarray, shape (K, n)
        No plan without (with) project i is worth more than this at point k. Minus infinity when
        the rules allow no such plan.
    stays : ndarray of int, shape (n,)
        The column of the model that is 1 when a project does not start.
    relaxations : int
        Linear programs solved.
    exhausted : "" or "budget" or "time-limit"
        Why some proof was given up, if any was.
    """

    def __init__(self, pool: Pool, *, budget: int) -> None:
        self.pool, self.budget = pool, budget
        self.relaxations = 0
        self.exhausted = ""
        self.model, self.stays = with_stays(pool.model, pool.worths.keys)
        self.session = Session(self.model, threads=pool.threads, seed=pool.seed)
        count = len(pool.worths.keys)
        self.points = np.zeros((0, len(pool.worths.criteria)))
        self.without = np.zeros((0, count))
        self.within = np.zeros((0, count))
        self._asked: set[tuple[int, int, bool]] = set()
        # A project that must start has no plan without it.
        must = np.flatnonzero(self.model.upper[self.stays] < 0.5)
        self._impossible: set[tuple[int, bool]] = {(int(i), True) for i in must}

    def add(self, weights: Floats, bound: float) -> int:
        """Take in a point (C,) where no plan is worth more than `bound`; its number.

        One linear program bounds every project both ways, by its reduced costs.
        """
        answer = self.session.relaxed(
            self.pool.worths.columns(weights), watch=self.pool.watch, seconds=self.pool.watch.seconds
        )
        self.relaxations += 1
        count = len(self.stays)
        without, within = np.full(count, bound), np.full(count, bound)
        if answer.finished and answer.columns is not None and answer.reduced_costs is not None:
            stays = answer.columns[self.stays]
            price = np.abs(answer.reduced_costs[self.stays])
            without = np.where(stays < 0.5, np.minimum(bound, answer.bound - price), without)
            within = np.where(stays > 0.5, np.minimum(bound, answer.bound - price), within)
        for i, out in self._impossible:
            (without if out else within)[i] = -np.inf
        self.points = np.vstack([self.points, weights])
        self.without = np.vstack([self.without, without])
        self.within = np.vstack([self.within, within])
        return len(self.points) - 1

    def against(self, out: bool) -> Floats:
        """The bounds on plans without (`out`) or with each project, shape (K, n)."""
        return self.without if out else self.within

    def ask(self, point: int, project: int, *, out: bool) -> float:
        """Bound plans without (`out`) or with a project by a linear program of their own."""
        table = self.against(out)
        if (point, project, out) in self._asked or not self._may_ask():
            return float(table[point, project])
        self._asked.add((point, project, out))
        self.relaxations += 1
        kept = 1.0 if out else 0.0
        answer = self.session.relaxed(
            self.pool.worths.columns(self.points[point]),
            bounds={int(self.stays[project]): (kept, kept)},
            watch=self.pool.watch,
            seconds=self.pool.watch.seconds,
        )
        if answer.infeasible:
            self.rule_out(project, out=out)
        elif answer.finished:
            self.tighten(point, project, answer.bound, out=out)
        return float(table[point, project])

    def tighten(self, point: int, project: int, bound: float, *, out: bool) -> None:
        """A better bound on plans without (`out`) or with a project at a point."""
        table = self.against(out)
        table[point, project] = min(table[point, project], bound)

    def rule_out(self, project: int, *, out: bool) -> None:
        """The rules allow no plan without (`out`) or with the project, so no weights do."""
        self._impossible.add((project, out))
        self.against(out)[:, project] = -np.inf

    def _may_ask(self) -> bool:
        self.pool.watch.stop_if_cancelled()
        if self.relaxations >= self.budget:
            self.exhausted = self.exhausted or "budget"
        elif self.pool.watch.left() <= 0:
            self.exhausted = "time-limit"
        else:
            return True
        return False

    def everywhere(self, cover: Sequence[int], project: int, *, out: bool) -> Verdict:
        """Whether every best plan has the project (`out`), or lacks it, for all mixtures of `cover`.

        `out` says which plans are to be ruled out: those without the project, or those with it.
        """
        known = self.pool.vectors[[one.members[project] == out for one in self.pool.plans]]
        parts = [Part(tuple(cover))]
        tried = 0
        while parts:
            part = parts.pop()
            tried += 1
            if tried > MOST_PARTS:
                return Verdict(False)
            weak = self._weak_corner(part, project, known, out=out)
            if weak is not None:
                return Verdict(False, weak)
            margin, mixture = self._least(part, project, known, out=out)
            while margin <= SAFE and self._asked_more(part, mixture, project, out=out):
                margin, mixture = self._least(part, project, known, out=out)
            if margin <= SAFE:
                middle = self.include(mixture @ self.points[list(part.points)])
                if middle in part.points:
                    return Verdict(False, middle)
                parts += [
                    Part(tuple(middle if k == one else k for k in part.points))
                    for one, amount in zip(part.points, mixture, strict=True)
                    if amount > 0
                ]
        return Verdict(True)

    def _asked_more(self, part: Part, mixture: Floats, project: int, *, out: bool) -> bool:
        """Ask at the points that the proof fails between; False when all of them have been asked."""
        new = [
            k
            for k, amount in zip(part.points, mixture, strict=True)
            if amount > 0 and (k, project, out) not in self._asked
        ]
        for k in new:
            self.ask(k, project, out=out)
        return bool(new) and not self.exhausted

    def include(self, weights: Floats) -> int:
        """Take in weights (C,) inside the set, with the bound that follows from others; their number."""
        near = np.abs(self.points - weights).max(axis=1)
        if near.min() <= SAME:
            return int(near.argmin())
        mixture, _ = self.pool.envelope.at(weights)
        bound = np.inf if mixture is None else self.pool.envelope.worth(mixture, weights)
        return self.add(weights, bound)

    def _weak_corner(self, part: Part, project: int, known: Floats, *, out: bool) -> int | None:
        """A point where the proof does not hold, without which it cannot hold between them."""
        table = self.against(out)
        for k in part.points:
            room = float((known @ self.points[k]).max(initial=0.0)) * (1 - SAFE)
            if table[k, project] >= room and self.ask(k, project, out=out) >= room:
                return k
        return None

    def _least(self, part: Part, project: int, known: Floats, *, out: bool) -> tuple[float, Floats]:
        bounds = self.against(out)[list(part.points), project]
        if np.isneginf(bounds).any():
            return np.inf, np.zeros(len(bounds))
        return least_margin(known @ self.points[list(part.points)].T, bounds)


def least_margin(values: Floats, bounds: Floats) -> tuple[float, Floats]:
    """The least difference, over all mixtures of K points, of the best of P plans and a bound.

    Parameters
    ----------
    values : ndarray, shape (P, K)
        What each plan is worth at each point.
    bounds : ndarray, shape (K,)

    Returns
    -------
    float
        As a share of the largest value: min over mixtures λ of max_p (values @ λ)_p − bounds @ λ.
    ndarray, shape (K,)
        A mixture where it is least.
    """
    count = len(bounds)
    scale = float(np.abs(values).max(initial=0.0))
    if len(values) == 0 or scale == 0.0:
        return -np.inf, np.full(count, 1.0 / count)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("threads", 1)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count + 1, len(values) + 1
    program.col_cost_ = np.append(-bounds / scale, 1.0)
    program.col_lower_ = np.append(np.zeros(count), -highspy.kHighsInf)
    program.col_upper_ = np.full(count + 1, highspy.kHighsInf)
    program.row_lower_ = np.append(np.zeros(len(values)), 1.0)
    program.row_upper_ = np.append(np.full(len(values), highspy.kHighsInf), 1.0)
    table = np.ones((len(values) + 1, count + 1))
    table[:-1, :-1] = -values / scale
    table[-1, -1] = 0.0
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.num_col_, program.a_matrix_.num_row_ = count + 1, len(values) + 1
    program.a_matrix_.start_ = np.arange(0, table.size + 1, count + 1, dtype=np.int32)
    program.a_matrix_.index_ = np.tile(np.arange(count + 1, dtype=np.int32), len(values) + 1)
    program.a_matrix_.value_ = table.ravel()
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return -np.inf, np.full(count, 1.0 / count)
    mixture = np.array(solver.getSolution().col_value)[:-1]
    mixture[mixture < SAME] = 0.0
    return float(solver.getInfo().objective_function_value), mixture / mixture.sum()


def with_stays(model: Model, keys: Sequence[str]) -> tuple[Model, npt.NDArray[np.int64]]:
    """The model with a column for each project that is 1 when the project does not start.

    Returns
    -------
    Model
    ndarray of int, shape (n,)
        The new columns, in the order of `keys`.
    """
    rows = {row.keys[0]: n for n, row in enumerate(model.rows) if row.kind in ONCE}
    slacks = [(rows[key], 1.0, 1.0 if model.row_lower[rows[key]] < 0.5 else 0.0) for key in keys]
    first = len(model.lower)
    lower = model.row_lower.copy()
    lower[[row for row, _, _ in slacks]] = 1.0
    return replace(model.with_slacks(slacks), row_lower=lower), np.arange(first, first + len(keys))
