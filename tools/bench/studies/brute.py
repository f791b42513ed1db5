"""The robust study by brute force: balance once for every drawn set of weights.

Done as kindly as can be: the model is handed to HiGHS once, only the worth changes, and each is
solved just to the distance that the study asks for. Only some of the weights are tried, and the
time of all is the mean time of those tried, times their number.
"""

import time
from pathlib import Path
from statistics import fmean, stdev

import highspy
import numpy as np

from samstyring.engine.columns import build
from samstyring.engine.problem import read
from samstyring.engine.search import coefficients
from samstyring.engine.simulate import Draws, party_weights

from ..peers.account import Account, job


def mixtures(problem, count: int, *, seed: int) -> np.ndarray:
    """(count, criteria) weights: mixtures of nine invented parties' weights in proportions drawn evenly."""
    parties = party_weights(problem, seed=seed)["parties"]
    corners = np.array([[party["weights"][name] for name in problem.criteria] for party in parties])
    corners = corners / corners.sum(axis=1, keepdims=True)
    draws = Draws("mixtures", seed)
    return np.array([draws.simplex(len(parties), 1) for _ in range(count)]) @ corners


def main() -> None:
    asked = job()
    problem = read(Path(asked["problem"]).read_bytes())
    model = build(problem)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", float(asked["epsilon"]))
    solver.readModel(asked["mps"])
    columns = np.arange(len(model.lower), dtype=np.int32)
    account = Account()
    taken = []
    for weights in mixtures(problem, asked["tried"], seed=1):
        values = {
            one.key: one.size
            * sum(
                weight * (one.scores[name] or 0.0) for name, weight in zip(problem.criteria, weights, strict=True)
            )
            for one in problem.projects
        }
        worth = np.zeros(len(columns))
        for column, amount in coefficients(problem, model, values).items():
            worth[column] = -amount
        before = time.process_time()
        solver.changeColsCost(len(columns), columns, worth)
        solver.run()
        taken.append(time.process_time() - before)
    account.tell(
        "done",
        None,
        None,
        tried=len(taken),
        mean=round(fmean(taken), 4),
        spread=round(stdev(taken), 4) if len(taken) > 1 else 0.0,
        cpu_seconds=round(fmean(taken) * asked["samples"], 1),
    )


if __name__ == "__main__":
    main()
