"""What must hold of every balanced programme, whatever rules the problem has."""

from __future__ import annotations

import copy
import math
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samstyring.engine.plan import Plan
from samstyring.engine.problem import read
from samstyring.engine.programme import Infeasible, balance

from .drawn import problems

drawn = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def planned(sheets: dict[str, Any]) -> Plan | None:
    try:
        return balance(read(sheets), gap=0)
    except Infeasible:
        return None


def worth(plan: Plan | None) -> float:
    return -math.inf if plan is None else plan.value


def close(one: Plan | None, other: Plan | None) -> bool:
    return worth(one) == worth(other) or math.isclose(worth(one), worth(other), rel_tol=1e-9, abs_tol=1e-6)


@drawn
@given(problems(), st.data())
def test_more_money_from_anyone_in_any_year_never_gives_less(sheets, data):
    richer = copy.deepcopy(sheets)
    source = data.draw(st.sampled_from(richer["sources"]))
    year = data.draw(st.integers(0, len(source["frames"]) - 1))
    source["frames"][year] += data.draw(st.integers(1, 30))
    assert worth(planned(richer)) >= worth(planned(sheets)) - 1e-6


@drawn
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_in_which_anything_is_listed_does_not_matter(sheets, rng):
    shuffled = copy.deepcopy(sheets)
    for name in ("projects", "sources", "exclusions", "dependencies", "excluded"):
        rng.shuffle(shuffled.get(name, []))
    for one in shuffled["projects"]:
        rng.shuffle(one["sources"])
    one, other = planned(sheets), planned(shuffled)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.value, one.starts, one.money) == (other.value, other.starts, other.money)


def counted_in(sheets: dict[str, Any], factor: float) -> dict[str, Any]:
    """The same problem with every amount of money in another unit."""
    found = copy.deepcopy(sheets)
    for source in found["sources"]:
        source["frames"] = [amount * factor for amount in source["frames"]]
        source["tail_frames"] = [amount * factor for amount in source["tail_frames"]]
        source["carry_over_cap"] *= factor
    for one in found["projects"]:
        one["cost_profile"] = [amount * factor for amount in one["cost_profile"]]
        for cap in one.get("caps", {}).values():
            cap.update({name: amount * factor for name, amount in cap.items()})
    for cap in found.get("owner_caps", {}).values():
        cap["money_per_year"] *= factor
    return found


@drawn
@given(problems(), st.sampled_from([0.25, 1000, 1024**2]))
def test_the_unit_of_money_does_not_matter(sheets, factor):
    assert close(planned(sheets), planned(counted_in(sheets, factor)))


@drawn
@given(problems())
def test_a_rule_taken_away_never_gives_less(sheets):
    best = worth(planned(sheets))
    for name in ("exclusions", "dependencies", "minimum_shares", "owner_caps", "frozen", "excluded"):
        if sheets.get(name):
            looser = {key: value for key, value in sheets.items() if key != name}
            assert worth(planned(looser)) >= best - 1e-6
