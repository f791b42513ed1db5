"""An area's index is what has been published, and says when it cannot be computed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samstyring.engine.traffic_index.area import area_index
from samstyring.engine.traffic_index.refusal import NotComputable

from .things import BUSKERUDBYEN, NORD_JAEREN


def test_v1_nord_jaeren_2018_to_2019_is_as_published():
    base, calc = zip(*NORD_JAEREN.values(), strict=True)
    found = area_index(base, calc, quantile="normal", names=list(NORD_JAEREN))
    assert (found.n, round(found.index, 6), round(found.p, 6)) == (21, 0.973933, -2.606710)
    assert [round(one, 6) for one in (found.n_eff, found.sd, found.se)] == [12.838996, 6.710671, 1.872839]
    assert [round(one, 6) for one in (found.lower, found.upper)] == [-6.277475, 1.064054]


def test_v2_buskerudbyen_36_months_is_as_published():
    found = area_index(*zip(*BUSKERUDBYEN, strict=True))
    assert (found.n, round(found.index, 6), round(found.p, 6)) == (13, 1.015961, 1.596058)
    assert [round(one, 6) for one in (found.n_eff, found.sd, found.se)] == [10.596653, 6.087166, 1.869953]
    assert [round(one, 6) for one in (found.lower, found.upper)] == [-2.478220, 5.670337]


def test_v5_three_points_with_either_quantile():
    by_t = area_index([1000, 5000, 20000], [1100, 5000, 19600])
    by_normal = area_index([1000, 5000, 20000], [1100, 5000, 19600], quantile="normal")
    assert round(by_t.index, 10) == 0.9884615385
    assert [round(one, 7) for one in (by_t.sd, by_t.se)] == [3.8884444, 3.0867919]
    assert [round(one, 6) for one in (by_t.lower, by_t.upper)] == [-14.435240, 12.127547]
    assert [round(one, 6) for one in (by_normal.lower, by_normal.upper)] == [-7.203958, 4.896266]


# Properties

volumes = st.lists(st.tuples(st.floats(1, 1e6), st.floats(0, 1e6)), min_size=2, max_size=30)


def figures(found):
    return [found.index, found.n_eff, found.sd, found.se, found.lower, found.upper]


@given(volumes, st.randoms(use_true_random=False))
def test_the_order_of_the_points_means_nothing(points, rng):
    mixed = list(points)
    rng.shuffle(mixed)
    one, other = (area_index(*zip(*way, strict=True)) for way in (points, mixed))
    assert figures(one) == pytest.approx(figures(other), rel=1e-7, abs=1e-6)


@given(volumes, st.sampled_from([0.001, 365.0, 1e4]))
def test_the_unit_of_the_volumes_means_nothing(points, unit):
    base, calc = np.array(points).T
    one, other = area_index(base, calc), area_index(base * unit, calc * unit)
    assert figures(one) == pytest.approx(figures(other), rel=1e-7, abs=1e-6)


@given(st.lists(st.floats(1, 1e6), min_size=2, max_size=30), st.floats(0.1, 3))
def test_points_that_change_alike_leave_no_uncertainty(base, change):
    found = area_index(base, np.array(base) * change)
    assert found.index == pytest.approx(change)
    assert found.se == pytest.approx(0, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 25))
def test_with_a_point_less_the_interval_is_wider_on_average(seed, count):
    """Over draws of points alike in kind: for a single set, losing the point that stands out makes it narrower."""
    rng = np.random.default_rng(seed)
    whole, fewer = [], []
    for _ in range(300):
        base = rng.lognormal(9, 0.3, count)
        calc = base * rng.normal(1, 0.08, count)
        left = np.delete(np.arange(count), rng.integers(count))
        whole.append(area_index(base, calc))
        fewer.append(area_index(base[left], calc[left]))
    widths = [np.mean([one.upper - one.lower for one in found]) for found in (whole, fewer)]
    assert widths[0] < widths[1]


# Bad input


@pytest.mark.parametrize(
    ("base", "calc", "code", "words"),
    [
        ([], [], "no-points", "det er ingen punkter"),
        ([1000], [1100], "one-point", "ett punkt har ingen spredning"),
        ([1e300, 1e-300], [1e300, 1e-300], "one-point", "ett punkt har all trafikken"),
        ([1, 2], [1], "unequal", "referansen har 2 punkter og beregningsperioden 1"),
        ([1, 0], [1, 2], "base", "punkt 2: trafikken i referansen er 0"),
        ([1, -0.0], [1, 2], "base", "punkt 2: trafikken i referansen er 0, og må"),
        ([1, -5], [1, 2], "base", "er -5"),
        ([1, 2], [1, -2], "negative", "punkt 2: trafikken i beregningsperioden er -2"),
        ([1, math.nan], [1, 2], "not-a-number", "punkt 2: trafikken i referansen er ikke et tall"),
        ([1, 2], [math.inf, 2], "not-a-number", "punkt 1: trafikken i beregningsperioden er ikke et tall"),
    ],
)
def test_what_is_no_index_is_said_in_a_sentence_with_its_place(base, calc, code, words):
    with pytest.raises(NotComputable, match="Ikke beregnbart: ") as refused:
        area_index(base, calc)
    assert refused.value.code == code
    assert words in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_point_that_is_there_twice_is_named():
    with pytest.raises(NotComputable, match=r"punkt 3 \(Danmarksplass\): er det samme som punkt 1"):
        area_index([1, 2, 3], [1, 2, 3], names=["Danmarksplass", "Sandviken", "Danmarksplass"])


def test_no_change_is_told_without_the_sign_of_zero():
    found = area_index([100, 200], [100, 200])
    assert str(found.p) == "0.0"
    assert (found.lower, found.upper) == (0, 0)
