"""The method from 2027: strata of road classes, weighted by traffic work, over fourteen periods a year. Provisional.

In each stratum the ratio is of the traffic on the links that are measured, weighted by their length::

    R_f = Σ q·b / Σ q·a           I = Σ T_f·R_f / ΣT_f

with a and b the traffic on a link in the two periods, q its length and T_f the vehicle kilometres of
all links in the stratum, measured or not. The variance is that of ratio estimation::

    Var_f = Σ (q·b − R_f·q·a)² / (1 − q·a/Σq·a) / (Σq·a)²       Var = Σ (T_f/ΣT)²·Var_f

A year is fourteen periods in a row, weighted by their days and taken as independent.

Source: Statens vegvesen, github snohan/byindeks at e1b8aa4, unfinished: its authors mean to add the
covariance between periods.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .area import percent, quantile_of
from .calendar import DAYS, PERIODS
from .refusal import NotComputable


@dataclass(frozen=True)
class Segment:
    """A link of road that is measured."""

    stratum: str
    length: float  # km
    base: float  # vehicles a day
    calc: float


@dataclass(frozen=True)
class Stratified:
    """An index of a period. `variance` is of the ratio, not of the percentage."""

    index: float
    p: float  # per cent
    variance: float
    n: int  # links that count
    se: float  # percentage points
    lower: float  # per cent
    upper: float
    dropped: tuple[str, ...]  # strata with one link only


def period_index(segments: Sequence[Segment], work: Mapping[str, float]) -> Stratified:
    """The index of a period from its links.

    Parameters
    ----------
    work : mapping of str to float
        Vehicle kilometres of all links in each stratum, in any unit.

    Raises
    ------
    NotComputable
        If no stratum has two links, a stratum has no traffic work, or a figure is not a number.
    """
    strata: dict[str, list[Segment]] = {}
    for number, one in enumerate(segments, start=1):
        if not all(math.isfinite(value) for value in (one.length, one.base, one.calc)):
            raise NotComputable("not-a-number", f"lenke {number}", "lengde eller trafikk er ikke et tall")
        if one.length <= 0 or one.base <= 0 or one.calc < 0:
            raise NotComputable("base", f"lenke {number}", "lengde og trafikk i referansen må være over null")
        if not work.get(one.stratum, 0.0) > 0:
            raise NotComputable("work", f"vegklasse {one.stratum}", "trafikkarbeidet mangler")
        strata.setdefault(one.stratum, []).append(one)
    kept = {name: links for name, links in strata.items() if len(links) > 1}
    if not kept:
        raise NotComputable("no-points", "", "ingen vegklasse har to lenker som er målt")
    total = math.fsum(work[name] for name in kept)
    index = variance = 0.0
    for name, links in kept.items():
        a = np.array([one.length * one.base for one in links])
        b = np.array([one.length * one.calc for one in links])
        ratio = float(b.sum() / a.sum())
        share = work[name] / total
        index += share * ratio
        variance += share**2 * float(((b - ratio * a) ** 2 / (1.0 - a / a.sum())).sum() / a.sum() ** 2)
    n = sum(map(len, kept.values()))
    se, p = 100.0 * math.sqrt(variance), percent(index)
    reach = quantile_of("t", n - 1) * se
    dropped = tuple(sorted(set(strata) - set(kept)))
    return Stratified(index, p, variance, n, se, p - reach, p + reach, dropped)


@dataclass(frozen=True)
class YearIndex:
    """An index of fourteen periods in a row, or of several years; `variance` is of the ratio."""

    index: float
    p: float  # per cent
    variance: float
    se: float  # percentage points
    lower: float  # per cent
    upper: float


def year_index(periods: Sequence[tuple[str, float, float]]) -> YearIndex:
    """The index of a year that ends in any period.

    Parameters
    ----------
    periods : sequence of (str, float, float)
        Name, index and variance of fourteen periods in a row.

    Raises
    ------
    NotComputable
        If they are not fourteen in a row.
    """
    names = [name for name, _, _ in periods]
    if len(names) != len(PERIODS) or names[0] not in PERIODS:
        raise NotComputable("periods", "", f"et år er {len(PERIODS)} perioder på rad, og her er {len(names)}")
    first = PERIODS.index(names[0])
    for place, name in enumerate(names):
        if name != PERIODS[(first + place) % len(PERIODS)]:
            raise NotComputable("periods", f"periode {place + 1}", f"{name} følger ikke etter {names[place - 1]}")
    total = math.fsum(DAYS[name] for name in names)
    index = math.fsum(DAYS[name] * one for name, one, _ in periods) / total
    variance = math.fsum((DAYS[name] / total) ** 2 * one for name, _, one in periods)
    return _year(index, variance)


def years_index(years: Sequence[YearIndex]) -> YearIndex:
    """The mean of two or three years, taken as independent.

    Raises
    ------
    NotComputable
        If there are none.
    """
    if not years:
        raise NotComputable("no-links", "", "det er ingen år å ta gjennomsnitt av")
    index = math.fsum(one.index for one in years) / len(years)
    return _year(index, math.fsum(one.variance for one in years) / len(years) ** 2)


def _year(index: float, variance: float) -> YearIndex:
    se, p = 100.0 * math.sqrt(variance), percent(index)
    reach = quantile_of("normal", 0) * se
    return YearIndex(index, p, variance, se, p - reach, p + reach)


def total_variation(population: Sequence[float], sample: Sequence[float]) -> float:
    """How far the sample's shares are from the population's, in per cent: half the sum of the differences.

    Raises
    ------
    NotComputable
        If the lists differ in length, or one has nothing in it.

    Examples
    --------
    >>> round(total_variation([50, 30, 20], [70, 20, 10]), 9)
    20.0
    """
    a, b = np.asarray(population, dtype=np.float64), np.asarray(sample, dtype=np.float64)
    if a.shape != b.shape or a.ndim != 1:
        raise NotComputable("unequal", "", "utvalg og populasjon har ikke de samme gruppene")
    if not (a.sum() > 0 and b.sum() > 0):
        raise NotComputable("no-points", "", "utvalget eller populasjonen er tom")
    return float(50.0 * np.abs(a / a.sum() - b / b.sum()).sum())
