"""The balanced programme against an oracle that tries every plan, and what must always be true of it."""

from __future__ import annotations

import json
import math
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from samstyring.engine.plan import as_mapping
from samstyring.engine.problem import Problem, read
from samstyring.engine.programme import Infeasible, Plan, Stopped, balance
from samstyring.engine.scoring import ScoresMissing
from samstyring.engine.verify import breaches

from .cases import best, document, invented, lexicographic, payable, problem, sheet

BENCH = Path(__file__).resolve().parents[3] / "shared/data/bench/problems"
QUICK = ("n30_T4_s1", "n60_T4_s2")
SLOW = ("n60_T4_s1", "n200_T4_s1", "n1000_T4_s1")
# Where nobody has proved what the best plan is.
UNPROVED = ("n60_T10_s1", "n200_T10_s1")


def exact(one: Problem) -> Plan:
    return balance(one, gap=0)


def money_adds_up(one: Problem, plan: Plan) -> None:
    """Every project gets what it needs each year, and no source pays more than it has."""
    for project in one.projects:
        for year in one.calendar:
            paid = [pay for pay in plan.money if pay.project == project.key and pay.year == year]
            age = year - plan.starts.get(project.key, 10_000)
            need = project.cost_profile[age] if 0 <= age < len(project.cost_profile) else 0
            assert math.fsum(pay.amount for pay in paid) == pytest.approx(need, abs=1e-6)
            assert all(pay.amount > 0 and pay.source in project.sources for pay in paid)
    caps = {source.key: source.carry_over_cap for source in one.sources}
    for at in plan.use:
        used = math.fsum(pay.amount for pay in plan.money if (pay.source, pay.year) == (at.source, at.year))
        assert at.used == pytest.approx(used, abs=1e-6)
        assert at.used + at.carried_out <= at.frame + at.carried_in + 1e-6
        assert 0 <= at.carried_out <= caps[at.source] + 1e-6


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_is_worth_more_than_the_balanced_one(seed):
    one = read(invented(seed))
    oracle = best(one)
    if oracle is None:
        with pytest.raises(Infeasible) as refusal:
            exact(one)
        assert refusal.value.conflict
        return
    plan = exact(one)
    assert plan.value == pytest.approx(oracle, abs=1e-6)
    assert plan.status == "optimal"
    assert plan.bound == pytest.approx(plan.value)
    assert payable(one, {key: year - one.years[0] for key, year in plan.starts.items()})
    money_adds_up(one, plan)


@pytest.mark.parametrize("seed", range(100, 112))
def test_a_ranking_lets_the_first_criterion_decide_first(seed):
    one = read(invented(seed, ranking=True))
    oracle = lexicographic(one)
    if oracle is None:
        pytest.skip("no plan is possible in this problem")
    plan = exact(one)
    assert [level.value for level in plan.levels] == pytest.approx(list(oracle), abs=1e-4)
    money_adds_up(one, plan)


@pytest.mark.parametrize("name", [*QUICK, *SLOW, *UNPROVED])
def test_it_agrees_with_an_independent_builder_on_the_sample_problems(name):
    if not BENCH.exists():
        pytest.skip("the sample problems are not on this machine")
    if name not in QUICK and "SAMSTYRING_ALL_SAMPLES" not in os.environ:
        pytest.skip("takes minutes: SAMSTYRING_ALL_SAMPLES=1 runs it")
    reference = json.loads((BENCH / "reference.json").read_text())[name]
    one = read((BENCH / f"{name}.json").read_bytes())
    plan = balance(one, seconds=180)
    print(f"{name}: value {plan.value:.6f}, bound {plan.bound:.6f}, gap {plan.gap:.2e}, {plan.seconds} s")
    assert list(breaches(one, as_mapping(plan))) == []
    assert plan.value <= reference["bound"] + 1e-6
    assert plan.bound >= reference["value"] - 1e-6
    if name not in UNPROVED:
        assert plan.gap <= 1e-4
        assert plan.value == pytest.approx(reference["value"], rel=1e-4)


@pytest.mark.parametrize("seed", range(200, 208))
def test_one_more_exclusion_never_gives_more(seed):
    one = read(invented(seed))
    stricter = replace(one, exclusions=(*one.exclusions, ("P0", "P1")))
    assert value(stricter) <= value(one) + 1e-6


def value(one: Problem) -> float:
    """Worth of the best plan; minus infinity if there is none."""
    try:
        return exact(one).value
    except Infeasible:
        return -math.inf


def test_a_locked_project_is_always_in_and_in_its_year():
    plan = exact(problem(sheet("A"), sheet("B", scores={"nytte": 90}), locked={"A": 2026}))
    assert plan.starts == {"A": 2026, "B": 2025}


def test_a_locked_project_may_have_its_year_left_open():
    plan = exact(problem(sheet("A"), sheet("B", size=9), sheet("C", size=9), locked={"A": None}))
    assert "A" in plan.starts
    assert len(plan.starts) == 2


def test_an_excluded_project_stays_out():
    assert exact(problem(sheet("A", size=9), sheet("B"), excluded=["A"])).starts == {"B": 2025}


def test_unspent_money_can_be_carried_but_no_more_than_the_cap():
    big = sheet("Stor", cost_profile=[14], scores={"nytte": 90})
    sources = [{"key": "stat", "frames": [10, 10], "tail_frames": [], "carry_over_cap": 4}]
    plan = exact(problem(big, sources=sources))
    assert plan.starts == {"Stor": 2026}
    assert [(at.carried_out, at.used) for at in plan.use] == [(4, 0), (0, 14)]
    assert ("carry-over", ("stat",), 2025) in {(rule.kind, rule.keys, rule.year) for rule in plan.binding}
    sources[0]["carry_over_cap"] = 3.9
    assert exact(problem(big, sources=sources)).starts == {}


def test_costs_in_the_tail_need_money_and_costs_after_it_do_not():
    long = sheet("Lang", cost_profile=[5, 5, 5], earliest=1)
    tail = [{"key": "stat", "frames": [10, 10], "tail_frames": [4.9], "carry_over_cap": 0}]
    assert exact(problem(long, sources=tail, tail_years=1)).starts == {}
    tail[0]["tail_frames"] = [5]
    assert exact(problem(long, sources=tail, tail_years=1)).starts == {"Lang": 2026}


def test_full_frames_are_named_as_binding():
    plan = exact(problem(sheet("A"), sheet("B"), sheet("C")))
    frames = [rule for rule in plan.binding if rule.kind == "frame"]
    assert {(rule.keys, rule.year, rule.room) for rule in frames} == {
        (("stat",), 2025, 0.0),
        (("stat",), 2026, 0.0),
    }
    assert all(rule.price > 0 for rule in frames)


def test_unknown_scores_are_refused_unless_somebody_says_what_they_mean():
    half = sheet("Halv", scores={"klima": 80, "nytte": None})
    one = problem(half, weights={"klima": 0.5, "nytte": 0.5})
    with pytest.raises(ScoresMissing) as refusal:
        balance(one)
    assert refusal.value.unknown == (("Halv", "nytte"),)
    assert balance(one, missing="zero").value == 40
    plan = balance(one, missing="weights-of-known")
    assert (plan.value, plan.unknown, plan.missing) == (80, (("Halv", "nytte"),), "weights-of-known")


def test_nothing_proposed_gives_an_empty_programme():
    plan = exact(read(document()))
    assert (plan.value, plan.starts, plan.status, plan.money) == (0.0, {}, "optimal", ())


def test_the_same_question_gets_the_same_answer():
    one = read(invented(7))
    first, again = exact(one), exact(one)
    assert replace(first, seconds=0) == replace(again, seconds=0)


def hard() -> Problem:
    """Few and lumpy projects over many years: a proof takes minutes."""
    rng = random.Random(1)
    frames = [{"key": name, "frames": [45] * 10, "carry_over_cap": 5} for name in ("stat", "fylke", "toll")]
    projects = [
        sheet(
            f"P{n:02}",
            cost_profile=[rng.randint(20, 400) / 10 for _ in range(4)],
            size=rng.uniform(9, 10),
            latest=9,
            sources=rng.sample(["stat", "fylke", "toll"], 2),
        )
        for n in range(60)
    ]
    return problem(*projects, sources=frames, years=list(range(2025, 2035)))


def test_the_waiting_are_told_how_far_it_has_come_and_may_stop_it():
    told = []
    with pytest.raises(Stopped):
        balance(hard(), gap=0, progress=lambda *news: told.append(news), cancelled=lambda: len(told) >= 3)
    incumbent, bound, seconds = told[-1]
    assert seconds < 5
    assert bound is None or incumbent is None or bound >= incumbent


def test_at_the_time_limit_the_best_plan_comes_with_its_proved_gap():
    plan = balance(hard(), seconds=1, gap=0)
    assert plan.status == "time-limit"
    assert plan.value < plan.bound
    assert plan.gap == pytest.approx((plan.bound - plan.value) / plan.value)


def test_the_number_of_threads_can_change_from_one_question_to_the_next():
    one = read(invented(7))
    assert [balance(one, gap=0, threads=threads).value for threads in (1, 2, 1)] == [exact(one).value] * 3
