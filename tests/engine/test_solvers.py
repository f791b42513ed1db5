"""Whoever solves, the answer is the same, is proved, and arrives when the time is up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from samstyring.engine import columns, problem, programme, search
from samstyring.engine.columns import Model
from samstyring.engine.commands import main
from samstyring.engine.problem import Problem
from samstyring.engine.simulate import simulate
from samstyring.engine.solvers import Session, SolverMissing, Stopped, Watch, choice, plain, race, run, start
from samstyring.engine.solvers.answer import NumericalTrouble, Terms
from samstyring.engine.solvers.highs import dense

from . import cases

SAMPLES = Path(__file__).resolve().parents[3] / "shared/data/bench/problems"
WITHOUT_SCIP = "SAMSTYRING_WITHOUT_SCIP"

needs_scip = pytest.mark.skipif(not choice.scip_is_installed(), reason="pyscipopt is not installed")


def asked(found: Problem) -> tuple[Model, dict[int, float]]:
    """The model of a problem, and what its columns are worth."""
    model = columns.build(found)
    return model, search.coefficients(found, model, search.goals(found, "refuse")[0][1])


def invented(seed: int, most: int = 7) -> Problem:
    return problem.read(cases.invented(seed, most=most))


def crowded() -> Problem:
    """Thirty projects for the money of ten: too much for a glance, and soon proved."""
    sheets = [
        cases.sheet(
            f"P{n:02d}",
            scores={"nytte": 20 + (37 * n) % 61},
            cost_profile=[3 + (17 * n) % 13, 2 + (11 * n) % 7],
            sources=["stat", "fylke"] if n % 3 else ["fylke"],
            latest=3,
            must_start=n == 4,
        )
        for n in range(30)
    ]
    source = {"frames": [20, 22, 19, 21], "tail_frames": [9], "carry_over_cap": 3}
    return problem.read(
        cases.document(
            *sheets,
            years=[2025, 2026, 2027, 2028],
            tail_years=1,
            sources=[{"key": "stat", **source}, {"key": "fylke", **source}],
        )
    )


@pytest.fixture(scope="module")
def question() -> tuple[Model, dict[int, float]]:
    return asked(crowded())


@pytest.fixture(scope="module")
def proved(question: tuple[Model, dict[int, float]]) -> float:
    model, worth = question
    answer = run(model, worth, solver="highs", gap=0)
    assert answer.finished
    assert answer.value is not None
    return answer.value


def racers() -> list[int]:
    """The processes of the races that this process runs."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        found += [int(one) for one in (task / "children").read_text().split()]
    return [one for one in found if b"racer" in (Path("/proc") / str(one) / "cmdline").read_bytes()]


# The same optimum


@pytest.mark.parametrize("solver", ["highs", pytest.param("scip", marks=needs_scip)])
@pytest.mark.parametrize("seed", range(12))
def test_every_solver_finds_what_trying_every_plan_finds(seed, solver):
    found = invented(seed)
    expected = cases.best(found)
    if expected is None:
        with pytest.raises(programme.Infeasible):
            programme.balance(found, solver=solver, gap=0)
        return
    plan = programme.balance(found, solver=solver, gap=0)
    assert plan.value == pytest.approx(expected, abs=1e-6)
    assert plan.status == "optimal"


@pytest.mark.parametrize("without", [False, True])
def test_a_race_ends_with_the_optimum(question, proved, without, monkeypatch):
    if without:
        monkeypatch.setenv(WITHOUT_SCIP, "1")
    model, worth = question
    answer = run(model, worth, solver="race", gap=1e-6)
    assert answer.value == pytest.approx(proved, rel=1e-6)
    assert answer.bound >= proved * (1 - 1e-9)
    assert answer.finished
    assert racers() == []


def test_a_race_agrees_that_no_plan_is_possible():
    found = problem.read(
        cases.document(cases.sheet("Bru", must_start=True, cost_profile=[30]), cases.sheet("Gangvei"))
    )
    with pytest.raises(programme.Infeasible) as refused:
        programme.balance(found, solver="race")
    assert [one.amount for one in refused.value.shortfalls] == [20]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample problems are not here")
@pytest.mark.parametrize("name", ["n30_T4_s1"])
def test_a_race_finds_the_value_of_the_sample_problem(name):
    plan = programme.balance(problem.read((SAMPLES / f"{name}.json").read_bytes()), solver="race", seconds=120)
    assert plan.value == pytest.approx(1805.4307257078324, rel=1e-4)


# Bounds and time


@pytest.mark.parametrize("solver", ["highs", pytest.param("scip", marks=needs_scip), "race"])
def test_the_value_and_the_bound_hold_the_optimum_between_them_when_time_is_short(question, proved, solver):
    model, worth = question
    answer = run(model, worth, solver=solver, seconds=0.1, gap=0)
    assert answer.value is not None
    assert answer.value <= proved + 1e-6
    assert answer.bound >= proved - 1e-6
    for one in answer.trace:
        assert one.bound is None or one.bound >= proved - 1e-6
        assert one.value is None or one.value <= proved + 1e-6


@pytest.mark.parametrize("solver", ["auto", "highs"])
def test_a_tenth_of_a_second_gives_a_plan_with_its_proved_gap(solver):
    plan = programme.balance(crowded(), seconds=0.1, gap=0, solver=solver)
    assert plan.starts
    assert plan.value <= plan.bound
    assert plan.gap < 0.5


def test_what_the_relaxation_says_is_known_at_once(question, proved):
    model, worth = question
    found = start.dive(model, dense(model, worth), Watch.start(20))
    assert found.value is not None
    assert found.value <= proved + 1e-6 <= found.bound + 2e-6
    assert found.columns is not None
    assert race.satisfies(model, found.columns)


def test_a_step_of_the_start_that_hides_from_the_one_before_is_asked_anew():
    """HiGHS, going on from its last answer, says "unknown" of one of these steps, which is impossible."""
    model, worth = asked(simulate(projects=100, years=4, seed=13))
    coefficients = dense(model, worth)
    first = start.dive(model, coefficients, Watch.start(60), seconds=60)
    assert first.columns is not None
    assert race.satisfies(model, first.columns)
    assert 0.85 * first.bound < first.value <= first.bound


def test_a_start_in_numerical_trouble_leaves_the_search_to_others(question, proved, monkeypatch):
    model, worth = question

    def trouble(*question, **terms):
        raise NumericalTrouble("HiGHS stopped with: Unknown")

    monkeypatch.setattr(start.Handle, "solve", trouble)
    answer = race.solve(model, dense(model, worth), Terms(20), Watch.start(20), kinds=("highs",))
    assert answer.value == pytest.approx(proved)


def test_a_kept_model_answers_as_a_new_one(question, proved):
    model, worth = question
    session = Session(model)
    column = next(iter(model.start_columns["P00"].values()))
    floor = session.relaxed(worth).value
    barred = session.maximise(worth, bounds={column: (0, 0)})
    assert session.relaxed(worth, bounds={column: (1, 1)}).value <= floor
    assert session.maximise(worth).value == pytest.approx(proved)
    assert barred.value == pytest.approx(run(model.bounded({column: (0, 0)}), worth, gap=0).value)
    assert floor == pytest.approx(session.relaxed(worth).value)


# Repeatability


def test_the_same_question_gives_the_same_plan_when_it_must():
    found = crowded()
    plans = [programme.balance(found, seconds=0.01, gap=0, deterministic=True, seed=3) for _ in range(2)]
    assert plans[0].starts == plans[1].starts
    assert (plans[0].value, plans[0].bound) == (plans[1].value, plans[1].bound)


def test_nobody_races_when_the_plan_must_be_repeatable(question, monkeypatch):
    model, _ = question
    monkeypatch.setattr(choice, "SMALL", 0)
    assert choice.chosen(model, Terms(20, deterministic=True)) == "highs"


# Installations without SCIP


def test_without_scip_it_is_said_what_to_do(question, monkeypatch):
    monkeypatch.setenv(WITHOUT_SCIP, "1")
    model, worth = question
    with pytest.raises(SolverMissing, match="install pyscipopt, or choose the solver highs"):
        run(model, worth, solver="scip")


def test_without_scip_the_race_is_between_proof_and_search(monkeypatch):
    monkeypatch.setenv(WITHOUT_SCIP, "1")
    assert choice.racers(plain(np.ones((1, 3)), np.ones(1))) == ("highs", "neighbourhood")


@needs_scip
def test_scip_stays_out_of_a_race_about_thousands_of_start_years():
    few, many = (plain(np.ones((1, count)), np.ones(1)) for count in (200, 6000))
    assert choice.racers(few) == ("scip", "highs")
    assert choice.racers(many) == ("highs", "neighbourhood")


def test_the_command_line_refuses_a_solver_that_is_not_there(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(WITHOUT_SCIP, "1")
    file = tmp_path / "problem.json"
    file.write_text(problem.write(crowded()), encoding="utf-8")
    assert main(["solve", str(file), "--solver", "scip"]) == 2
    assert "SCIP is not installed" in capsys.readouterr().err


def test_the_command_line_gives_the_same_file_twice_when_it_must(tmp_path):
    file = tmp_path / "problem.json"
    file.write_text(problem.write(crowded()), encoding="utf-8")
    found = []
    for name in ("one.json", "other.json"):
        out = tmp_path / name
        assert (
            main(["solve", str(file), "--deterministic", "--seconds", "0.01", "--quiet", "--out", str(out)]) == 0
        )
        found.append(json.loads(out.read_bytes()) | {"seconds": 0})
    assert found[0] == found[1]


# A race that goes wrong


class Meddler:
    """Does something to the racers as soon as there are some."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.done: list[int] = []

    def __call__(self, *_: object) -> None:
        for one in racers():
            if len(self.done) < self.number and one not in self.done:
                os.kill(one, signal.SIGKILL)
                self.done.append(one)


@pytest.mark.skipif(not Path("/proc").exists(), reason="the processes cannot be listed here")
@pytest.mark.parametrize("killed", [1, 2])
def test_killed_racers_are_survived(question, proved, killed):
    model, worth = question
    meddler = Meddler(killed)
    answer = run(model, worth, solver="race", gap=0, watch=Watch.start(60, progress=meddler))
    assert answer.value == pytest.approx(proved)
    assert answer.finished
    assert len(meddler.done) == killed
    assert racers() == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="the processes cannot be listed here")
def test_whoever_cancels_a_race_leaves_no_racer_behind(question):
    model, worth = question
    with pytest.raises(Stopped):
        run(model, worth, solver="race", gap=0, watch=Watch.start(60, cancelled=lambda: bool(racers())))
    assert racers() == []


def test_what_the_listener_raises_ends_the_race_and_gets_out(question):
    model, worth = question

    def refuse(*_: object) -> None:
        raise ConnectionError("nobody listens")

    with pytest.raises(ConnectionError):
        run(model, worth, solver="race", gap=0, watch=Watch.start(60, progress=refuse))
    assert racers() == []


PARENT = """
import sys
from samstyring.engine import problem
from samstyring.engine.programme import balance
balance(problem.read(open(sys.argv[1]).read()), solver="race", gap=0, progress=lambda *_: print("on", flush=True))
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="the processes cannot be listed here")
def test_racers_do_not_outlive_a_parent_that_is_killed(tmp_path):
    file = tmp_path / "problem.json"
    file.write_text(problem.write(crowded()), encoding="utf-8")
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(file)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    parent.stdout.readline()
    children = [int(one) for one in Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()]
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert children
    assert all(gone(one) for one in children)


def gone(process: int) -> bool:
    """Whether a process ends within some seconds."""
    return any(not _alive(process) for _ in _moments(20))


def _moments(seconds: float) -> Iterator[None]:
    last = time.monotonic() + seconds
    pause = threading.Event()
    while time.monotonic() < last:
        yield
        pause.wait(0.02)


def _alive(process: int) -> bool:
    try:
        return "Z" not in (Path("/proc") / str(process) / "stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
