"""Put together what the stages of a study have found."""

from __future__ import annotations

import platform
import time
from collections.abc import Mapping
from importlib.metadata import version

import numpy as np
import numpy.typing as npt

from .. import money
from ..columns import Floats
from ..portfolio import digest
from ..search import holds
from .decomposition import Found, first_best
from .labels import labels, seen, weights_by_name
from .regret import Own, minimax, regrets
from .result import Certificate, Ended, PartyBest, PoolPlan, ProofsEnded, Robustness, Uncertain, WeightSet
from .stages import Stages


def findings(work: Stages, ended: Ended, proofs_ended: ProofsEnded) -> Robustness:
    """Everything that is known so far."""
    pool = work.pool
    found = seen(pool, work.epsilon)
    owners = [_owner(work, n) for n in range(len(work.weights.parties))]
    given = None if work.given is None else work.worths.members(work.given)
    far = pool.distance
    names, plans = _plans(work, found.best, owners)
    return Robustness(
        input_sha256=digest(work.problem),
        weights_sha256=work.weights.digest(),
        criteria=work.problem.criteria,
        missing=work.missing,
        unknown=work.worths.unknown,
        weights=_weight_set(work),
        certificate=Certificate(
            epsilon=work.epsilon,
            reached=min(1.0, float(far.max(initial=0.0))),
            open_samples=int((far > work.epsilon).sum()),
            solves=pool.solves,
            relaxations=0 if work.proof is None else work.proof.relaxations,
            plans=len(pool.plans),
            ended=ended,
            proofs_ended=proofs_ended,
        ),
        projects=labels(
            pool,
            found,
            proved_in=work.proved_in,
            proved_out=work.proved_out,
            proofs=work.proof,
            owners=owners,
            points=work.own,
            given=given,
            certified=bool((far <= work.epsilon).all()),
        ),
        parties=tuple(
            PartyBest(one.party.key, one.party.name, names[one.plan], one.value, one.bound) for one in owners
        ),
        plans=plans,
        minimax=minimax(plans),
        given=None if work.given is None else _judged(work, owners),
        scores=Uncertain(work.uncertain) if work.uncertain else None,
        seconds=round(work.watch.elapsed(), 3),
        cpu_seconds=round(time.process_time() - work.began, 3),
        versions={
            "python": platform.python_version(),
            **{name: version(name) for name in ("highspy", "numpy", "scipy")},
        },
    )


def _owner(work: Stages, n: int) -> Own:
    party = work.weights.parties[n]
    point = work.own[party.key]
    weights = work.anchors[point]
    values = work.pool.vectors @ weights
    best = first_best(values)
    bound = max(float(work.pool.envelope.bounds[point]), float(values[best]))
    return Own(party, weights, best, float(values[best]), bound)


def _plans(
    work: Stages, best: npt.NDArray[np.int64], owners: list[Own]
) -> tuple[dict[int, str], tuple[PoolPlan, ...]]:
    """The plans that are best somewhere first, and the name of each by its number in the pool."""
    hits = np.bincount(best, minlength=len(work.pool.plans))
    order = sorted(range(len(hits)), key=lambda n: (-hits[n], n))
    names = {n: f"plan-{position}" for position, n in enumerate(order, start=1)}
    plans = [
        _plan(work, names[n], work.pool.plans[n].starts, work.pool.vectors[n], float(hits[n]) / len(best), owners)
        for n in order
    ]
    return names, tuple(plans)


def _plan(
    work: Stages,
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
        starts={one: work.problem.years[year] for one, year in sorted(starts.items())},
        values=weights_by_name(work.worths.criteria, vector),
        share=share,
        regret=regrets(vector, owners),
        feasible=feasible,
    )


def _judged(work: Stages, owners: list[Own]) -> PoolPlan:
    """The plan that was handed in."""
    assert work.given is not None
    pool = work.pool
    vector = work.worths.vector(work.given)
    judged = Found(work.given, vector, work.worths.members(work.given))
    better = pool.at_samples(judged) >= pool.lower * (1 - 1e-9)
    inside = all(year in pool.model.start_columns[key] for key, year in work.given.items())
    feasible = inside and holds(pool.model, work.given)
    if feasible:
        paid = money.pay(pool.model, work.given, work.watch, threads=pool.threads, seed=work.seed)
        feasible = paid is not None
    return _plan(work, "given", work.given, vector, float(better.mean()), owners, feasible=feasible)


def _weight_set(work: Stages) -> WeightSet:
    names, shape = work.region.criteria, work.region
    return WeightSet(
        kind=shape.kind,
        parties=tuple(zip(work.weights.parties, shape.inside, strict=True)),
        statements=tuple(one.words for one in work.weights.statements),
        vertices=tuple(weights_by_name(names, one) for one in shape.corners),
        centroid=weights_by_name(names, shape.centroid),
        ranges={name: (float(low), float(high)) for name, (low, high) in zip(names, shape.ranges, strict=True)},
        method=work.method,
        points=work.points,
        count=len(work.pool.samples),
        seed=work.seed,
    )
