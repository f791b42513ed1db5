"""Two questions at once give what one at a time gives, and nobody outside notices the threads."""

from __future__ import annotations

import threading
import time

import pytest

from samstyring.engine import adopted, problem, programme, rebalance
from samstyring.engine.plan import write
from samstyring.engine.robust import read_weights, study
from samstyring.engine.solvers import Stopped, Watch, abreast, in_pairs

from . import cases


def slowly(question: int, watch: Watch) -> int:
    time.sleep(0.01 * (3 - question))
    return 10 * question


@pytest.mark.parametrize("cores", [1, 2])
def test_replies_come_in_the_order_of_the_questions(monkeypatch, cores):
    monkeypatch.setattr("samstyring.engine.solvers.together.cores", lambda: cores)
    assert abreast(slowly, [1, 2, 3], Watch.start(1)) == [10, 20, 30]
    assert [list(pair) for pair in in_pairs([1, 2, 3])] == [[1, 2], [3]]


def test_an_error_in_one_question_gets_out(monkeypatch):
    monkeypatch.setattr("samstyring.engine.solvers.together.cores", lambda: 2)

    def refuse(question: int, watch: Watch) -> int:
        raise ArithmeticError(str(question))

    with pytest.raises(ArithmeticError, match="1"):
        abreast(refuse, [1, 2], Watch.start(1))


def test_who_cancels_is_asked_in_the_thread_that_owns_it_and_both_questions_end(monkeypatch):
    monkeypatch.setattr("samstyring.engine.solvers.together.cores", lambda: 2)
    heard: set[str] = set()
    ended: list[int] = []

    def cancelled() -> bool:
        heard.add(threading.current_thread().name)
        return True

    def waiting(question: int, watch: Watch) -> None:
        while watch.cancelled is not None and not watch.cancelled():
            time.sleep(0.01)
        ended.append(question)

    with pytest.raises(Stopped):
        abreast(waiting, [1, 2], Watch.start(60, cancelled=cancelled))
    assert heard == {threading.current_thread().name}
    assert sorted(ended) == [1, 2]


PARTIES = b"""{"format": "samstyring-party-weights/1", "parties": [
  {"key": "a", "name": "A", "weights": {"nytte": 3, "klima": 1}},
  {"key": "b", "name": "B", "weights": {"nytte": 1, "klima": 3}},
  {"key": "c", "name": "C", "weights": {"nytte": 1, "klima": 1}}]}"""


def crowded() -> problem.Problem:
    sheets = [
        cases.sheet(
            f"P{n:02d}",
            scores={"nytte": 20 + (37 * n) % 61, "klima": (53 * n) % 47},
            cost_profile=[3 + (17 * n) % 13],
            latest=1,
        )
        for n in range(12)
    ]
    return problem.read(cases.document(*sheets, weights={"nytte": 0.5, "klima": 0.5}))


def test_a_study_and_a_rebalancing_are_the_same_on_one_core_and_on_two(monkeypatch):
    found = []
    asked = crowded()
    weights = read_weights(PARTIES, asked.criteria)
    for cores in (1, 2):
        monkeypatch.setattr("samstyring.engine.solvers.together.cores", lambda cores=cores: cores)
        robust = study(asked, weights, draws=50, seconds=60, seed=1)
        plan = adopted.read(write(programme.balance(asked, solver="highs", gap=0)))
        moved = rebalance.rebalance(plan, asked, frozen_through=2000, solver="highs", gap=0)
        found.append((robust.counts, robust.certificate, [(one.value, one.starts) for one in moved.curve]))
    assert found[0] == found[1]
