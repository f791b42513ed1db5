"""How much the best plan can be worth at weights where no programme was balanced.

The best worth f(w) is a convex function of the weights, since it is the largest of many linear
ones. So between weights w¹ … wᴷ where f is at most u₁ … uᴷ, it is at most the mixture of the u's
(Jensen's inequality): f(Σ λₖ wᵏ) ≤ Σ λₖ uₖ. The best mixture is a tiny linear program.
"""

from __future__ import annotations

import highspy
import numpy as np

from ..columns import Floats

# Mixing proportions that HiGHS leaves this much below zero are zero.
ROUNDING = 1e-12


class Envelope:
    """Upper bounds at some weights, and what follows between them.

    Parameters
    ----------
    most : ndarray, shape (C,)
        More than any plan is worth on each criterion. Bounds what rounding can hide.
    """

    def __init__(self, most: Floats) -> None:
        self.most = most
        self.points = np.zeros((0, len(most)))  # (K, C)
        self.bounds = np.zeros(0)  # (K,)
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        # Starting over for every question would take longer than the question itself.
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("threads", 1)
        for _ in most:
            self._solver.addRow(0.0, 0.0, 0, np.zeros(0, dtype=np.int32), np.zeros(0))
        self._rows = np.arange(len(most), dtype=np.int32)
        self._factor = 0.0

    def add(self, point: Floats, bound: float) -> int:
        """No plan is worth more than `bound` at the weights `point` (C,). Returns its number, k."""
        if self._factor == 0.0:
            self._factor = 100.0 / max(abs(bound), 1e-9)
        self.points = np.vstack([self.points, point])
        self.bounds = np.append(self.bounds, bound)
        self._solver.addCol(bound * self._factor, 0.0, highspy.kHighsInf, len(point), self._rows, point)
        return len(self.bounds) - 1

    def lower(self, k: int, bound: float) -> None:
        """A better bound at weights number `k`."""
        self.bounds[k] = min(self.bounds[k], bound)
        self._solver.changeColCost(k, self.bounds[k] * self._factor)

    def at(self, weights: Floats) -> tuple[Floats | None, Floats]:
        """The best mixture for `weights` (C,).

        Returns
        -------
        ndarray, shape (K,), or None
            Mixing proportions, not negative; None if the weights lie outside the known ones.
        ndarray, shape (C,)
            Prices: ``prices @ v`` is at most the bound at v, and equal to it here. As long as a
            new point keeps that so, the bound here does not change.
        """
        count = len(weights)
        self._solver.changeRowsBounds(count, self._rows, weights, weights)  # type: ignore[attr-defined]
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None, np.zeros(count)
        solution = self._solver.getSolution()
        mixture = np.array(solution.col_value)
        mixture[mixture < ROUNDING] = 0.0
        return mixture, np.array(solution.row_dual) / self._factor

    def worth(self, mixture: Floats, weights: Floats, bounds: Floats | None = None) -> float:
        """The bound a mixture gives, with what rounding may hide added: never too low.

        `bounds` (K,) may be other bounds at the same points.
        """
        used = self.bounds if bounds is None else bounds
        missed = np.abs(weights - mixture @ self.points)
        return float(mixture @ used[: len(mixture)] + missed @ self.most)
