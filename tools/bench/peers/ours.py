"""Samstyring itself: `programme.balance` with the solver that is asked for, as the product calls it.

When the time has been taken, the plan is judged by `verify`, which knows only the formats.
"""

import json
from pathlib import Path
from typing import Any

from samstyring.engine.plan import as_mapping
from samstyring.engine.portfolio import Problem
from samstyring.engine.problem import read
from samstyring.engine.programme import NoPlanInTime, balance
from samstyring.engine.solvers import Watch, run
from samstyring.engine.verify import breaches

from .. import models
from .account import Account, job


def main() -> None:
    asked = job()
    document = json.loads(Path(asked["problem"]).read_text(encoding="utf-8"))
    if models.is_knapsack(document):
        solve_knapsack(asked, document)
    else:
        balance_problem(asked, read(document))


def solve_knapsack(asked: dict[str, Any], document: dict[str, Any]) -> None:
    """The solvers alone: there is no programme to pay for."""
    model, worth = models.knapsack(document)
    account = Account()
    watch = Watch.start(float(asked["seconds"]), lambda value, bound, _seconds: account.note(value, bound))
    answer = run(
        model, worth, solver=asked["solver"], seconds=float(asked["seconds"]), gap=float(asked["gap"]), watch=watch
    )
    account.tell("proved" if answer.finished else "time-limit", answer.value, answer.bound, solver=answer.solver)


def balance_problem(asked: dict[str, Any], problem: Problem) -> None:
    """The programme as the product balances it."""
    options = {"seconds": float(asked["seconds"]), "gap": float(asked["gap"]), "solver": asked["solver"]}
    account = Account()
    bounds: list[float] = []

    def progress(value: float | None, bound: float | None, _seconds: float) -> None:
        bounds.extend([bound] if bound is not None else [])
        account.note(value, bound)

    try:
        plan = balance(problem, progress=progress, **options)
    except NoPlanInTime:
        account.tell("time-limit", None, min(bounds, default=None))
        return
    seconds = account.elapsed()
    status = "time-limit" if plan.status == "time-limit" else "proved"
    broken = [str(one) for one in breaches(problem, as_mapping(plan))]
    account.tell(
        status,
        plan.value,
        plan.bound,
        seconds=seconds,
        projects=len(plan.starts),
        versions=dict(plan.versions),
        breaches=broken[:3],
    )


if __name__ == "__main__":
    main()
