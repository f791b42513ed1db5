"""What the study says of each project: proved, seen at all sampled weights, or open and on what.

Only a proof over the whole set of weights makes a project *proved*. What every plan known to be
near the best agrees on at each sampled weight is *seen*, with a bound on how large a share of the
set may say otherwise; the bound is about the plans that are known. All else is *open*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..columns import Floats
from .decomposition import Pool
from .proofs import SAFE, Proofs
from .regret import Own
from .result import Agreement, DependsOn, Loss, ProjectState, State, View
from .shares import CONFIDENCE, divide, interval, never_seen

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Seen:
    """What the pool says at N sampled weights about n projects.

    Attributes
    ----------
    best : ndarray of int, shape (N,)
        The best known plan.
    inside : ndarray of bool, shape (N, n)
        Whether it has the project.
    all_near, any_near : ndarrays of bool, shape (N, n)
        Whether all plans within epsilon of the best known have the project, and whether any has.
    """

    best: npt.NDArray[np.int64]
    inside: Flags
    all_near: Flags
    any_near: Flags

    def settled(self, *, out: bool) -> Flags:
        """Projects that all near plans have at every sample; with `out` that none has. Shape (n,)."""
        return np.asarray(~self.any_near.any(axis=0) if out else self.all_near.all(axis=0))


def seen(pool: Pool, epsilon: float) -> Seen:
    """What the pool says at its samples; "near" is within `epsilon` of the best known."""
    members = np.array([one.members for one in pool.plans])
    lower = pool.lower[:, None]
    equal = pool.values >= lower - 1e-9 * np.abs(lower)
    best = equal.argmax(axis=1)
    near = (pool.values >= lower * (1 - epsilon)) | equal
    having = near.astype(np.float64) @ members
    return Seen(best, members[best], having >= near.sum(axis=1)[:, None], having > 0)


def labels(
    pool: Pool,
    found: Seen,
    *,
    proved_in: Flags,
    proved_out: Flags,
    proofs: Proofs | None,
    owners: Sequence[Own],
    points: Mapping[str, int],
    given: Flags | None,
    certified: bool,
) -> tuple[ProjectState, ...]:
    """The state of each project, in the order of the problem.

    Parameters
    ----------
    pool, found
        The plans, and what they say at the samples.
    proved_in, proved_out : ndarray of bool, shape (n,)
        What is proved over the whole set.
    proofs : Proofs or None
        Bounds on plans that go against a project, with the points of the pool's envelope first;
        None before there are any.
    owners : sequence of Own
        The parties, and what is best for each.
    points : mapping of str to int
        The number of each party's weights among the points of `proofs`.
    given : ndarray of bool, shape (n,), optional
        What a plan that was handed in has.
    certified : bool
        Whether the best known plan is proved to be within epsilon at every sample. Until it is,
        what the pool agrees on says too little to be called seen.
    """
    count, projects = found.inside.shape
    years = pool.problem.years
    sampled = _proved_at_samples(pool, found, proofs)
    each = 1 - (1 - CONFIDENCE) / max(1, projects)
    in_all, in_none = found.settled(out=False), found.settled(out=True)
    states: dict[str, ProjectState] = {}
    for i, key in enumerate(pool.worths.keys):
        state = _state(
            bool(proved_in[i]), bool(proved_out[i]), certified and bool(in_all[i]), certified and bool(in_none[i])
        )
        inside = found.inside[:, i]
        hits = int(inside.sum())
        views = tuple(_view(pool, one, i, proofs, points.get(one.party.key)) for one in owners)
        is_seen = state in ("seen-in", "seen-out")
        proved = state in ("proved-in", "proved-out")
        states[key] = ProjectState(
            key=key,
            state=state,
            share=hits / count if count else 0.0,
            interval=interval(hits, count),
            simultaneous=interval(hits, count, confidence=each),
            near_tie=(_mean(found.all_near[:, i]), _mean(found.any_near[:, i])),
            exception=never_seen(count) if is_seen else None,
            exception_simultaneous=never_seen(count, confidence=each) if is_seen else None,
            proved_share=1.0 if proved else _mean(sampled[:, i]),
            starts={
                years[year]: share
                for year in range(len(years))
                if (share := _mean(np.array([one.starts.get(key) == year for one in pool.plans])[found.best])) > 0
            },
            parties=views,
            depends_on=_depends_on(pool, inside, views) if state == "open" and 0 < hits < count else None,
            given=None if given is None else (bool(given[i]), _agreement(state, bool(given[i]))),
        )
    return tuple(states[one.key] for one in pool.problem.projects)


def _mean(flags: Flags) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _state(proved_in: bool, proved_out: bool, seen_in: bool, seen_out: bool) -> State:
    if proved_in:
        return "proved-in"
    if proved_out:
        return "proved-out"
    return "seen-in" if seen_in else "seen-out" if seen_out else "open"


def _agreement(state: State, has: bool) -> Agreement:
    if state == "open":
        return "open"
    certainty, side = state.split("-")
    if (side == "in") == has:
        return "agrees"
    return "against-proved" if certainty == "proved" else "against-seen"


def _proved_at_samples(pool: Pool, found: Seen, proofs: Proofs | None) -> Flags:
    """Where it is proved that every best plan does what the best known plan does, shape (N, n)."""
    if proofs is None:
        return np.zeros_like(found.inside)
    count = len(pool.envelope.bounds)
    mixtures = np.zeros((len(pool.samples), count))
    for n, mixture in enumerate(pool.mixtures):
        if mixture is not None:
            mixtures[n, : len(mixture)] = mixture
    room = (pool.lower * (1 - SAFE))[:, None]
    covered = (mixtures.sum(axis=1) > 0.5)[:, None]
    # What the rules forbid is forbidden everywhere; minus infinity cannot be mixed.
    lowest = -1e6 * (1.0 + float(np.abs(pool.envelope.bounds).max(initial=0.0)))
    against_in = mixtures @ np.maximum(proofs.without[:count], lowest) < room
    against_out = mixtures @ np.maximum(proofs.within[:count], lowest) < room
    return np.asarray(np.where(found.inside, against_in, against_out) & covered)


def _view(pool: Pool, owner: Own, project: int, proofs: Proofs | None, point: int | None) -> View:
    has = bool(pool.plans[owner.plan].members[project])
    others = [float(one.vector @ owner.weights) for one in pool.plans if bool(one.members[project]) != has]
    if owner.value <= 0:
        return View(owner.party.key, has, False, Loss(0.0, 0.0 if others else None))
    most = max(0.0, 1.0 - max(others) / max(owner.bound, owner.value)) if others else None
    least, proved = 0.0, False
    if proofs is not None and point is not None:
        bound = float(proofs.against(has)[point, project])
        proved = bound < owner.value * (1 - SAFE)
        least = 1.0 if bound == -np.inf else min(1.0, max(0.0, 1.0 - bound / owner.value))
    if not proved:
        least = 0.0
    return View(owner.party.key, has, proved, Loss(least, most))


def _depends_on(pool: Pool, inside: Flags, views: Sequence[View]) -> DependsOn:
    found = divide(pool.samples, inside)
    return DependsOn(
        criterion=pool.worths.criteria[found.criterion],
        in_when=found.side,
        threshold=min(1.0, max(0.0, found.threshold)),
        error=found.error,
        parties_in=tuple(one.party for one in views if one.has),
        parties_out=tuple(one.party for one in views if not one.has),
    )


def weights_by_name(criteria: Sequence[str], weights: Floats) -> dict[str, float]:
    """Shares (C,) by criterion."""
    return dict(zip(criteria, (float(one) for one in weights), strict=True))
