"""GLPK's `glpsol` on the MPS file, with no setting but the time limit and the gap."""

import re
import subprocess

from .account import Account, job

LINE = re.compile(r"mip = +(\S+|not found yet) >= +(tree is empty|\S+)")


def main() -> None:
    asked = job()
    command = ["glpsol", "--freemps", asked["mps"], "--min"]
    command += ["--tmlim", str(max(1, round(asked["seconds"]))), "--mipgap", str(asked["gap"])]
    account = Account()
    best: float | None = None
    bound: float | None = None
    proved = False
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if found := LINE.search(line):
                best = None if found[1].startswith("not") else -float(found[1])
                bound = best if found[2].startswith("tree") else -float(found[2])
                account.note(best, bound)
            proved |= "OPTIMAL SOLUTION FOUND" in line and "LP" not in line
            proved |= "RELATIVE MIP GAP TOLERANCE REACHED" in line
    account.tell("proved" if proved else "time-limit", best, bound)


if __name__ == "__main__":
    main()
