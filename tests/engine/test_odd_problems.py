"""Odd and impossible problems each get a clear answer on the command line, and never a stack trace."""

from __future__ import annotations

import json

import pytest

from samstyring.engine.commands import main
from samstyring.engine.problem import read, write
from samstyring.engine.simulate import simulate
from samstyring.engine.verify import breaches

from .cases import document, sheet


@pytest.fixture
def answered(tmp_path, capsys):
    """What `samstyring solve` does with a problem: exit code, solution or None, and what it says."""

    def answer(asked, *options: str):
        path, out = tmp_path / "problem.json", tmp_path / "solution.json"
        path.write_text(asked if isinstance(asked, str) else json.dumps(asked), encoding="utf-8")
        code = main(["solve", str(path), "--out", str(out), *options])
        found = json.loads(out.read_text(encoding="utf-8")) if out.exists() else None
        if found is not None:
            assert list(breaches(read(path.read_bytes()), found)) == []
        return code, found, capsys.readouterr().err

    return answer


@pytest.mark.parametrize(
    ("asked", "starts", "value"),
    [
        (document(), {}, 0),
        (document(sources=[]), {}, 0),
        (document(years=[2025], sources=[{"key": "stat", "frames": [0]}]), {}, 0),
        (document(sheet("A")), {"A": 2025}, 50),
        (document(sheet("A"), sources=[{"key": "stat", "frames": [0, 0]}]), {}, 0),
        (document(sheet("A", cost_profile=[0]), sources=[{"key": "stat", "frames": [0, 0]}]), {"A": 2025}, 50),
        (document(sheet("A", cost_profile=[0], sources=[]), sources=[]), {"A": 2025}, 50),
        (document(sheet("A", sources=[]), sources=[]), {}, 0),
        (document(sheet("A", size=1e9), weights={"nytte": 1e6}), {"A": 2025}, 5e16),
        (document(sheet("A", size=1e-9)), {"A": 2025}, 5e-8),
        (
            document(sheet("A", cost_profile=[1e9]), sources=[{"key": "stat", "frames": [1e9, 1e9]}]),
            {"A": 2025},
            50,
        ),
    ],
    ids=[
        *("no projects", "no sources", "nothing at all in one year", "one project", "zero frames"),
        *("zero frames and no cost", "nobody pays and nothing costs", "nobody pays"),
        *("very large worth", "very small worth", "very large cost"),
    ],
)
def test_the_smallest_and_the_largest_problems_are_balanced(answered, asked, starts, value):
    code, found, said = answered(asked)
    assert code == 0
    assert found["starts"] == starts
    assert found["value"] == found["bound"] == pytest.approx(value)
    assert found["status"] == "optimal"
    assert said.startswith("optimal: ") or "optimal" in said


def test_projects_without_worth_are_allowed_and_the_plan_is_worth_nothing(answered):
    code, found, _ = answered(document(sheet("A", scores={"nytte": 0}), sheet("B", size=0)))
    assert (code, found["value"], found["bound"], found["gap"]) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"locked": {"A": 2025}, "excluded": ["A"]}, "locked: A"),
        ({"frozen": {"A": None}, "locked": {"A": None}}, "frozen: A"),
        ({"locked": {"A": None, "B": None}, "exclusions": [["A", "B"]]}, "exclusion: A, B"),
        (
            {"locked": {"A": 2025}, "dependencies": [{"project": "A", "requires": "B", "lag": 1}]},
            "dependency: A, B",
        ),
        ({"locked": {"A": 2025}, "sources": [{"key": "stat", "frames": [0, 0]}]}, "stat lacks 10 MNOK in 2025"),
        ({"locked": {"A": 2025}, "owner_caps": {"Fylket": {"money_per_year": 9}}}, "owner-money: Fylket"),
    ],
)
def test_what_cannot_be_is_answered_with_one_and_the_reason(answered, changes, said):
    code, found, words = answered(document(sheet("A", owner="Fylket"), sheet("B"), **changes))
    assert (code, found) == (1, None)
    assert words.startswith("no programme is possible")
    assert said in words


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (json.dumps(document(sheet("A", size=float("nan")))), "NaN is not a number that can be used"),
        (json.dumps(document(sheet("A", size=float("inf")))), "Infinity is not a number that can be used"),
        (
            json.dumps(document(sheet("A", size=7))).replace('"size": 7', '"size": 1e400'),
            "projects[0].size: is not a number that can be used",
        ),
        (document(sheet("A", size=1e10)), "projects[0].size: is more than 1e+09"),
        (document(sheet("A", cost_profile=[1e300])), "projects[0].cost_profile[0]: is more than 1e+09"),
        (document(years=[], sources=[]), "years: should have at least 1 entries"),
        (document(sheet("A"), delay_factor=0), "delay_factor: should be more than 0"),
        ("", "not JSON"),
    ],
)
def test_what_makes_no_sense_is_answered_with_two_and_the_field(answered, asked, said):
    code, found, words = answered(asked)
    assert (code, found) == (2, None)
    assert said in words


def test_the_best_plan_so_far_is_given_when_time_is_short(answered):
    asked = write(simulate(projects=200, years=10, seed=1))
    code, found, said = answered(asked, "--seconds", "0.1", "--gap", "0")
    assert code == 0
    assert found["value"] > 0
    assert found["status"] == "time-limit"
    assert said.splitlines()[-1].startswith("time-limit: value")


def test_five_thousand_projects_get_a_plan_that_holds_or_are_told_to_wait_longer(answered):
    asked = write(simulate(projects=5000, years=4, seed=1))
    code, found, said = answered(asked, "--seconds", "0.1")
    if code == 1:
        assert said == "no programme was found in 0.1 seconds; give it more --seconds\n"
        return
    assert code == 0
    assert found["bound"] >= found["value"] > 0
    assert "of 5000 projects" in said
