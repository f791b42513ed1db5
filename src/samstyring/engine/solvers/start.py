"""A plan at once: settle what the linear relaxation splits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..columns import Floats, Ints, Model
from .answer import Answer, NumericalTrouble, Terms, Watch
from .highs import Handle

# A plan is worth this much waiting, even where the time limit is shorter.
SECONDS = 2.0
# A column this close to whole is whole.
WHOLE = 1e-6
# Columns above this are rounded up together; if that cannot be paid, the highest goes alone.
NEARLY = 0.8
# Relaxations solved at most, so that the work is bounded without looking at the clock.
MOST_STEPS = 400
# How close to the best the small search comes.
CLOSE = 1e-3

Fixed = dict[int, tuple[float, float]]
NOTHING, ALL = (0.0, 0.0), (1.0, 1.0)


@dataclass(frozen=True)
class Start:
    """What can be known before any search."""

    columns: Floats | None  # (C,) a plan, if rounding led to one
    value: float | None
    bound: float  # no plan is worth more; infinite when time did not allow the relaxation
    infeasible: bool  # not even projects started in part would do


def dive(
    model: Model,
    coefficients: Floats,
    watch: Watch,
    *,
    seconds: float = SECONDS,
    seed: int = 0,
    deterministic: bool = False,
) -> Start:
    """Solve the relaxation and round it, mending the rest after each step.

    First only the projects that the relaxation splits are searched through. If that leads to no
    plan, they are rounded a column at a time: upwards from the highest, downwards from the
    lowest, keeping what is whole or not, until one of these ways does.

    Parameters
    ----------
    coefficients : ndarray, shape (C,)
        What each column is worth; the sum is to be as large as possible.
    seconds : float
        Time for all of it.
    deterministic : bool
        Count work, not time; see `Terms`.
    """
    inner = Watch.start(math.inf if deterministic else seconds, cancelled=watch.cancelled)
    diver = _Diver(model, coefficients, inner, seed)
    root = diver.relaxed({})
    if root is None:
        return Start(None, None, math.inf, infeasible=diver.impossible)
    bound = float(coefficients @ root)
    best = diver.searched(model, root, seconds if deterministic else None)
    for upwards, keep in ((True, True), (False, True), (True, False), (False, False)):
        if best is None and diver.may_go_on():
            best = diver.descend(root, upwards=upwards, keep=keep)
    value = None if best is None else float(coefficients @ best)
    return Start(best, value, bound, infeasible=False)


class _Diver:
    """The relaxation, asked again and again with more of it settled."""

    def __init__(self, model: Model, coefficients: Floats, watch: Watch, seed: int) -> None:
        self.coefficients = coefficients
        self.watch = watch
        self.seed = seed
        self.handle = Handle(model, whole=False)
        self.whole: Ints = np.flatnonzero(model.whole).astype(np.int32)
        self.steps = 0
        self.impossible = False

    def may_go_on(self) -> bool:
        return self.steps < MOST_STEPS and self.watch.left() > 0

    def relaxed(self, fixed: Fixed) -> Floats | None:
        """The best columns when some are settled; None if that is impossible or unclear, or time is up."""
        self.steps += 1
        terms = Terms(self.watch.left(), seed=self.seed)
        answer = self.asked(self.handle, terms, fixed)
        self.impossible = answer is not None and answer.infeasible
        return answer.columns if answer is not None and answer.finished else None

    def asked(self, handle: Handle, terms: Terms, fixed: Fixed) -> Answer | None:
        try:
            return handle.solve(self.coefficients, terms, self.watch, bounds=fixed)
        except NumericalTrouble:
            # A start is a help only; whoever searches after it meets the trouble again, or does not.
            return None

    def split(self, columns: Floats) -> Ints:
        at = columns[self.whole]
        return self.whole[(at > WHOLE) & (at < 1 - WHOLE)]

    def settled(self, columns: Floats) -> Fixed:
        return {int(one): ALL for one in self.whole[columns[self.whole] >= 1 - WHOLE]}

    def searched(self, model: Model, columns: Floats, work: float | None) -> Floats | None:
        """The best plan that decides as the relaxation where that is whole: a small search.

        It may use all the time, or the work of so many seconds.
        """
        split = set(self.split(columns).tolist())
        projects = [set(years.values()) for years in model.start_columns.values()]
        free = split.union(*(years for years in projects if years & split))
        fixed = {int(one): (float(round(columns[one])),) * 2 for one in self.whole if int(one) not in free}
        seconds = self.watch.left() if work is None else work
        terms = Terms(seconds, gap=CLOSE, seed=self.seed, deterministic=work is not None)
        answer = self.asked(Handle(model, whole=True), terms, fixed)
        return None if answer is None or answer.columns is None else self.plan(answer.columns)

    def descend(self, columns: Floats, *, upwards: bool, keep: bool) -> Floats | None:
        fixed: Fixed = {}
        while len(split := self.split(columns)):
            if keep:
                fixed |= self.settled(columns)
            for attempt in self.attempts(columns, split, upwards=upwards):
                if not self.may_go_on():
                    return None
                found = self.relaxed(fixed | attempt)
                if found is not None:
                    fixed |= attempt
                    columns = found
                    break
            else:
                return None
        return self.plan(columns)

    def attempts(self, columns: Floats, split: Ints, *, upwards: bool) -> Iterator[Fixed]:
        if not upwards:
            lowest = int(split[np.argmin(columns[split])])
            yield {lowest: NOTHING}
            yield {lowest: ALL}
            return
        together = split[columns[split] >= NEARLY]
        if len(together) > 1:
            yield {int(one): ALL for one in together}
        highest = int(split[np.argmax(columns[split])])
        yield {highest: ALL}
        yield {highest: NOTHING}

    def plan(self, columns: Floats) -> Floats:
        found = columns.copy()
        found[self.whole] = np.round(found[self.whole])
        return found
