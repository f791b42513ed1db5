"""SCIP, where it is installed: often quicker to a proof, and at 65 MB not for every machine.

Import this only when `choice.scip_is_installed` says so.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import numpy as np
import pyscipopt
from pyscipopt.scip import PY_SCIP_EVENTTYPE as EVENTS
from pyscipopt.scip import PY_SCIP_PARAMSETTING as SETTINGS
from pyscipopt.scip import Eventhdlr

from ..columns import Floats, Model
from .answer import PULSE, Answer, Moment, NumericalTrouble, Terms, Watch
from .exchange import Exchange
from .highs import scaling
from .memory import give_back

# A search that may not look at the clock may make this many nodes for each second it was given.
NODES_PER_SECOND = 50
# What SCIP may use for its search tree, so that a race stays under 500 MB in all.
MEGABYTES = 260.0
# Beside HiGHS, which makes many rounds of cuts before it branches, SCIP branches after so many.
ROUNDS = 2
ENDED = {"optimal", "gaplimit"}
LIMITS = {"timelimit", "userinterrupt", "totalnodelimit", "nodelimit", "memlimit", "stallnodelimit"}


def solve(
    model: Model,
    coefficients: Floats,
    terms: Terms,
    watch: Watch,
    *,
    first_guess: Mapping[int, float] | None = None,
    exchange: Exchange | None = None,
) -> Answer:
    """Find the columns that make ``coefficients @ columns`` largest.

    Parameters
    ----------
    first_guess : mapping of int to float
        Values of all columns in a plan believed possible; some are enough, but then SCIP may
        not succeed in completing it.
    exchange : Exchange
        Whom to tell what is found. SCIP does not take in the plans of others: with them a proof took
        from as long to three times as long.

    Raises
    ------
    Stopped, NumericalTrouble
    """
    watch.stop_if_cancelled()
    began = time.monotonic()
    give_back()
    factor = scaling(coefficients)
    scip, variables = _program(model, coefficients * factor)
    _options(scip, terms)
    if is_knapsack(model):
        scip.setSeparating(SETTINGS.OFF)
        scip.setHeuristics(SETTINGS.FAST)
    elif exchange is not None and not terms.patient:
        scip.setParam("separating/maxroundsroot", ROUNDS)
    listener = _listen(scip, variables, exchange, factor, began)
    if first_guess:
        whole = len(first_guess) == len(variables)
        guess = scip.createSol() if whole else scip.createPartialSol()
        for column, value in first_guess.items():
            scip.setSolVal(guess, variables[column], value)
        scip.addSol(guess)
    _run(scip, listener, watch)
    return _answer(scip, variables, coefficients, factor, listener.trace, began)


def is_knapsack(model: Model) -> bool:
    """Whether the model is a few full rows over many 0/1 columns.

    Cuts give next to nothing there, and nodes without them are ten times as fast: a problem of
    OR-Library's mknapcb1 was proved in 4 CPU seconds instead of not in 15.
    """
    columns, rows = len(model.lower), len(model.rows)
    return bool(model.whole.all()) and 0 < 3 * rows <= columns and 2 * len(model.value) >= rows * columns


def _run(scip: pyscipopt.Model, listener: Listener, watch: Watch) -> None:
    """Search in a thread, so that what the outside world raises here ends it and gets out."""
    with ThreadPoolExecutor(1) as pool:
        search = pool.submit(scip.optimizeNogil)
        try:
            while not wait([search], PULSE).done:
                if watch.progress is not None:
                    watch.progress(listener.value, listener.bound, watch.elapsed())
                watch.stop_if_cancelled()
        finally:
            if not search.done():
                scip.interruptSolve()
        search.result()


def _program(model: Model, coefficients: Floats) -> tuple[pyscipopt.Model, list[Any]]:
    scip = pyscipopt.Model()
    scip.hideOutput()
    infinite = scip.infinity()
    variables = [
        scip.addVar(
            lb=max(low, -infinite),
            ub=min(high, infinite),
            obj=worth,
            vtype=("I" if (low, high) != (0.0, 1.0) else "B") if whole else "C",
        )
        for low, high, worth, whole in zip(
            model.lower.tolist(), model.upper.tolist(), coefficients.tolist(), model.whole.tolist(), strict=True
        )
    ]
    index, value, starts = model.index.tolist(), model.value.tolist(), model.starts.tolist()
    for n, (low, high) in enumerate(zip(model.row_lower.tolist(), model.row_upper.tolist(), strict=True)):
        first, last = starts[n], starts[n + 1]
        if first == last:
            if low > 0 or high < 0:
                # Nothing can satisfy an empty rule that asks for something.
                row = scip.addCons(0 * scip.addVar(lb=0, ub=0) >= 1)
            continue
        term = value[first] * variables[index[first]]
        # The comparison is with one side, and the other is set afterwards, so that no sum of
        # expressions is built in Python.
        if math.isinf(high):
            row = scip.addCons(term >= low)
        else:
            row = scip.addCons(term <= high)
            if not math.isinf(low):
                scip.chgLhs(row, low)
        for k in range(first + 1, last):
            scip.addConsCoeff(row, variables[index[k]], value[k])
    scip.setMaximize()
    return scip, variables


def _options(scip: pyscipopt.Model, terms: Terms) -> None:
    options: dict[str, bool | int | float] = {
        "limits/gap": max(terms.gap, 0.0),
        "limits/absgap": 1e-6,
        "limits/memory": MEGABYTES,
        "randomization/randomseedshift": terms.seed,
        "misc/catchctrlc": False,
    }
    if terms.deterministic:
        options["limits/totalnodes"] = max(1, round(terms.seconds * NODES_PER_SECOND))
    else:
        options["limits/time"] = terms.seconds
    if terms.exact:
        options["numerics/feastol"] = 1e-9
    for name, value in options.items():
        scip.setParam(name, value)


class Listener(Eventhdlr):
    """Notes how far the search has come, and tells the others in a race."""

    def __init__(self, variables: list[Any], exchange: Exchange | None, factor: float, began: float) -> None:
        self.variables = variables
        self.exchange = exchange
        self.factor = factor
        self.began = began
        self.trace: list[Moment] = []
        self.value: float | None = None
        self.bound: float | None = None

    def eventinit(self) -> None:
        for kind in (EVENTS.NODESOLVED, EVENTS.LPSOLVED, EVENTS.BESTSOLFOUND):
            self.model.catchEvent(kind, self)

    def eventexec(self, event: Any) -> None:
        now = time.monotonic() - self.began
        found = event.getType() == EVENTS.BESTSOLFOUND
        if self.exchange is not None and found:
            best = self.model.getBestSol()
            self.exchange.found(np.array([self.model.getSolVal(best, one) for one in self.variables]))
        if self.trace and now - self.trace[-1].seconds < PULSE:
            return
        self.value, self.bound = self.told(self.model.getPrimalbound()), self.told(self.model.getDualbound())
        self.trace.append(Moment(now, self.value, self.bound))
        if self.exchange is not None:
            self.exchange.reached(self.value, self.bound)
            if self.exchange.over():
                self.model.interruptSolve()

    def told(self, amount: float) -> float | None:
        return None if self.model.isInfinity(abs(amount)) else amount / self.factor


def _listen(
    scip: pyscipopt.Model, variables: list[Any], exchange: Exchange | None, factor: float, began: float
) -> Listener:
    listener = Listener(variables, exchange, factor, began)
    scip.includeEventhdlr(listener, "listener", "notes how far the search has come")
    return listener


def _answer(
    scip: pyscipopt.Model,
    variables: list[Any],
    coefficients: Floats,
    factor: float,
    trace: list[Moment],
    began: float,
) -> Answer:
    seconds = time.monotonic() - began
    status = scip.getStatus()
    if status in ("infeasible", "inforunbd"):
        return Answer(None, math.nan, infeasible=True, finished=True, solver="scip", seconds=seconds)
    if status not in ENDED | LIMITS:
        raise NumericalTrouble(f"SCIP stopped with: {status}")
    columns = None
    if scip.getNSols():
        best = scip.getBestSol()
        columns = np.array([scip.getSolVal(best, one) for one in variables])
    value = None if columns is None else float(coefficients @ columns)
    dual = scip.getDualbound()
    bound = math.inf if scip.isInfinity(abs(dual)) else dual / factor
    trace.append(Moment(seconds, value, None if math.isinf(bound) else bound))
    return Answer(
        columns,
        bound,
        infeasible=False,
        finished=status in ENDED,
        value=value,
        solver="scip",
        seconds=seconds,
        trace=tuple(trace),
    )
