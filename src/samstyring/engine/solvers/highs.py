"""HiGHS, directly on sparse arrays: the solver that is always there."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping

import highspy
import numpy as np

from ..columns import Floats, Model
from .answer import PULSE, Answer, Moment, NumericalTrouble, Terms, Watch
from .exchange import Exchange
from .memory import EVERY, give_back, sweep

# What a search that may not look at the clock may do for each second it was given, times the number
# of coefficients: nodes in the tree, and before the tree grows, times that HiGHS looks up from its work.
NODES = 500_000
GLANCES = 100_000
UNLIMITED = 2**31 - 1


def scaling(coefficients: Floats) -> float:
    """A power of two that keeps the objective where the tolerances make sense; it changes no digits."""
    strength = float(np.abs(coefficients).max(initial=0.0))
    return 2.0 ** (9 - math.floor(math.log2(strength))) if strength > 0 else 1.0


def dense(model: Model, worth: Mapping[int, float]) -> Floats:
    """The worth of every column, shape (C,)."""
    found = np.zeros(len(model.lower))
    for column, amount in worth.items():
        found[column] = amount
    return found


def solve(
    model: Model,
    coefficients: Floats,
    terms: Terms,
    watch: Watch,
    *,
    largest: bool = True,
    relaxed: bool = False,
    first_guess: Mapping[int, float] | None = None,
    exchange: Exchange | None = None,
) -> Answer:
    """Find the columns that make ``coefficients @ columns`` largest (or smallest).

    See `samstyring.engine.solve.solve` for the parameters. With `relaxed` the 0/1 columns may
    take values between, and duals are returned.
    """
    handle = Handle(model, whole=bool(model.whole.any()) and not relaxed)
    return handle.solve(coefficients, terms, watch, largest=largest, first_guess=first_guess, exchange=exchange)


class Handle:
    """A model that HiGHS keeps between questions, so that only what differs is handed over again."""

    def __init__(self, model: Model, *, whole: bool) -> None:
        self.model = model
        self.whole = whole
        self.size = max(1, len(model.value))
        give_back()
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)
        self.bounded: tuple[int, ...] = ()
        if self.solver.passModel(_program(model, whole)) == highspy.HighsStatus.kError:
            raise NumericalTrouble("HiGHS did not accept the model")

    def solve(
        self,
        coefficients: Floats,
        terms: Terms,
        watch: Watch,
        *,
        largest: bool = True,
        bounds: Mapping[int, tuple[float, float]] | None = None,
        first_guess: Mapping[int, float] | None = None,
        exchange: Exchange | None = None,
    ) -> Answer:
        """Ask one question. `bounds` hold for this question alone."""
        watch.stop_if_cancelled()
        began = time.monotonic()
        solver, factor = self.solver, scaling(coefficients)
        _options(solver, terms, self.allowed(terms, NODES))
        sense = highspy.ObjSense.kMaximize if largest else highspy.ObjSense.kMinimize
        solver.changeObjectiveSense(sense)
        columns = np.arange(len(coefficients), dtype=np.int32)
        solver.changeColsCost(len(columns), columns, coefficients * factor)
        self._bound(bounds or {})
        trace: list[Moment] = []
        if self.whole:
            _listen(solver, watch, exchange, factor, trace, began)
            if terms.deterministic:
                _limit(solver, self.allowed(terms, GLANCES))
            if first_guess:
                places = np.fromiter(first_guess.keys(), dtype=np.int32)
                solver.setSolution(len(places), places, np.fromiter(first_guess.values(), dtype=np.float64))
        _run(solver)
        if not self.whole and solver.getModelStatus() == highspy.HighsModelStatus.kUnknown:
            # From where the last question ended it could not tell; from nothing it mostly can.
            solver.clearSolver()
            _run(solver)
        watch.stop_if_cancelled()
        return self._answer(coefficients, factor, trace, began)

    def allowed(self, terms: Terms, share: int) -> int:
        """How much work goes for the seconds of a search that may not look at the clock."""
        return 1 + round(min(terms.seconds * share / self.size, UNLIMITED - 1))

    def _bound(self, bounds: Mapping[int, tuple[float, float]]) -> None:
        for column in self.bounded:
            if column not in bounds:
                self.solver.changeColBounds(
                    column, float(self.model.lower[column]), float(self.model.upper[column])
                )
        for column, (low, high) in bounds.items():
            self.solver.changeColBounds(column, low, high)
        self.bounded = tuple(bounds)

    def _answer(self, coefficients: Floats, factor: float, trace: list[Moment], began: float) -> Answer:
        solver = self.solver
        seconds = time.monotonic() - began
        status = solver.getModelStatus()
        statuses = highspy.HighsModelStatus
        if status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible):
            return Answer(None, math.nan, infeasible=True, finished=True, seconds=seconds)
        finished = status in (statuses.kOptimal, statuses.kModelEmpty)
        limits = (statuses.kTimeLimit, statuses.kInterrupt, statuses.kSolutionLimit, statuses.kIterationLimit)
        if not finished and status not in limits:
            raise NumericalTrouble(f"HiGHS stopped with: {solver.modelStatusToString(status)}")
        info = solver.getInfo()
        solution = solver.getSolution()
        # A model without columns has a solution: the empty one.
        found = status == statuses.kModelEmpty or (
            info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        )
        columns = np.array(solution.col_value, dtype=np.float64) if found else None
        value = float(coefficients @ columns) if columns is not None else None
        if self.whole:
            bound = info.mip_dual_bound / factor
            trace.append(Moment(seconds, value, _told(bound)))
            return Answer(
                columns,
                bound,
                infeasible=False,
                finished=finished,
                value=value,
                seconds=seconds,
                trace=tuple(trace),
            )
        return Answer(
            columns,
            info.objective_function_value / factor,
            infeasible=False,
            finished=finished,
            row_duals=np.array(solution.row_dual, dtype=np.float64) / factor,
            reduced_costs=np.array(solution.col_dual, dtype=np.float64) / factor,
            value=value,
            seconds=seconds,
        )


def _run(solver: highspy.Highs) -> None:
    if solver.run() == highspy.HighsStatus.kError:
        # HiGHS keeps its threads from one search to the next, and refuses another number of them.
        highspy.Highs.resetGlobalScheduler(True)
        if solver.run() == highspy.HighsStatus.kError:
            raise NumericalTrouble("HiGHS could not run")


def _options(solver: highspy.Highs, terms: Terms, nodes: int) -> None:
    tolerance = 1e-9 if terms.exact else 1e-6
    options: dict[str, bool | int | float] = {
        "threads": terms.threads,
        "random_seed": terms.seed,
        "time_limit": math.inf if terms.deterministic else terms.seconds,
        "mip_max_nodes": nodes if terms.deterministic else UNLIMITED,
        "mip_rel_gap": max(terms.gap, 0.0),
        "mip_abs_gap": 1e-6,
        "mip_allow_restart": terms.patient,
        "mip_feasibility_tolerance": tolerance,
        "primal_feasibility_tolerance": 1e-9 if terms.exact else 1e-7,
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)


def _program(model: Model, whole: bool) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_col_ = len(model.lower)
    program.num_row_ = len(model.rows)
    program.col_cost_ = np.zeros(len(model.lower))
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
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        program.integrality_ = [kinds[int(flag)] for flag in model.whole]
    return program


def _listen(
    solver: highspy.Highs,
    watch: Watch,
    exchange: Exchange | None,
    factor: float,
    trace: list[Moment],
    began: float,
) -> None:
    solver.clearCallbacks()  # type: ignore[no-untyped-call]
    last, swept = -PULSE, watch.elapsed()

    def pulse(event: highspy.highs.HighsCallbackEvent) -> None:
        nonlocal last, swept
        now = watch.elapsed()
        if now - last < PULSE:
            return
        last = now
        if now - swept >= EVERY:
            swept = now
            sweep()
        found = event.data_out
        value, bound = _told(found.mip_primal_bound / factor), _told(found.mip_dual_bound / factor)
        trace.append(Moment(time.monotonic() - began, value, bound))
        if watch.progress is not None:
            watch.progress(value, bound, now)
        if watch.cancelled is not None and watch.cancelled():
            event.interrupt()
        if exchange is not None:
            exchange.reached(value, bound)
            if exchange.over():
                event.interrupt()

    def improved(event: highspy.highs.HighsCallbackEvent) -> None:
        assert exchange is not None
        exchange.found(np.array(event.data_out.mip_solution, dtype=np.float64))

    def hear(event: highspy.highs.HighsCallbackEvent) -> None:
        assert exchange is not None
        columns = exchange.better(_told(event.data_out.mip_primal_bound / factor))
        if columns is not None and event.data_in is not None:
            event.data_in.setSolution(columns)

    solver.cbMipInterrupt.subscribe(pulse)
    if exchange is not None:
        solver.cbMipImprovingSolution.subscribe(improved)
        solver.cbMipUserSolution.subscribe(hear)


def _limit(solver: highspy.Highs, glances: int) -> None:
    """End the search when HiGHS has looked up so many times without a first node; the clock has no say."""
    seen = 0

    def look(event: highspy.highs.HighsCallbackEvent) -> None:
        nonlocal seen
        seen += 1
        if event.data_out.mip_node_count == 0 and seen > glances:
            event.interrupt()

    solver.cbMipInterrupt.subscribe(look)


def _told(value: float) -> float | None:
    return value if math.isfinite(value) else None
