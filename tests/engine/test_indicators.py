"""Shares from surveys with weights, and figures beside the path to a target."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samstyring.engine.indicators import share, standing
from samstyring.engine.traffic_index.refusal import NotComputable


def test_a_share_without_weights_has_wilsons_interval():
    """Wilson's interval for 60 of 100, from the formula: 0.5020 to 0.6906."""
    found = share([True] * 60 + [False] * 40)
    assert (found.state, found.share, found.n_eff) == ("measured", 0.6, 100)
    assert (round(found.lower, 4), round(found.upper, 4)) == (0.5020, 0.6906)


def test_free_parking_in_grenland_is_the_weighted_share():
    """644.03 of 1076.22 weighted answers in 2024, 59.8 %; here with two weights that make the same sums."""
    yes, no = [644.03 / 600] * 600, [432.19 / 395] * 395
    found = share([True] * 600 + [False] * 395, [*yes, *no])
    assert (round(found.share, 3), found.answers) == (0.598, 995)
    assert found.n_eff < 995


def test_uneven_weights_make_a_survey_worth_fewer_answers():
    rng = np.random.default_rng(1)
    has, weights = rng.random(400) < 0.3, rng.lognormal(0, 0.8, 400)
    even, uneven = share(has), share(has, weights)
    assert uneven.n_eff == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    assert uneven.upper - uneven.lower > even.upper - even.lower


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0.01, 100)), min_size=60, max_size=120),
    st.sampled_from([0.01, 7.0]),
)
def test_the_scale_of_the_weights_means_nothing(answers, scale):
    has, weights = zip(*answers, strict=True)
    one, other = share(has, weights, fewest=0), share(has, np.array(weights) * scale, fewest=0)
    assert (one.share, one.n_eff) == (pytest.approx(other.share), pytest.approx(other.n_eff))
    assert 0 <= one.lower <= one.share <= one.upper <= 1


@pytest.mark.parametrize("has", [True, False])
def test_none_and_all_have_intervals_too(has):
    found = share([has] * 80)
    assert (found.lower, found.upper) == (
        (pytest.approx(0.954, abs=0.001), 1.0) if has else (0.0, pytest.approx(0.046, abs=0.001))
    )


def test_wilsons_interval_covers_what_it_says():
    rng = np.random.default_rng(5)
    hits = [(found := share(rng.random(100) < 0.1)).lower <= 0.1 <= found.upper for _ in range(2000)]
    assert 0.93 <= np.mean(hits) <= 0.975


def test_too_few_answers_are_not_told():
    """Siljan has 14 to 21 answers in the national travel survey."""
    found = share([True] * 9 + [False] * 9)
    assert (found.state, found.share, found.lower, found.answers) == ("suppressed", None, None, 18)


def test_nobody_asked_is_not_measured():
    assert share([]).state == "not-measured"
    assert share([True], [0.0]).state == "not-measured"


@pytest.mark.parametrize(
    ("weights", "words"),
    [([1.0], "2 svar har 1 vekter"), ([1, -1], "svar 2: vekten"), ([float("nan"), 1], "svar 1: vekten")],
)
def test_weights_that_cannot_be_are_named(weights, words):
    with pytest.raises(NotComputable, match=words):
        share([True, False], weights)


@pytest.mark.parametrize(
    ("value", "state"),
    [(49.0, "reached"), (57.0, "on-track"), (59.8, "slow"), (63.0, "limited"), (66.0, "away")],
)
def test_a_figure_beside_the_path_to_its_target(value, state):
    found = standing({2019: 65.6, 2024: value}, start=2019, target=50, by=2029)
    assert (found.state, found.year, found.path) == (state, 2024, pytest.approx(57.8))


def test_a_path_may_go_up():
    found = standing({2020: 100, 2024: 122}, start=2020, target=150, by=2030)
    assert (found.state, round(found.path, 1)) == ("on-track", 120)


def test_what_is_not_measured_is_a_state_and_not_a_zero():
    for observed in ({}, {2019: 5.0}, {2024: 5.0}):
        assert standing(observed, start=2019, target=4, by=2029).state == "not-measured"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"observed": {2019: 0.0}}, "2019: tallet må være over null"),
        ({"observed": {2019: float("nan")}}, "2019: tallet"),
        ({"target": -1.0}, "2029: tallet"),
        ({"by": 2019}, "2019: året for målet må være etter 2019"),
    ],
)
def test_what_makes_no_path_is_refused(asked, words):
    given_ = {"observed": {2019: 5.0}, "start": 2019, "target": 4.0, "by": 2029} | asked
    with pytest.raises(NotComputable, match=words):
        standing(given_.pop("observed"), **given_)
