"""When no programme is possible, the engine says what is missing or which rules collide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samstyring.engine.problem import read
from samstyring.engine.programme import Infeasible, RuleConflict, Shortfall, balance

from .cases import invented, problem, sheet


def refused(one) -> Infeasible:
    with pytest.raises(Infeasible) as refusal:
        balance(one, gap=0)
    assert refusal.value.certain
    return refusal.value


def test_the_money_that_is_missing_is_named_by_source_and_year():
    must = sheet("A", cost_profile=[13.5], must_start=True, latest=0)
    assert refused(problem(must)).conflict == (Shortfall("stat", 2025, 3.5),)


def test_the_least_money_that_helps_is_asked_for():
    # In 2026 the project would lack 3; in 2025 it would lack 7.
    must = sheet("A", cost_profile=[12], must_start=True)
    frames = [{"key": "stat", "frames": [5, 9], "carry_over_cap": 0}]
    assert refused(problem(must, sources=frames)).conflict == (Shortfall("stat", 2026, 3.0),)


@pytest.mark.parametrize(
    ("changes", "conflict"),
    [
        (
            {"locked": {"A": None, "B": 2025}, "exclusions": [["A", "B"]]},
            {("exclusion", "A", "B"), ("locked", "A"), ("locked", "B")},
        ),
        (
            {"locked": {"A": 2025}, "dependencies": [{"project": "A", "requires": "B", "lag": 1}]},
            {("locked", "A"), ("dependency", "A", "B")},
        ),
        (
            {
                "locked": {"A": 2026},
                "excluded": ["B"],
                "dependencies": [{"project": "A", "requires": "B"}],
            },
            {("locked", "A"), ("dependency", "A", "B"), ("excluded", "B")},
        ),
        ({"locked": {"A": None}, "excluded": ["A"]}, {("locked", "A"), ("excluded", "A")}),
        ({"frozen": {"A": 2025}, "excluded": ["A"]}, {("frozen", "A"), ("excluded", "A")}),
        ({"frozen": {"A": None}, "locked": {"A": 2026}}, {("frozen", "A"), ("locked", "A")}),
        ({"frozen": {"A": 2025}, "locked": {"A": 2026}}, {("frozen", "A"), ("locked", "A")}),
        (
            {"frozen": {"A": 2025, "B": None}, "dependencies": [{"project": "A", "requires": "B"}]},
            {("frozen", "A"), ("frozen", "B"), ("dependency", "A", "B")},
        ),
        (
            {"frozen": {"A": 2025}, "owner_caps": {"Fylket": {"money_per_year": 9, "starts_per_year": 1}}},
            {("frozen", "A"), ("owner-money", "Fylket")},
        ),
        (
            {"locked": {"A": 2025, "B": 2025}, "owner_caps": {"Fylket": {"starts_per_year": 1}}},
            {("locked", "A"), ("locked", "B"), ("owner-starts", "Fylket")},
        ),
        (
            {"locked": {"A": None}, "excluded": ["B"], "minimum_shares": {"area": {"Sør": 0.5}}},
            {("locked", "A"), ("excluded", "B"), ("minimum-share", "area", "Sør")},
        ),
    ],
)
def test_rules_that_collide_are_named_and_no_others(changes, conflict):
    bystander = sheet("C", must_start=True, cost_profile=[0])
    both = {"owner": "Fylket"}
    one = problem(sheet("A", area="Nord", **both), sheet("B", area="Sør", **both), bystander, **changes)
    found = refused(one)
    assert {(rule.kind, *rule.keys) for rule in found.rules} == conflict
    assert not found.shortfalls


def test_rules_about_one_projects_money_are_named_when_no_frame_would_help():
    capped = sheet(
        "A", must_start=True, sources=["stat", "toll"], caps={"stat": {"total": 4}, "toll": {"total": 5}}
    )
    sources = [{"key": key, "frames": [50, 50]} for key in ("stat", "toll")]
    found = {(rule.kind, *rule.keys) for rule in refused(problem(capped, sources=sources)).rules}
    assert found == {("cap", "A", "stat"), ("cap", "A", "toll"), ("must-start", "A")}
    following = capped | {
        "caps": {"toll": {"per_year": 1}},
        "matching": [{"source": "toll", "of": "stat", "share": 0.5}],
    }
    found = {(rule.kind, *rule.keys) for rule in refused(problem(following, sources=sources)).rules}
    assert found == {("cap", "A", "toll"), ("matching", "A", "toll", "stat"), ("must-start", "A")}


def test_a_project_that_must_start_but_nobody_may_pay_for_is_named():
    found = refused(problem(sheet("A", must_start=True, sources=[]), sheet("B")))
    assert set(found.rules) == {RuleConflict("must-start", ("A",)), RuleConflict("no-source", ("A",))}


def test_the_money_asked_for_is_enough():
    tried = 0
    for seed in range(300, 360):
        one = read(invented(seed))
        one = replace(one, locked={project.key: None for project in one.projects[:2]}, exclusions=())
        try:
            balance(one)
        except Infeasible as refusal:
            if not refusal.shortfalls:
                continue
            tried += 1
            extra = {(lack.source, lack.year): lack.amount for lack in refusal.shortfalls}
            helped = tuple(
                replace(
                    source,
                    frames=tuple(
                        frame + extra.get((source.key, year), 0) + 1e-6
                        for frame, year in zip(source.frames, one.calendar, strict=True)
                    ),
                )
                for source in one.sources
            )
            assert balance(replace(one, sources=helped)).starts.keys() >= one.locked.keys()
    assert tried > 3
