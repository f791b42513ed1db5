"""The provisional method from 2027: calendar, adjusted means, strata and fourteen periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samstyring.engine.traffic_index.adjusted import Day, adjusted_mean
from samstyring.engine.traffic_index.calendar import DAYS, PERIODS, easter, is_working, mean_days, period
from samstyring.engine.traffic_index.methods import METHODS
from samstyring.engine.traffic_index.refusal import NotComputable
from samstyring.engine.traffic_index.strata import (
    Segment,
    YearIndex,
    period_index,
    total_variation,
    year_index,
    years_index,
)

LINKS = (
    Segment("A", 2.0, 10000, 10200),
    Segment("A", 1.0, 20000, 19800),
    Segment("B", 3.0, 4000, 4200),
    Segment("B", 1.5, 6000, 6000),
    Segment("C", 1.0, 1000, 1200),
)
WORK = {"A": 80000, "B": 60000, "C": 10000}


def test_the_method_says_that_it_is_provisional():
    assert METHODS["svv-rullerende-2027"].provisional
    assert [one.key for one in METHODS.values() if not one.provisional] == [
        "svv-rullerende-v1",
        "svv-aarlig-kjedet-v1",
    ]


def test_v7_strata_weighted_by_traffic_work():
    found = period_index(LINKS, WORK)
    assert round(found.index, 10) == 1.0151020408
    assert found.variance == pytest.approx(1.8592253e-4, rel=1e-7)
    assert (found.n, found.dropped) == (4, ("C",))
    assert [round(one, 6) for one in (found.lower, found.upper)] == [-2.829170, 5.849578]


def test_v8_fourteen_periods_make_a_year():
    found = year_index([(name, (0.99, 1.0, 1.01)[n % 3], 1e-4) for n, name in enumerate(PERIODS)])
    assert round(found.index, 10) == 1.0002918549
    assert found.variance == pytest.approx(7.8135703e-6, rel=1e-7)


def test_a_year_may_end_in_any_period_but_its_periods_follow_each_other():
    turned = [(name, 1.0, 1e-4) for name in (*PERIODS[5:], *PERIODS[:5])]
    assert year_index(turned).index == pytest.approx(1)
    with pytest.raises(NotComputable, match="periode 2: mar følger ikke etter jan"):
        year_index([(name, 1.0, 1e-4) for name in ("jan", "mar", *PERIODS[3:], "feb")])
    with pytest.raises(NotComputable, match="14 perioder på rad, og her er 3"):
        year_index(turned[:3])


def test_two_years_are_their_mean_with_a_quarter_of_the_variance():
    years = [YearIndex(index, 0, variance, 0, 0, 0) for index, variance in ((0.98, 4e-6), (1.02, 8e-6))]
    found = years_index(years)
    assert (found.index, found.variance) == (pytest.approx(1.0), pytest.approx(3e-6))


def test_v9_how_far_a_sample_is_from_what_it_stands_for():
    assert total_variation([50, 30, 20], [70, 20, 10]) == pytest.approx(20)
    assert total_variation([1, 1], [2, 2]) == 0
    with pytest.raises(NotComputable, match="ikke de samme gruppene"):
        total_variation([1, 1], [1, 1, 1])


def test_v10_easter_whitsun_and_days_off():
    assert [easter(year) for year in (2024, 2025, 2026)] == [
        date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5),
    ]  # fmt: skip
    assert period(date(2025, 4, 11)) == "påske"
    assert (period(date(2025, 4, 10)), is_working(date(2025, 4, 10))) == ("apr", True)
    assert (period(date(2025, 5, 29)), is_working(date(2025, 5, 29))) == ("mai", False)
    assert {period(date(2025, 6, day)) for day in range(6, 10)} == {"pinse"}
    assert [period(date(2025, 6, day)) for day in (5, 10)] == ["jun", "jun"]


def test_days_of_a_mean_year_come_from_the_calendar():
    """The method's own table, 2016 to 2100, for the twelve months: days worked and others."""
    told = {
        "jan": (21.41, 9.59), "feb": (20.18, 8.07), "mar": (19.70, 7.46), "apr": (16.88, 5.96), "mai": (18.57, 9.93),
        "jun": (20.65, 7.85), "jul": (22.14, 8.86), "aug": (22.14, 8.86), "sep": (21.44, 8.56), "okt": (22.13, 8.87),
        "nov": (21.44, 8.56), "des": (19.31, 11.69),
    }  # fmt: skip
    found = mean_days()
    for name, (work, others) in told.items():
        assert found[name][1:] == (pytest.approx(work, abs=0.011), pytest.approx(others, abs=0.011)), name
        assert found[name][0] == pytest.approx(DAYS[name], abs=0.011)
    assert sum(DAYS.values()) == pytest.approx(365.25)


def january(light: int = 1000, weekend: int = 500) -> list[Day]:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(31)]
    return [Day(one, light if is_working(one) else weekend, 100, 100) for one in days]


def test_a_month_is_told_as_in_a_mean_year():
    assert adjusted_mean(january()) == 850  # (21.41 · 1000 + 9.59 · 500) / 31 = 845.3
    # Whichever days are missing, the weights are the same.
    assert adjusted_mean(january()[:20]) == 850


def test_easter_is_whole_or_nothing():
    days = [Day(easter(2026) + timedelta(days=n), 700, 100, 100) for n in range(-9, 2)]
    assert adjusted_mean(days) == 700
    with pytest.raises(NotComputable, match="påske: 10 av 11 døgn er telt godt nok"):
        adjusted_mean(days[1:])


def test_badly_counted_days_do_not_count():
    days = january()
    poor = [Day(one.day, one.light * 9, 98.9, 100) if n < 12 else one for n, one in enumerate(days)]
    assert adjusted_mean(poor) == 850
    poor = [Day(one.day, one.light, 100, 97.4) if n < 24 else one for n, one in enumerate(days)]
    with pytest.raises(NotComputable, match="jan: 5 virkedøgn og 2 andre er telt godt nok, og det trengs 7 og 3"):
        adjusted_mean(poor)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], "det er ingen døgn"),
        ([*january(), Day(date(2026, 2, 1), 1, 100, 100)], "fra flere perioder"),
        ([*january(), january()[0]], "et døgn er med to ganger"),
    ],
)
def test_days_that_make_no_period_are_refused(days, words):
    with pytest.raises(NotComputable, match=words):
        adjusted_mean(days)


@pytest.mark.parametrize(
    ("links", "work", "words"),
    [
        (LINKS[4:], WORK, "ingen vegklasse har to lenker"),
        (LINKS, {"A": 1}, "vegklasse B: trafikkarbeidet mangler"),
        ([Segment("A", 0, 1, 1)], WORK, "lenke 1: lengde og trafikk i referansen må være over null"),
        ([Segment("A", 1, float("nan"), 1)], WORK, "lenke 1: lengde eller trafikk er ikke et tall"),
    ],
)
def test_links_that_make_no_index_are_refused(links, work, words):
    with pytest.raises(NotComputable, match=words):
        period_index(links, work)
