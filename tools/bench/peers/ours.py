"""Samstyring itself: `programme.balance` with the solver that is asked for, as the product calls it.

When the time has been taken, the plan is judged by `verify`, which knows only the formats.
"""

import inspect
from pathlib import Path

from samstyring.engine.plan import as_mapping
from samstyring.engine.problem import read
from samstyring.engine.programme import NoPlanInTime, balance
from samstyring.engine.verify import breaches

from .account import Account, job


def main() -> None:
    asked = job()
    problem = read(Path(asked["problem"]).read_bytes())
    options = {"seconds": float(asked["seconds"]), "gap": float(asked["gap"])}
    if "solver" in inspect.signature(balance).parameters:
        options["solver"] = asked["solver"]
    elif asked["solver"] != "highs":
        raise SystemExit(f"this version cannot be asked for the solver {asked['solver']}")
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
