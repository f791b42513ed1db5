"""Choose and time the projects of an action programme inside the frames of those who pay."""

from __future__ import annotations

from . import conflict
from .account import account, versions
from .columns import build
from .conflict import Infeasible, RuleConflict, Shortfall
from .plan import Binding, Level, Missing, Payment, Plan, SourceYear
from .portfolio import Problem
from .search import NoPlan, NoPlanInTime, goals, search
from .solve import Cancelled, NumericalTrouble, Progress, Stopped, Watch
from .solvers import Solver, SolverMissing

__all__ = [
    "Binding",
    "Infeasible",
    "Level",
    "NoPlanInTime",
    "NumericalTrouble",
    "Payment",
    "Plan",
    "RuleConflict",
    "Shortfall",
    "SourceYear",
    "SolverMissing",
    "Stopped",
    "balance",
    "versions",
]


def balance(
    problem: Problem,
    *,
    seconds: float = 20.0,
    gap: float = 1e-4,
    threads: int = 1,
    seed: int = 0,
    missing: Missing = "refuse",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    solver: Solver = "auto",
    deterministic: bool = False,
) -> Plan:
    """Choose which projects to start, and when, for the highest total worth the frames allow.

    Parameters
    ----------
    problem : Problem
        From `problem.read`. Amounts in its own unit, fixed prices.
    seconds : float
        Time limit. When it is reached, the best plan found is returned with its proved gap.
    gap : float
        Stop when ``(bound - value) / value`` is proved to be at most this. 0 asks for full proof.
    threads : int
        Threads for the solver. 1 makes the search repeatable.
    seed : int
        Which of several equally good searches to make.
    missing : "refuse", "zero" or "weights-of-known"
        What an unknown score means; see `scoring.worth`. The plan lists the unknown scores.
    progress : callable
        Called about ten times a second with the best value so far (or None), the bound (or
        None) and the seconds used. What it raises ends the search and reaches the caller.
    cancelled : callable
        Asked as often; when it answers True the search ends with `Stopped`.
    solver : "auto", "highs", "scip" or "race"
        Who searches. "race" lets HiGHS and SCIP (where it is installed) search at once on two
        cores, and "auto" chooses by the size of the problem and by what there is.
    deterministic : bool
        The same problem, seed and versions give the same plan on every machine: one solver and
        one thread work, and `seconds` is counted as work (nodes of the search tree), not time.

    Returns
    -------
    Plan

    Raises
    ------
    Infeasible
        If no plan satisfies the rules and frames, with what is missing or in conflict.
    NoPlanInTime
        If the time limit was reached before any plan was found.
    Stopped
        If `cancelled` answered True.
    scoring.ScoresMissing
        If scores are unknown and `missing` is "refuse".
    NumericalTrouble
        If the solver's answer does not hold when it is checked.
    SolverMissing
        If `solver` is "scip" and it is not installed.

    Notes
    -----
    A mixed-integer program solved with HiGHS [1]_, or with SCIP beside it; `columns` describes it. The start years are
    checked, and the money worked out again, apart from the search. With a ranking one search is
    made per criterion, each keeping what the earlier ones reached.

    The order of the projects does not matter. Between plans within the gap the choice is
    arbitrary, and in a race it may differ from day to day; with `deterministic` it does not.

    References
    ----------
    .. [1] Huangfu and Hall, *Parallelizing the dual revised simplex method*, Math. Prog. Comp.
       10 (2018), doi:10.1007/s12532-017-0130-5.

    Examples
    --------
    One year, 100 million: the two smaller projects beat the big one.

    >>> from samstyring.engine.problem import read
    >>> sheet = {"sources": ["stat"], "size": 1}
    >>> plan = balance(read({
    ...     "format": "samstyring-portfolio-problem/1", "unit": "MNOK", "years": [2025],
    ...     "tail_years": 0, "delay_factor": 1, "weights": {"nytte": 1},
    ...     "sources": [{"key": "stat", "frames": [100]}],
    ...     "projects": [
    ...         {"key": "Bru", "scores": {"nytte": 60}, "cost_profile": [100], **sheet},
    ...         {"key": "Gangvei", "scores": {"nytte": 50}, "cost_profile": [60], **sheet},
    ...         {"key": "Kollektivfelt", "scores": {"nytte": 40}, "cost_profile": [40], **sheet},
    ...     ]}))
    >>> plan.value, plan.status, dict(plan.starts)
    (90.0, 'optimal', {'Gangvei': 2025, 'Kollektivfelt': 2025})
    """
    watch = Watch.start(seconds, progress, cancelled)
    aims = goals(problem, missing)
    model = build(problem)
    try:
        found = search(
            problem,
            model,
            aims,
            watch,
            gap=gap,
            threads=1 if deterministic else threads,
            seed=seed,
            solver=solver,
            deterministic=deterministic,
        )
    except NoPlan:
        raise conflict.find(problem, watch, threads=threads, seed=seed) from None
    return account(problem, model, aims, found, watch, missing=missing, threads=threads, seed=seed)
