"""Invented problems that look like real ones, for measuring and for trying things out.

Everything is drawn from one seed with `random.Random.random`, whose numbers are the same in every
version of Python, so the same call gives the same problem, to the byte.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from statistics import NormalDist
from typing import Any

from .portfolio import FORMAT, Problem
from .problem import read

FIRST_YEAR = 2026
TAIL_YEARS = 4
CRITERIA = ("k0", "k1", "k2", "k3", "k4", "k5")
AREAS = ("A0", "A1", "A2", "A3", "A4")
FOCUSES = ("S0", "S1", "S2", "S3", "S4", "S5")
AREA_SHARE, FOCUS_SHARE = 0.08, 0.06

BIG_SHARE = 0.12
BIG_MEDIAN, BIG_SPREAD = 220.0, 0.7
ORDINARY_MEDIAN, ORDINARY_SPREAD = 22.0, 0.6

# How much of the money is each one's, and who may pay for a project (with how common that is).
SOURCES = {"stat": 0.34, "fylke": 0.16, "bompenger": 0.30, "kommune": 0.08, "belonning": 0.12}
PAYERS = (
    (("fylke", "bompenger", "kommune"), 0.18),
    (("bompenger", "kommune", "belonning"), 0.15),
    (("stat", "bompenger", "kommune", "belonning"), 0.15),
    (("stat", "bompenger", "kommune"), 0.14),
    (("stat", "fylke", "bompenger", "kommune"), 0.13),
    (("fylke", "kommune", "belonning"), 0.12),
    (("fylke", "belonning"), 0.04),
    (("stat", "fylke", "bompenger"), 0.03),
    (("stat", "bompenger"), 0.03),
    (("stat", "bompenger", "belonning"), 0.03),
)
EARLIEST = ((0, 0.48), (1, 0.24), (2, 0.18), (3, 0.10))
# Total cost under which a project takes so many years (with how common that is).
LENGTHS = (
    (40.0, ((1, 0.45), (2, 0.55))),
    (150.0, ((2, 0.4), (3, 0.6))),
    (math.inf, ((3, 0.45), (4, 0.25), (5, 0.30))),
)


class Draws:
    """Numbers drawn from a seed."""

    def __init__(self, *seed: object) -> None:
        self.random = random.Random("/".join(str(part) for part in seed)).random

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.random()

    def normal(self) -> float:
        # 0 itself has no quantile.
        return NormalDist().inv_cdf(max(self.random(), 1e-12))

    def lognormal(self, median: float, spread: float) -> float:
        return median * math.exp(spread * self.normal())

    def one_of(self, table: Sequence[tuple[Any, float]]) -> Any:
        left = self.random() * math.fsum(weight for _, weight in table)
        for value, weight in table:
            left -= weight
            if left < 0:
                return value
        return table[-1][0]

    def ordered(self, things: Iterable[str]) -> list[str]:
        return [thing for _, thing in sorted((self.random(), thing) for thing in things)]

    def simplex(self, size: int, concentration: int) -> list[float]:
        """Shares that add up to one: Dirichlet with the same whole concentration for all."""
        parts = [
            -math.fsum(math.log(max(self.random(), 1e-12)) for _ in range(concentration)) for _ in range(size)
        ]
        return [part / math.fsum(parts) for part in parts]


def simulate(*, projects: int, years: int, seed: int) -> Problem:
    """Draw a problem with so many projects over so many years.

    Parameters
    ----------
    projects : int
        From 0.
    years : int
        Programme years, from 1. Four tail years follow.
    seed : int

    Returns
    -------
    Problem
        Always readable, and always with at least one possible programme.

    Notes
    -----
    Amounts are in MNOK with one decimal.

    *Cost* is lognormal: median 220 and sigma 0.7 for the 12 % that are big, median 22 and sigma
    0.6 for the rest; at least 1. *Profile*: 1–2 years under 40 MNOK, 2–3 under 150, 3–5 above.
    The first year of several is planning, 5–13 % of the cost; with four or five years the second
    is design and land, 18–32 %; the rest is building, uneven by 0.6–1.4. *Start*: earliest year
    0, 1, 2 or 3 (48, 24, 18, 10 %), latest the last. *Scores* on six criteria: 50 + 18·(0.5 f +
    0.87 e), f common to the project and e its own, both standard normal, cut at 0 and 100; they
    correlate by about 0.25. *Size* is the square root of cost / 10. *Area* and *focus area* are
    drawn evenly from five and six. *Payers* are drawn from ten usual combinations of five
    sources. *Frames* add up to 40 % of all cost, shared 34, 16, 30, 8, 12 % between the sources
    and evenly over the years, each ± 6 %; a tail year has half as much; at most 15 % of a mean
    year is carried over. *Rules*: one project in fifteen is committed, among the ordinary ones
    that can start at once; one group of three in thirty excludes each other; one in fifteen
    requires another to have started the year before. *Minimum shares* are 8 % of the money for
    each area and 6 % for each focus area, or less where a simple plan that keeps the frames and
    starts what is committed reaches less: that plan is why the problem has one. Criteria weigh the same.

    Examples
    --------
    >>> problem = simulate(projects=60, years=4, seed=1)
    >>> len(problem.projects), problem.years, sum(one.must_start for one in problem.projects)
    (60, (2026, 2027, 2028, 2029), 4)
    """
    draws = Draws("problem", projects, years, seed)
    sheets = [_sheet(draws, f"P{n:04}", years) for n in range(projects)]
    sources = _sources(draws, math.fsum(sum(one["cost_profile"]) for one in sheets), years)
    order = draws.ordered(one["key"] for one in sheets)
    exclusions = [sorted(order[3 * n : 3 * n + 3]) for n in range(projects // 30)]
    left = order[3 * len(exclusions) :]
    count = projects // 15
    dependencies = [
        {"project": left[2 * n], "requires": left[2 * n + 1], "lag": 1} for n in range(count if years > 1 else 0)
    ]
    tied = {key for group in exclusions for key in group} | {one["project"] for one in dependencies}
    simple = _SimplePlan([one for one in sheets if one["key"] not in tied], sources, years)
    for key in draws.ordered(one["key"] for one in simple.sheets if _may_be_committed(one)):
        if len(simple.started) < count and simple.start(key):
            simple.sheet(key)["must_start"] = True
    simple.share_out()
    return read(
        {
            "format": FORMAT,
            "unit": "MNOK",
            "years": list(range(FIRST_YEAR, FIRST_YEAR + years)),
            "tail_years": TAIL_YEARS,
            "delay_factor": 0.97,
            "weights": dict.fromkeys(CRITERIA, 1.0),
            "sources": sources,
            "projects": sheets,
            "exclusions": exclusions,
            "dependencies": dependencies,
            "minimum_shares": simple.minimum_shares(sheets),
        }
    )


def _may_be_committed(sheet: Mapping[str, Any]) -> bool:
    return bool(sheet["earliest"] == 0 and sum(sheet["cost_profile"]) < 100)


def _sheet(draws: Draws, key: str, years: int) -> dict[str, Any]:
    big = draws.random() < BIG_SHARE
    median, spread = (BIG_MEDIAN, BIG_SPREAD) if big else (ORDINARY_MEDIAN, ORDINARY_SPREAD)
    profile = _profile(draws, max(1.0, draws.lognormal(median, spread)))
    common = draws.normal()
    scores = {
        name: min(100, max(0, round(50 + 18 * (0.5 * common + math.sqrt(0.75) * draws.normal()))))
        for name in CRITERIA
    }
    return {
        "key": key,
        "scores": scores,
        "size": round(math.sqrt(sum(profile) / 10), 4),
        "cost_profile": profile,
        "earliest": min(draws.one_of(EARLIEST), years - 1),
        "latest": years - 1,
        "sources": list(draws.one_of(PAYERS)),
        "area": draws.one_of([(area, 1.0) for area in AREAS]),
        "focus": draws.one_of([(focus, 1.0) for focus in FOCUSES]),
        "must_start": False,
    }


def _profile(draws: Draws, cost: float) -> list[float]:
    length = draws.one_of(next(lengths for limit, lengths in LENGTHS if cost < limit))
    before = [draws.between(0.05, 0.13)] if length > 1 else []
    before += [draws.between(0.18, 0.32)] if length > 3 else []
    building = [draws.between(0.6, 1.4) for _ in range(length - len(before))]
    rest = (1 - math.fsum(before)) / math.fsum(building)
    return [round(cost * share, 1) for share in (*before, *(rest * part for part in building))]


def _sources(draws: Draws, cost: float, years: int) -> list[dict[str, Any]]:
    a_year = 0.4 * cost / years
    found = []
    for key, share in SOURCES.items():
        mean = a_year * share
        found.append(
            {
                "key": key,
                "frames": [round(mean * draws.between(0.94, 1.06), 1) for _ in range(years)],
                "tail_frames": [round(mean * draws.between(0.47, 0.53), 1) for _ in range(TAIL_YEARS)],
                "carry_over_cap": round(0.15 * mean, 1),
            }
        )
    return found


class _SimplePlan:
    """A plan by the simplest means: each project from its first year, paid from whoever has most left."""

    def __init__(self, sheets: list[dict[str, Any]], sources: list[dict[str, Any]], years: int) -> None:
        self.sheets, self.years = sheets, years
        self.by_key = {one["key"]: one for one in sheets}
        self.left = {one["key"]: [*one["frames"], *one["tail_frames"]] for one in sources}
        self.started: dict[str, None] = {}

    def sheet(self, key: str) -> dict[str, Any]:
        return self.by_key[key]

    def start(self, key: str) -> bool:
        """Start the project if it can be paid for, and say whether it was."""
        sheet = self.sheet(key)
        left = {source: list(self.left[source]) for source in sheet["sources"]}
        for year, need in enumerate(sheet["cost_profile"], start=sheet["earliest"]):
            if year >= self.years + TAIL_YEARS:
                break
            for source in sorted(left, key=lambda one: -left[one][year]):
                paid = min(need, left[source][year])
                left[source][year] -= paid
                need -= paid
            # What is left over must be nothing but rounding.
            if need > 1e-9:
                return False
        self.left |= left
        self.started[key] = None
        return True

    def share_out(self) -> None:
        """Start the cheapest project of whoever is furthest below the minimum, until nobody is."""
        tried = set(self.started)
        while True:
            below = sorted(
                (self.share(dimension, group) / (1.05 * least), dimension, group)
                for dimension, groups, least in (("area", AREAS, AREA_SHARE), ("focus", FOCUSES, FOCUS_SHARE))
                for group in groups
            )
            waiting = [
                (place, sum(one["cost_profile"]), one["key"])
                for place, (part, dimension, group) in enumerate(below)
                if part < 1
                for one in self.sheets
                if one[dimension] == group and one["key"] not in tried
            ]
            if not self.started or not waiting:
                return
            key = min(waiting)[2]
            tried.add(key)
            self.start(key)

    def share(self, dimension: str, group: str) -> float:
        """The group's part of the money spent within the programme years; 1 when none is."""
        spent = [(self.sheet(key), self._spent(self.sheet(key))) for key in self.started]
        everything = math.fsum(amount for _, amount in spent)
        own = math.fsum(amount for sheet, amount in spent if sheet[dimension] == group)
        return own / everything if everything else 1.0

    def _spent(self, sheet: Mapping[str, Any]) -> float:
        return math.fsum(sheet["cost_profile"][: self.years - sheet["earliest"]])

    def minimum_shares(self, sheets: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
        every = list(sheets)
        found = {}
        for dimension, least in (("area", AREA_SHARE), ("focus", FOCUS_SHARE)):
            groups = sorted({one[dimension] for one in every})
            shares = {group: math.floor(1000 * self.share(dimension, group)) / 1000 for group in groups}
            found[dimension] = {group: min(least, share) for group, share in shares.items()}
        return found


def party_weights(problem: Problem, *, seed: int, parties: int = 9) -> dict[str, Any]:
    """Weights of invented parties, in the format ``samstyring-party-weights/1``.

    Each party's weights are drawn from a Dirichlet distribution with concentration 4 for every
    criterion: they disagree, but nobody forgets a criterion altogether.
    """
    draws = Draws("party weights", seed)
    return {
        "format": "samstyring-party-weights/1",
        "parties": [
            {
                "key": f"part{n + 1}",
                "name": f"Part {n + 1} (eksempel)",
                "weights": {
                    name: round(share, 4)
                    for name, share in zip(problem.criteria, draws.simplex(len(problem.criteria), 4), strict=True)
                },
            }
            for n in range(parties)
        ],
    }


def cost_distributions(problem: Problem, *, seed: int, correlation: float = 0.2) -> dict[str, Any]:
    """How uncertain each project's cost is, in the format ``samstyring-cost-distributions/1``.

    Lognormal: the P50 is the cost in the problem, and the P85 is 1.1 to 1.4 times as much, more
    often in the lower end (1.1 plus 0.3 times the square of an even number).
    """
    draws = Draws("cost distributions", seed)
    found = {}
    for one in problem.projects:
        cost = math.fsum(one.cost_profile)
        p85 = cost * (1.1 + 0.3 * draws.random() ** 2)
        if cost:
            found[one.key] = {"kind": "lognormal", "p50": round(cost, 3), "p85": round(p85, 3)}
    return {
        "format": "samstyring-cost-distributions/1",
        "unit": problem.unit,
        "correlation": correlation,
        "without_distribution": "certain",
        "projects": found,
    }
