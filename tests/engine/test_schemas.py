"""The published schemas say what the engine reads and writes, no more and no less."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from samstyring.engine import elastic, plan, problem, programme, solution
from samstyring.engine.problem import ProblemError

from .cases import document, invented, sheet
from .drawn import problems

SCHEMAS = files("samstyring.engine") / "schemas"
NAMES = sorted(one.name for one in SCHEMAS.iterdir() if one.name.endswith(".json"))


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def accepts(name: str, content: Any) -> bool:
    return Draft202012Validator(schema(name)).is_valid(content)


def undescribed(part: Any, where: str) -> list[str]:
    """Fields that a schema names without saying what they hold."""
    if not isinstance(part, dict):
        return []
    found = []
    for name, field in part.get("properties", {}).items():
        here = f"{where}.{name}"
        if name not in ("kind", "format") and not {"description", "$ref"} & field.keys():
            found.append(here)
        found += undescribed(field, here)
    for group in ("items", "additionalProperties"):
        found += undescribed(part.get(group), f"{where}.{group}")
    for name, field in part.get("$defs", {}).items():
        found += undescribed(field, name)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_itself_valid_and_says_what_each_field_holds(name):
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema(name)["$id"].startswith("samstyring-")
    assert undescribed(schema(name), name) == []


def full() -> dict[str, Any]:
    """A problem with every field there is."""
    return document(
        sheet(
            "A",
            scores={"nytte": [40, 60], "klima": None},
            owner="Kommunen",
            area="Nord",
            focus="Buss",
            sources=["stat", "toll"],
            caps={"stat": {"total": 8, "per_year": 5}},
            matching=[{"source": "toll", "of": "stat", "share": 0.5}],
            cost_distribution={"kind": "lognormal", "p50": 10, "p85": 13},
        ),
        sheet("B", cost_distribution={"kind": "pert", "low": 8, "likely": 10, "high": 15}),
        sheet("C", cost_distribution={"kind": "triangular", "low": 8, "likely": 10, "high": 15}),
        weights={"nytte": 2, "klima": 1},
        tail_years=1,
        sources=[
            {"key": "stat", "frames": [10, 10], "tail_frames": [3], "carry_over_cap": 2},
            {"key": "toll", "frames": [10, 10], "tail_frames": [0]},
        ],
        exclusions=[["B", "C"]],
        dependencies=[{"project": "B", "requires": "A", "lag": 1}],
        minimum_shares={"area": {"Nord": 0.1}, "focus": {"Buss": 0.1}},
        owner_caps={"Kommunen": {"money_per_year": 20, "starts_per_year": 2}},
        locked={"A": None},
        excluded=["C"],
        frozen={"B": None},
        score_policy="low",
        size_policy="per-project",
        correlation=0.2,
    )


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(problems())
def test_what_is_read_and_what_is_written_follow_the_schema(sheets):
    one = problem.read(sheets)
    assert accepts("problem.json", json.loads(json.dumps(sheets)))
    written = json.loads(problem.write(one))
    assert accepts("problem.json", written)
    assert problem.read(written) == one


def test_a_problem_with_everything_in_it_is_written_and_read_back_the_same():
    one = problem.read(full())
    written = json.loads(problem.write(one))
    assert accepts("problem.json", full())
    assert accepts("problem.json", written)
    assert problem.read(written) == one
    assert written["projects"][0].keys() >= {"owner", "caps", "matching", "cost_distribution"}


@pytest.mark.parametrize("seed", [3, 7, 12])
def test_every_plan_follows_the_schema(seed):
    ranked = problem.read(invented(seed, ranking=True) | {"minimum_shares": {}})
    weighed = problem.read(full())
    for found in (
        elastic.balance_lacking(ranked),
        elastic.balance_lacking(weighed, missing="zero"),
        programme.balance(weighed, missing="weights-of-known"),
    ):
        content = json.loads(plan.write(found))
        assert list(Draft202012Validator(schema("solution.json")).iter_errors(content)) == []
        assert solution.read(content).value == found.value


DAMAGE = [
    {"format": "samstyring-portfolio-problem/2"},
    {"colour": "red"},
    {"unit": ""},
    {"years": []},
    {"years": ["2025", 2026]},
    {"tail_years": -1},
    {"delay_factor": 0},
    {"delay_factor": 1.1},
    {"weights": None, "ranking": None},
    {"ranking": ["nytte"]},
    {"weights": {"nytte": -1}},
    {"score_policy": "best"},
    {"size_policy": 3},
    {"correlation": 2},
    {"correlation": None, "frozen": []},
    {"sources": {}},
    {"sources": [{"key": "stat"}]},
    {"sources": [{"key": "stat", "frames": [1, -1]}]},
    {"exclusions": [["A"]]},
    {"dependencies": [{"project": "A"}]},
    {"dependencies": [{"project": "A", "requires": "B", "lag": -1}]},
    {"minimum_shares": {"size": {}}},
    {"minimum_shares": {"area": {"Nord": 2}}},
    {"locked": {"A": "2025"}},
    {"frozen": {"A": 2025.5}},
    {"excluded": ["A", "A"]},
    {"owner_caps": {"Kommunen": {}}},
    {"owner_caps": {"Kommunen": {"starts_per_year": 1.5}}},
    {"owner_caps": {"Kommunen": {"money": 1}}},
]
SHEET_DAMAGE = [
    {"key": ""},
    {"scores": {"nytte": 101}},
    {"scores": {"nytte": [1]}},
    {"scores": {"nytte": [1, None]}},
    {"scores": {"nytte": "50"}},
    {"cost_profile": []},
    {"cost_profile": [1, -2]},
    {"earliest": 0.5},
    {"sources": ["stat", "stat"]},
    {"must_start": 1},
    {"owner": 3},
    {"name": "Bru"},
    {"caps": {"stat": {}}},
    {"caps": {"stat": 3}},
    {"caps": {"stat": {"total": -1}}},
    {"matching": [{"source": "toll", "of": "stat"}]},
    {"matching": [{"source": "toll", "of": "stat", "share": 0}]},
    {"cost_distribution": {"kind": "normal", "p50": 1, "p85": 2}},
    {"cost_distribution": {"kind": "lognormal", "p50": 1}},
    {"cost_distribution": {"kind": "lognormal", "p50": 0, "p85": 2}},
    {"cost_distribution": {"kind": "pert", "p50": 1, "p85": 2}},
    {"cost_distribution": {"kind": "triangular", "low": 0, "likely": 0, "high": 0}},
    {"cost_distribution": None},
]


@pytest.mark.parametrize(
    "damaged",
    [
        *({name: value for name, value in (full() | one).items() if value is not None} for one in DAMAGE),
        *(full() | {"projects": [full()["projects"][0] | one, *full()["projects"][1:]]} for one in SHEET_DAMAGE),
    ],
)
def test_what_the_reader_refuses_for_its_structure_the_schema_refuses_too(damaged):
    with pytest.raises(ProblemError):
        problem.read(damaged)
    assert not accepts("problem.json", damaged)
