"""Rules about one project's money and about what an owner is able to do: kept, named and explained."""

from __future__ import annotations

import pytest

from samstyring.engine.conflict import RuleConflict
from samstyring.engine.explain import why
from samstyring.engine.programme import balance

from .cases import problem, sheet

ROOMY = [{"key": key, "frames": [50, 50]} for key in ("stat", "toll")]
BOTH = {"sources": ["stat", "toll"]}


def paid(plan, source):
    return sum(one.amount for one in plan.money if one.source == source)


def named(plan):
    return {(rule.kind, *rule.keys, rule.year) for rule in plan.binding}


def test_a_source_pays_no_more_to_a_project_than_its_cap():
    capped = sheet("A", cost_profile=[6, 6], latest=0, caps={"stat": {"total": 5, "per_year": 3}}, **BOTH)
    sources = [{"key": "stat", "frames": [50, 50]}, {"key": "toll", "frames": [4, 4]}]
    plan = balance(problem(capped, sources=sources))
    assert {(one.source, one.year): one.amount for one in plan.money if one.source == "stat"} in (
        {("stat", 2025): 2, ("stat", 2026): 3},
        {("stat", 2025): 3, ("stat", 2026): 2},
        {("stat", 2025): 2, ("stat", 2026): 2},
    )
    sources[1]["frames"] = [3, 3.5]
    assert balance(problem(capped, sources=sources)).starts == {}


def test_one_source_follows_another_krone_for_krone():
    matched = sheet("A", matching=[{"source": "toll", "of": "stat", "share": 1}], **BOTH)
    plan = balance(problem(matched, sheet("B"), sources=[{"key": "stat", "frames": [15, 0]}, ROOMY[1]]))
    assert plan.starts.keys() == {"A", "B"}
    assert paid(plan, "toll") >= 5
    poor = [{"key": "stat", "frames": [50, 50]}, {"key": "toll", "frames": [4.9, 4.9]}]
    assert balance(problem(matched, sources=poor)).starts == {}


def test_projects_of_the_same_sources_but_other_rules_are_paid_each_for_itself():
    capped = sheet("A", caps={"stat": {"total": 0}}, **BOTH)
    free = sheet("B", **BOTH)
    plan = balance(problem(capped, free, sources=[{"key": key, "frames": [10, 0]} for key in ("stat", "toll")]))
    assert {one.project: one.source for one in plan.money} == {"A": "toll", "B": "stat"}


def test_an_owner_starts_no_more_than_it_is_able_to():
    sheets = [sheet(key, owner="Fylket", cost_profile=[1]) for key in "ABC"]
    plan = balance(problem(*sheets, owner_caps={"Fylket": {"starts_per_year": 1}}))
    assert sorted(plan.starts.values()) == [2025, 2026]
    assert ("owner-starts", "Fylket", 2025) in named(plan)


def test_the_work_of_an_owner_in_the_tail_counts_too():
    sheets = [sheet(key, owner="Fylket", cost_profile=[1, 8], earliest=1) for key in "AB"]
    able = {"Fylket": {"money_per_year": 15.9}}
    tail = [{"key": "stat", "frames": [50, 50], "tail_frames": [50]}]
    plan = balance(problem(*sheets, owner_caps=able, sources=tail, tail_years=1))
    assert len(plan.starts) == 1
    assert ("owner-money", "Fylket", 2027) in named(plan)


def test_the_rules_that_hold_a_project_out_are_named():
    dear = sheet("A", cost_profile=[12], owner="Fylket", **BOTH)
    one = problem(dear, sheet("B"), owner_caps={"Fylket": {"money_per_year": 11}}, sources=ROOMY)
    reason = why(one, balance(one))["A"]
    assert (reason.kind, reason.keys) == ("forbidden-by-rules", ())
    assert reason.conflict == (RuleConflict("owner-money", ("Fylket",)),)
    capped = dear | {"caps": {"stat": {"total": 4}, "toll": {"per_year": 5}}}
    one = problem(capped, sheet("B"), sources=ROOMY)
    reason = why(one, balance(one))["A"]
    assert reason.kind == "forbidden-by-rules"
    assert set(reason.conflict) == {RuleConflict("cap", ("A", "stat")), RuleConflict("cap", ("A", "toll"))}


def test_a_cap_that_binds_is_listed():
    capped = sheet("A", caps={"stat": {"total": 4}}, **BOTH)
    sources = [{"key": "stat", "frames": [50, 50]}, {"key": "toll", "frames": [6, 6]}]
    plan = balance(problem(capped, sources=sources))
    assert paid(plan, "stat") == pytest.approx(4)
    assert ("cap", "A", "stat", None) in named(plan)


def test_a_decision_already_taken_stands_and_is_told_as_such():
    one = problem(sheet("A", size=9), sheet("B"), sheet("C"), frozen={"A": None, "B": 2026})
    plan = balance(one)
    assert plan.starts == {"B": 2026, "C": 2025}
    reasons = why(one, plan)
    assert {key: reasons[key].kind for key in "AB"} == {"A": "frozen", "B": "frozen"}


@pytest.mark.parametrize(("policy", "value"), [(None, 40), ("low", 30), ("high", 50)])
def test_an_interval_counts_as_the_problem_says_and_is_listed(policy, value):
    one = problem(sheet("A", scores={"nytte": [30, 50]}), score_policy=policy, size_policy="per-volume")
    plan = balance(one)
    assert plan.value == value
    assert [(each.project, each.low, each.high, each.counted) for each in plan.intervals] == [("A", 30, 50, value)]
    assert (plan.score_policy, plan.size_policy) == (policy or "midpoint", "per-volume")
