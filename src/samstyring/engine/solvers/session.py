"""Many questions to one model: what the model is stays with the solver, what is asked changes."""

from __future__ import annotations

from collections.abc import Mapping

from ..columns import Model
from .answer import Answer, Terms, Watch
from .highs import Handle, dense

Bounds = Mapping[int, tuple[float, float]]


class Session:
    """A model handed to HiGHS once, and asked about many times.

    A linear question starts from the answer to the one before, so a row of similar ones costs
    milliseconds each. Not to be shared between threads.

    Examples
    --------
    ::

        session = Session(model)
        plan = session.maximise(worth, gap=1e-4, seconds=10)
        floor = session.relaxed(worth, bounds={column: (1, 1)})
        floor.value, floor.reduced_costs
    """

    def __init__(self, model: Model, *, threads: int = 1, seed: int = 0, deterministic: bool = False) -> None:
        self.model = model
        self.threads = threads
        self.seed = seed
        self.deterministic = deterministic
        self._whole: Handle | None = None
        self._relaxed: Handle | None = None

    def maximise(
        self,
        worth: Mapping[int, float],
        *,
        gap: float = 0.0,
        seconds: float = 20.0,
        bounds: Bounds | None = None,
        first_guess: Mapping[int, float] | None = None,
        watch: Watch | None = None,
    ) -> Answer:
        """The columns with the highest sum of ``worth[c] * column[c]``.

        Parameters
        ----------
        worth : mapping of int to float
            Columns not mentioned count 0.
        gap : float
            Stop when ``(bound - value) / |value|`` is at most this.
        bounds : mapping of int to (float, float)
            Lowest and highest value of some columns, for this question alone.
        first_guess : mapping of int to float
            Values of all 0/1 columns in a plan believed possible.
        """
        watch = watch or Watch.start(seconds)
        if self._whole is None:
            self._whole = Handle(self.model, whole=bool(self.model.whole.any()))
        terms = self._terms(watch, seconds, gap=gap)
        return self._whole.solve(dense(self.model, worth), terms, watch, bounds=bounds, first_guess=first_guess)

    def relaxed(
        self,
        worth: Mapping[int, float],
        *,
        bounds: Bounds | None = None,
        seconds: float = 20.0,
        watch: Watch | None = None,
    ) -> Answer:
        """The same when 0/1 columns may lie between: `value` is then a bound for whole columns.

        `row_duals` (R,) and `reduced_costs` (C,) come with it. Check `infeasible` and `finished`
        before using the value.
        """
        watch = watch or Watch.start(seconds)
        if self._relaxed is None:
            self._relaxed = Handle(self.model, whole=False)
        return self._relaxed.solve(dense(self.model, worth), self._terms(watch, seconds), watch, bounds=bounds)

    def _terms(self, watch: Watch, seconds: float, *, gap: float = 0.0) -> Terms:
        return Terms(
            seconds=seconds if self.deterministic else min(seconds, watch.left()),
            gap=gap,
            threads=self.threads,
            seed=self.seed,
            deterministic=self.deterministic,
        )
