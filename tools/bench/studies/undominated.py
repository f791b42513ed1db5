"""`samstyring rpm`: every plan that no other plan beats, exactly."""

import json
from collections import Counter
from pathlib import Path

from ..peers.account import Account, job
from .budgets import weights
from .word import ask


def main() -> None:
    asked = job()
    path = Path(asked["problem"])
    several = len(json.loads(path.read_text(encoding="utf-8"))["years"]) > 1
    parties = path.with_name("ordered.json")
    parties.write_text(json.dumps(weights(narrow=several)), encoding="utf-8")
    account = Account()
    answer = ask("rpm", path, "--party-weights", parties, "--seconds", str(asked["seconds"]))
    account.tell(
        "done",
        None,
        None,
        seconds=answer["seconds"],
        method=answer["method"],
        plans=len(answer["portfolios"]),
        kinds=dict(Counter(one["kind"] for one in answer["projects"])),
    )


if __name__ == "__main__":
    main()
