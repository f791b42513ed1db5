"""A plan is judged by the text of the formats alone, and no rule can be broken unseen."""

from __future__ import annotations

import contextlib
import copy
import functools
import json
import random

import pytest
from hypothesis import HealthCheck, event, given, settings

from samstyring.engine.commands import main
from samstyring.engine.plan import as_mapping
from samstyring.engine.problem import ProblemError, read
from samstyring.engine.programme import Infeasible, balance
from samstyring.engine.verify import breaches

from .cases import best, document, problem, sheet
from .drawn import problems
from .test_problem import WRONG, places


@settings(max_examples=70, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(problems())
def test_every_plan_keeps_the_rules_and_no_plan_is_worth_more(sheets):
    one = read(sheets)
    oracle = best(one)
    event("impossible" if oracle is None else "possible")
    if oracle is None:
        with pytest.raises(Infeasible) as refusal:
            balance(one, gap=0)
        assert refusal.value.conflict
        return
    plan = balance(one, gap=0)
    assert list(breaches(sheets, as_mapping(plan))) == []
    assert plan.value == pytest.approx(oracle, abs=1e-6)


def asked():
    """Three years and a tail, with one of each rule; the plan for it is known to the krone."""
    return document(
        sheet("A", cost_profile=[6, 4], latest=0, must_start=True, area="Nord", owner="Fylket"),
        sheet(
            "B",
            cost_profile=[8, 6],
            earliest=1,
            sources=["stat", "toll"],
            owner="Kommunen",
            area="Sør",
            caps={"stat": {"total": 8, "per_year": 4}},
            matching=[{"source": "toll", "of": "stat", "share": 0.5}],
            scores={"nytte": [60, 80]},
        ),
        sheet("C", cost_profile=[3], latest=2, sources=["toll"], owner="Kommunen"),
        sheet("D", cost_profile=[1], sources=["toll"]),
        sheet("E", cost_profile=[1], sources=["toll"], scores={"nytte": 1}),
        sheet("F", cost_profile=[1], sources=["toll"]),
        sheet("G", cost_profile=[1], sources=["toll"], scores={"nytte": 2}),
        years=[2025, 2026, 2027],
        tail_years=1,
        sources=[
            {"key": "stat", "frames": [10, 6, 6], "tail_frames": [2], "carry_over_cap": 3},
            {"key": "toll", "frames": [3, 7, 6], "tail_frames": [2], "carry_over_cap": 2},
        ],
        exclusions=[["D", "G"]],
        dependencies=[{"project": "C", "requires": "A", "lag": 1}],
        minimum_shares={"area": {"Nord": 0.2}},
        owner_caps={"Kommunen": {"money_per_year": 9, "starts_per_year": 1}},
        locked={"D": 2025},
        excluded=["E"],
        frozen={"F": None, "A": 2025},
    )


@functools.cache
def planned():
    return json.loads(json.dumps(as_mapping(balance(read(asked()), gap=0))))


def broken(plan) -> set[str]:
    return {one.rule for one in breaches(asked(), plan)}


def test_a_good_plan_has_no_breaches():
    assert planned()["starts"] == {"A": 2025, "B": 2026, "C": 2027, "D": 2025}
    assert broken(planned()) == set()


def paid(plan, project, source, year):
    return next(
        one for one in plan["money"] if (one["project"], one["source"], one["year"]) == (project, source, year)
    )


@pytest.mark.parametrize(
    ("rule", "starts"),
    [
        ("window", {"B": 2025}),
        ("window", {"A": 2026}),
        ("must_start", {"A": None}),
        ("frozen", {"A": None}),
        ("frozen", {"F": 2025}),
        ("excluded", {"E": 2025}),
        ("locked", {"D": None}),
        ("locked", {"D": 2026}),
        ("exclusions", {"G": 2026}),
        ("dependencies", {"C": 2025}),
        ("dependencies", {"A": None}),
        ("minimum_shares", {"A": None}),
        ("owner_caps", {"C": 2026}),
        ("starts", {"X": 2025}),
        ("value", {"C": None}),
        ("need", {"C": None}),
    ],
)
def test_another_start_year_breaks_the_rule_it_should(rule, starts):
    plan = copy.deepcopy(planned())
    for key, year in starts.items():
        plan["starts"][key] = year
        if year is None:
            del plan["starts"][key]
    assert rule in broken(plan)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("need", lambda plan: plan["money"].pop()),
        ("need", lambda plan: paid(plan, "A", "stat", 2025).update(amount=5.9)),
        ("need", lambda plan: plan["money"].append({"project": "D", "source": "toll", "year": 2026, "amount": 1})),
        (
            "money",
            lambda plan: plan["money"].append({"project": "X", "source": "toll", "year": 2026, "amount": 1}),
        ),
        (
            "money",
            lambda plan: plan["money"].append({"project": "A", "source": "stat", "year": 2035, "amount": 1}),
        ),
        (
            "money",
            lambda plan: plan["money"].append({"project": "A", "source": "stat", "year": 2025, "amount": 0}),
        ),
        ("sources", lambda plan: paid(plan, "A", "stat", 2025).update(source="toll")),
        ("frames", lambda plan: paid(plan, "A", "stat", 2025).update(source="toll")),
        ("frames", lambda plan: plan["carry_over"].append({"source": "toll", "year": 2027, "amount": 2})),
        ("carry_over_cap", lambda plan: plan["carry_over"].append({"source": "stat", "year": 2025, "amount": 4})),
        ("carry_over", lambda plan: plan["carry_over"].append({"source": "stat", "year": 2035, "amount": 1})),
        ("carry_over", lambda plan: plan["carry_over"].append({"source": "stat", "year": 2025, "amount": -1})),
        ("shortfalls", lambda plan: plan["shortfalls"].append({"source": "stat", "year": 2025, "amount": 1})),
        ("shortfalls", lambda plan: plan.update(least_shortfall=2)),
        ("value", lambda plan: plan.update(value=plan["value"] * 1.001)),
        ("bound", lambda plan: plan.update(bound=plan["value"] - 1)),
        ("gap", lambda plan: plan.update(bound=plan["bound"] + 1)),
        ("status", lambda plan: plan.update(bound=plan["value"] * 1.1, gap=0.1)),
        ("input_sha256", lambda plan: plan.update(input_sha256="0" * 64)),
    ],
)
def test_another_figure_breaks_the_rule_it_should(rule, change):
    plan = copy.deepcopy(planned())
    change(plan)
    assert rule in broken(plan)


def test_caps_and_matching_are_judged_apart_from_frames():
    roomy = asked()
    roomy["sources"][0] |= {"frames": [100] * 3, "tail_frames": [100]}
    roomy["sources"][1] |= {"frames": [100] * 3, "tail_frames": [100]}
    plan = json.loads(json.dumps(as_mapping(balance(read(roomy), gap=0))))
    of_b = [one for one in plan["money"] if one["project"] == "B"]
    plan["money"] = [one for one in plan["money"] if one["project"] != "B"]
    plan["money"] += [{"project": "B", "source": "stat", "year": one, "amount": 0} for one in ()]
    for year in sorted({one["year"] for one in of_b}):
        need = sum(one["amount"] for one in of_b if one["year"] == year)
        plan["money"].append({"project": "B", "source": "stat", "year": year, "amount": need})
    found = list(breaches(roomy, plan))
    assert {one.rule for one in found} == {"caps", "matching"}
    assert sorted(round(one.excess, 6) for one in found if one.rule == "caps") == [2, 4, 6]


def test_unknown_scores_need_a_meaning():
    one = problem(sheet("A", scores={}))
    plan = as_mapping(balance(one, missing="zero"))
    assert list(breaches(one, plan)) == []
    assert {each.rule for each in breaches(one, plan | {"missing": "refuse"})} == {"missing"}


def test_each_level_of_a_ranking_is_judged():
    one = problem(sheet("A"), sheet("B", scores={"nytte": 40}), ranking=["nytte"], weights=None)
    plan = json.loads(json.dumps(as_mapping(balance(one))))
    assert list(breaches(one, plan)) == []
    wrong = copy.deepcopy(plan)
    wrong["levels"][0]["value"] += 1
    assert {each.where for each in breaches(one, wrong)} == {"levels.nytte"}
    assert {each.rule for each in breaches(one, plan | {"levels": []})} == {"levels"}


def test_a_small_rounding_is_not_a_breach():
    thirds = problem(sheet("A", cost_profile=[10 / 3]), sheet("B", cost_profile=[20 / 3]))
    plan = as_mapping(balance(thirds))
    assert list(breaches(thirds, plan)) == []
    payers = [f"kilde {n}" for n in range(7)]
    sevenths = problem(
        *(
            sheet(key, cost_profile=[10 / 7], sources=payers, caps={"kilde 0": {"per_year": 10 / 49}}, latest=0)
            for key in "ABCDEFG"
        ),
        sources=[{"key": key, "frames": [10 / 7, 0]} for key in payers],
    )
    plan = balance(sevenths)
    assert len(plan.starts) == 7
    assert list(breaches(sevenths, as_mapping(plan))) == []


@pytest.mark.parametrize("seed", range(100))
def test_a_damaged_plan_is_judged_or_refused_but_never_breaks(seed):
    rng = random.Random(seed)
    damaged = copy.deepcopy(planned())
    for _ in range(rng.randint(1, 3)):
        container, key = rng.choice(places(damaged))
        if rng.random() < 0.3:
            del container[key]
        else:
            container[key] = copy.deepcopy(rng.choice(WRONG))
    # No damage makes it the plan for another problem that it would be good for.
    with contextlib.suppress(ProblemError):
        assert list(breaches(asked(), damaged)) or damaged["starts"] == planned()["starts"]


@pytest.fixture
def files(tmp_path):
    asked_for, found = tmp_path / "problem.json", tmp_path / "solution.json"
    asked_for.write_text(json.dumps(asked()), encoding="utf-8")
    assert main(["solve", str(asked_for), "--out", str(found), "--quiet"]) == 0
    return asked_for, found


def test_the_command_line_says_that_a_plan_holds(files, capsys):
    assert main(["verify", *map(str, files)]) == 0
    assert "every rule holds" in capsys.readouterr().out


def test_the_command_line_lists_what_does_not_hold(files, capsys):
    plan = json.loads(files[1].read_text(encoding="utf-8"))
    plan["money"].pop()
    files[1].write_text(json.dumps(plan), encoding="utf-8")
    assert main(["verify", *map(str, files)]) == 1
    assert "is needed and 0 is paid" in capsys.readouterr().out


def test_files_that_cannot_be_judged_are_bad_input(files, tmp_path, capsys):
    assert main(["verify", str(files[0]), str(files[0])]) == 2
    assert main(["verify", str(files[1]), str(files[1])]) == 2
    assert main(["verify", str(files[0]), str(tmp_path / "borte.json")]) == 2
    assert "borte.json: cannot be read" in capsys.readouterr().err
