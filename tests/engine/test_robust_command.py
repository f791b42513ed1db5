"""``samstyring robust``: exit code 0 when done, 1 when no programme is possible, 2 for bad input."""

from __future__ import annotations

import json

import pytest

from samstyring.engine.commands import main

from .cases import document, sheet

WEIGHTS = {
    "format": "samstyring-party-weights/1",
    "parties": [{"key": "eksempel-a", "weights": {"nytte": 1}}, {"key": "eksempel-b", "weights": {"nytte": 3}}],
}


def study(tmp_path, problem, weights, *options: str) -> int:
    for name, content in (("problem.json", problem), ("weights.json", weights)):
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    return main(
        [
            *("robust", str(tmp_path / "problem.json"), "--party-weights", str(tmp_path / "weights.json")),
            *("--out", str(tmp_path / "robust.json"), "--samples", "50", *options),
        ]
    )


def test_the_study_is_written_and_summed_up(tmp_path, capsys):
    assert study(tmp_path, document(sheet("A"), sheet("B")), WEIGHTS, "--seed", "3") == 0
    found = json.loads((tmp_path / "robust.json").read_text(encoding="utf-8"))
    assert (found["format"], found["counts"]["proved-in"]) == ("samstyring-robustness/1", 2)
    assert found["weights"]["sampling"] == {"method": "mixtures", "points": "independent", "count": 50, "seed": 3}
    said = capsys.readouterr().err
    assert "balancing at the corners: 1 of 1" in said
    assert "done: 2 proved-in, 0 seen-in, 0 open, 0 seen-out, 0 proved-out" in said


def test_a_plan_in_a_solution_file_is_judged(tmp_path):
    problem = document(sheet("A"), sheet("B"))
    (tmp_path / "problem.json").write_text(json.dumps(problem), encoding="utf-8")
    solution = tmp_path / "solution.json"
    assert main(["solve", str(tmp_path / "problem.json"), "--out", str(solution), "--quiet"]) == 0
    assert study(tmp_path, problem, WEIGHTS, "--plan", str(solution), "--quiet") == 0
    found = json.loads((tmp_path / "robust.json").read_text(encoding="utf-8"))
    assert found["given"]["regret"][0]["at_most"] == 0.0
    assert {one["given"]["agreement"] for one in found["projects"]} == {"agrees"}


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"format": "samstyring-party-weights/1"}, 'weights.json: give "parties", "statements" or both'),
        (
            WEIGHTS | {"parties": [{"key": "a", "weights": {"fart": 1}}]},
            'weights.json: parties[0].weights: "fart"',
        ),
        (
            {
                "format": "samstyring-party-weights/1",
                "statements": [{"kind": "share", "criterion": "nytte", "at_most": 0.5}],
            },
            "weights.json: statements: statements[0] (nytte ≤ 0.5) cannot hold",
        ),
    ],
)
def test_weights_that_cannot_be_used_name_the_file_and_the_field(tmp_path, capsys, weights, said):
    assert study(tmp_path, document(sheet("A")), weights) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "robust.json").exists()


def test_a_damaged_problem_or_plan_is_bad_input(tmp_path, capsys):
    assert study(tmp_path, document(sheet("A", cost_profile=[-1])), WEIGHTS) == 2
    assert "problem.json: projects[0].cost_profile[0]: cannot be negative" in capsys.readouterr().err
    (tmp_path / "plan.json").write_text('{"starts": {"C": 2025}}', encoding="utf-8")
    assert study(tmp_path, document(sheet("A")), WEIGHTS, "--plan", str(tmp_path / "plan.json")) == 2
    assert "plan.json: starts.C: is not a project in this problem" in capsys.readouterr().err
    assert study(tmp_path, document(sheet("A")), WEIGHTS, "--plan", str(tmp_path / "borte.json")) == 2
    assert "borte.json: cannot be read" in capsys.readouterr().err
    assert study(tmp_path, document(sheet("A", scores={})), WEIGHTS) == 2
    assert "no score for A/nytte; choose what that means with --missing" in capsys.readouterr().err
    assert study(tmp_path, document(sheet("A")), WEIGHTS, "--eps", "0") == 2
    assert "epsilon: should be from" in capsys.readouterr().err


def test_an_impossible_problem_is_not_bad_input(tmp_path, capsys):
    assert study(tmp_path, document(sheet("A", must_start=True, cost_profile=[50])), WEIGHTS) == 1
    assert "no programme is possible\n  stat lacks 40 in 2025\n" in capsys.readouterr().err
