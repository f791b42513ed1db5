"""`samstyring exposure` of a balanced programme, from several seeds: its time and its sampling error."""

from pathlib import Path
from statistics import fmean, median, stdev

from ..peers.account import Account, job
from .word import ask, plan


def main() -> None:
    asked = job()
    problem = Path(asked["problem"])
    adopted = plan(problem)
    account = Account()
    answers = [
        ask(
            "exposure", problem,
            "--plan", adopted,
            "--distributions", asked["costs"],
            "--draws", str(asked["draws"]),
            "--seed", str(seed),
        )
        for seed in range(asked["times"])
    ]  # fmt: skip
    p85 = [one["total"]["p85"] for one in answers]
    last = answers[-1]
    account.tell(
        "done",
        None,
        None,
        seconds=median(one["seconds"] for one in answers),
        correlation=last["correlation"],
        projects=len(last["plan"]["starts"]),
        p85_error=1.96 * stdev(p85) / fmean(p85),
        p85_over_p50=last["total"]["p85"] / last["total"]["p50"],
        sum_of_p50_over_p50=last["total"]["sum_of_p50"] / last["total"]["p50"],
    )


if __name__ == "__main__":
    main()
