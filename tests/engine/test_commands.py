"""The command line: exit code 0 when done, 1 when no programme is possible, 2 for bad input."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from samstyring.engine.commands import main

from .cases import document, sheet


def solve(tmp_path, content, *options: str) -> int:
    path = tmp_path / "problem.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return main(["solve", str(path), "--out", str(tmp_path / "solution.json"), *options])


def test_the_programme_is_written_with_its_proof(tmp_path, capsys):
    assert solve(tmp_path, document(sheet("A"), sheet("B"))) == 0
    found = json.loads((tmp_path / "solution.json").read_text(encoding="utf-8"))
    assert found["starts"] in ({"A": 2025, "B": 2026}, {"A": 2026, "B": 2025})
    assert (found["value"], found["bound"], found["gap"], found["status"]) == (95.0, 95.0, 0.0, "optimal")
    assert {"money", "carry_over", "binding", "seconds", "versions", "input_sha256"} <= found.keys()
    assert "-0.0" not in json.dumps(found)
    assert "2 of 2 projects" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"{", "not JSON"),
        (
            document(sheet("A"), sheet("B", cost_profile=[1, -1])),
            "projects[1].cost_profile[1]: cannot be negative",
        ),
        (document(sheet("A", scores={})), "no score for A/nytte"),
    ],
)
def test_bad_input_names_what_is_wrong(tmp_path, capsys, content, said):
    assert solve(tmp_path, content) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "solution.json").exists()


def test_a_file_that_is_not_there_is_bad_input(tmp_path, capsys):
    assert main(["solve", str(tmp_path / "borte.json")]) == 2
    assert main(["solve", str(tmp_path)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_unknown_scores_can_be_given_a_meaning(tmp_path):
    assert solve(tmp_path, document(sheet("A", scores={})), "--missing", "zero", "--quiet") == 0


def test_an_impossible_problem_says_what_is_missing(tmp_path, capsys):
    assert solve(tmp_path, document(sheet("A", cost_profile=[12], must_start=True))) == 1
    assert "stat lacks 2 MNOK in 202" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--seconds", "0"], ["--gap", "2"], ["--seconds", "x"], ["--seed", "-1"]])
def test_options_out_of_range_are_refused(tmp_path, options):
    with pytest.raises(SystemExit) as refusal:
        solve(tmp_path, document(), *options)
    assert refusal.value.code == 2


def test_it_runs_by_itself_and_knows_no_django(tmp_path):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(document(sheet("A"))), encoding="utf-8")
    script = (
        "import sys; from samstyring.engine.commands import main; "
        "assert 'highspy' not in sys.modules; "
        f"code = main(['solve', {str(path)!r}, '--quiet']); "
        "assert 'django' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["starts"] == {"A": 2025}
