"""What the statistics can say and what it means for the goal are two answers; and how much hangs on one point."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samstyring.engine.traffic_index.area import area_index
from samstyring.engine.traffic_index.refusal import NotComputable
from samstyring.engine.traffic_index.resampling import bootstrap, jackknife
from samstyring.engine.traffic_index.verdict import change, judge

from .things import BUSKERUDBYEN, needs_published, vectors


@pytest.mark.parametrize(
    ("p", "lower", "upper", "said", "goal", "certain"),
    [
        (0.8, -2.2, 3.8, "uncertain", "missed", False),
        (3.58, 0.0016, 7.15, "increase", "missed", True),
        (-2.13, -4.2, -0.1, "decrease", "reached", True),
        (-0.12, -2.5, 2.3, "uncertain", "reached", False),
        (2.0, 0.0, 4.0, "increase", "missed", False),
        (-2.0, -4.0, 0.0, "decrease", "reached", True),
        (0.0, 0.0, 0.0, "uncertain", "reached", True),
    ],
)
def test_the_two_answers(p, lower, upper, said, goal, certain):
    found = judge(p, lower, upper)
    assert (found.change, found.goal, found.certain) == (said, goal, certain)


def test_limits_are_not_rounded_before_they_are_judged():
    """Bergen's 12 months to April 2026 were published as 3.6 (0.0 to 7.2)."""
    assert judge(3.577394, 0.001574, 7.153215).statistics == "Trafikken har økt."
    assert judge(3.577394, -0.001574, 7.153215).statistics.startswith("Det kan ikke sies sikkert")


def test_the_words_of_the_answers():
    assert judge(0.9, 0.1, 1.7).statistics == "Trafikken har økt svakt."
    assert judge(-2.13, -4.2, -0.1).meaning == (
        "Nullvekstmålet ligger an til å nås, målt mot referanseåret; hele usikkerhetsintervallet ligger på den siden."
    )
    assert judge(0.8, -2.2, 3.8, final=True).meaning == (
        "Nullvekstmålet er ikke nådd, målt mot referanseåret; usikkerhetsintervallet går over null."
    )


@pytest.mark.parametrize("limits", [(1.0, -1.0), (math.nan, 1.0), (0.0, math.nan)])
def test_without_an_interval_there_is_no_verdict(limits):
    with pytest.raises(NotComputable, match="grensene for intervallet mangler"):
        change(*limits)


def test_an_estimate_outside_its_interval_is_refused():
    with pytest.raises(NotComputable, match="utenfor sitt eget intervall"):
        judge(5, -1, 1)


# How much hangs on one point


@needs_published
@pytest.mark.parametrize(
    ("name", "se", "drawn", "most", "point"),
    [
        ("bergen_36m_2026_04", 1.377, 1.339, 0.67, "Skjold"),
        ("bergen_12m_2026_04", 1.740, 1.697, 1.17, "Håvardstun"),
    ],
)
def test_bergens_index_without_each_point(name, se, drawn, most, point):
    points = vectors()[name]["points"]
    base, calc = [one["ref"] for one in points], [one["calc"] for one in points]
    found = jackknife(base, calc)
    assert (round(found.se, 3), round(found.most, 2), points[found.largest]["name"]) == (se, most, point)
    assert bootstrap(base, calc).se == pytest.approx(drawn, rel=0.02)


volumes = st.lists(st.tuples(st.floats(1, 1e6), st.floats(0, 1e6)), min_size=2, max_size=25)


@given(volumes)
def test_leaving_one_out_never_moves_the_index_further_than_is_told(points):
    base, calc = np.array(points).T
    found, whole = jackknife(base, calc), 100 * (calc.sum() / base.sum() - 1)
    for n in range(len(base)):
        p = 100 * (np.delete(calc, n).sum() / np.delete(base, n).sum() - 1)
        assert p == pytest.approx(found.without[n], rel=1e-6, abs=1e-6)
        assert abs(p - whole) <= found.most * (1 + 1e-6) + 1e-6
    assert found.p95 <= found.most * (1 + 1e-12)


def test_the_same_seed_draws_the_same_points():
    base, calc = zip(*BUSKERUDBYEN, strict=True)
    assert bootstrap(base, calc, draws=500, seed=3) == bootstrap(base, calc, draws=500, seed=3)
    found, official = bootstrap(base, calc), area_index(base, calc)
    assert found.lower < official.p < found.upper


@pytest.mark.parametrize("way", [jackknife, bootstrap])
def test_a_single_point_cannot_be_left_out(way):
    with pytest.raises(NotComputable, match="ett punkt kan ikke tas ut"):
        way([1], [1])


def test_one_draw_is_too_few():
    with pytest.raises(ValueError, match="draws: should be 2 or more"):
        bootstrap([1, 2], [1, 2], draws=1)
