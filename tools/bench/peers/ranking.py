"""Rank and cut, as it is done without a solver: put projects in order, and start them while money lasts.

Three orders: by weighted score, by worth per krone, and by TOPSIS (pymcdm) on the criteria and the
cost. In that order each project starts in the first year in which it and all before it can be
paid, which a linear program answers. Committed projects come first; exclusions, dependencies and
who may pay are kept. Minimum shares are *not* asked for, in favour of the ranking.
"""

import math
from pathlib import Path

import numpy as np
from pymcdm.methods import TOPSIS

from samstyring.engine.portfolio import Problem, Project
from samstyring.engine.problem import read
from samstyring.engine.scoring import worth

from .account import Account, job
from .purse import start


def order(problem: Problem, by: str) -> list[Project]:
    """The projects from first to last, what is committed before all others."""
    values = worth(problem, missing="refuse").values
    costs = {one.key: max(math.fsum(one.cost_profile), 1e-9) for one in problem.projects}
    if by == "score":
        standing = {one.key: values[one.key] / (one.size or 1.0) for one in problem.projects}
        if len(problem.criteria) == 1:
            standing = dict(values)
    elif by == "per-krone":
        standing = {key: values[key] / costs[key] for key in costs}
    else:
        standing = topsis(problem, costs)
    return sorted(problem.projects, key=lambda one: (not one.must_start, -standing[one.key], one.key))


def topsis(problem: Problem, costs: dict[str, float]) -> dict[str, float]:
    """TOPSIS with every criterion to be high and the cost to be low, the cost weighing as the mean criterion."""
    names = problem.criteria
    table = np.array([[*(one.scores[name] or 0.0 for name in names), costs[one.key]] for one in problem.projects])
    weights = np.array([(problem.weights or {})[name] for name in names])
    weights = np.append(weights, weights.mean())
    found = TOPSIS()(table, weights / weights.sum(), np.array([*[1] * len(names), -1]))
    return {one.key: float(standing) for one, standing in zip(problem.projects, found, strict=True)}


def main() -> None:
    asked = job()
    problem = read(Path(asked["problem"]).read_bytes())
    values = worth(problem, missing="refuse").values
    account = Account()
    ordered = order(problem, asked["by"])
    ranked = account.elapsed()
    started = start(problem, ordered)
    value = math.fsum(values[key] * problem.delay_factor**year for key, year in started.items())
    kept = all(one.key in started for one in problem.projects if one.must_start)
    account.tell("heuristic", value, None, ranked=round(ranked, 4), projects=len(started), committed_kept=kept)


if __name__ == "__main__":
    main()
