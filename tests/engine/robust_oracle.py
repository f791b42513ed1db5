"""Every plan of a small problem, and weights to judge them by: what robustness studies are held against."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from samstyring.engine import robust
from samstyring.engine.problem import Problem, read
from samstyring.engine.robust.region import draw, region

from .cases import document, payable, plans, sheet


def parties(*weights: dict[str, float]) -> dict[str, Any]:
    return {
        "format": "samstyring-party-weights/1",
        "parties": [{"key": f"part-{n}", "weights": one} for n, one in enumerate(weights)],
    }


def study(problem: Problem, weights: dict[str, Any], **options: Any) -> robust.Robustness:
    settings: dict[str, Any] = {"draws": 200, "seconds": 60.0, "missing": "zero"} | options
    return robust.study(problem, robust.read_weights(weights, problem.criteria), **settings)


@dataclass(frozen=True)
class Everything:
    """Every plan of a small problem: who is in it, and what it is worth on each criterion."""

    keys: tuple[str, ...]
    members: np.ndarray  # (plans, n)
    vectors: np.ndarray  # (plans, C)

    def best(self, weights: np.ndarray) -> np.ndarray:
        return (weights @ self.vectors.T).max(axis=1)

    def always(self, weights: np.ndarray) -> tuple[set[str], set[str]]:
        """Projects in every best plan, and in none, at all these weights."""
        ever, never = np.zeros(len(self.keys), bool), np.ones(len(self.keys), bool)
        for chunk in np.array_split(weights, max(1, len(weights) * len(self.vectors) // 4_000_000)):
            values = chunk @ self.vectors.T
            is_best = (values >= values.max(axis=1, keepdims=True) * (1 - 1e-9)).any(axis=0)
            ever |= self.members[is_best].any(axis=0)
            never &= self.members[is_best].all(axis=0)
        return (
            {key for key, one in zip(self.keys, never, strict=True) if one},
            {key for key, one in zip(self.keys, ever, strict=True) if not one},
        )


def everything(problem: Problem) -> Everything:
    """By trying all start years."""
    found = [one for one in plans(problem) if payable(problem, one)]
    keys = tuple(one.key for one in problem.projects)
    scores = {
        one.key: np.array([one.scores[name] or 0.0 for name in problem.criteria]) for one in problem.projects
    }
    size = {one.key: one.size for one in problem.projects}
    vectors = [
        sum((scores[key] * size[key] * problem.delay_factor**year for key, year in one.items()), np.zeros(2))
        for one in found
    ]
    members = np.array([[key in one for key in keys] for one in found]).reshape(-1, len(keys))
    return Everything(keys, members, np.array(vectors).reshape(-1, 2))


def one_frame(seed: int, count: int, criteria: Sequence[str]) -> tuple[Problem, Everything]:
    """One year and one frame, so that every choice of up to 20 projects can be tried at once."""
    rng = random.Random(seed)
    sheets = [
        sheet(
            f"P{n:02}",
            scores={name: rng.randint(0, 100) for name in criteria},
            cost_profile=[rng.randint(5, 60)],
            latest=0,
            size=rng.choice([0.5, 1, 2]),
        )
        for n in range(count)
    ]
    frame = 0.45 * sum(one["cost_profile"][0] for one in sheets)
    problem = read(
        document(
            *sheets,
            years=[2025],
            weights=dict.fromkeys(criteria, 1),
            sources=[{"key": "stat", "frames": [frame], "tail_frames": [], "carry_over_cap": 0}],
        )
    )
    choices = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    costs = np.array([one.cost_profile[0] for one in problem.projects])
    spent = choices @ costs
    # A plan that one more project would fit into is never the only best; with worth it is never best.
    room = np.where(choices == 1, np.inf, costs).min(axis=1)
    kept = choices[(spent <= frame) & (spent + room > frame)]
    each = np.array([[one.size * one.scores[name] for name in criteria] for one in problem.projects])
    return problem, Everything(tuple(one.key for one in problem.projects), kept.astype(bool), kept @ each)


def proved(found: robust.Robustness, state: str) -> set[str]:
    return {one.key for one in found.projects if one.state == state}


def many(weights: dict[str, Any], problem: Problem, count: int) -> np.ndarray:
    """Weights from the set, and its corners."""
    shape = region(robust.read_weights(weights, problem.criteria))
    middling, _ = draw(shape, count // 2, seed=99, method="mixtures")
    even, _ = draw(shape, count // 2, seed=98, method="uniform")
    return np.vstack([shape.corners, middling, even])
