"""Small problems for the exact study: every project starts in the one year there is, or not at all.

With several budgets each is laid in a year of its own, so that a project draws on all of them and
nothing can be moved between them. Costs and scores are drawn as in `samstyring.engine.simulate`.
"""

import json

from samstyring.engine.simulate import Draws

CRITERIA = ("k0", "k1", "k2")
ORDERED = ((1.0, 0.0, 0.0), (0.5, 0.5, 0.0), (1 / 3, 1 / 3, 1 / 3))


def text(projects: int, budgets: int, *, seed: int) -> str:
    """The problem as a file: budgets are half of all cost."""
    draws = Draws("budgets", projects, budgets, seed)
    sheets = []
    for n in range(projects):
        costs = [round(draws.lognormal(22, 0.6), 1) for _ in range(budgets)]
        scores = {name: min(100, max(0, round(50 + 18 * draws.normal()))) for name in CRITERIA}
        sheets.append(
            {
                "key": f"P{n:03}",
                "scores": scores,
                "cost_profile": costs,
                "earliest": 0,
                "latest": 0,
                "sources": ["budget"],
            }
        )
    frames = [round(sum(one["cost_profile"][year] for one in sheets) / 2, 1) for year in range(budgets)]
    return json.dumps(
        {
            "format": "samstyring-portfolio-problem/1",
            "unit": "MNOK",
            "years": list(range(2026, 2026 + budgets)),
            "tail_years": 0,
            "delay_factor": 1,
            "weights": dict.fromkeys(CRITERIA, 1),
            "sources": [{"key": "budget", "frames": frames}],
            "projects": sheets,
        }
    )


def corners(*, narrow: bool) -> list[list[float]]:
    """The corners of "k0 weighs at least as much as k1, and k1 as k2"; narrow: halfway to their mean."""
    mean = [sum(corner[n] for corner in ORDERED) / 3 for n in range(3)]
    return [[(part + mean[n]) / 2 if narrow else part for n, part in enumerate(one)] for one in ORDERED]
