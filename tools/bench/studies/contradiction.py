"""Whether anything that `samstyring robust` calls proved is contradicted by any of very many weights.

On problems so small that every plan can be listed: all start years of all projects, the rules
checked as a matrix, and the money by a linear program. For each drawn set of weights the best plan
with a project is compared with the best plan without it.
"""

import itertools
from pathlib import Path

import numpy as np

from samstyring.engine.columns import Model, build
from samstyring.engine.portfolio import Problem
from samstyring.engine.problem import read

from ..peers.account import Account, job
from ..peers.purse import Purse
from .brute import mixtures
from .word import ask

CHUNK = 1000


def possible(problem: Problem, model: Model) -> tuple[list[str], np.ndarray]:
    """The keys, and every possible plan as a row of start years (−1: does not start)."""
    keys = [one.key for one in problem.projects]
    choices = [(-1, *model.start_columns[key]) for key in keys]
    plans = np.array(list(itertools.product(*choices)), dtype=np.int64).reshape(-1, len(keys))
    columns = np.zeros((len(plans), len(model.lower)))
    for n, key in enumerate(keys):
        for year, column in model.start_columns[key].items():
            columns[plans[:, n] == year, column] = 1.0
    kept = np.ones(len(plans), dtype=bool)
    for row, rule in enumerate(model.rows):
        if rule.kind in ("need", "frame"):
            continue
        span = slice(int(model.starts[row]), int(model.starts[row + 1]))
        sums = columns[:, model.index[span]] @ model.value[span]
        kept &= (sums >= model.row_lower[row] - 1e-9) & (sums <= model.row_upper[row] + 1e-9)
    purse = Purse(problem)
    paid = [plan for plan in plans[kept] if _is_paid(problem, purse, plan)]
    return keys, np.array(paid)


def _is_paid(problem: Problem, purse: Purse, plan: np.ndarray) -> bool:
    purse.need[:] = 0
    return all(purse.pays(one, int(year)) for one, year in zip(problem.projects, plan, strict=True) if year >= 0)


def contradicted(
    problem: Problem, keys: list[str], plans: np.ndarray, states: dict[str, str], weights: np.ndarray
) -> int:
    """Pairs of project and weights at which a proved state does not hold."""
    started = plans >= 0
    worth = np.where(started, np.power(problem.delay_factor, np.maximum(plans, 0)), 0.0)
    scores = np.array(
        [[(one.scores[name] or 0.0) * one.size for name in problem.criteria] for one in problem.projects]
    )
    values = worth @ scores
    found = 0
    for first in range(0, len(weights), CHUNK):
        totals = values @ weights[first : first + CHUNK].T
        for n, key in enumerate(keys):
            if not states[key].startswith("proved"):
                continue
            inside = totals[started[:, n]].max(axis=0, initial=-1.0)
            outside = totals[~started[:, n]].max(axis=0, initial=-1.0)
            right, wrong = (inside, outside) if states[key] == "proved-in" else (outside, inside)
            found += int((wrong > right * (1 + 1e-9)).sum())
    return found


def main() -> None:
    asked = job()
    problem = read(Path(asked["problem"]).read_bytes())
    account = Account()
    answer = ask(
        "robust", asked["problem"], "--party-weights", asked["parties"],
        "--samples", "1000", "--seconds", "60", "--seed", "1",
    )  # fmt: skip
    states = {one["key"]: one["state"] for one in answer["projects"]}
    keys, plans = possible(problem, build(problem))
    weights = mixtures(problem, asked["weights"], seed=1)
    account.tell(
        "done",
        None,
        None,
        plans=len(plans),
        proved=sum(state.startswith("proved") for state in states.values()),
        contradictions=contradicted(problem, keys, plans, states, weights),
    )


if __name__ == "__main__":
    main()
