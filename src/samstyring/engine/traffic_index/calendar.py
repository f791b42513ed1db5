"""The calendar of the method from 2027: fourteen periods a year, and days that are worked or not. Provisional.

Easter moves between March and April, and Whitsun between May and June. They are therefore periods
of their own: *påske* is the eleven days from nine before Easter Sunday to the day after, *pinse* the four
from 47 to 50 days after it. The other twelve are the months without these days.

Source: Statens vegvesen, github snohan/byindeks at e1b8aa4, unfinished. The day weights are the
mean over many years of how many days each period has.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
PERIODS = ("jan", "feb", "mar", "påske", "apr", "mai", "pinse", "jun", "jul", "aug", "sep", "okt", "nov", "des")
EASTER, WHITSUN = (-9, 1), (47, 50)

# How many days a period has in a mean year; 365.25 in all.
DAYS: Mapping[str, float] = MappingProxyType(
    dict(
        zip(
            PERIODS,
            (31.0, 28.25, 27.16, 11.0, 22.84, 28.50, 4.0, 28.50, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0),
            strict=True,
        )
    )
)


def easter(year: int) -> date:
    """Easter Sunday, by the rule of the Gregorian calendar (Meeus, Jones and Butcher).

    Examples
    --------
    >>> easter(2024), easter(2025), easter(2026)
    (datetime.date(2024, 3, 31), datetime.date(2025, 4, 20), datetime.date(2026, 4, 5))
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def period(day: date) -> str:
    """The period of a day.

    Examples
    --------
    >>> period(date(2025, 4, 11)), period(date(2025, 4, 10)), period(date(2025, 6, 9))
    ('påske', 'apr', 'pinse')
    """
    from_easter = (day - easter(day.year)).days
    if EASTER[0] <= from_easter <= EASTER[1]:
        return "påske"
    if WHITSUN[0] <= from_easter <= WHITSUN[1]:
        return "pinse"
    return MONTHS[day.month - 1]


def is_working(day: date) -> bool:
    """Whether most people work: not weekends, 1 and 17 May, Ascension Day, New Year and the days of Christmas.

    Examples
    --------
    >>> is_working(date(2025, 5, 29)), is_working(date(2025, 4, 10))
    (False, True)
    """
    fixed = {(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31)}
    return day.weekday() < 5 and (day.month, day.day) not in fixed and day != easter(day.year) + timedelta(days=39)


def mean_days(first: int = 2016, last: int = 2100) -> Mapping[str, tuple[float, float, float]]:
    """For each period, over the years from first to last: mean number of days, working and others."""
    counted = {name: [0, 0] for name in PERIODS}
    day, end = date(first, 1, 1), date(last, 12, 31)
    while day <= end:
        counted[period(day)][0 if is_working(day) else 1] += 1
        day += timedelta(days=1)
    years = last - first + 1
    return {name: ((work + rest) / years, work / years, rest / years) for name, (work, rest) in counted.items()}
