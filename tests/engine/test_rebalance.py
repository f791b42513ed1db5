"""An adopted programme in new circumstances, against an oracle that tries every programme there is."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from samstyring.engine.adopted import Adopted
from samstyring.engine.portfolio import Problem
from samstyring.engine.problem import read
from samstyring.engine.programme import Infeasible, NoPlanInTime, Stopped, balance
from samstyring.engine.rebalance import ChangeWeights, FrozenContradiction, Rebalancing, as_solution, rebalance
from samstyring.engine.scoring import ScoresMissing
from samstyring.engine.verify import breaches

from .cases import document, invented, lacking, plans, problem, sheet, worth

BENCH = Path(__file__).resolve().parents[3] / "shared/data/bench/problems"


def adopted(one: Problem) -> Adopted:
    return Adopted(balance(one).starts, (), 0.0)


def shocked(one: Problem, starts: dict[str, int]) -> Problem:
    """The largest running project costs 35 per cent more, and the tolls give 12 per cent less from year two."""
    running = [at for at in one.projects if starts.get(at.key) == one.years[0]]
    largest = max(running, key=lambda at: (sum(at.cost_profile), at.key))
    return replace(
        one,
        projects=tuple(
            replace(at, cost_profile=tuple(1.35 * cost for cost in at.cost_profile)) if at is largest else at
            for at in one.projects
        ),
        sources=tuple(
            replace(at, frames=(at.frames[0], *(0.88 * frame for frame in at.frames[1:])))
            if at.key == "bompenger"
            else at
            for at in one.sources
        ),
    )


def stirred(one: Problem, seed: int) -> Problem:
    """The same projects with other costs, and other frames."""
    rng = random.Random(seed)
    return replace(
        one,
        projects=tuple(
            replace(
                at, cost_profile=tuple(round(cost * rng.choice([1, 1, 1.4, 0.8]), 1) for cost in at.cost_profile)
            )
            for at in one.projects
        ),
        sources=tuple(
            replace(at, frames=tuple(frame * rng.choice([1, 1, 0.7]) for frame in at.frames)) for at in one.sources
        ),
    )


def counted(starts: dict[str, int], before: dict[str, int], weights: ChangeWeights) -> float:
    """The change of a programme, straight from the definition."""
    total = 0.0
    for key in starts.keys() | before.keys():
        if key not in before:
            total += weights.new
        elif key not in starts:
            total += weights.dropped
        elif starts[key] != before[key]:
            total += weights.moved + weights.per_year_moved * abs(starts[key] - before[key])
    return total


def possible(one: Problem, before: dict[str, int], through: int) -> list[tuple[dict[str, int], float]]:
    """Every programme that keeps what is decided, and what it lacks. Calendar years."""
    found = []
    for starts in plans(one):
        years = {key: one.years[start] for key, start in starts.items()}
        decided = {key for key, year in before.items() if year <= through}
        early = {key for key, year in years.items() if year <= through} - decided
        demanded = {
            at.key
            for at in one.projects
            if at.key in one.locked or (at.must_start and one.years[at.latest] <= through)
        }
        if all(years.get(key) == before[key] for key in decided) and early <= demanded:
            found.append((years, lacking(one, starts)))
    return found


WEIGHTS = (ChangeWeights(), ChangeWeights(moved=1, new=3, dropped=2, per_year_moved=0.5))


@pytest.mark.parametrize("seed", range(24))
def test_no_programme_lacks_less_or_changes_less_or_is_worth_more(seed):
    first = read(invented(seed, most=5) | ({} if seed % 4 == 0 else {"minimum_shares": {}}))
    try:
        programme = adopted(first)
    except Infeasible:
        pytest.skip("no plan is possible in this problem")
    one, weights, through = stirred(first, seed), WEIGHTS[seed % 2], first.years[0] - seed % 3 // 2
    before = dict(programme.starts)
    every = possible(one, before, through)
    least = min((lack for _, lack in every), default=math.inf)
    if least == math.inf:
        with pytest.raises(Infeasible):
            rebalance(programme, one, frozen_through=through)
        return
    found = rebalance(programme, one, frozen_through=through, weights=weights, gap=0, extras=(0, 1, 2, 4))
    assert found.shortfall.amount == pytest.approx(least, abs=1e-5)
    assert found.shortfall.proved
    covered = [years for years, lack in every if lack <= least + 1e-5]
    change = min(counted(years, before, weights) for years in covered)
    assert (found.least_change.cost, found.least_change.proved) == (pytest.approx(change), True)
    assert one.weights is not None
    for point in found.curve:
        within = [
            years
            for years in covered
            if point.limit is None or counted(years, before, weights) <= change + (point.extra or 0) + 1e-9
        ]
        values = [
            worth(one, {key: one.years.index(year) for key, year in years.items()}, dict(one.weights))
            for years in within
        ]
        assert point.value == pytest.approx(max(values), abs=1e-6)
        assert point.status == "optimal"
        assert point.change == pytest.approx(counted(dict(point.starts), before, weights))
        assert sum(lack.amount for lack in point.shortfalls) == pytest.approx(least, abs=1e-4)
        holds_together(found, point, before)
        assert list(breaches(one, as_solution(found, point))) == []


def holds_together(found: Rebalancing, point: Any, before: dict[str, int]) -> None:
    """The list of changes, the starts and the money of a point tell the same story."""
    after = dict(before)
    for change in point.changes:
        assert after.get(change.project) == change.before
        after.pop(change.project, None)
        if change.after is not None:
            after[change.project] = change.after
    assert after == dict(point.starts)
    assert point.changed == len(point.changes)
    assert math.fsum(change.cost for change in point.changes) == pytest.approx(point.change)
    assert {paid.project for paid in point.money} <= point.starts.keys()
    lacks = {(one.source, one.year): one.amount for one in point.shortfalls}
    for at in point.use:
        lack = lacks.get((at.source, at.year), 0)
        assert at.used + at.carried_out <= at.frame + at.carried_in + lack + 1e-5
    assert point.share_of_free == pytest.approx(point.value / found.free_value if found.free_value else 1)


def test_nothing_has_changed_and_nothing_changes():
    one = read(invented(3))
    programme = adopted(one)
    found = rebalance(programme, one)
    assert (found.shortfall.amount, found.least_change.cost) == (0, 0)
    for point in found.curve:
        assert point.changes == ()
        assert dict(point.starts) == dict(programme.starts)
    assert found.enough is not None
    assert (found.enough.extra, found.enough.changed) == (0, 0)


def test_what_is_uncovered_whatever_is_done_is_told_per_source_and_year():
    # A has started, and has become 5 dearer than the state's frame.
    one = problem(sheet("A", cost_profile=[15]), sheet("B"))
    found = rebalance(Adopted({"A": 2025, "B": 2026}, (), 0.0), one)
    (lack,) = found.shortfall.by_source_year
    assert (lack.source, lack.year, lack.amount) == ("stat", 2025, pytest.approx(5))
    assert (found.shortfall.amount, found.shortfall.proved) == (pytest.approx(5), True)
    assert found.least_change.cost == 0
    assert found.curve[0].starts == {"A": 2025, "B": 2026}


def test_decisions_already_taken_stand_and_the_frozen_years_are_closed():
    # C would be worth more than A in 2025, but A has started there.
    one = problem(sheet("A"), sheet("B", latest=0), sheet("C", scores={"nytte": 90}))
    found = rebalance(Adopted({"A": 2025}, (), 0.0), one)
    assert [(at.project, at.year, at.reason) for at in found.frozen] == [("A", 2025, "started")]
    assert found.frozen_through == 2025
    assert found.curve[-1].starts == {"A": 2025, "C": 2026}
    free = rebalance(Adopted({"A": 2025}, (), 0.0), one, frozen_through=2024)
    assert (free.frozen, free.frozen_through) == ((), None)
    assert free.curve[-1].starts == {"A": 2026, "C": 2025}


def test_a_project_that_must_start_may_start_in_a_frozen_year():
    one = problem(sheet("A"), sheet("B", latest=0, must_start=True, cost_profile=[0]))
    found = rebalance(Adopted({"A": 2025}, (), 0.0), one)
    assert found.curve[0].starts == {"A": 2025, "B": 2025}
    locked = problem(sheet("A"), sheet("B", cost_profile=[0]), locked={"B": 2025})
    assert rebalance(Adopted({"A": 2025}, (), 0.0), locked).curve[0].starts == {"A": 2025, "B": 2025}


def test_decisions_in_the_problem_itself_are_kept_too():
    one = problem(sheet("A"), sheet("B"), frozen={"A": 2026, "B": None})
    found = rebalance(Adopted({"B": 2026}, (), 0.0), one)
    assert found.curve[-1].starts == {"A": 2026}
    assert {(at.project, at.year, at.reason) for at in found.frozen} == {
        ("A", 2026, "decided"),
        ("B", None, "decided"),
    }


def test_projects_that_only_one_of_the_two_knows_are_listed():
    one = problem(sheet("A"), sheet("C"))
    before = problem(sheet("A"), sheet("B"))
    programme = Adopted({"A": 2025, "B": 2026}, (), 0.0)
    found = rebalance(programme, one, adopted_problem=before)
    assert (found.only_in_adopted, found.only_in_changed) == (("B",), ("C",))
    assert found.curve[0].changes == ()
    assert [(change.kind, change.project, change.after) for change in found.curve[-1].changes] == [
        ("new", "C", 2026)
    ]
    assert rebalance(programme, one).only_in_changed is None


def test_a_start_that_is_no_longer_allowed_must_be_moved_or_dropped():
    one = problem(
        sheet("A", earliest=2, latest=2),
        sheet("B", latest=1),
        years=[2025, 2026, 2027],
        sources=[frames(10, 10, 10)],
    )
    found = rebalance(Adopted({"A": 2026, "B": 2026}, (), 0.0), one)
    assert found.outside_years == ("A",)
    (change,) = found.curve[0].changes
    assert (change.project, change.kind, change.before, change.after) == ("A", "moved", 2026, 2027)


def frames(*amounts: float) -> dict[str, Any]:
    return {"key": "stat", "frames": list(amounts), "tail_frames": [], "carry_over_cap": 0}


def test_a_project_that_runs_when_the_programme_is_rolled_a_year_on_keeps_running():
    one = problem(sheet("A", cost_profile=[4]), sheet("B", latest=0))
    found = rebalance(Adopted({"A": 2024, "B": 2025}, (), 0.0), one)
    assert [(at.project, at.year, at.reason) for at in found.frozen][0] == ("A", 2024, "running")
    assert found.curve[-1].starts["A"] == 2025
    assert found.least_change.cost == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"projects": [sheet("A", earliest=1)]},
            "A is decided to start in 2025, and the changed problem allows 2026",
        ),
        ({"excluded": ["A"]}, "the changed problem excludes it"),
        ({"locked": {"A": 2026}}, "the changed problem locks it to 2026"),
        ({"frozen": {"A": None}, "locked": {"A": 2025}}, "is decided not to start"),
    ],
)
def test_a_decision_that_the_changed_problem_does_not_allow_is_named(changes, said):
    one = read(document(sheet("A")) | changes)
    with pytest.raises(FrozenContradiction, match=said) as refusal:
        rebalance(Adopted({"A": 2025}, (), 0.0), one)
    assert refusal.value.decisions[0][0] == "A"


def test_decisions_that_contradict_each_other_are_named():
    one = problem(sheet("A"), sheet("B"), sheet("C"), exclusions=[["A", "B"]])
    with pytest.raises(Infeasible) as refusal:
        rebalance(Adopted({"A": 2025, "B": 2025, "C": 2026}, (), 0.0), one)
    assert {(rule.kind, rule.keys) for rule in refusal.value.rules} == {
        ("exclusion", ("A", "B")),
        ("frozen", ("A",)),
        ("frozen", ("B",)),
    }


def test_weights_decide_what_least_change_is():
    # One of A and B must leave 2026: moving is cheap, or moving far is dearer than dropping.
    one = problem(
        sheet("A", earliest=1, latest=3, scores={"nytte": 90}),
        sheet("B", earliest=1, latest=3),
        sheet("C", latest=2, earliest=2),
        years=[2025, 2026, 2027, 2028],
        sources=[frames(0, 10, 10, 10)],
    )
    programme = Adopted({"A": 2026, "B": 2026, "C": 2027}, (), 0.0)
    near = rebalance(programme, one)
    assert [change.kind for change in near.curve[0].changes] == ["moved"]
    dear = rebalance(programme, one, weights=ChangeWeights(moved=1, dropped=2, per_year_moved=1))
    assert [(change.kind, change.cost) for change in dear.curve[0].changes] == [("dropped", 2)]
    with pytest.raises(ValueError, match="moved"):
        ChangeWeights(moved=-1)


def test_a_ranking_is_kept_point_by_point():
    first = read(invented(105, ranking=True, most=5) | {"minimum_shares": {}})
    programme = adopted(first)
    found = rebalance(programme, stirred(first, 5))
    values = [point.value for point in found.curve]
    assert values == sorted(values)
    for point in found.curve:
        assert list(breaches(stirred(first, 5), as_solution(found, point))) == []


def test_a_time_limit_gives_a_plan_with_its_bound_or_says_there_is_none():
    first = read(invented(11, most=7))
    programme = adopted(first)
    try:
        found = rebalance(programme, stirred(first, 1), seconds=1e-6)
    except NoPlanInTime:
        return
    for point in found.curve:
        assert point.bound >= point.value
        assert point.status in ("optimal", "within-gap", "time-limit")


def test_it_can_be_stopped():
    one = read(invented(3))
    with pytest.raises(Stopped):
        rebalance(adopted(one), stirred(one, 2), cancelled=lambda: True)


def test_unknown_scores_are_refused_or_given_a_meaning():
    one = problem(sheet("A", scores={}))
    with pytest.raises(ScoresMissing):
        rebalance(Adopted({"A": 2025}, (), 0.0), one)
    assert rebalance(Adopted({"A": 2025}, (), 0.0), one, missing="zero").free_value == 0


def test_an_empty_programme_may_be_filled():
    found = rebalance(Adopted({}, (), 0.0), problem(sheet("A")), frozen_through=2024)
    assert [point.starts for point in found.curve] == [{}, *[{"A": 2025}] * 6]
    assert found.enough is not None
    assert found.enough.extra == 1
    assert rebalance(Adopted({}, (), 0.0), problem()).free_value == 0


@pytest.mark.parametrize("name", ["n30_T4_s1", "n60_T4_s2"])
def test_the_shock_on_the_sample_problems_gives_a_rising_curve_with_proof(name):
    if not BENCH.exists():
        pytest.skip("the sample problems are not on this machine")
    one = read((BENCH / f"{name}.json").read_bytes())
    programme = Adopted(balance(one, gap=5e-3).starts, (), 0.0)
    found = rebalance(programme, shocked(one, dict(programme.starts)), gap=5e-3, extras=(0, 2, 8))
    assert found.shortfall.amount > 0
    assert found.shortfall.proved
    assert found.least_change.proved
    assert [point.extra for point in found.curve] == [0, 2, 8, None]
    for earlier, later in zip(found.curve, found.curve[1:], strict=False):
        assert later.value >= earlier.value
        assert later.bound >= earlier.bound - 1e-9
    for point in found.curve:
        assert point.gap <= 5e-3
        holds_together(found, point, dict(programme.starts))
        assert list(breaches(shocked(one, dict(programme.starts)), as_solution(found, point))) == []
    enough = next(point for point in found.curve if point.share_of_free >= 0.99)
    assert found.enough is not None
    assert (found.enough.extra, found.enough.changed) == (enough.extra, enough.changed)
