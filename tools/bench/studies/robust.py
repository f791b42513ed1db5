"""`samstyring robust` with the weights of nine invented parties."""

from ..peers.account import Account, job
from .word import ask


def main() -> None:
    asked = job()
    account = Account()
    answer = ask(
        "robust", asked["problem"],
        "--party-weights", asked["parties"],
        "--samples", str(asked["samples"]),
        "--eps", str(asked["epsilon"]),
        "--seconds", str(asked["seconds"]),
        "--seed", "1",
    )  # fmt: skip
    certificate = answer["certificate"]
    account.tell(
        certificate["ended"],
        None,
        None,
        seconds=answer["seconds"],
        cpu_seconds=answer["cpu_seconds"],
        reached=certificate["reached"],
        open_samples=certificate["open_samples"],
        solves=certificate["solves"],
        relaxations=certificate["relaxations"],
        plans=certificate["plans"],
        counts=answer["counts"],
    )


if __name__ == "__main__":
    main()
