"""Hand a model to HiGHS, and take back numbers that have been checked."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from .columns import Floats, Model

# incumbent value or None, bound or None, seconds since the start
Progress = Callable[[float | None, float | None, float], None]
Cancelled = Callable[[], bool]

# How often the outside world is asked and told, in seconds.
PULSE = 0.1
# HiGHS calls a relative difference below its gap optimal; this is the difference we call none at all.
NO_GAP = 1e-9


class Stopped(Exception):
    """The person who asked for the analysis has stopped it."""


class NumericalTrouble(ArithmeticError):
    """The solver could not give an answer that holds when it is checked."""


@dataclass(frozen=True)
class Watch:
    """A time limit shared by several solves, and the two ways out to whoever is waiting."""

    seconds: float
    started: float
    progress: Progress | None = None
    cancelled: Cancelled | None = None

    @classmethod
    def start(cls, seconds: float, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Watch:
        return cls(seconds, time.monotonic(), progress, cancelled)

    def elapsed(self) -> float:
        return time.monotonic() - self.started

    def left(self) -> float:
        return max(0.0, self.seconds - self.elapsed())

    def stop_if_cancelled(self) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Stopped


@dataclass(frozen=True)
class Answer:
    """What the solver said. `columns` is None when it found no solution at all."""

    columns: Floats | None  # (C,)
    bound: float
    infeasible: bool
    finished: bool  # False when a time limit stopped the search
    row_duals: Floats | None = None  # (R,) only for models without whole columns
    reduced_costs: Floats | None = None  # (C,)


def solve(
    model: Model,
    worth: Mapping[int, float],
    *,
    largest: bool,
    watch: Watch,
    seconds: float | None = None,
    gap: float = 0.0,
    threads: int = 1,
    seed: int = 0,
    relaxed: bool = False,
    exact: bool = False,
    brisk: bool = False,
    first_guess: Mapping[int, float] | None = None,
) -> Answer:
    """Find the columns that make the sum of ``worth[c] * column[c]`` largest (or smallest).

    Parameters
    ----------
    model : Model
    worth : mapping of int to float
        Objective coefficient of each column; columns not mentioned count 0.
    largest : bool
        True to maximise, False to minimise.
    watch : Watch
        Time, progress and cancelling. `seconds` may set a shorter limit for this solve alone.
    gap : float
        Relative difference between value and bound at which the search may stop.
    relaxed : bool
        True lets the 0/1 columns take values between; duals are then returned.
    exact : bool
        Tighter tolerances, for the second attempt when an answer did not hold.
    brisk : bool
        Do not start the search afresh with what it has learnt: worth it for a hard proof, but
        twice as slow for the small questions asked about a plan.
    first_guess : mapping of int to float
        Values of some columns in a plan believed possible.

    Raises
    ------
    Stopped
        If `watch.cancelled` answered yes.
    NumericalTrouble
        If HiGHS gives up for another reason than time or infeasibility.
    """
    watch.stop_if_cancelled()
    limit = watch.left() if seconds is None else min(seconds, watch.left())
    coefficients = np.zeros(len(model.lower))
    for column, amount in worth.items():
        coefficients[column] = amount
    strength = float(np.abs(coefficients).max(initial=0.0))
    # A power of two changes no digits, and keeps the objective where the tolerances make sense.
    factor = 2.0 ** (9 - math.floor(math.log2(strength))) if strength > 0 else 1.0
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    _options(solver, limit=limit, gap=gap, threads=threads, seed=seed, exact=exact, brisk=brisk)
    whole = model.whole.any() and not relaxed
    if (
        solver.passModel(_program(model, coefficients * factor, largest, bool(whole)))
        == highspy.HighsStatus.kError
    ):
        raise NumericalTrouble("HiGHS did not accept the model")
    if whole:
        _listen(solver, watch, factor)
        if first_guess:
            columns = np.fromiter(first_guess.keys(), dtype=np.int32)
            solver.setSolution(len(columns), columns, np.fromiter(first_guess.values(), dtype=np.float64))
    if solver.run() == highspy.HighsStatus.kError:
        # HiGHS keeps its threads from one search to the next, and refuses another number of them.
        highspy.Highs.resetGlobalScheduler(True)
        if solver.run() == highspy.HighsStatus.kError:
            raise NumericalTrouble("HiGHS could not run")
    watch.stop_if_cancelled()
    return _answer(solver, factor, bool(whole))


def _options(
    solver: highspy.Highs, *, limit: float, gap: float, threads: int, seed: int, exact: bool, brisk: bool
) -> None:
    options: dict[str, bool | int | float] = {
        "output_flag": False,
        "threads": threads,
        "random_seed": seed,
        "time_limit": limit,
        "mip_rel_gap": max(gap, 0.0),
        "mip_abs_gap": 1e-6,
        "mip_allow_restart": not brisk,
    }
    if exact:
        options |= {"mip_feasibility_tolerance": 1e-9, "primal_feasibility_tolerance": 1e-9}
    for name, value in options.items():
        solver.setOptionValue(name, value)


def _program(model: Model, coefficients: Floats, largest: bool, whole: bool) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_col_ = len(model.lower)
    program.num_row_ = len(model.rows)
    program.sense_ = highspy.ObjSense.kMaximize if largest else highspy.ObjSense.kMinimize
    program.col_cost_ = coefficients
    program.col_lower_ = model.lower
    program.col_upper_ = model.upper
    program.row_lower_ = model.row_lower
    program.row_upper_ = model.row_upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.num_col_ = len(model.lower)
    program.a_matrix_.num_row_ = len(model.rows)
    program.a_matrix_.start_ = model.starts
    program.a_matrix_.index_ = model.index
    program.a_matrix_.value_ = model.value
    program.col_names_ = [str(name) for name in model.column_names]
    program.row_names_ = [str(name) for name in model.rows]
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        program.integrality_ = [kinds[int(flag)] for flag in model.whole]
    return program


def _listen(solver: highspy.Highs, watch: Watch, factor: float) -> None:
    if watch.progress is None and watch.cancelled is None:
        return
    last = -PULSE

    def pulse(event: highspy.highs.HighsCallbackEvent) -> None:
        nonlocal last
        now = watch.elapsed()
        if now - last < PULSE:
            return
        last = now
        if watch.progress is not None:
            found = event.data_out
            watch.progress(
                _told(found.mip_primal_bound / factor),
                _told(found.mip_dual_bound / factor),
                now,
            )
        if watch.cancelled is not None and watch.cancelled():
            event.interrupt()

    solver.cbMipInterrupt.subscribe(pulse)


def _told(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _answer(solver: highspy.Highs, factor: float, whole: bool) -> Answer:
    status = solver.getModelStatus()
    statuses = highspy.HighsModelStatus
    if status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible):
        return Answer(None, math.nan, infeasible=True, finished=True)
    finished = status in (statuses.kOptimal, statuses.kModelEmpty)
    if not finished and status not in (statuses.kTimeLimit, statuses.kInterrupt):
        raise NumericalTrouble(f"HiGHS stopped with: {solver.modelStatusToString(status)}")
    info = solver.getInfo()
    solution = solver.getSolution()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    columns = np.array(solution.col_value, dtype=np.float64) if found else None
    if whole:
        return Answer(columns, info.mip_dual_bound / factor, infeasible=False, finished=finished)
    return Answer(
        columns,
        info.objective_function_value / factor,
        infeasible=False,
        finished=finished,
        row_duals=np.array(solution.row_dual, dtype=np.float64) / factor,
        reduced_costs=np.array(solution.col_dual, dtype=np.float64) / factor,
    )
