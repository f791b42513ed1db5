"""All unbeaten plans: three ways to find them agree, and what they say holds against sampled weights."""

from __future__ import annotations

import itertools
import json
from importlib.resources import files

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samstyring.engine import rpm
from samstyring.engine.columns import build
from samstyring.engine.commands import main
from samstyring.engine.problem import Problem, read
from samstyring.engine.programme import balance
from samstyring.engine.rpm import dominance, intervals, knapsack, successive
from samstyring.engine.scoring import ScoresMissing
from samstyring.engine.solve import Stopped, Watch

from .cases import document, invented, payable, plans, problem, sheet, worth

SCHEMA = json.loads(files("samstyring.engine.schemas").joinpath("rpm.json").read_text(encoding="utf-8"))
BOTH = [[1, 0], [0, 1]]


def one_year(*projects: dict, frame: float = 20, **changes) -> Problem:
    """One source, one year, criteria klima and nytte: what dynamic programming is for."""
    return problem(
        *(one | {"earliest": 0, "latest": 0} for one in projects),
        **{
            "years": [2025],
            "weights": {"klima": 1, "nytte": 1},
            "sources": [{"key": "stat", "frames": [frame]}],
        }
        | changes,
    )


def scored(key: str, klima: float, nytte: float, cost: float = 10, **changes) -> dict:
    return sheet(key, scores={"klima": klima, "nytte": nytte}, cost_profile=[cost], **changes)


def sets(found: rpm.Rpm) -> set[frozenset[str]]:
    return {frozenset(one.starts) for one in found.portfolios}


def listed(one: Problem, vertices: list[list[float]]) -> set[tuple[frozenset[str], tuple[float, ...]]]:
    """Every unbeaten plan, by trying every plan there is."""
    weights = np.array(vertices, dtype=float)
    weights /= weights.sum(axis=1, keepdims=True)
    found = {}
    for starts in plans(one):
        if payable(one, starts):
            values = [worth(one, starts, dict(zip(one.criteria, row, strict=True))) for row in weights]
            found[frozenset(starts), tuple(np.round(values, 6) + 0.0)] = values
    unbeaten = rpm.undominated(np.array(list(found.values())).reshape(len(found), len(weights)), tolerance=1e-6)
    return {plan for plan, kept in zip(found, unbeaten, strict=True) if kept}


def told(found: rpm.Rpm) -> set[tuple[frozenset[str], tuple[float, ...]]]:
    return {(frozenset(one.starts), tuple(np.round(one.worth, 6) + 0.0)) for one in found.portfolios}


@pytest.mark.parametrize("seed", range(400, 416))
def test_one_after_the_other_finds_what_trying_every_plan_finds(seed):
    one = read(invented(seed))
    vertices = [*BOTH, [2, 3]] if seed % 2 else np.random.default_rng(seed).dirichlet([1, 1], 3).tolist()
    assert told(rpm.study(one, vertices)) == listed(one, vertices)


@pytest.mark.parametrize("seed", range(400, 406))
def test_zones_and_disjunctions_find_the_same_plans(seed):
    model = build(read(invented(seed)))
    worths = np.zeros((len(model.lower), 3))
    columns = [column for years in model.start_columns.values() for column in years.values()]
    worths[columns] = np.random.default_rng(seed).integers(0, 90, (len(columns), 3))
    by_zones, by_disjunctions = (
        successive.plans(model, worths, Watch.start(60), most=300, zoned=zoned) for zoned in (True, False)
    )
    assert {(frozenset(one.starts), tuple(one.worth)) for one in by_zones} == {
        (frozenset(one.starts), tuple(one.worth)) for one in by_disjunctions
    }


@st.composite
def budgets(draw):
    """Few projects, small whole numbers: many ties, and sums that fit to the last krone."""
    count, vertices, frames = draw(st.integers(1, 9)), draw(st.integers(1, 4)), draw(st.integers(1, 2))
    amounts = st.integers(0, draw(st.sampled_from([3, 60])))
    values = draw(
        st.lists(st.lists(amounts, min_size=vertices, max_size=vertices), min_size=count, max_size=count)
    )
    costs = draw(st.lists(st.lists(amounts, min_size=frames, max_size=frames), min_size=count, max_size=count))
    share = draw(st.floats(0, 1.1))
    costs = np.array(costs, dtype=float)
    return np.array(values, dtype=float), costs, np.floor(costs.sum(axis=0) * share)


@settings(max_examples=60, deadline=None)
@given(budgets(), st.sampled_from([(1_000,), (2, 8, 1_000)]))
def test_dynamic_programming_finds_what_trying_every_choice_finds(case, widths):
    values, costs, frames = case
    every = np.array(list(itertools.product([False, True], repeat=len(values))))
    every = every[(every @ costs <= frames).all(axis=1)]
    unbeaten = every[rpm.undominated(every @ values)]
    found = knapsack.choices(values, costs, frames, widths=widths)
    assert set(map(tuple, found.tolist())) == set(map(tuple, unbeaten.tolist()))


def every_choice(one: Problem, vertices: list[list[float]]) -> set[tuple[frozenset[str], tuple[float, ...]]]:
    """Every unbeaten plan of a year with one frame, by trying all 2ⁿ choices of n projects."""
    count, frame = len(one.projects), one.sources[0].frames[0]
    choices = ((np.arange(2**count)[:, None] >> np.arange(count)) & 1).astype(bool)
    choices = choices[choices @ np.array([project.cost_profile[0] for project in one.projects]) <= frame + 1e-9]
    scores = np.array([[project.size * project.scores[name] for name in one.criteria] for project in one.projects])
    weights = np.array(vertices, dtype=float)
    values = choices @ scores @ (weights / weights.sum(axis=1, keepdims=True)).T
    # One at a time from the best sum: who is beaten is beaten by one with a larger sum.
    unbeaten: list[int] = []
    for n in np.argsort(-values.sum(axis=1), kind="stable").tolist():
        over = values[unbeaten] - values[n] if unbeaten else np.zeros((0, len(vertices)))
        if not ((over >= -1e-9).all(axis=1) & (over > 1e-9).any(axis=1)).any():
            unbeaten.append(n)
    keys = np.array([project.key for project in one.projects])
    return {(frozenset(keys[choices[n]].tolist()), tuple(np.round(values[n], 6) + 0.0)) for n in unbeaten}


@pytest.mark.parametrize("seed", range(4))
def test_dynamic_programming_and_successive_searches_find_what_trying_sixteen_projects_finds(seed):
    rng = np.random.default_rng(seed)
    one = one_year(
        *(
            scored(f"P{n:02}", int(rng.integers(0, 100)), int(rng.integers(0, 100)), rng.integers(5, 90) / 2)
            for n in range(16)
        ),
        frame=150,
    )
    vertices = [[3, 1], [1, 3]]
    assert told(rpm.study(one, vertices)) == every_choice(one, vertices)
    at_once = rpm.study(one, vertices)
    one_by_one = rpm.study(one, vertices, method="successive-milp")
    assert (at_once.method, one_by_one.method) == ("dynamic-programming", "successive-milp")
    assert told(at_once) == told(one_by_one)
    assert at_once.projects == one_by_one.projects
    assert at_once.images == one_by_one.images


def settled(seed: int, count: int) -> Problem:
    """Three years, and every project with the year it must start in if it starts at all."""
    rng = np.random.default_rng(seed)
    years = rng.integers(0, 3, count).tolist()
    return problem(
        *(
            scored(f"P{n:02}", *rng.integers(0, 100, 2).tolist(), earliest=year, latest=year)
            | {"cost_profile": (rng.integers(2, 60, 2) / 2).tolist()}
            for n, year in enumerate(years)
        ),
        years=[2025, 2026, 2027],
        weights={"klima": 1, "nytte": 1},
        sources=[{"key": "stat", "frames": [30, 45, 40]}],
    )


@pytest.mark.parametrize("seed", range(4))
def test_settled_years_are_so_many_budgets(seed):
    one = settled(seed, 8)
    found = rpm.study(one, BOTH)
    assert found.method == "dynamic-programming"
    assert told(found) == listed(one, BOTH)
    assert told(rpm.study(one, BOTH, method="successive-milp")) == told(found)


@pytest.mark.parametrize("seed", range(2))
def test_plans_thought_good_beforehand_change_nothing(seed):
    one = settled(seed, 8)
    model = build(one)
    worths = np.zeros((len(model.lower), 2))
    for project in one.projects:
        worths[model.start_columns[project.key][project.earliest]] = [
            project.scores[name] for name in one.criteria
        ]
    # Some of them cannot be paid, most are beaten, and some may be unbeaten.
    thought = plans(one)[::7]
    found = successive.plans(model, worths, Watch.start(60), most=300, known=thought)
    again = successive.plans(model, worths, Watch.start(60), most=300)
    assert {frozenset(hit.starts) for hit in found} == {frozenset(hit.starts) for hit in again}


@settings(max_examples=40, deadline=None)
@given(budgets(), st.randoms(use_true_random=False))
def test_with_interval_scores_a_beaten_choice_is_beaten_whatever_the_scores(case, rng):
    low, costs, frames = case
    low, costs = low[:7], costs[:7]
    high = low + np.array([[rng.choice([0, 0, 5, 20]) for _ in row] for row in low], dtype=float)
    every = np.array(list(itertools.product([False, True], repeat=len(low))))
    every = every[(every @ costs <= frames).all(axis=1)]

    def beats(one, other):
        here, there = one & ~other, other & ~one
        worst = low[here].sum(axis=0) - high[there].sum(axis=0)
        best = high[here].sum(axis=0) - low[there].sum(axis=0)
        return (worst >= 0).all() and (best > 0).any()

    unbeaten = {tuple(one.tolist()) for one in every if not any(beats(other, one) for other in every)}
    found = intervals.choices(low, high, costs, frames)
    assert set(map(tuple, found.tolist())) == unbeaten
    certain = knapsack.choices(low, costs, frames)
    assert set(map(tuple, intervals.choices(low, low, costs, frames).tolist())) == set(
        map(tuple, certain.tolist())
    )


def test_what_scores_leave_open_is_borderline():
    one = one_year(
        scored("A", 50, 50), sheet("B", scores={"klima": [40, 60], "nytte": 50}), scored("C", 30, 30), frame=10
    )
    assert sets(rpm.study(one, BOTH)) == {frozenset("A"), frozenset("B")}
    assert sets(rpm.study(one, [[1, 0]], intervals=True)) == {frozenset("A"), frozenset("B")}
    better = one_year(scored("A", 39, 39), sheet("B", scores={"klima": [40, 60], "nytte": 50}), frame=10)
    found = rpm.study(better, BOTH, intervals=True)
    assert (sets(found), found.intervals, found.portfolios[0].worth) == ({frozenset("B")}, True, (40.0, 50.0))
    with pytest.raises(rpm.TooLarge, match="intervals"):
        rpm.study(problem(sheet("A", scores={"nytte": [1, 2]})), [[1]], intervals=True)


@pytest.mark.parametrize("seed", [401, 403, 404, 410])
def test_whatever_the_weights_a_best_plan_is_among_the_unbeaten(seed):
    given = invented(seed)
    found = rpm.study(read(given), BOTH)
    for klima in np.random.default_rng(seed).random(6).tolist():
        given["weights"] = {"klima": klima, "nytte": 1 - klima}
        best = max((klima * one.worth[0] + (1 - klima) * one.worth[1] for one in found.portfolios), default=None)
        if best is None:
            assert listed(read(given), BOTH) == set()
        else:
            assert best == pytest.approx(balance(read(given), gap=0).value, abs=1e-6)


def test_a_plan_may_be_unbeaten_though_no_weights_make_it_best():
    found = rpm.study(one_year(scored("A", 90, 0), scored("B", 0, 90), scored("C", 40, 40), frame=10), BOTH)
    assert sets(found) == {frozenset("A"), frozenset("B"), frozenset("C")}
    assert [(one.kind, one.core_index) for one in found.projects] == [("borderline", 1 / 3)] * 3


@pytest.mark.parametrize("method", ["dynamic-programming", "successive-milp"])
def test_plans_worth_the_same_are_all_counted(method):
    one = one_year(scored("A", 50, 50), scored("B", 50, 50), scored("C", 90, 90), frame=20)
    found = rpm.study(one, BOTH, method=method)
    assert sets(found) == {frozenset("AC"), frozenset("BC")}
    assert found.images == 1
    assert [(one.key, one.kind) for one in found.projects] == [
        ("A", "borderline"),
        ("B", "borderline"),
        ("C", "core"),
    ]


def test_one_plan_is_one_though_it_could_start_in_other_years():
    one = problem(sheet("A"), delay_factor=1)
    found = rpm.study(one, [[1]])
    assert len(found.portfolios) == 1
    assert found.method == "successive-milp"


@pytest.mark.parametrize("method", ["dynamic-programming", "successive-milp"])
def test_with_one_criterion_only_the_best_is_unbeaten(method):
    one = one_year(scored("A", 0, 30), scored("B", 0, 50), scored("C", 9, 70, 20), frame=20)
    found = rpm.study(one, [[0, 1]], method=method)
    assert [(set(plan.starts), plan.worth) for plan in found.portfolios] == [({"A", "B"}, (80.0,))]
    assert [one.kind for one in found.projects] == ["core", "core", "exterior"]


@pytest.mark.parametrize("method", ["dynamic-programming", "successive-milp"])
def test_without_money_only_what_is_free_can_start(method):
    found = rpm.study(one_year(scored("A", 50, 40), scored("B", 1, 2, 0), frame=0), BOTH, method=method)
    assert sets(found) == {frozenset("B")}


@pytest.mark.parametrize("method", ["dynamic-programming", "successive-milp"])
def test_when_all_can_be_afforded_all_are_core(method):
    found = rpm.study(
        one_year(scored("A", 50, 40), scored("B", 1, 2), scored("C", 0, 3), frame=30), BOTH, method=method
    )
    assert sets(found) == {frozenset("ABC")}
    assert {one.kind for one in found.projects} == {"core"}


@pytest.mark.parametrize("method", ["dynamic-programming", "successive-milp"])
def test_what_people_have_decided_is_kept(method):
    projects = scored("A", 1, 1), scored("B", 80, 80), scored("C", 90, 90), scored("D", 70, 70)
    found = rpm.study(one_year(*projects, frame=20, locked={"A": 2025}, excluded=["C"]), BOTH, method=method)
    assert sets(found) == {frozenset("AB")}
    dear = one_year(scored("A", 1, 1, 30, must_start=True), frame=20)
    assert rpm.study(dear, BOTH, method=method).portfolios == ()


def test_plans_are_written_as_their_schema_says():
    found = rpm.study(one_year(scored("A", 90, 0), scored("B", 0, 90), frame=10), [[3, 1], [1, 3], [3, 1]])
    assert found.vertices == ((0.75, 0.25), (0.25, 0.75))
    jsonschema.validate(json.loads(rpm.write(found)), SCHEMA)


def test_what_is_too_large_is_refused_with_what_to_use_instead():
    alike = one_year(*(scored(f"P{n:02}", 50, 50) for n in range(40)), frame=200)
    with pytest.raises(rpm.TooLarge, match="certified study"):
        rpm.study(alike, BOTH, seconds=0.5)
    with pytest.raises(rpm.TooLarge, match="certified study"):
        rpm.study(alike, BOTH, method="successive-milp", seconds=0.2)
    many = one_year(*(scored(f"P{n:03}", 50, 50) for n in range(401)))
    with pytest.raises(rpm.TooLarge, match="401 projects"):
        rpm.study(many, BOTH)


@pytest.mark.parametrize("vertices", [[], [[1]], [[1, -1]], [[0, 0]], [[1, float("nan")]]])
def test_what_are_no_weights_is_refused(vertices):
    with pytest.raises(ValueError, match="vertices"):
        rpm.study(one_year(scored("A", 1, 1)), vertices)


def test_dynamic_programming_is_not_used_where_projects_depend_on_each_other():
    tied = one_year(scored("A", 1, 1), scored("B", 1, 1), exclusions=[["A", "B"]])
    with pytest.raises(ValueError, match="method"):
        rpm.study(tied, BOTH, method="dynamic-programming")
    assert rpm.study(tied, BOTH).method == "successive-milp"


def test_unknown_scores_count_only_where_they_have_a_weight():
    one = one_year(scored("A", 50, 40), sheet("B", scores={"nytte": 60}))
    with pytest.raises(ScoresMissing):
        rpm.study(one, BOTH)
    assert sets(rpm.study(one, [[0, 1]])) == {frozenset("AB")}


def test_those_who_wait_may_stop_it():
    for one in (one_year(scored("A", 1, 1)), read(document(sheet("A")))):
        with pytest.raises(Stopped):
            rpm.study(one, np.eye(len(one.criteria)), cancelled=lambda: True)


@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_zones_hold_exactly_what_no_point_is_at_least_as_good_as(points):
    values = np.array(points, dtype=float)
    known = np.unique(values[rpm.undominated(values)], axis=0)
    corners = dominance.zones(known, floor=-1.0, most=1_000)
    for place in itertools.product(range(6), repeat=3):
        covered = bool((known >= place).all(axis=1).any())
        assert bool((corners < place).all(axis=1).any()) == (not covered)


def test_the_plans_from_the_command_line(tmp_path, capsys):
    given, weights, out = tmp_path / "problem.json", tmp_path / "weights.json", tmp_path / "plans.json"
    asked = document(
        scored("A", 90, 0, latest=0),
        scored("B", 0, 90, latest=0),
        weights={"klima": 1, "nytte": 1},
        years=[2025],
        sources=[{"key": "stat", "frames": [10]}],
    )
    given.write_text(json.dumps(asked), encoding="utf-8")
    parties = [
        {"key": "Kommunen", "weights": {"klima": 1, "nytte": 0}},
        {"key": "Staten", "weights": {"klima": 0, "nytte": 1}},
    ]
    weights.write_text(json.dumps({"format": "samstyring-party-weights/1", "parties": parties}), encoding="utf-8")
    words = ["rpm", str(given), "--party-weights", str(weights)]
    assert main([*words, "--out", str(out)]) == 0
    jsonschema.validate(json.loads(out.read_text(encoding="utf-8")), SCHEMA)
    assert "2 unbeaten plans" in capsys.readouterr().err
    given.write_text(
        json.dumps(asked | {"projects": [scored("A", 1, 1, 11, latest=0, must_start=True)]}), encoding="utf-8"
    )
    assert main(words) == 1
    given.write_text(json.dumps(asked | {"projects": [scored(f"P{n}", 1, 1, 1, latest=0) for n in range(401)]}))
    assert main(words) == 1
    assert "samstyring robust" in capsys.readouterr().err
    assert main([*words[:3], str(tmp_path / "borte.json")]) == 2
