"""The front against an oracle that tries every plan, and what must always be true of a front."""

from __future__ import annotations

import json
import math
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from samstyring.engine import front
from samstyring.engine.commands import main
from samstyring.engine.exposure import Distributions, DistributionsMissing
from samstyring.engine.problem import Problem, read
from samstyring.engine.programme import Stopped, balance

from .cases import document, invented, payable, plans, problem, sheet, worth
from .test_programme import hard

SCHEMA = json.loads(files("samstyring.engine.schemas").joinpath("front.json").read_text(encoding="utf-8"))
EXAMPLE = Path(__file__).parent / "examples" / "front.json"
WIDE = Distributions(without="medium")


def exact(one: Problem, against: str, **changes) -> front.Front:
    return front.find(one, against, **{"points": 5, "gap": 0, "distributions": WIDE} | changes)


def cost(one: Problem, starts: dict[str, int]) -> float:
    return sum(sum(project.cost_profile) for project in one.projects if project.key in starts)


def nytte(one: Problem, starts: dict[str, int]) -> float:
    return worth(one, starts, {"nytte": 1})


def spread(one: Problem, starts: dict[str, int]) -> float:
    return 0.25 * cost(one, starts)


def lacking(one: Problem, starts: dict[str, int]) -> float:
    spent = {
        project.key: sum(project.cost_profile[: len(one.years) - starts[project.key]])
        for project in one.projects
        if project.key in starts
    }
    total = 0.0
    for dimension, shares in one.minimum_shares.items():
        for group, share in shares.items():
            theirs = sum(
                spent.get(project.key, 0) for project in one.projects if getattr(project, dimension) == group
            )
            total += max(0, share * sum(spent.values()) - theirs)
    return total


@pytest.mark.parametrize("seed", [300, 303, 306, 307])
@pytest.mark.parametrize(
    ("against", "measure"),
    [("cost", cost), ("criterion:nytte", nytte), ("exposure", spread), ("balance", lacking)],
)
def test_no_plan_within_a_limit_is_worth_more_than_its_point(seed, against, measure):
    given = invented(seed)
    one = read(given)
    # Where shares are only wished for, plans may break them.
    loose = read(given | {"minimum_shares": {}}) if against == "balance" else one
    possible = [starts for starts in plans(loose) if payable(one, starts)]
    if against == "balance" and not any(share for of in one.minimum_shares.values() for share in of.values()):
        pytest.skip("nothing is to be balanced in this problem")
    found = exact(one, against)
    if not possible:
        assert found.points == ()
        return
    sign = 1 if found.axis.better == "less" else -1
    weights = dict(one.weights or {})
    assert found.complete
    for point in found.points:
        within = [starts for starts in possible if sign * measure(one, starts) <= sign * point.limit + 1e-5]
        assert point.value == pytest.approx(max(worth(one, starts, weights) for starts in within), abs=1e-5)
        starts = {key: year - one.years[0] for key, year in point.starts.items()}
        assert starts in possible
        assert point.second == pytest.approx(measure(one, starts), abs=1e-6)
        assert point.value == pytest.approx(worth(one, starts, weights), abs=1e-6)
    seconds = [sign * measure(one, starts) for starts in possible]
    best = max(worth(one, starts, weights) for starts in possible)
    last = max(found.points, key=lambda point: point.value)
    assert last.value == pytest.approx(best, abs=1e-5)
    assert min(sign * point.second for point in found.points) == pytest.approx(min(seconds), abs=1e-5)
    rises(found)


def rises(found: front.Front) -> None:
    """Going from one point to the next, something is gained and something is given."""
    gains = 1 if found.axis.better == "less" else -1
    for one, other in zip(found.points, found.points[1:], strict=False):
        assert one.second < other.second
        assert gains * one.value < gains * other.value
        assert gains * one.bound <= gains * other.bound + 1e-6


@pytest.mark.parametrize("seed", [300, 303, 306])
def test_each_budget_buys_the_best_plan_there_is_for_it(seed):
    one = read(invented(seed))
    found = exact(one, "budget", lowest=0.5, highest=1.5)
    assert {point.factor for point in found.points} <= {0.5, 0.75, 1.0, 1.25, 1.5}
    assert found.removed + len(found.points) + len(found.impossible) == 5
    for point in found.points:
        again = invented(seed)
        for source in again["sources"]:
            source["frames"] = [point.factor * amount for amount in source["frames"]]
            source["tail_frames"] = [point.factor * amount for amount in source["tail_frames"]]
            source["carry_over_cap"] *= point.factor
        assert point.value == pytest.approx(balance(read(again), gap=0).value, abs=1e-6)
        assert point.second == pytest.approx(point.factor * found.reference)
    rises(found)


def test_a_front_is_written_as_its_schema_says():
    one = problem(sheet("A"), sheet("B", size=2, cost_profile=[12]))
    jsonschema.validate(front.as_mapping(exact(one, "budget")), SCHEMA)
    jsonschema.validate(json.loads(front.write(exact(one, "cost"))), SCHEMA)
    jsonschema.validate(json.loads(EXAMPLE.read_text(encoding="utf-8")), SCHEMA)


def test_contributions_given_per_project_can_be_what_is_weighed_against():
    one = problem(sheet("Vei", size=9), sheet("Buss", size=3), sheet("Sykkel", size=2))
    line = front.indicator_axis(one, {"Vei": -5, "Buss": 2, "Sykkel": 2.5}, name="nullvekst", unit="poeng")
    found = front.along(one, line, points=5, gap=0)
    assert [(point.second, set(point.starts)) for point in found.points] == [
        (-3.0, {"Vei", "Buss"}),
        (4.5, {"Buss", "Sykkel"}),
    ]
    assert found.axis.better == "more"
    with pytest.raises(ValueError, match="not a project"):
        front.indicator_axis(one, {"Tog": 1}, name="nullvekst")
    with pytest.raises(ValueError, match="cannot|can be used"):
        front.indicator_axis(one, {"Vei": math.nan}, name="nullvekst")


def test_one_plan_that_is_best_on_both_is_the_whole_front():
    found = exact(problem(sheet("A")), "criterion:nytte")
    assert [(point.value, point.second, point.gap) for point in found.points] == [(50, 50, 0)]


def test_frames_too_small_for_what_must_start_are_called_impossible():
    one = problem(sheet("A", must_start=True, cost_profile=[10]))
    found = exact(one, "budget", lowest=0.8, highest=1.2)
    assert found.impossible == (16.0, 18.0)
    assert [point.factor for point in found.points] == [1.0]
    assert (found.complete, found.removed, found.reference) == (True, 2, 20.0)


def test_nothing_is_found_where_no_plan_is_possible():
    found = exact(problem(sheet("A", must_start=True, cost_profile=[11])), "cost")
    assert (found.points, found.complete) == ((), True)


def test_unknown_spreads_and_strange_objectives_are_refused():
    one = problem(sheet("A"))
    with pytest.raises(DistributionsMissing):
        front.find(one, "exposure")
    for against in ("trafikk", "criterion:klima", "balance"):
        with pytest.raises(ValueError, match="against"):
            front.find(one, against)
    with pytest.raises(ValueError, match="points"):
        front.find(one, "cost", points=1)
    with pytest.raises(ValueError, match="factors"):
        front.find(one, "budget", lowest=1.2, highest=0.8)


def test_those_who_wait_are_told_of_each_point_and_may_stop():
    told = []
    one = problem(sheet("A"), sheet("B", size=2, cost_profile=[12]))
    exact(one, "budget", progress=lambda *news: told.append(news[:2]))
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    with pytest.raises(Stopped):
        exact(one, "budget", cancelled=lambda: True)


def test_out_of_time_a_point_still_has_its_proved_gap():
    found = front.find(hard(), "budget", points=2, seconds=0.3, gap=0)
    assert not found.complete
    assert all(point.bound >= point.value for point in found.points)
    assert all(point.status == "time-limit" and point.gap > 0 for point in found.points)
    assert len(found.points) + len(found.unsettled) + found.removed == 2


def test_the_front_from_the_command_line(tmp_path, capsys):
    given, out = tmp_path / "problem.json", tmp_path / "front.json"
    given.write_text(json.dumps(document(sheet("A"), sheet("B", size=2))), encoding="utf-8")
    assert main(["front", str(given), "--against", "budget", "--points", "3", "--out", str(out)]) == 0
    jsonschema.validate(json.loads(out.read_text(encoding="utf-8")), SCHEMA)
    assert "3 of 3" in capsys.readouterr().err
    assert main(["front", str(given), "--against", "trafikk", "--quiet"]) == 2
    assert main(["front", str(given), "--against", "exposure", "--quiet"]) == 2
    assert "--distributions" in capsys.readouterr().err
    given.write_text(json.dumps(document(sheet("A", must_start=True, cost_profile=[11]))), encoding="utf-8")
    assert main(["front", str(given), "--against", "cost", "--quiet"]) == 1
