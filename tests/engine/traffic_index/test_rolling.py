"""Rolling indices: which months and points count, many areas at once, and every published window."""

from __future__ import annotations

import numpy as np
import pytest

from samstyring.engine.traffic_index.area import area_index
from samstyring.engine.traffic_index.figure import Area, rolling_figure
from samstyring.engine.traffic_index.months import Points, number
from samstyring.engine.traffic_index.refusal import NotComputable
from samstyring.engine.traffic_index.rolling import rolling

YEARS = range(2018, 2024)
MONTHS = 12 * len(YEARS)


def at(year: int, month: int = 1) -> int:
    return number(f"{year}-{month:02d}") - number("2018-01")


def v4() -> Points:
    """Seven invented points at the edges of what counts, 36 months 2021-2023 against 2018."""
    volumes = {
        "A": (10000, 10500), "B": (8000, 8000), "C": (7000, 7000), "D": (5000, 5000),
        "E": (20000, 20200), "F": (4000, 4000), "G": (3000, 3150),
    }  # fmt: skip
    mdt = np.full((7, MONTHS), np.nan)
    coverage, quality = np.full((7, MONTHS), 100.0), np.full((7, MONTHS), 100.0)
    for row, (base, calc) in enumerate(volumes.values()):
        mdt[row, : at(2019)] = base
        mdt[row, at(2021) :] = calc
    mdt[1, 9:12] = np.nan  # B: nine months in the reference year
    mdt[2, at(2021) : at(2021) + 6] = np.nan  # C: thirty months in the window
    quality[3] = 98.4  # D
    mdt[4, [at(2021), at(2022)]] = np.nan  # E: one January left, which is dropped
    coverage[5] = 49  # F
    mdt[6, 10:12] = np.nan  # G: ten months in the reference year,
    mdt[6, [at(2021, month) for month in (2, 4, 6, 8, 10)]] = np.nan  # and 31 in the window
    return Points.of(tuple(volumes), "2018-01", mdt, coverage=coverage, quality=quality)


EXAMPLE = Area("eksempel", version="1", vintage="2024-01-20")


def test_v4_edges_of_what_counts():
    found = rolling_figure(v4(), EXAMPLE, list("ABCDEFG"), reference=2018, window=36, end="2023-12")
    assert found.rests.used == ("A", "E", "G")
    assert [round(one, 6) for one in (found.value.p, found.value.n_eff, found.value.sd, found.value.se)] == [
        2.575758, 2.139489, 2.678136, 1.830955,
    ]  # fmt: skip
    assert round(found.value.index, 7) == 1.0257576
    assert [round(one, 6) for one in (found.value.lower, found.value.upper)] == [-5.302205, 10.453720]


def test_a_figure_carries_what_it_rests_on_and_why_points_are_left_out():
    rests = rolling_figure(v4(), EXAMPLE, list("ABCDEFG"), reference=2018, window=36, end="2023-12").rests
    assert {one.key: one.words for one in rests.left_out} == {
        "B": "B: 9 brukbare måneder i referanseåret, og det trengs 10",
        "C": "C: 30 brukbare måneder i perioden, og det trengs 31",
        "D": "D: 0 brukbare måneder i referanseåret, og det trengs 10",
        "F": "F: 0 brukbare måneder i referanseåret, og det trengs 10",
    }
    assert (rests.method, rests.quantile, rests.provisional) == ("svv-rullerende-v1", "t", False)
    assert (rests.area, rests.area_version, rests.vintage) == ("eksempel", "1", "2024-01-20")
    assert (rests.reference, rests.period) == ("2018", "36 måneder til 2023-12")


def test_an_area_whose_points_all_lack_months_has_no_figure():
    with pytest.raises(NotComputable, match="eksempel: ingen av 2 punkter har nok måneder i perioden til 2023-12"):
        rolling_figure(v4(), EXAMPLE, ["B", "C"], reference=2018, window=36, end="2023-12")


def drawn(seed: int, points: int, months: int, missing: float = 0.03) -> Points:
    rng = np.random.default_rng(seed)
    mdt = rng.lognormal(8, 0.6, (points, 1)) * (1 + 0.2 * np.sin(np.arange(months) / 12 * 2 * np.pi))
    mdt = mdt * rng.normal(1, 0.05, mdt.shape)
    mdt[rng.random(mdt.shape) < missing] = np.nan
    quality = np.where(rng.random(mdt.shape) < 0.03, 97.0, 99.5)
    coverage = np.where(rng.random(mdt.shape) < 0.03, 40.0, 100.0)
    excluded = rng.random(mdt.shape) < 0.02
    keys = [f"P{n:03d}" for n in range(points)]
    return Points.of(keys, "2017-01", mdt, coverage=coverage, quality=quality, excluded=excluded)


def slowly(points: Points, keys: list[str], reference: int, window: int, end: str):
    """The same by the words of the method: a loop over points and months, with nothing clever."""
    fewest, base, calc = {12: 9, 24: 20, 36: 31}[window], [], []
    for row, key in enumerate(points.keys):
        if key not in keys:
            continue
        good = {
            points.first + m: value
            for m, value in enumerate(points.mdt[row].tolist())
            if value == value
            and points.coverage[row, m] >= 50
            and points.quality[row, m] >= 98.5
            and not points.excluded[row, m]
        }
        year = [good[m] for m in range(reference * 12, reference * 12 + 12) if m in good]
        stop = number(end)
        by_month: dict[int, list[float]] = {}
        for m in range(stop - window + 1, stop + 1):
            if m in good:
                by_month.setdefault(m % 12, []).append(good[m])
        if window == 36:
            by_month = {m: found for m, found in by_month.items() if len(found) >= 2}
        if len(year) >= 10 and sum(map(len, by_month.values())) >= fewest:
            base.append(sum(year) / len(year))
            calc.append(sum(sum(found) / len(found) for found in by_month.values()) / len(by_month))
    return base, calc


@pytest.mark.parametrize("window", [12, 24, 36])
@pytest.mark.parametrize("seed", range(3))
def test_many_areas_at_once_are_what_each_is_by_itself(seed, window):
    points = drawn(seed, 40, 84)
    areas = {"øst": [f"P{n:03d}" for n in range(0, 25)], "vest": [f"P{n:03d}" for n in range(25, 38)]}
    found = rolling(points, areas, reference=2017, window=window)
    assert found.ends[0] == f"{2017 + window // 12}-12"
    assert found.ends[-1] == "2023-12"
    for row, keys in enumerate(areas.values()):
        for column in (0, len(found.ends) // 2, len(found.ends) - 1):
            base, calc = slowly(points, keys, 2017, window, found.ends[column])
            one = area_index(base, calc)
            assert found.n[row, column] == one.n
            for name in ("index", "p", "n_eff", "sd", "se", "lower", "upper"):
                assert getattr(found, name)[row, column] == pytest.approx(getattr(one, name), rel=1e-9), name


def test_a_january_that_is_missing_does_not_make_the_year_warmer():
    mdt = np.tile(np.where(np.arange(12) == 0, 500.0, 1000.0), (2, 6))
    # One January of three is gone; a plain mean of all months would be higher.
    mdt[0, at(2023)] = np.nan
    found = rolling(Points.of(["A", "B"], "2018-01", mdt), {"by": ["A", "B"]}, reference=2018, window=36)
    assert found.p[0, -1] == pytest.approx(0, abs=1e-9)


def test_an_area_with_one_point_has_no_index_and_says_how_many_points_there_were():
    points = drawn(1, 5, 84, missing=0)
    found = rolling(points, {"alene": ["P000"], "tom": [], "to": ["P001", "P002"]}, reference=2017, window=12)
    assert np.isnan(found.index[0]).all()
    assert np.isnan(found.p[1]).all()
    assert (found.n[1] == 0).all()
    assert np.isfinite(found.se[2][found.n[2] == 2]).all()


# Bad input


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reference": 2016}, "2016: referanseåret er ikke blant månedene 2017-01 til 2023-12"),
        (
            {"ends": ["2019-11"]},
            "36 måneder til 2019-11: vinduet går inn i referanseåret 2017; det første slutter i 2020-12",
        ),
        ({"ends": ["2024-01"]}, "2024-01: målingene slutter i 2023-12"),
        ({"ends": ["2023-13"]}, "2023-13: en måned skrives som 2025-12"),
        ({"window": 18}, "18 måneder: vinduet må være 12, 24 eller 36 måneder"),
        ({"by": "svv-2031"}, "svv-2031: metoden er ikke kjent"),
        ({"by": "svv-aarlig-kjedet-v1"}, "metoden har ingen glidende vinduer"),
        ({"areas": {"a": ["P000"], "b": ["P000"]}}, "b, punkt P000: punktet er også i a"),
        ({"areas": {"a": ["P000", "P000"]}}, "a, punkt P000: punktet er to ganger i området"),
        ({"areas": {"a": ["X"]}}, "a, punkt X: punktet er ikke blant målingene"),
    ],
)
def test_what_cannot_be_asked_is_said_with_its_place(change, words):
    asked = {"areas": {"a": ["P000", "P001"]}, "reference": 2017, "window": 36} | change
    areas = asked.pop("areas")
    with pytest.raises(NotComputable) as refused:
        rolling(drawn(0, 3, 84), areas, **asked)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("keys", "mdt", "words"),
    [
        (["A", "A"], np.ones((2, 12)), "punkt 2 (A): er det samme som punkt 1"),
        (["A"], np.ones((2, 12)), "1 punkter har 2 rader"),
        (["A"], np.full((1, 12), -1.0), "punkt 1 (A), 2018-01: trafikken er ikke et tall fra null og opp"),
        (["A"], np.full((1, 12), np.inf), "punkt 1 (A), 2018-01"),
    ],
)
def test_months_that_cannot_be_are_named(keys, mdt, words):
    with pytest.raises(NotComputable) as refused:
        Points.of(keys, "2018-01", mdt)
    assert words in str(refused.value)


def test_a_reference_without_traffic_is_named():
    mdt = np.ones((2, 48))
    mdt[1, :12] = 0
    with pytest.raises(NotComputable, match="punkt B: ingen kjørte forbi i referanseåret"):
        rolling(Points.of(["A", "B"], "2018-01", mdt), {"by": ["A", "B"]}, reference=2018, window=12)
