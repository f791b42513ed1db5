"""`samstyring rebalance` after a shock: the largest running project costs 35 % more, and the tolls give 12 % less."""

import json
from pathlib import Path
from typing import Any

from ..peers.account import Account, job
from .word import ask, plan

# Of each point of the curve; the rest is the programmes themselves.
KEPT = ("extra", "change", "changed", "value", "gap", "share_of_free", "status")


def shocked(problem: dict[str, Any], starts: dict[str, int]) -> dict[str, Any]:
    """The problem after the shock. Running is what starts in the first year."""
    first = problem["years"][0]
    running = [one for one in problem["projects"] if starts.get(one["key"]) == first]
    largest = max(running, key=lambda one: sum(one["cost_profile"]))
    for one in problem["projects"]:
        if one is largest:
            one["cost_profile"] = [round(1.35 * amount, 1) for amount in one["cost_profile"]]
    for source in problem["sources"]:
        if source["key"] == "bompenger":
            later = [round(0.88 * amount, 1) for amount in source["frames"][1:]]
            source["frames"] = [source["frames"][0], *later]
    return problem


def main() -> None:
    asked = job()
    path = Path(asked["problem"])
    adopted = plan(path)
    problem = json.loads(path.read_text(encoding="utf-8"))
    starts = json.loads(adopted.read_text(encoding="utf-8"))["starts"]
    changed = path.with_name("shocked.json")
    changed.write_text(json.dumps(shocked(problem, starts)), encoding="utf-8")
    account = Account()
    answer = ask(
        "rebalance", adopted, changed,
        "--frozen-through", str(problem["years"][0]),
        "--seconds", str(asked["seconds"]),
    )  # fmt: skip
    account.tell(
        "done",
        None,
        None,
        seconds=answer["seconds"],
        shortfall=answer["shortfall"]["amount"],
        free_value=answer["free_value"],
        least=answer["least_change"]["projects"],
        enough=answer["enough"],
        curve=[{name: point[name] for name in KEPT} for point in answer["curve"]],
    )


if __name__ == "__main__":
    main()
