"""From hours to a point's index, and from days to a month's mean, on invented counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from samstyring.engine.traffic_index.hours import Days, Hours, month_means, point_index
from samstyring.engine.traffic_index.refusal import NotComputable


def hours(year: int, light: float = 100.0) -> Hours:
    """Every hour of a year, counted well."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    month, day = (np.repeat([getattr(one, name) for one in days], 24) for name in ("month", "day"))
    count = len(month)
    return Hours(
        month,
        day,
        np.tile(np.arange(24), len(days)),
        np.full(count, light),
        np.full(count, light * 1.1),
        np.full(count, light * 1.1),
        np.full(count, 100.0),
    )


def but(year: Hours, where: np.ndarray, **changes: float) -> Hours:
    changed = {name: getattr(year, name).copy() for name in changes}
    for name, value in changes.items():
        changed[name][where] = value
    return replace(year, **changed)


def test_a_whole_year_is_compared_hour_by_hour():
    found = point_index(hours(2018), hours(2019, 103.0))
    assert found.index == pytest.approx(1.03)
    assert found.months == tuple(range(1, 13))
    assert found.base == 365 * 24 * 100


def test_the_leap_day_has_nothing_to_be_compared_with():
    assert point_index(hours(2020), hours(2021)).base == 365 * 24 * 100


def test_what_is_missing_in_one_year_counts_in_neither():
    calc = hours(2019, 100.0)
    week = (calc.month == 3) & (calc.day <= 7)
    assert point_index(hours(2018), but(calc, week, coverage=0, light=1)).base == (365 - 7) * 24 * 100


@pytest.mark.parametrize(("missing", "days"), [(8, 365), (9, 364)])
def test_a_day_needs_sixteen_matched_hours(missing, days):
    calc = hours(2019)
    part = (calc.month == 5) & (calc.day == 2) & (calc.hour < missing)
    found = point_index(hours(2018), but(calc, part, coverage=98.4))
    lost = missing if days == 365 else 24
    assert found.base == (365 * 24 - lost) * 100


def test_hours_are_covered_to_whole_per_cent():
    base = hours(2018)
    assert point_index(but(base, base.month == 1, coverage=98.5), hours(2019)).months[0] == 2
    assert point_index(but(base, base.month == 1, coverage=98.51), hours(2019)).months[0] == 1


def test_lengths_are_judged_by_the_day_so_that_quiet_nights_are_not_lost():
    base = hours(2018)
    night = (base.month == 6) & (base.hour < 3)
    quiet = but(base, night, light=2.0, total=2.0, valid=0.0)
    assert point_index(quiet, hours(2019)).months == tuple(range(1, 13))
    busy = but(base, night, valid=0.0)
    assert 6 not in point_index(busy, hours(2019)).months


@pytest.mark.parametrize(("days", "counts"), [(16, True), (15, False)])
def test_a_month_needs_sixteen_days(days, counts):
    calc = hours(2019)
    found = point_index(hours(2018), but(calc, (calc.month == 4) & (calc.day > days), coverage=0))
    assert (4 in found.months) is counts


def test_the_hour_that_comes_twice_in_october_is_summed():
    base, calc = hours(2018), hours(2019)
    doubled = Hours(
        *(
            np.append(
                getattr(calc, name), getattr(calc, name)[(calc.month == 10) & (calc.day == 27) & (calc.hour == 2)]
            )
            for name in ("month", "day", "hour", "light", "total", "valid", "coverage")
        )
    )
    assert point_index(base, doubled).calc == 365 * 24 * 100 + 100


def test_too_few_months_are_told():
    calc = hours(2019)
    few = but(calc, calc.month > 5, coverage=0)
    assert len(point_index(hours(2018), few).months) == 5
    with pytest.raises(NotComputable, match="5 måneder er telt godt nok begge år, og det trengs 6"):
        point_index(hours(2018), few, fewest_months=6)


def test_a_road_without_traffic_has_no_index():
    with pytest.raises(NotComputable, match="ingen kjørte forbi i referansen"):
        point_index(hours(2018, 0.0), hours(2019))


def test_a_month_is_the_mean_of_its_whole_days():
    first = date(2024, 2, 1)
    dates = [first + timedelta(days=n) for n in range(29 + 31)]
    light = np.array([1000.0 if one.month == 2 else 2000.0 for one in dates])
    coverage = np.full(len(dates), 100.0)
    coverage[3], light[3] = 67.0, 500.0
    valid = np.where(np.array([one.month for one in dates]) == 2, 0.99, 0.97) * light * 1.1
    days = Days(
        np.array([one.year for one in dates]),
        np.array([one.month for one in dates]),
        light,
        light * 1.1,
        valid,
        coverage,
    )
    found = month_means(days)
    assert (found.year.tolist(), found.month.tolist()) == ([2024, 2024], [2, 3])
    assert found.light.tolist() == [1000, 2000]
    assert found.days.tolist() == [28, 31]
    assert found.coverage == pytest.approx([(28 * 100 + 67) / 29, 100])
    assert found.quality == pytest.approx([99, 97])


def test_a_month_without_a_whole_day_has_no_mean():
    one = np.array([1])
    found = month_means(Days(np.array([2024]), one, one * 5.0, one * 5.0, one * 5.0, np.array([50.0])))
    assert np.isnan(found.light[0])
    assert found.days[0] == 0
