"""A race: several solvers on one model at once, each in a process and on a core of its own.

Which solver wins changes from problem to problem, and so does who finds the plan and who proves
the bound. The race offers each the plans of the others, takes the best value and the best bound of
all, and ends when these two meet. SCIP is better off without those plans, and leaves them lying.
A racer that is killed or crashes is survived by the rest.
"""

from __future__ import annotations

import contextlib
import math
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..columns import Floats, Model, Row
from . import highs, racer, start
from .answer import PULSE, Answer, Moment, Terms, Watch
from .racer import Kind, Message

# Not "-m", which would give the messages another name in the racer than here.
BEGIN = f"from {racer.__name__} import main; main()"
# What a racer may be late in stopping by itself, in seconds, before it is stopped.
GRACE = 1.0
# After this part of the time, and at least so many seconds, the prover that is behind gives its core
# to the neighbourhood search: its tree no longer decides the bound, and plans are what is lacking.
PROVING_PART, PROVING_SECONDS = 0.25, 10.0
# The start may take this part of the time, where that is more than what it always gets.
START_PART = 0.1


@dataclass
class Racer:
    """A process that races, as the race sees it."""

    kind: Kind
    process: subprocess.Popen[bytes]
    letters: queue.Queue[racer.Question | racer.Found | None] = field(default_factory=queue.Queue)
    threads: list[threading.Thread] = field(default_factory=list)
    told: float = -math.inf  # the best value it knows
    bound: float = math.inf  # the best it has proved
    gone: bool = False
    answer: Answer | None = None


@dataclass
class Standing:
    """The best of all racers."""

    value: float | None = None
    columns: Floats | None = None
    bound: float = math.inf
    finder: str = "start"
    prover: str = "relaxation"
    trace: list[Moment] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    settled: bool = False  # a prover says, by its own tolerances, that the gap is closed

    def within(self, gap: float) -> bool:
        return (
            self.settled or self.value is not None and self.bound - self.value <= max(gap * abs(self.value), 1e-6)
        )

    def note(self, seconds: float) -> None:
        self.trace.append(Moment(seconds, self.value, None if math.isinf(self.bound) else self.bound))


def solve(
    model: Model,
    coefficients: Floats,
    terms: Terms,
    watch: Watch,
    *,
    kinds: Sequence[Kind],
    first_guess: Floats | None = None,
) -> Answer:
    """Find the columns that make ``coefficients @ columns`` largest.

    Parameters
    ----------
    kinds : sequence of "highs", "scip" or "neighbourhood"
        Who races.
    first_guess : ndarray, shape (C,)
        Values of all columns in a possible plan.

    Raises
    ------
    Stopped
        If `watch.cancelled` answered yes; no racer is left behind.
    NumericalTrouble
        If every racer gave up, and HiGHS in this process too.
    """
    watch.stop_if_cancelled()
    began = time.monotonic()
    messages: queue.Queue[tuple[Racer, Message | None]] = queue.Queue()
    question = racer.Question("highs", _bare(model), coefficients, terms, first_guess)
    racers: list[Racer] = []
    standing = Standing()
    try:
        # They wake up while the start is made, and begin with its plan.
        for kind in kinds:
            racers.append(_begin(kind, messages))
        if first_guess is not None:
            _take(model, standing, "start", float(coefficients @ first_guess), first_guess)
        patience = max(start.SECONDS, START_PART * terms.seconds)
        first = start.dive(model, coefficients, watch, seconds=patience, seed=terms.seed)
        if first.infeasible:
            return Answer(None, math.nan, infeasible=True, finished=True, seconds=time.monotonic() - began)
        standing.bound = first.bound
        if first.columns is not None and first.value is not None:
            _take(model, standing, "start", first.value, first.columns)
        standing.note(time.monotonic() - began)
        question = replace(question, columns=standing.columns)
        for one in racers:
            one.letters.put(replace(question, kind=one.kind))
            one.told = -math.inf if standing.value is None else standing.value
        infeasible = _follow(question, watch, racers, standing, messages, began)
    finally:
        for one in racers:
            _end(one)
    seconds = time.monotonic() - began
    if infeasible:
        return Answer(None, math.nan, infeasible=True, finished=True, seconds=seconds)
    if _failed(racers) and not standing.within(terms.gap):
        return _alone(model, coefficients, terms, watch, standing, began)
    return _answer(standing, terms, seconds)


def _answer(standing: Standing, terms: Terms, seconds: float) -> Answer:
    standing.note(seconds)
    return Answer(
        standing.columns,
        standing.bound,
        infeasible=False,
        finished=standing.within(terms.gap),
        value=standing.value,
        solver=f"race: plan by {standing.finder}, bound by {standing.prover}",
        seconds=seconds,
        trace=tuple(standing.trace),
    )


def _alone(
    model: Model, coefficients: Floats, terms: Terms, watch: Watch, standing: Standing, began: float
) -> Answer:
    """When no racer is left: HiGHS here, with what has been found."""
    left = max(0.0, terms.seconds - (time.monotonic() - began))
    guess = None if standing.columns is None else dict(enumerate(standing.columns.tolist()))
    answer = highs.solve(model, coefficients, replace(terms, seconds=left), watch, first_guess=guess)
    if answer.infeasible:
        return answer
    if answer.columns is not None and answer.value is not None:
        _take(model, standing, "highs", answer.value, answer.columns)
    _prove(standing, "highs", answer.bound)
    return _answer(standing, terms, time.monotonic() - began)


def _follow(
    question: racer.Question,
    watch: Watch,
    racers: list[Racer],
    standing: Standing,
    messages: queue.Queue[tuple[Racer, Message | None]],
    began: float,
) -> bool:
    """Pass on what is found until the race is decided; True when no plan is possible."""
    last = -PULSE
    terms = question.terms
    while not standing.within(terms.gap):
        now = time.monotonic() - began
        if now > terms.seconds + (GRACE if standing.columns is None else 0.0) or _deserted(racers):
            return False
        if any(one.gone for one in racers) or now > max(PROVING_SECONDS, PROVING_PART * terms.seconds):
            _exchange(question, racers, standing, messages)
        _pass_on(racers, standing)
        if now - last >= PULSE:
            last = now
            standing.note(now)
            if watch.progress is not None:
                bound = None if math.isinf(standing.bound) else standing.bound
                watch.progress(standing.value, bound, watch.elapsed())
            watch.stop_if_cancelled()
        try:
            one, message = messages.get(timeout=PULSE)
        except queue.Empty:
            continue
        if _heard(question.model, standing, one, message):
            return True
    return False


def _failed(racers: Sequence[Racer]) -> bool:
    """Whether every prover has ended without an answer."""
    return all(one.gone and one.answer is None for one in racers if one.kind != "neighbourhood")


def _deserted(racers: Sequence[Racer]) -> bool:
    """Whether nothing more can come: everybody has ended, or nobody is left to prove anything."""
    return _failed(racers) or all(one.gone for one in racers)


def _exchange(
    question: racer.Question,
    racers: list[Racer],
    standing: Standing,
    messages: queue.Queue[tuple[Racer, Message | None]],
) -> None:
    """Let the neighbourhood search have a core once: that of one who has ended, or of the prover that is behind."""
    if standing.columns is None or any(one.kind == "neighbourhood" for one in racers):
        return
    provers = [one for one in racers if not one.gone]
    if len(racers) < 2 or not provers:
        return
    if len(provers) == len(racers):
        leaving = max(provers, key=lambda one: one.bound)
        leaving.gone = True
        _end(leaving)
    heir = _begin("neighbourhood", messages)
    heir.letters.put(replace(question, kind=heir.kind, columns=standing.columns))
    racers.append(heir)


def _heard(model: Model, standing: Standing, one: Racer, message: Message | None) -> bool:
    """Take in one message; True when it says that no plan is possible."""
    if isinstance(message, racer.Found):
        one.told = max(one.told, message.value)
        _take(model, standing, one.kind, message.value, message.columns)
    elif isinstance(message, racer.Reached):
        one.bound = min(one.bound, math.inf if message.bound is None else message.bound)
        _prove(standing, one.kind, message.bound)
    elif isinstance(message, Answer):
        one.gone, one.answer = True, message
        # A plan in hand weighs more than the word of one who did not find it.
        if message.infeasible and standing.columns is None:
            return True
        if message.columns is not None and message.value is not None:
            _take(model, standing, one.kind, message.value, message.columns)
        if not message.infeasible:
            _prove(standing, one.kind, message.bound)
            standing.settled = standing.settled or (message.finished and standing.columns is not None)
    elif isinstance(message, racer.Trouble):
        one.gone = True
        standing.trouble.append(f"{one.kind}: {message.message}")
    elif not one.gone:
        one.gone = True
        standing.trouble.append(f"{one.kind}: the process ended with code {one.process.poll()}")
    return False


def _take(model: Model, standing: Standing, kind: str, value: float, columns: Floats) -> None:
    if (standing.value is None or value > standing.value) and satisfies(model, columns):
        standing.value, standing.columns, standing.finder = value, columns, kind


def _prove(standing: Standing, kind: str, bound: float | None) -> None:
    if bound is not None and bound < standing.bound:
        standing.bound, standing.prover = bound, kind


def satisfies(model: Model, columns: Floats) -> bool:
    """Whether the columns keep every bound and rule, within the tolerance of the solvers."""
    room = 1e-5
    if np.any(columns < model.lower - room) or np.any(columns > model.upper + room):
        return False
    if not len(model.rows):
        return True
    terms = np.append(model.value * columns[model.index], 0.0)
    sizes = np.append(np.abs(model.value * columns[model.index]), 0.0)
    empty = model.starts[1:] == model.starts[:-1]
    activity = np.where(empty, 0.0, np.add.reduceat(terms, model.starts[:-1]))
    leeway = room * np.maximum(1.0, np.where(empty, 0.0, np.maximum.reduceat(sizes, model.starts[:-1])))
    return bool(np.all(activity >= model.row_lower - leeway) and np.all(activity <= model.row_upper + leeway))


def _bare(model: Model) -> Model:
    """The model without names, which a racer has no use for."""
    return replace(model, column_names=(), rows=(Row("", ()),) * len(model.rows), pay_columns={}, carry_columns={})


def _begin(kind: Kind, messages: queue.Queue[tuple[Racer, Message | None]]) -> Racer:
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN, kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"},
    )
    one = Racer(kind, process)
    for work in (
        threading.Thread(target=_post, args=(one,)),
        threading.Thread(target=_read, args=(one, messages)),
    ):
        work.daemon = True
        work.start()
        one.threads.append(work)
    return one


def _post(one: Racer) -> None:
    """Send the letters to a racer; in a thread, since a pipe that is full makes its writer wait."""
    pipe = one.process.stdin
    assert pipe is not None
    # A racer that has ended is noticed when its output ends.
    with contextlib.suppress(OSError):
        while (letter := one.letters.get()) is not None:
            pickle.dump(letter, pipe)
            pipe.flush()


def _read(one: Racer, messages: queue.Queue[tuple[Racer, Message | None]]) -> None:
    pipe = one.process.stdout
    assert pipe is not None
    try:
        with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                messages.put((one, pickle.load(pipe)))
    finally:
        messages.put((one, None))


def _pass_on(racers: Sequence[Racer], standing: Standing) -> None:
    if standing.value is None or standing.columns is None:
        return
    for one in racers:
        if not one.gone and one.told < standing.value:
            one.told = standing.value
            one.letters.put(racer.Found(standing.value, standing.columns))


def _end(one: Racer) -> None:
    one.process.kill()
    one.process.wait()
    one.letters.put(None)
    for thread in one.threads:
        thread.join()
    for pipe in (one.process.stdin, one.process.stdout):
        # What was never sent need not be.
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()
