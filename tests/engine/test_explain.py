"""Why a project is in or out is found by turning the decision around and searching again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samstyring.engine.conflict import RuleConflict, Shortfall
from samstyring.engine.explain import next_million, reserve_list, why
from samstyring.engine.problem import read
from samstyring.engine.programme import Infeasible, Stopped, balance

from .cases import best, invented, problem, sheet


def reasons(one, **settings):
    return why(one, balance(one, gap=0), gap=0, **settings)


def worth(score: float) -> dict[str, dict[str, float]]:
    return {"scores": {"nytte": score}}


@pytest.mark.parametrize("seed", [3, 7, 11, 12, 19, 23])
def test_the_price_is_the_value_lost_by_the_opposite_decision(seed):
    one = read(invented(seed, most=6))
    try:
        plan = balance(one, gap=0)
    except Infeasible:
        pytest.skip("no plan is possible in this problem")
    for key, reason in why(one, plan, gap=0).items():
        assert reason.inside == (key in plan.starts)
        assert reason.certain
        if reason.kind in ("must-start", "locked", "excluded", "no-source"):
            continue
        turned = replace(one, excluded=(key,)) if reason.inside else replace(one, locked={**one.locked, key: None})
        oracle = best(turned)
        if oracle is None:
            assert reason.turned is None
            assert reason.conflict
        else:
            assert reason.turned.price == pytest.approx(plan.value - oracle, abs=1e-6)
            assert reason.turned.least <= reason.turned.price + 1e-6
            assert reason.turned.most >= reason.turned.price - 1e-6


def test_a_project_that_loses_the_competition_is_told_to_whom_and_by_how_much():
    one = problem(sheet("A", **worth(70)), sheet("B", **worth(60)), sheet("C", **worth(50)))
    found = reasons(one)
    assert (found["C"].kind, found["C"].keys) == ("outcompeted", ("B",))
    assert found["C"].turned.price == pytest.approx(9)
    assert (found["B"].kind, found["B"].turned.enters) == ("chosen", ("C",))
    assert found["A"].turned.price == pytest.approx(70 + 54 - 60 - 45)
    assert found["A"].turned.moves == {"B": 2025}


def test_what_people_have_decided_is_given_as_the_reason():
    one = problem(
        sheet("A"), sheet("B", cost_profile=[1], must_start=True), sheet("C"), locked={"A": 2026}, excluded=["C"]
    )
    assert {key: reason.kind for key, reason in reasons(one).items()} == {
        "A": "locked",
        "B": "must-start",
        "C": "excluded",
    }


def test_a_project_that_no_frame_can_hold_never_fits():
    found = reasons(problem(sheet("A"), sheet("Tunnel", cost_profile=[12])))["Tunnel"]
    assert (found.kind, found.turned) == ("never-fits", None)
    assert [type(one) for one in found.conflict] == [Shortfall]
    assert found.conflict[0].amount == 2


def test_a_project_nobody_may_pay_for_is_told_so():
    assert reasons(problem(sheet("A"), sheet("B", sources=[])))["B"].kind == "no-source"


def test_a_rival_in_the_same_exclusion_group_is_named():
    found = reasons(problem(sheet("A", **worth(60)), sheet("B", **worth(50)), exclusions=[["A", "B"]]))
    assert (found["B"].kind, found["B"].keys) == ("shut-out-by", ("A",))
    assert found["B"].turned.price == pytest.approx(10)


def test_a_committed_rival_makes_it_impossible():
    found = reasons(problem(sheet("A"), sheet("B"), exclusions=[["A", "B"]], locked={"A": None}))["B"]
    assert (found.kind, found.keys) == ("forbidden-by-rules", ("A",))
    assert set(found.conflict) == {RuleConflict("exclusion", ("A", "B")), RuleConflict("locked", ("A",))}


def test_what_a_project_lacks_is_named_and_so_is_what_requires_it():
    needs = [{"project": "A", "requires": "B"}]
    outside = reasons(
        problem(
            sheet("A"),
            sheet("B", **worth(0)),
            sheet("C", **worth(60)),
            sheet("D", **worth(60)),
            dependencies=needs,
        )
    )
    assert (outside["A"].kind, outside["A"].keys) == ("lacks", ("B",))
    inside = reasons(problem(sheet("A"), sheet("B", **worth(1)), dependencies=needs))
    assert (inside["B"].kind, inside["B"].keys) == ("required-by", ("A",))
    assert inside["B"].turned.leaves == ("A",)


def test_the_reserve_list_begins_with_what_costs_least_to_take_in_for_what_it_is_worth():
    one = problem(
        sheet("A", **worth(90)),
        sheet("B", **worth(80)),
        sheet("Nær", **worth(79)),
        sheet("Fjern", **worth(20)),
        sheet("Umulig", cost_profile=[99]),
    )
    plan = balance(one)
    line = reserve_list(one, plan, why(one, plan))
    assert [reserve.key for reserve in line] == ["Nær", "Fjern"]
    assert line[0].relative == pytest.approx(0.9 * 1 / 79)


def test_a_ranking_prices_a_project_on_the_first_criterion_where_it_loses():
    one = problem(
        sheet("A", scores={"klima": 50, "nytte": 60}, latest=0),
        sheet("B", scores={"klima": 50, "nytte": 50}, latest=0),
        sheet("C", scores={"klima": 40, "nytte": 99}, latest=0),
        weights=None,
        ranking=["klima", "nytte"],
        years=[2025],
        sources=[{"key": "stat", "frames": [10]}],
    )
    found = reasons(one)
    assert (found["B"].turned.criterion, found["B"].turned.price) == ("nytte", pytest.approx(10))
    assert (found["C"].turned.criterion, found["C"].turned.price) == ("klima", pytest.approx(10))
    plan = balance(one)
    assert [reserve.key for reserve in reserve_list(one, plan, found)] == ["B", "C"]


def test_more_money_gives_what_it_brings_in():
    one = problem(
        sheet("A", cost_profile=[10]), sheet("B", cost_profile=[10]), sheet("C", cost_profile=[4], **worth(20))
    )
    plan = balance(one)
    gain = next_million(one, plan, "stat", 2026, 4)
    assert gain.certain
    assert gain.change.enters == ("C",)
    assert gain.change.price == pytest.approx(18)
    assert next_million(one, plan, "stat", 2026, 3).change.price == 0


@pytest.mark.parametrize(("source", "year", "step"), [("kommune", 2026, 1), ("stat", 2040, 1), ("stat", 2026, 0)])
def test_money_that_makes_no_sense_is_refused(source, year, step):
    one = problem(sheet("A"))
    with pytest.raises(ValueError):
        next_million(one, balance(one), source, year, step)


def test_a_plan_for_another_problem_is_refused():
    plan = balance(problem(sheet("A")))
    with pytest.raises(ValueError, match="does not belong"):
        why(problem(sheet("B")), plan)


def test_a_project_that_is_not_in_the_problem_is_refused():
    one = problem(sheet("A"))
    with pytest.raises(ValueError, match="not in the problem: B"):
        why(one, balance(one), keys=["A", "B"])


def test_the_waiting_are_told_how_many_are_answered_and_may_stop_it():
    one = problem(sheet("A"), sheet("B"), sheet("C"))
    told = []
    why(one, balance(one), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(Stopped):
        why(one, balance(one), cancelled=lambda: True)


def test_without_time_the_answers_say_that_they_are_not_certain():
    one = read(invented(12))
    found = why(one, balance(one), seconds=0)
    assert not all(reason.certain for reason in found.values())
