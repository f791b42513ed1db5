"""Samstyring itself: `programme.balance` with the solver that is asked for, as the product calls it."""

import inspect
from pathlib import Path

from samstyring.engine.problem import read
from samstyring.engine.programme import NoPlanInTime, balance

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
    status = "time-limit" if plan.status == "time-limit" else "proved"
    account.tell(status, plan.value, plan.bound, projects=len(plan.starts))


if __name__ == "__main__":
    main()
