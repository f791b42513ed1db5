"""What is to be measured, the most important first: by everybody on a problem before the next problem."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from .instances import SEEDS, SIZES, YEARS, Instance, generated, knapsacks, listed, samples, votes

RACERS = ("samstyring", "samstyring-highs", "highs", "scip", "cbc")
SLOW = ("glpk", "calc")
RANKINGS = ("rank-score", "rank-per-krone", "rank-topsis")
GAP = 1e-4
# The problems that the targets speak of, in their order.
NAMED = ("n60_T4_s1", "n200_T4_s1", "n60_T10_s1", "n200_T10_s1", "n1000_T4_s1", "n60_T4_s2", "n30_T4_s1")


@dataclass(frozen=True)
class Run:
    """One thing to measure: a peer or a study on an instance."""

    group: str  # samples, generated, mkp, pabulib, studies
    kind: str  # solve, rank, or the name of a study
    instance: Instance
    peer: str
    setting: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return f"{self.group} {self.kind} {self.instance.name} {self.peer}"


def chosen(runs: Iterable[Run], only: str) -> list[Run]:
    """The runs with one of the words (commas between them) in what they are about; all for none.

    A word with a star or a question mark is a pattern for all of it: ``mkp * samstyring``.
    """
    words = [word.strip() for word in only.split(",") if word.strip()]

    def about(one: Run, word: str) -> bool:
        return fnmatchcase(one.words, word) if {*word} & {*"*?"} else word in one.words

    return [one for one in runs if not words or any(about(one, word) for word in words)]


def planned(data: Path, *, quick: bool) -> list[Run]:
    """Every run, for the quick or the whole measurement."""
    named = sorted(samples(data), key=lambda one: NAMED.index(one.name) if one.name in NAMED else 99)
    found = [*_named(named, quick=quick), *_studies(named, quick=quick)]
    found += [*_generated(quick=quick), *_votes(data, quick=quick), *_knapsacks(data, quick=quick)]
    return found


def _solve(
    group: str, instances: Iterable[Instance], peers: Iterable[str], seconds: Callable[[Instance], int]
) -> Iterator[Run]:
    for instance in instances:
        for peer in peers:
            yield Run(group, "solve", instance, peer, {"seconds": seconds(instance), "gap": GAP})


def _rank(group: str, instances: Iterable[Instance]) -> Iterator[Run]:
    for instance in instances:
        for peer in RANKINGS:
            yield Run(group, "rank", instance, peer)


def _named(named: list[Instance], *, quick: bool) -> Iterator[Run]:
    # Without the sample problems, problems of our own take their place in the targets.
    chosen = named or [generated(60, 4, 1), generated(200, 4, 1), generated(60, 10, 1), generated(200, 10, 1)]
    fast = [one for one in chosen if not quick or one.name not in ("n60_T4_s2", "n30_T4_s1")]

    def seconds(one: Instance) -> int:
        # Proofs are compared on the small ones, so that they need their time also when it is short.
        return 10 if quick and (one.years > 4 or one.projects > 200) else 60

    yield from _solve("samples", [*fast, generated(1000, 10, 1)], RACERS, seconds)
    small = [one for one in fast if one.years == 4 and one.projects <= 60]
    yield from _solve("samples", small, SLOW, lambda one: 60 if quick else 120)
    yield from _rank("samples", [*fast, generated(1000, 10, 1)])


def _generated(*, quick: bool) -> Iterator[Run]:
    if quick:
        big = [generated(2000, years, 1) for years in YEARS]
        yield from _solve("generated", big, ("samstyring", "highs"), lambda _one: 10)
        return
    every = [
        generated(size, years, seed)
        for seed in SEEDS
        for size in SIZES
        for years in YEARS
        if (size, years, seed) != (1000, 10, 1)
    ]
    yield from _solve("generated", every, RACERS, lambda _one: 60)
    yield from _rank("generated", every)
    small = [one for one in every if one.years == 4 and one.projects == 60]
    yield from _solve("generated", small, SLOW, lambda _one: 120)


def _votes(data: Path, *, quick: bool) -> Iterator[Run]:
    elections = list(votes(data))
    peers = ("samstyring", "highs") if quick else RACERS
    yield from _solve("pabulib", elections, peers, lambda _one: 10)
    yield from _rank("pabulib", elections)


def _knapsacks(data: Path, *, quick: bool) -> Iterator[Run]:
    every = list(knapsacks(data))
    if quick:
        # One of each tightness in the small class, and one of the larger.
        every = [one for one in every if one.name.endswith(("5.100-00", "5.100-10", "5.100-20", "10.100-10"))]
    peers = ("samstyring", "highs", "scip", "cbc")
    yield from _solve("mkp", every, peers, lambda _one: 10 if quick else 60)


def _studies(named: list[Instance], *, quick: bool) -> Iterator[Run]:
    by_name = {one.name: one for one in named}
    n60 = by_name.get("n60_T4_s1") or generated(60, 4, 1)
    n200 = by_name.get("n200_T4_s1") or generated(200, 4, 1)
    smallest = by_name.get("n30_T4_s1") or generated(30, 4, 1)
    for instance in (n60, n200):
        setting = {"samples": 1000, "epsilon": 0.005}
        yield Run("studies", "robust", instance, "samstyring", setting | {"seconds": 300})
        yield Run("studies", "brute", instance, "highs", setting | {"tried": 8 if quick else 40})
    if not quick:
        yield Run("studies", "robust", n200, "samstyring", {"samples": 1000, "epsilon": 0.001, "seconds": 600})
        setting = {"samples": 1000, "epsilon": 0.005}
        yield Run("studies", "robust", smallest, "samstyring", setting | {"seconds": 300})
        yield Run("studies", "brute", smallest, "highs", setting | {"tried": 200})
    yield Run("studies", "exposure", n200, "samstyring", {"draws": 10_000, "times": 20})
    for instance in (n60, n200):
        yield Run("studies", "rebalance", instance, "samstyring", {"seconds": 120})
    for seed in (1,) if quick else (1, 2, 3):
        yield Run("studies", "contradiction", listed(9, seed), "samstyring", {"weights": 20_000})
    for size, budgets in ((100, 1), (60, 3)) if quick else ((100, 1), (150, 1), (60, 3)):
        yield Run("studies", "rpm", undominated(size, budgets), "samstyring", {"seconds": 300})


def undominated(projects: int, budgets: int) -> Instance:
    """One-year problems with one or several budgets, three criteria, for the exact study."""
    from .studies.budgets import text

    return Instance(
        f"rpm{projects}_{budgets}", "budgets", lambda: text(projects, budgets, seed=1), projects, budgets
    )
