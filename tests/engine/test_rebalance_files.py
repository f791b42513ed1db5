"""Rebalancing from files: the schema, the command, and what cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from samstyring.engine import plan as solution
from samstyring.engine import rebalance as module
from samstyring.engine.adopted import Adopted
from samstyring.engine.commands import main
from samstyring.engine.programme import balance
from samstyring.engine.rebalance import rebalance

from .cases import document, problem, sheet

EXAMPLE = Path(__file__).parent / "examples" / "rebalancing.json"
SCHEMA = json.loads(
    (Path(module.__file__).parents[1] / "schemas" / "rebalancing.json").read_text(encoding="utf-8")
)


def test_the_example_and_the_result_are_as_the_schema_says():
    check = Draft202012Validator(SCHEMA)
    check.validate(json.loads(EXAMPLE.read_text(encoding="utf-8")))
    one = problem(sheet("A", cost_profile=[15]), sheet("B", cost_profile=[12]))
    found = json.loads(module.write(rebalance(Adopted({"A": 2025, "B": 2026}, (), 0.0), one)))
    check.validate(found)
    assert found["curve"][0]["changes"][0].keys() == {"project", "kind", "from", "to", "cost"}


def run(tmp_path: Path, first: Any, second: Any, *options: str) -> int:
    for name, content in (("adopted", first), ("changed", second)):
        (tmp_path / f"{name}.json").write_text(
            content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
        )
    paths = [f"{tmp_path}/adopted.json", f"{tmp_path}/changed.json", "--out", f"{tmp_path}/out.json"]
    return main(["rebalance", *paths, *options])


def adopted_file(*projects: dict[str, Any]) -> dict[str, Any]:
    return solution.as_mapping(balance(problem(*projects)))


def test_the_command_writes_the_curve_and_tells_what_is_uncovered(tmp_path, capsys):
    changed = document(sheet("A", cost_profile=[15]), sheet("B"))
    first = adopted_file(sheet("A", latest=0), sheet("B"))
    assert run(tmp_path, first, changed) == 0
    said = capsys.readouterr().err
    assert "stat lacks 5 MNOK in 2025, whatever is done" in said
    assert "least + 0: 0 projects changed" in said
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA).validate(found)
    assert found["adopted_sha256"] == first["input_sha256"]
    plan = ["--plan", str(tmp_path / "plan.json"), "--point", "free"]
    assert run(tmp_path, first, changed, "--quiet", *plan) == 0
    assert main(["verify", str(tmp_path / "changed.json"), str(tmp_path / "plan.json"), "--quiet"]) == 0
    capsys.readouterr()
    before = tmp_path / "before.json"
    before.write_text(json.dumps(document(sheet("A"))), encoding="utf-8")
    assert run(tmp_path, first, changed, "--quiet", "--dropped", "3", "--adopted-problem", str(before)) == 0
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (found["change_weights"]["dropped"], found["only_in_changed"]) == (3, ["B"])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("first", "second", "code", "said"),
    [
        (document(sheet("A")), document(sheet("A")), 2, "adopted.json: format: this is a problem"),
        (None, None, 2, "changed.json: format: this is a solution; give the changed problem"),
        (None, "{", 2, "changed.json: not JSON"),
        (None, document(sheet("A", cost_profile=[-1])), 2, "projects[0].cost_profile[0]"),
        (None, document(sheet("A", earliest=1)), 1, "A is decided to start in 2025"),
        (None, document(sheet("A", scores={})), 2, "--missing"),
        (
            None,
            document(sheet("A"), sheet("B", latest=0, must_start=True), exclusions=[["A", "B"]]),
            1,
            "must-start: B",
        ),
    ],
)
def test_what_the_command_cannot_use_is_told(tmp_path, capsys, first, second, code, said):
    whole = adopted_file(sheet("A", latest=0))
    assert run(tmp_path, first or whole, second or whole) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.json").exists()


def test_a_file_that_is_not_there_is_bad_input(tmp_path, capsys):
    assert main(["rebalance", f"{tmp_path}/borte.json", f"{tmp_path}/borte.json"]) == 2
    assert "cannot be read" in capsys.readouterr().err
