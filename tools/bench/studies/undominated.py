"""The exact study: every plan that no other plan beats, for ordered weights."""

from collections import Counter
from pathlib import Path

from samstyring.engine.problem import read
from samstyring.engine.rpm import TooLarge, study

from ..peers.account import Account, job
from .budgets import corners


def main() -> None:
    asked = job()
    problem = read(Path(asked["problem"]).read_bytes())
    account = Account()
    try:
        # With several budgets the weights are kept nearer each other, as where the method was tried out.
        found = study(problem, corners(narrow=len(problem.years) > 1), seconds=float(asked["seconds"]))
    except TooLarge as why:
        account.tell("too large", None, None, why=str(why))
        return
    kinds = Counter(one.kind for one in found.projects)
    account.tell("done", None, None, method=found.method, plans=len(found.portfolios), kinds=dict(kinds))


if __name__ == "__main__":
    main()
