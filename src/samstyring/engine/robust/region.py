"""The set of weights the parties leave open: its corners, and weights drawn from it.

The set is always a *polytope*: all mixtures of its corners. It is found by starting from a simplex
(of the criteria, or of the parties) and cutting it with one statement after the other, the double
description method [1]_. A cut that leaves nothing tells which statements cannot hold together.

References
----------
.. [1] Motzkin, Raiffa, Thompson and Thrall, *The double description method*, in Contributions to
   the Theory of Games II (1953); Fukuda and Prodon, *Double description method revisited* (1996),
   doi:10.1007/3-540-61576-8_77.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.optimize import linprog
from scipy.spatial import Delaunay, QhullError
from scipy.stats import qmc

from ..columns import Floats
from ..fields import ProblemError
from .weights import PartyWeights, Statement

Kind = Literal["hull", "statements", "hull-and-statements"]
Method = Literal["mixtures", "uniform"]
Points = Literal["independent", "sobol"]

# Weights closer than this are the same weights; a statement may be missed by as little.
SAME = 1e-9
MOST_CORNERS = 2000
# The work of dividing a set into simplices grows fast with these.
MOST_TO_DIVIDE = 60
MOST_DIMENSIONS = 7


class NoWeights(ProblemError):
    """No weights satisfy everything that was said. `statements` are those that cannot hold together."""

    def __init__(self, statements: Sequence[Statement], *, parties: bool) -> None:
        named = [str(one) for one in statements]
        within = " in any mixture of the parties' weights" if parties else ""
        if len(named) == 1:
            what = f"{named[0]} cannot hold{within}"
        else:
            what = f"these cannot all hold{within}: {'; '.join(named)}"
        super().__init__("statements", what)
        self.statements = tuple(statements)
        self.parties = parties

    def __reduce__(self) -> tuple[object, ...]:  # type: ignore[override]
        return (_again, (self.statements, self.parties))


def _again(statements: Sequence[Statement], parties: bool) -> NoWeights:
    return NoWeights(statements, parties=parties)


@dataclass(frozen=True)
class Region:
    """The set of weights that is studied.

    Attributes
    ----------
    kind : "hull", "statements" or "hull-and-statements"
    criteria : tuple of str, length C
    corners : ndarray, shape (K, C)
        Sorted; every row adds up to 1. All weights in the set are mixtures of these.
    inside : tuple of bool
        For each party, whether its own weights are in the set.
    """

    kind: Kind
    criteria: tuple[str, ...]
    corners: Floats
    inside: tuple[bool, ...]

    @property
    def centroid(self) -> Floats:
        """The mean of the corners, shape (C,)."""
        return np.asarray(self.corners.mean(axis=0))

    @property
    def ranges(self) -> Floats:
        """Smallest and largest share of each criterion, shape (C, 2)."""
        return np.stack([self.corners.min(axis=0), self.corners.max(axis=0)], axis=1)


def region(given: PartyWeights) -> Region:
    """The set of weights that parties and statements leave open.

    With parties alone it is every mixture of their weights (no party is overruled where all
    agree); with statements alone every set of weights that satisfies them; with both, the mixtures
    that satisfy the statements.

    Raises
    ------
    NoWeights
        If nothing satisfies everything.
    ProblemError
        If the set has more than 2,000 corners.
    """
    count = len(given.criteria)
    place = {name: n for n, name in enumerate(given.criteria)}
    base = np.eye(count)
    if given.parties:
        base = np.array([[one.weights[name] for name in given.criteria] for one in given.parties])
    limits = _limits(given, place)
    own = base if given.parties else np.zeros((0, count))
    inside = tuple(bool(np.all(limits[:, :-1] @ one >= limits[:, -1] - SAME)) for one in own)
    corners = _extreme(_distinct(base))
    if given.statements:
        mixtures = _cut(corners, limits)
        if len(mixtures) == 0:
            raise NoWeights(_conflict(corners, given, place), parties=bool(given.parties))
        corners = _extreme(_distinct(mixtures @ corners))
    kind: Kind = "statements" if not given.parties else "hull-and-statements" if given.statements else "hull"
    corners = np.clip(corners, 0.0, 1.0)
    corners = corners / corners.sum(axis=1, keepdims=True)
    return Region(kind, given.criteria, corners[np.lexsort(corners.T[::-1])], inside)


def _limits(given: PartyWeights, place: dict[str, int]) -> Floats:
    """One row per limit: coefficients, then what their sum must be at least."""
    rows = []
    for statement in given.statements:
        for limit in statement.limits:
            row = np.zeros(len(place) + 1)
            for name, amount in limit.coefficients.items():
                row[place[name]] = amount
            row[-1] = limit.at_least
            rows.append(row / max(1.0, float(np.abs(row).max())))
    return np.array(rows).reshape(-1, len(place) + 1)


def _cut(base: Floats, limits: Floats) -> Floats:
    """Corners of the mixtures of `base` that satisfy the limits: mixing proportions, shape (M, K)."""
    # With mixing proportions that add up to 1, "sum >= b" is "(coefficients - b) . proportions >= 0".
    planes = limits[:, :-1] @ base.T - limits[:, -1:]
    corners = np.eye(len(base))
    tight = corners <= SAME  # which of the planes seen so far each corner lies on
    for plane in planes:
        height = corners @ plane
        above, on, below = height > SAME, np.abs(height) <= SAME, height < -SAME
        made, made_tight = [], []
        for low in np.flatnonzero(below):
            for high in np.flatnonzero(above):
                shared = tight[low] & tight[high]
                # Two corners have an edge between them when no third lies on all they share.
                if np.count_nonzero((tight | ~shared).all(axis=1)) > 2:
                    continue
                t = height[high] / (height[high] - height[low])
                made.append(corners[high] + t * (corners[low] - corners[high]))
                made_tight.append(np.append(shared, True))
        keep = above | on
        tight = np.column_stack([tight[keep], on[keep]])
        corners = corners[keep]
        for corner, lies_on in zip(made, made_tight, strict=True):
            if not len(corners) or np.abs(corners - corner).max(axis=1).min() > SAME:
                corners = np.vstack([corners, corner])
                tight = np.vstack([tight, lies_on])
        if len(corners) > MOST_CORNERS:
            raise ProblemError("statements", f"leave a set of weights with more than {MOST_CORNERS} corners")
    return corners


def _conflict(base: Floats, given: PartyWeights, place: dict[str, int]) -> list[Statement]:
    """A smallest set of statements that cannot hold together: take away each that is not needed."""
    needed = list(given.statements)
    for one in given.statements:
        others = [other for other in needed if other is not one]
        rest = PartyWeights(given.criteria, given.parties, tuple(others))
        if others and len(_cut(base, _limits(rest, place))) == 0:
            needed = others
    return needed


def _distinct(points: Floats) -> Floats:
    """Without repetitions, in the order they come."""
    found: list[Floats] = []
    for point in points:
        if not any(np.abs(point - other).max() <= SAME for other in found):
            found.append(point)
    return np.array(found).reshape(-1, points.shape[1])


def _extreme(points: Floats) -> Floats:
    """Without the points that are mixtures of the others."""
    keep = list(range(len(points)))
    for n in range(len(points)):
        others = [m for m in keep if m != n]
        if not others:
            break
        found = linprog(
            np.zeros(len(others)),
            A_eq=np.vstack([points[others].T, np.ones(len(others))]),
            b_eq=np.append(points[n], 1.0),
            method="highs",
        )
        if found.status == 0:
            keep = others
    return points[keep]


def draw(
    found: Region, count: int, *, seed: int, method: Method | None = None, points: Points = "independent"
) -> tuple[Floats, Method]:
    """Draw weights from the set.

    Parameters
    ----------
    found : Region
    count : int
        How many, N.
    seed : int
    method : "mixtures" or "uniform"
        "mixtures" mixes the corners in proportions that are Dirichlet(1, …, 1): every mixture of
        the corners is as likely. "uniform" draws every part of the set as often as its size says.
        Left out, mixtures for the hull of parties and uniform otherwise, where a set too large to
        be divided is drawn by mixtures.
    points : "independent" or "sobol"
        "sobol" uses a scrambled Sobol sequence (Owen): more even, but the draws are then not
        independent, and confidence intervals are only a guide.

    Returns
    -------
    ndarray, shape (N, C), and the method used.

    Raises
    ------
    ValueError
        If "uniform" is asked for and the set has more than 60 corners or 7 dimensions.
    """
    corners = found.corners
    simplices: Floats | None = None
    if method != "mixtures" and (method == "uniform" or found.kind != "hull"):
        simplices = _divide(corners)
        if simplices is None and method == "uniform":
            raise ValueError("method: the set of weights has too many corners to be drawn from uniformly")
    if simplices is None:
        numbers = _numbers(count, len(corners), seed, points)
        return _mixtures(numbers) @ corners, "mixtures"
    numbers = _numbers(count, simplices.shape[1] + 1, seed, points)
    sizes = np.array([_size(one) for one in simplices])
    chosen = np.searchsorted(np.cumsum(sizes) / sizes.sum(), numbers[:, 0], side="right")
    chosen = np.minimum(chosen, len(simplices) - 1)
    return np.einsum("nk,nkc->nc", _mixtures(numbers[:, 1:]), simplices[chosen]), "uniform"


def _numbers(count: int, width: int, seed: int, points: Points) -> Floats:
    if points == "sobol":
        # A whole power of two keeps the balance of the sequence.
        power = max(0, (count - 1).bit_length())
        numbers = qmc.Sobol(width, scramble=True, rng=np.random.default_rng(seed)).random_base2(power)[:count]
        return np.asarray(numbers)
    return np.random.default_rng(seed).random((count, width))


def _mixtures(numbers: Floats) -> Floats:
    """Proportions evenly spread over the simplex, from numbers evenly spread over the cube."""
    waits = -np.log1p(-np.clip(numbers, 0.0, 1.0 - 1e-16))
    total = waits.sum(axis=1, keepdims=True)
    even = np.full_like(waits, 1.0 / waits.shape[1])
    return np.where(total > 0, waits / np.where(total > 0, total, 1.0), even)


def _size(simplex: Floats) -> float:
    edges = simplex[1:] - simplex[0]
    return float(np.sqrt(max(0.0, np.linalg.det(edges @ edges.T))))


def _divide(corners: Floats) -> Floats | None:
    """Simplices that fill the set, shape (S, D + 1, C); None when that would take too long."""
    centred = corners - corners.mean(axis=0)
    _, strength, axes = np.linalg.svd(centred, full_matrices=False)
    dimensions = int(np.count_nonzero(strength > 1e-7))
    if dimensions == 0:
        return corners[:1][None]
    if dimensions == 1:
        along = centred @ axes[0]
        return corners[[int(along.argmin()), int(along.argmax())]][None]
    if len(corners) == dimensions + 1:
        return corners[None]
    if len(corners) > MOST_TO_DIVIDE or dimensions > MOST_DIMENSIONS:
        return None
    try:
        cells = Delaunay(centred @ axes[:dimensions].T, qhull_options="QJ Qbb").simplices
    except QhullError:
        return None
    return np.asarray(corners[cells])
