"""Which of many vectors no other beats, and the zones where something unbeaten could still lie.

A *zone* is everything above a corner: ``{u : u > l}``. For a set of points, its zones cover exactly
what none of the points is at least as good as [1]_. They are used in two ways: a partial plan that
can reach no zone is given up, and a search is made in one zone at a time.

References
----------
.. [1] Klamroth, Lacour and Vanderpooten, *On the representation of the search region in
   multi-objective optimization*, EJOR 245 (2015), doi:10.1016/j.ejor.2015.03.031. Turned round
   here, since everything is to be as large as possible.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..columns import Floats

Flags = npt.NDArray[np.bool_]

# Comparing in blocks keeps the memory down.
BLOCK = 512


def undominated(values: Floats, *, tolerance: float = 0.0) -> Flags:
    """Mark the rows that no other row beats.

    Parameters
    ----------
    values : ndarray, shape (N, J)
        Everything is to be as large as possible.
    tolerance : float
        Differences up to this are none.

    Returns
    -------
    ndarray of bool, shape (N,)
        Equal rows do not beat each other, so both are kept.

    Examples
    --------
    >>> undominated(np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 1.0], [2.0, 1.0]])).tolist()
    [True, True, False, True]
    """
    left = np.argsort(-values.sum(axis=1), kind="stable")
    kept: list[npt.NDArray[np.intp]] = []
    while len(left):
        head, left = left[:BLOCK], left[BLOCK:]
        head = head[~beaten(values[head], values[head], tolerance)]
        # What is beaten by something beaten is beaten by what beat that too, but for the tolerance.
        left = left[~beaten(values[left], values[head], tolerance)]
        kept.append(head)
    found = np.zeros(len(values), dtype=bool)
    if kept:
        found[np.concatenate(kept)] = True
    return found


def beaten(values: Floats, by: Floats, tolerance: float) -> Flags:
    """Which of the rows some row of `by` beats; shapes (N, J), (M, J), and (N,) out."""
    found = np.zeros(len(values), dtype=bool)
    for first in range(0, len(values), BLOCK):
        some = values[first : first + BLOCK]
        least = np.ones((len(some), len(by)), dtype=bool)
        more = np.zeros((len(some), len(by)), dtype=bool)
        for j in range(values.shape[1]):
            difference = by[None, :, j] - some[:, None, j]
            least &= difference >= -tolerance
            more |= difference > tolerance
        found[first : first + BLOCK] = (least & more).any(axis=1)
    return found


def zones(points: Floats, *, floor: float, most: int) -> Floats:
    """The corners of the zones that points leave open.

    Parameters
    ----------
    points : ndarray, shape (N, J)
        None at least as good as another. The first count when there would be too many corners.
    floor : float
        Below all values.
    most : int
        Stop when there are more corners than this; what is left open is then too much, never too
        little.

    Returns
    -------
    ndarray, shape (Z, J)

    Examples
    --------
    >>> sorted(zones(np.array([[3.0, 1.0], [1.0, 3.0]]), floor=-1.0, most=10).tolist())
    [[-1.0, 3.0], [1.0, 1.0], [3.0, -1.0]]
    """
    corners = np.full((1, points.shape[1]), floor)
    for point in points:
        if len(corners) > most:
            break
        corners = split(corners, point)
    return corners


def split(corners: Floats, point: Floats) -> Floats:
    """The corners when one more point is known; shapes (Z, J) and (J,)."""
    inside = (corners < point).all(axis=1)
    if not inside.any():
        return corners
    others = corners[~inside]
    found = [others]
    for j in range(len(point)):
        moved = corners[inside].copy()
        moved[:, j] = point[j]
        moved = np.unique(moved, axis=0)
        # Two of these can only hold each other when they agree on j, and so with the others.
        near = others[(others[:, j] == point[j]) & (others <= point).all(axis=1)]
        rivals = np.vstack([moved, near])
        held: Flags = np.all(rivals[None, :, :] <= moved[:, None, :], axis=2)
        np.fill_diagonal(held[:, : len(moved)], False)
        found.append(moved[~held.any(axis=1)])
    return np.vstack(found)
