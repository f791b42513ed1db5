"""Small problems to test the engine on, and an oracle that tries every plan."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
from scipy.optimize import linprog

from samstyring.engine.problem import Problem, read


def sheet(key: str, **changes: Any) -> dict[str, Any]:
    """A project sheet that costs 10 in the year it starts and scores 50."""
    return {
        "key": key,
        "scores": {"nytte": 50},
        "size": 1,
        "cost_profile": [10],
        "earliest": 0,
        "latest": 1,
        "sources": ["stat"],
        "area": None,
        "focus": None,
        "must_start": False,
    } | changes


def document(*projects: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Two years, one source with 10 a year and nothing to carry, one criterion."""
    found = {
        "format": "samstyring-portfolio-problem/1",
        "unit": "MNOK",
        "years": [2025, 2026],
        "tail_years": 0,
        "delay_factor": 0.9,
        "weights": {"nytte": 1},
        "sources": [{"key": "stat", "frames": [10, 10], "tail_frames": [], "carry_over_cap": 0}],
        "projects": list(projects),
    } | changes
    # A change to None takes the field away.
    return {name: value for name, value in found.items() if value is not None}


def invented(seed: int, *, most: int = 7, ranking: bool = False) -> dict[str, Any]:
    """A random small problem with every kind of rule in it."""
    rng = random.Random(seed)
    years, tail, count = rng.randint(1, 3), rng.randint(0, 2), rng.randint(3, most)
    sources = ["stat", "fylke", "bompenger"][: rng.randint(1, 3)]
    keys = [f"P{n}" for n in range(count)]
    projects = []
    for key in keys:
        earliest = rng.randrange(years)
        projects.append(
            {
                "key": key,
                "scores": {"klima": rng.randint(0, 100), "nytte": rng.randint(0, 100)},
                "size": rng.choice([0.5, 1, 2.5]),
                "cost_profile": [rng.randint(0, 300) / 10 for _ in range(rng.randint(1, 3))],
                "earliest": earliest,
                "latest": rng.randrange(earliest, years),
                "sources": rng.sample(sources, rng.randint(1, len(sources))),
                "area": rng.choice(["Nord", "Sør"]),
                "focus": rng.choice(["Buss", "Sykkel"]),
                "must_start": rng.random() < 0.06,
            }
        )
    drawn = rng.sample(keys, 3)
    areas = {one["area"] for one in projects}
    found = document(
        *projects,
        years=list(range(2025, 2025 + years)),
        tail_years=tail,
        weights={"klima": 0.4, "nytte": 0.6},
        sources=[
            {
                "key": key,
                "frames": [rng.randint(5, 30) for _ in range(years)],
                "tail_frames": [rng.randint(0, 20) for _ in range(tail)],
                "carry_over_cap": rng.choice([0, 3, 8.5]),
            }
            for key in sources
        ],
        exclusions=[drawn[:2]] if rng.random() < 0.5 else [],
        dependencies=[{"project": drawn[1], "requires": drawn[2], "lag": rng.randint(0, 1)}],
        minimum_shares={"area": {area: rng.choice([0, 0.2, 0.4]) for area in sorted(areas)}},
    )
    if ranking:
        del found["weights"]
        found["ranking"] = ["klima", "nytte"]
    return found


def plans(problem: Problem) -> list[dict[str, int]]:
    """Every choice of start years that satisfies the rules between projects; money not asked."""
    choices = []
    for one in problem.projects:
        years: list[int | None] = list(range(one.earliest, one.latest + 1))
        if problem.locked.get(one.key) is not None:
            years = [problem.years.index(problem.locked[one.key])]
        if not one.must_start and one.key not in problem.locked:
            years.append(None)
        if one.key in problem.excluded:
            years = [None] if None in years else []
        if one.key in problem.frozen:
            year = problem.frozen[one.key]
            decided = None if year is None else problem.years.index(year)
            years = [decided] if decided in years else []
        choices.append(years)
    keys = [one.key for one in problem.projects]
    found = []
    for picked in itertools.product(*choices):
        starts = {key: year for key, year in zip(keys, picked, strict=True) if year is not None}
        if _rules_hold(problem, starts):
            found.append(starts)
    return found


def _rules_hold(problem: Problem, starts: dict[str, int]) -> bool:
    if any(sum(key in starts for key in group) > 1 for group in problem.exclusions):
        return False
    for one in problem.dependencies:
        if one.project in starts and (
            one.requires not in starts or starts[one.requires] > starts[one.project] - one.lag
        ):
            return False
    for owner, cap in problem.owner_caps.items():
        own = [one for one in problem.projects if one.owner == owner and one.key in starts]
        for year in range(len(problem.calendar)):
            cost = sum(
                one.cost_profile[year - starts[one.key]]
                for one in own
                if 0 <= year - starts[one.key] < len(one.cost_profile)
            )
            if cap.money_per_year is not None and cost > cap.money_per_year + 1e-7:
                return False
            if (
                cap.starts_per_year is not None
                and sum(starts[one.key] == year for one in own) > cap.starts_per_year
            ):
                return False
    horizon = len(problem.years)
    spent = {
        one.key: sum(one.cost_profile[: horizon - starts[one.key]])
        for one in problem.projects
        if one.key in starts
    }
    for dimension, shares in problem.minimum_shares.items():
        for group, share in shares.items():
            part = sum(
                spent[one.key]
                for one in problem.projects
                if one.key in starts and getattr(one, dimension) == group
            )
            if part < share * sum(spent.values()) - 1e-7:
                return False
    return True


def payable(problem: Problem, starts: dict[str, int]) -> bool:
    """Whether the sources can pay for these start years."""
    needed = sum(
        sum(one.cost_profile[: len(problem.calendar) - starts[one.key]])
        for one in problem.projects
        if one.key in starts
    )
    # Too dear in all: no need to ask.
    if needed > sum(sum(source.frames) for source in problem.sources) + 1e-7:
        return False
    return lacking(problem, starts) < 1e-6


def lacking(problem: Problem, starts: dict[str, int]) -> float:
    """The least money the sources lack, asked of a transport problem with one flow per project.

    Infinite where no amount of money helps.
    """
    span = len(problem.calendar)
    sources = list(problem.sources)
    needs = [
        (one, starts[one.key] + k, amount)
        for one in problem.projects
        if one.key in starts
        for k, amount in enumerate(one.cost_profile[: span - starts[one.key]])
        if amount > 0
    ]
    flows = [
        (n, s) for n, (one, _, _) in enumerate(needs) for s, by in enumerate(sources) if by.key in one.sources
    ]
    if {n for n, _ in flows} != set(range(len(needs))):
        return float("inf")
    if not flows:
        return 0.0
    total = len(flows) + 2 * len(sources) * span
    equal = np.zeros((len(needs), total))
    frame = np.zeros((len(sources) * span, total))
    for column, (n, s) in enumerate(flows):
        equal[n, column] = 1
        frame[s * span + needs[n][1], column] = 1
    bounds: list[tuple[float, float | None]] = [(0, None)] * len(flows)
    for s, source in enumerate(sources):
        for year in range(span):
            carried = len(flows) + s * span + year
            frame[s * span + year, carried] = 1
            if year + 1 < span:
                frame[s * span + year + 1, carried] = -1
            bounds.append((0, source.carry_over_cap))
            frame[s * span + year, carried + len(sources) * span] = -1
    bounds += [(0, None)] * (len(sources) * span)
    price = np.zeros(total)
    price[-len(sources) * span :] = 1
    rows, most = _money_rules(problem, starts, needs, flows, total)
    answer = linprog(
        price,
        A_ub=np.vstack([frame, *rows]),
        b_ub=[*(amount for source in sources for amount in source.frames), *most],
        A_eq=equal,
        b_eq=[amount for _, _, amount in needs],
        bounds=bounds,
    )
    return float(answer.fun) if answer.status == 0 else float("inf")


def _money_rules(
    problem: Problem, starts: dict[str, int], needs: list[Any], flows: list[tuple[int, int]], total: int
) -> tuple[list[Any], list[float]]:
    """Caps and matching of the started projects, as rows over the flows."""
    keys = [source.key for source in problem.sources]
    rows, most = [], []

    def row(terms: dict[tuple[str, str, int | None], float], limit: float) -> None:
        found = np.zeros(total)
        for column, (n, s) in enumerate(flows):
            one, year, _ = needs[n]
            found[column] = terms.get((one.key, keys[s], None), 0) + terms.get((one.key, keys[s], year), 0)
        rows.append(found)
        most.append(limit)

    for one in problem.projects:
        if one.key not in starts:
            continue
        for source, cap in one.caps.items():
            if cap.total is not None:
                row({(one.key, source, None): 1.0}, cap.total)
            if cap.per_year is not None:
                for year in range(len(problem.calendar)):
                    row({(one.key, source, year): 1.0}, cap.per_year)
        for rule in one.matching:
            row({(one.key, rule.of, None): rule.share, (one.key, rule.source, None): -1.0}, 0.0)
    return rows, most


def worth(problem: Problem, starts: dict[str, int], weights: dict[str, float]) -> float:
    """The value of a plan, straight from the definition."""
    return sum(
        one.size
        * sum(weight * _points(problem, one.scores[name]) for name, weight in weights.items())
        * problem.delay_factor ** starts[one.key]
        for one in problem.projects
        if one.key in starts
    )


def _points(problem: Problem, score: Any) -> float:
    if isinstance(score, tuple):
        return {"low": score[0], "high": score[1], "midpoint": sum(score) / 2}[problem.score_policy]
    return score or 0


def best(problem: Problem) -> float | None:
    """The highest value of all plans that can be paid; None if there is none."""
    assert problem.weights is not None
    weights = dict(problem.weights)
    ordered = sorted(plans(problem), key=lambda starts: -worth(problem, starts, weights))
    return next((worth(problem, starts, weights) for starts in ordered if payable(problem, starts)), None)


def best_lacking(problem: Problem) -> tuple[float, float] | None:
    """The least money any plan lacks, and the highest value among plans that lack no more."""
    assert problem.weights is not None
    found = [
        (round(lack, 6), -worth(problem, starts, dict(problem.weights)))
        for starts in plans(problem)
        if (lack := lacking(problem, starts)) < float("inf")
    ]
    if not found:
        return None
    least = min(lack for lack, _ in found)
    return least, -min(value for lack, value in found if lack <= least + 1e-6)


def lexicographic(problem: Problem) -> tuple[float, ...] | None:
    """The best plan by the first criterion, then by the second, and so on."""
    assert problem.ranking is not None
    values = [
        (tuple(round(worth(problem, starts, {name: 1}), 6) for name in problem.ranking), starts)
        for starts in plans(problem)
    ]
    values.sort(key=lambda one: one[0], reverse=True)
    return next((value for value, starts in values if payable(problem, starts)), None)


def problem(*projects: dict[str, Any], **changes: Any) -> Problem:
    return read(document(*projects, **changes))
