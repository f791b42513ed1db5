"""Two questions at once, where there are cores for it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from typing import TypeVar

from .answer import PULSE, Watch

Question = TypeVar("Question")
Reply = TypeVar("Reply")

# Never more than this, however many cores there are: others work on the machine too.
ABREAST = 2


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def abreast(ask: Callable[[Question, Watch], Reply], questions: Sequence[Question], watch: Watch) -> list[Reply]:
    """The replies to some questions that do not wait for each other, in their order.

    HiGHS lets go of Python while it works, so threads are enough. The replies are the same on one
    core, only later.

    Parameters
    ----------
    ask : callable
        Given a question and the watch to keep, which tells nobody how a single question goes.
    watch : Watch
        What its owner calls is called in the owner's thread only: a database may lie behind it.

    Raises
    ------
    Stopped
        If `watch.cancelled` answered yes; no question is left behind.
    """
    if len(questions) < ABREAST or cores() < ABREAST:
        return [ask(one, replace(watch, progress=None)) for one in questions]
    stop = threading.Event()
    with ThreadPoolExecutor(ABREAST) as pool:
        asked = [pool.submit(ask, one, replace(watch, progress=None, cancelled=stop.is_set)) for one in questions]
        try:
            while wait(asked, PULSE).not_done:
                watch.stop_if_cancelled()
        finally:
            stop.set()
    return [one.result() for one in asked]


def in_pairs(questions: Sequence[Question]) -> Iterator[Sequence[Question]]:
    """The questions as many at a time as `abreast` asks, where the next need the replies to those before."""
    for first in range(0, len(questions), ABREAST):
        yield questions[first : first + ABREAST]
