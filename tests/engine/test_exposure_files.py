"""Files of distributions and of exposure, and the command that reads and writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from samstyring.engine import adopted, exposure
from samstyring.engine import plan as solution
from samstyring.engine.adopted import Adopted
from samstyring.engine.commands import main
from samstyring.engine.fields import ProblemError
from samstyring.engine.problem import read
from samstyring.engine.programme import balance

from .cases import document, sheet
from .uncertain import all_in_2025, exposed, one_year, uncertain

EXAMPLES = Path(__file__).parent / "examples"
SCHEMAS = Path(exposure.__file__).parents[1] / "schemas"


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["exposure", "distributions"])
def test_the_examples_are_as_the_schemas_say(name):
    validator(name).validate(json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8")))


def test_the_result_is_as_the_schema_says():
    found = exposed(uncertain("A", 10), sheet("B"), without="small", draws=20)
    validator("exposure").validate(json.loads(exposure.write(found)))


def test_an_empty_programme_can_be_written():
    found = exposure.expose(one_year(uncertain("A", 10)), Adopted({}, (), 0.0))
    validator("exposure").validate(json.loads(exposure.write(found)))


def beside(**changes: Any) -> dict[str, Any]:
    found = {"format": "samstyring-cost-distributions/1", "unit": "MNOK", "projects": {}} | changes
    return {name: value for name, value in found.items() if value is not None}


def test_distributions_beside_the_problem_take_the_place_of_its_own():
    problem = one_year(uncertain("A", 10), sheet("B"))
    own = {"A": {"kind": "lognormal", "p50": 20, "p85": 30}}
    given = exposure.read_distributions(beside(projects=own, without_distribution="certain"), problem)
    found = exposure.expose(problem, all_in_2025(problem), distributions=given)
    assert {one.project: one.p85 for one in found.projects} == pytest.approx({"A": 30, "B": 10})
    assert found.without_distribution.choice == "certain"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "annet"}, "format: should be"),
        ({"unit": "kr"}, 'unit: should be "MNOK"'),
        ({"projects": {"Å": {"kind": "lognormal", "p50": 1, "p85": 2}}}, 'projects: "Å" is not a project'),
        ({"projects": {"A": {"kind": "lognormal", "p50": 3, "p85": 2}}}, "projects.A.p85"),
        ({"projects": {"A": {"kind": "pert", "low": 3, "likely": 2, "high": 4}}}, "projects.A.likely"),
        ({"projects": {"A": {"kind": "normal", "mean": 3}}}, "projects.A.kind"),
        ({"correlation": 2}, "correlation"),
        ({"without_distribution": "much"}, "without_distribution: should be refuse, certain"),
        ({"projects": None}, 'the field "projects" is missing'),
        ({"seed": 1}, "unknown field: seed"),
    ],
)
def test_a_damaged_file_of_distributions_says_where(changes, said):
    with pytest.raises(ProblemError, match=said):
        exposure.read_distributions(beside(**changes), one_year(uncertain("A", 10)))


def run(tmp_path: Path, *options: str, **contents: Any) -> int:
    for name, content in contents.items():
        (tmp_path / f"{name}.json").write_text(
            content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
        )
    given = [option.replace("@", f"{tmp_path}/") for option in options]
    return main(["exposure", f"{tmp_path}/problem.json", "--out", f"{tmp_path}/out.json", *given])


def test_the_command_balances_first_unless_it_is_given_a_plan(tmp_path, capsys):
    problem = document(uncertain("A", 10), sheet("B"))
    assert run(tmp_path, "--without-distribution", "certain", problem=problem) == 0
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (found["plan"]["origin"], found["draws"], found["correlation"]) == ("balanced", 10000, 0.2)
    assert "frame exceeded in" in capsys.readouterr().err
    plan = solution.write(balance(read(problem)))
    options = ("--plan", "@plan.json", "--draws", "100", "--correlation", "0.5", "--seed", "9", "--quiet")
    own = beside(without_distribution="medium")
    assert run(tmp_path, *options, "--distributions", "@own.json", plan=plan, own=own) == 0
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    validator("exposure").validate(found)
    assert (found["plan"]["origin"], found["draws"], found["correlation"], found["seed"]) == (
        "solution",
        100,
        0.5,
        9,
    )
    assert found["without_distribution"]["choice"] == "medium"


@pytest.mark.parametrize(
    ("contents", "options", "code", "said"),
    [
        ({"problem": document(sheet("B"))}, [], 2, "choose what that means with --without-distribution"),
        ({"problem": "{"}, [], 2, "not JSON"),
        ({"problem": document(sheet("B"))}, ["--plan", "@borte.json"], 2, "borte.json: cannot be read"),
        ({"problem": document(sheet("B")), "plan": document()}, ["--plan", "@plan.json"], 2, "this is a problem"),
        ({"problem": document(sheet("B")), "own": {}}, ["--distributions", "@own.json"], 2, "own.json: the field"),
        ({"problem": document(sheet("B", cost_profile=[99], must_start=True))}, [], 1, "stat lacks 89"),
        ({"problem": document(sheet("B", scores={}))}, [], 2, "--missing"),
    ],
)
def test_what_the_command_cannot_use_is_told(tmp_path, capsys, contents, options, code, said):
    assert run(tmp_path, *options, **contents) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize("options", [["--draws", "1"], ["--correlation", "2"], ["--without-distribution", "noe"]])
def test_options_out_of_range_are_refused(tmp_path, options):
    with pytest.raises(SystemExit):
        run(tmp_path, *options, problem=document())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "annet"}, "format: should be"),
        ({"starts": {"A": "2025"}}, "starts.A: should be a whole number"),
        ({"money": [{"project": "A"}]}, r'money\[0\]: the field "source" is missing'),
        ({"value": None}, "value: should be a number"),
    ],
)
def test_a_damaged_solution_says_where(changes, said):
    whole = solution.as_mapping(balance(read(document(sheet("A")))))
    assert adopted.read(whole).starts == {"A": 2025}
    with pytest.raises(ProblemError, match=said):
        adopted.read(whole | changes)
