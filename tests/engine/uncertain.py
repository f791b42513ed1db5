"""Programmes with uncertain costs, and no solver needed to make them."""

from __future__ import annotations

from typing import Any

from samstyring.engine import exposure
from samstyring.engine.adopted import Adopted
from samstyring.engine.plan import Payment
from samstyring.engine.portfolio import Problem
from samstyring.engine.problem import read

from .cases import document, sheet


def uncertain(key: str, cost: float, kind: str = "lognormal", **points: float) -> dict[str, Any]:
    """A project that costs `cost` in 2025; lognormal with P85 25 per cent above unless told otherwise."""
    points = points or {"p50": cost, "p85": 1.25 * cost}
    return sheet(key, cost_profile=[cost], cost_distribution={"kind": kind, **points})


def one_year(*projects: dict[str, Any], frame: float = 1e6) -> Problem:
    frames = {"key": "stat", "frames": [frame, 0], "tail_frames": [], "carry_over_cap": 0}
    return read(document(*projects, sources=[frames]))


def all_in_2025(problem: Problem) -> Adopted:
    """A programme that starts everything at once, paid by the state."""
    return Adopted(
        starts={one.key: 2025 for one in problem.projects},
        money=tuple(Payment(one.key, "stat", 2025, one.cost_profile[0]) for one in problem.projects),
        value=0.0,
    )


def exposed(*projects: dict[str, Any], frame: float = 1e6, **choices: Any) -> exposure.Exposure:
    problem = one_year(*projects, frame=frame)
    return exposure.expose(problem, all_in_2025(problem), **choices)
