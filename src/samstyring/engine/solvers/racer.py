"""One of those who race: a process that solves one model, and talks with the race over pipes.

It reads the question from standard input and then the plans of the others, and writes what it
finds to standard output. When standard input ends, the race is over or dead, and so is the racer:
no racer outlives the process that started it.
"""

from __future__ import annotations

import importlib
import os
import pickle
import sys
import threading
from dataclasses import dataclass
from typing import BinaryIO, Literal

import numpy as np

from ..columns import Floats, Model
from . import highs, neighbourhood
from .answer import Answer, NumericalTrouble, Terms, Watch

Kind = Literal["highs", "scip", "neighbourhood"]


@dataclass(frozen=True)
class Question:
    """What a racer is given."""

    kind: Kind
    model: Model
    coefficients: Floats
    terms: Terms
    columns: Floats | None  # a plan to begin with


@dataclass(frozen=True)
class Found:
    """A plan, from a racer or to it."""

    value: float
    columns: Floats


@dataclass(frozen=True)
class Reached:
    """How far a racer has come."""

    value: float | None
    bound: float | None


@dataclass(frozen=True)
class Trouble:
    """The racer gives up."""

    message: str


Message = Found | Reached | Trouble | Answer


class Pipes:
    """The exchange of one racer with the race."""

    def __init__(self, coefficients: Floats, hear: BinaryIO, tell: BinaryIO) -> None:
        self.coefficients = coefficients
        self.hear = hear
        self.tell = tell
        self.latest: Found | None = None
        self.first = threading.Event()
        self.lock = threading.Lock()

    def listen(self) -> None:
        """Take in what the others have found, until the race ends; then end at once."""
        try:
            while True:
                found = pickle.load(self.hear)
                if self.latest is None or found.value > self.latest.value:
                    self.latest = found
                    self.first.set()
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)

    def say(self, message: Message) -> None:
        with self.lock:
            try:
                pickle.dump(message, self.tell)
                self.tell.flush()
            except BrokenPipeError:
                os._exit(0)

    def found(self, columns: Floats) -> None:
        self.say(Found(float(self.coefficients @ columns), columns))

    def reached(self, value: float | None, bound: float | None) -> None:
        self.say(Reached(value, bound))

    def better(self, value: float | None) -> Floats | None:
        latest = self.latest
        if latest is None or (value is not None and latest.value <= value + 1e-9 * abs(value)):
            return None
        self.latest = None
        return latest.columns

    def over(self) -> bool:
        return False


def main() -> None:
    """Run the race to its end."""
    tell = os.fdopen(os.dup(1), "wb")
    # What a solver prints must not come between the messages.
    os.dup2(2, 1)
    hear = sys.stdin.buffer
    if sys.argv[1] == "scip":
        # It takes a while to import, which can be done before the question comes.
        importlib.import_module(".scip", __package__)
    question: Question = pickle.load(hear)
    pipes = Pipes(question.coefficients, hear, tell)
    threading.Thread(target=pipes.listen, daemon=True).start()
    try:
        pipes.say(_solve(question, pipes))
    except NumericalTrouble as trouble:
        pipes.say(Trouble(str(trouble)))


def _solve(question: Question, pipes: Pipes) -> Answer:
    model, worth, terms = question.model, question.coefficients, question.terms
    watch = Watch.start(terms.seconds)
    guess = None if question.columns is None else dict(enumerate(question.columns.tolist()))
    if question.kind == "highs":
        return highs.solve(model, worth, terms, watch, first_guess=guess, exchange=pipes)
    if question.kind == "scip":
        # It may not be there.
        from . import scip

        return scip.solve(model, worth, terms, watch, first_guess=guess, exchange=pipes)
    columns = question.columns
    while columns is None:
        pipes.first.wait()
        columns = pipes.better(None)
    return neighbourhood.improve(model, worth, terms, watch, pipes, columns=np.array(columns))
