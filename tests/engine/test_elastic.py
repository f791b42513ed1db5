"""Where the frames do not suffice: the least lacking first, then the highest worth."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, assume, event, given, settings

from samstyring.engine.commands import main
from samstyring.engine.elastic import balance_lacking
from samstyring.engine.plan import Shortfall, as_mapping
from samstyring.engine.problem import read
from samstyring.engine.programme import Infeasible, balance
from samstyring.engine.verify import breaches

from .cases import best_lacking, document, problem, sheet
from .drawn import problems


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(problems(most=5, pressed=True))
def test_no_plan_lacks_less_and_none_that_lacks_as_little_is_worth_more(sheets):
    one = read(sheets)
    oracle = best_lacking(one)
    assume(oracle is None or oracle[0] < 1e6)
    event("impossible" if oracle is None else "lacking" if oracle[0] else "enough")
    if oracle is None:
        with pytest.raises(Infeasible) as refusal:
            balance_lacking(one, gap=0)
        assert refusal.value.rules
        return
    plan = balance_lacking(one, gap=0)
    assert sum(short.amount for short in plan.shortfalls) == pytest.approx(oracle[0], abs=1e-5)
    assert plan.least_shortfall == pytest.approx(oracle[0], abs=1e-5)
    assert plan.value == pytest.approx(oracle[1], abs=1e-6)
    assert list(breaches(sheets, as_mapping(plan))) == []


def test_what_is_lacking_is_named_by_source_and_year_and_the_rest_of_the_money_is_used():
    must = sheet("A", cost_profile=[13], latest=0, must_start=True)
    plan = balance_lacking(problem(must, sheet("B", cost_profile=[9])))
    assert plan.shortfalls == (Shortfall("stat", 2025, 3.0),)
    assert plan.starts == {"A": 2025, "B": 2026}


def test_a_plan_that_lacks_nothing_is_the_ordinary_one():
    one = problem(sheet("A"), sheet("B"), sheet("C"))
    plan = balance_lacking(one)
    assert (plan.starts, plan.shortfalls, plan.least_shortfall) == (balance(one).starts, (), 0.0)


def test_money_does_not_help_against_rules():
    one = problem(sheet("A"), sheet("B"), locked={"A": None, "B": None}, exclusions=[["A", "B"]])
    with pytest.raises(Infeasible) as refusal:
        balance_lacking(one)
    assert {rule.kind for rule in refusal.value.rules} == {"locked", "exclusion"}


def test_the_command_line_lists_what_is_lacking(tmp_path, capsys):
    asked, found = tmp_path / "problem.json", tmp_path / "solution.json"
    asked.write_text(json.dumps(document(sheet("A", cost_profile=[12], must_start=True))), encoding="utf-8")
    assert main(["solve", str(asked), "--out", str(found)]) == 1
    assert main(["solve", str(asked), "--out", str(found), "--elastic"]) == 0
    assert "stat lacks 2 MNOK in 202" in capsys.readouterr().err
    plan = json.loads(found.read_text(encoding="utf-8"))
    assert [one["amount"] for one in plan["shortfalls"]] == [2.0]
    assert plan["least_shortfall"] == 2.0
    assert main(["verify", str(asked), str(found), "--quiet"]) == 0
