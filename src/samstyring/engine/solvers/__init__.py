"""Who solves the mixed-integer models: HiGHS, SCIP, or a race between them.

For one model and one question::

    answer = solvers.run(model, worth, solver="race", seconds=60, gap=1e-4)
    answer.value, answer.bound, answer.trace        # trace: Moment(seconds, value, bound)

For many questions about one model (other worth, other bounds), in the same process::

    session = solvers.Session(model)
    session.maximise(worth, gap=1e-4, seconds=10, first_guess=columns)   # Answer
    session.relaxed(worth, bounds={column: (0, 0)})                      # Answer, with duals

For a problem that is not a programme, `plain` makes a model of 0/1 columns from a matrix.

`search.search(problem, model, aims, watch, gap=…, solver=…, first_guess=…)` is one floor up: it
knows what a plan is, checks it, and pays for it. `solve.solve` is the plain way to ask HiGHS.
"""

from __future__ import annotations

from .answer import (
    Answer,
    Cancelled,
    Moment,
    NumericalTrouble,
    Progress,
    SolverMissing,
    Stopped,
    Terms,
    Watch,
)
from .choice import SOLVERS, Solver, run
from .plain import plain
from .session import Session
from .together import abreast, in_pairs

__all__ = [
    "SOLVERS",
    "Answer",
    "Cancelled",
    "Moment",
    "NumericalTrouble",
    "Progress",
    "Session",
    "Solver",
    "SolverMissing",
    "Stopped",
    "Terms",
    "Watch",
    "abreast",
    "in_pairs",
    "plain",
    "run",
]
