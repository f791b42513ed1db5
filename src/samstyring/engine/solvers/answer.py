"""What is asked of a solver, and what it answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from ..columns import Floats

# incumbent value or None, bound or None, seconds since the start
Progress = Callable[[float | None, float | None, float], None]
Cancelled = Callable[[], bool]

# How often the outside world is asked and told, in seconds.
PULSE = 0.1
# A solver calls a relative difference below its gap optimal; this is the difference we call none at all.
NO_GAP = 1e-9


class Stopped(Exception):
    """The person who asked for the analysis has stopped it."""


class NumericalTrouble(ArithmeticError):
    """The solver could not give an answer that holds when it is checked."""


class SolverMissing(ImportError):
    """The solver that was asked for is not installed; the message says what to do."""


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
class Terms:
    """On which terms a solver works.

    `seconds` is a limit on the clock. With `deterministic` it is counted as work instead (nodes
    and LP iterations), so that the same question has the same answer on a slow and a fast day.
    """

    seconds: float
    gap: float = 0.0  # (bound - value) / |value| at which the search may stop
    threads: int = 1
    seed: int = 0
    exact: bool = False  # tighter tolerances, for the second attempt when an answer did not hold
    patient: bool = False  # a proof is far off: worth many cuts, and beginning again with what they taught
    deterministic: bool = False


@dataclass(frozen=True)
class Moment:
    """How far a search had come: seconds since its start, best value and bound so far (or None)."""

    seconds: float
    value: float | None
    bound: float | None


@dataclass(frozen=True)
class Answer:
    """What the solver said. `columns` is None when it found no solution at all."""

    columns: Floats | None  # (C,)
    bound: float
    infeasible: bool
    finished: bool  # False when a limit stopped the search
    row_duals: Floats | None = None  # (R,) only for models without whole columns
    reduced_costs: Floats | None = None  # (C,)
    value: float | None = None  # the sum of worth times columns
    solver: str = "highs"  # who found it, and who proved the bound
    seconds: float = 0.0  # on the clock
    trace: tuple[Moment, ...] = ()
