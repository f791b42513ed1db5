"""Judge a plan by the text of the formats alone, apart from everything that made it.

This module knows the problem format and the solution format, and nothing of models and solvers.
It works every rule and every figure out again, in the plainest way there is, and yields what does
not hold.

Tolerances
    Amounts of money are whole millionths of the unit, each rounded by itself: a sum of n of them
    may be n + 1 millionths off, and a billionth of itself. Shares and limits of costs, which no
    payment is rounded for, may be passed by a millionth of the largest cost. Values may differ by
    a ten-millionth of themselves. Years, keys and counts are exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import problem as problem_format
from . import solution as solution_format
from .portfolio import Problem, Project, Score, digest
from .solution import Solution

MILLIONTH = 1e-6
BILLIONTH = 1e-9
VALUE = 1e-7


@dataclass(frozen=True)
class Breach:
    """A rule that does not hold.

    `rule` is the name of the rule in the format, `where` the place in the solution or whom it is
    about, `what` a sentence. `excess` is by how much, in the unit of the rule; 0 when that has no
    meaning.
    """

    rule: str
    where: str
    what: str
    excess: float = 0.0

    def __str__(self) -> str:
        return f"{self.rule} ({self.where}): {self.what}"


def breaches(problem: Mapping[str, Any] | Problem, solution: Mapping[str, Any] | Solution) -> Iterator[Breach]:
    """Yield everything that does not hold in a plan for a problem.

    Parameters
    ----------
    problem : mapping or Problem
        In the format ``samstyring-portfolio-problem/1``.
    solution : mapping or Solution
        In the format ``samstyring-portfolio-solution/1``.

    Raises
    ------
    ProblemError
        If either cannot be read at all.

    Examples
    --------
    >>> problem = {
    ...     "format": "samstyring-portfolio-problem/1", "unit": "MNOK", "years": [2025],
    ...     "tail_years": 0, "delay_factor": 1, "weights": {"nytte": 1},
    ...     "sources": [{"key": "stat", "frames": [100]}],
    ...     "projects": [{"key": "Bru", "scores": {"nytte": 60}, "cost_profile": [100], "sources": ["stat"]}]}
    >>> solution = {
    ...     "format": "samstyring-portfolio-solution/1", "value": 60, "bound": 60, "gap": 0, "status": "optimal",
    ...     "starts": {"Bru": 2025}, "money": [{"project": "Bru", "source": "stat", "year": 2025, "amount": 90}],
    ...     "carry_over": [], "binding": [], "seconds": 0, "versions": {},
    ...     "input_sha256": digest(problem_format.read(problem))}
    >>> [str(one) for one in breaches(problem, solution)]
    ['need (Bru in 2025): 100 is needed and 90 is paid']
    """
    asked = problem if isinstance(problem, Problem) else problem_format.read(problem)
    plan = solution if isinstance(solution, Solution) else solution_format.read(solution)
    if plan.input_sha256 != digest(asked):
        yield Breach("input_sha256", "input_sha256", "the plan was made for another problem")
    known = {one.key: one for one in asked.projects}
    strangers = [key for key in plan.starts if key not in known]
    for key in strangers:
        yield Breach("starts", f"starts.{key}", "is not a project of the problem")
    if strangers:
        return
    yield from _start_years(asked, plan)
    yield from _decisions(asked, plan)
    yield from _between_projects(asked, plan)
    yield from _shares(asked, plan)
    yield from _owners(asked, plan)
    yield from _payments(asked, plan)
    yield from _frames(asked, plan)
    yield from _project_money(asked, plan)
    yield from _figures(asked, plan)


def _start_years(problem: Problem, plan: Solution) -> Iterator[Breach]:
    first = problem.years[0]
    for project in problem.projects:
        if project.key not in plan.starts:
            continue
        year = plan.starts[project.key]
        low, high = first + project.earliest, first + project.latest
        if not low <= year <= high:
            yield Breach("window", f"starts.{project.key}", f"starts in {year}, outside {low}–{high}")


def _decisions(problem: Problem, plan: Solution) -> Iterator[Breach]:
    for project in problem.projects:
        if project.must_start and project.key not in plan.starts:
            yield Breach("must_start", project.key, "must start, and does not")
    for key in problem.excluded:
        if key in plan.starts:
            yield Breach("excluded", key, f"must not start, and starts in {plan.starts[key]}")
    for key, year in problem.locked.items():
        found = plan.starts.get(key)
        if found is None or year not in (None, found):
            yield Breach("locked", key, f"must start in {year or 'some year'}, and {_said(found)}")
    for key, year in problem.frozen.items():
        found = plan.starts.get(key)
        if found != year:
            decided = "not to start" if year is None else f"to start in {year}"
            yield Breach("frozen", key, f"is decided {decided}, and {_said(found)}")


def _said(year: int | None) -> str:
    return "does not start" if year is None else f"starts in {year}"


def _between_projects(problem: Problem, plan: Solution) -> Iterator[Breach]:
    for n, group in enumerate(problem.exclusions):
        started = [key for key in group if key in plan.starts]
        if len(started) > 1:
            yield Breach("exclusions", f"exclusions[{n}]", f"{', '.join(started)} all start", len(started) - 1)
    for n, one in enumerate(problem.dependencies):
        if one.project not in plan.starts:
            continue
        year, other = plan.starts[one.project], plan.starts.get(one.requires)
        if other is None or other > year - one.lag:
            what = f"{one.project} starts in {year}, and {one.requires} {_said(other)}; lag {one.lag}"
            yield Breach("dependencies", f"dependencies[{n}]", what)


def _cost(project: Project, plan: Solution, year: int) -> float:
    """What a project costs in a calendar year under the plan."""
    if project.key not in plan.starts:
        return 0.0
    age = year - plan.starts[project.key]
    return project.cost_profile[age] if 0 <= age < len(project.cost_profile) else 0.0


def _largest(problem: Problem) -> float:
    return max((math.fsum(one.cost_profile) for one in problem.projects), default=0.0)


def _shares(problem: Problem, plan: Solution) -> Iterator[Breach]:
    spent = {
        project.key: math.fsum(_cost(project, plan, year) for year in problem.years)
        for project in problem.projects
    }
    room = MILLIONTH * max(1.0, _largest(problem))
    for dimension, shares in problem.minimum_shares.items():
        for group, share in shares.items():
            part = math.fsum(spent[one.key] for one in problem.projects if getattr(one, dimension) == group)
            least = share * math.fsum(spent.values())
            if part < least - room:
                what = f"{part:g} is spent, and {share:.3g} of all is {least:g}"
                yield Breach("minimum_shares", f"{dimension} {group}", what, least - part)


def _owners(problem: Problem, plan: Solution) -> Iterator[Breach]:
    room = MILLIONTH * max(1.0, _largest(problem))
    for owner, cap in problem.owner_caps.items():
        own = [one for one in problem.projects if one.owner == owner]
        for year in problem.calendar:
            cost = math.fsum(_cost(one, plan, year) for one in own)
            if cap.money_per_year is not None and cost > cap.money_per_year + room:
                what = f"the projects cost {cost:g}, and the most is {cap.money_per_year:g}"
                yield Breach("owner_caps", f"{owner} in {year}", what, cost - cap.money_per_year)
            count = sum(plan.starts.get(one.key) == year for one in own)
            if cap.starts_per_year is not None and count > cap.starts_per_year:
                what = f"{count} projects start, and the most is {cap.starts_per_year}"
                yield Breach("owner_caps", f"{owner} in {year}", what, count - cap.starts_per_year)


def _payments(problem: Problem, plan: Solution) -> Iterator[Breach]:
    projects = {one.key: one for one in problem.projects}
    paid: dict[tuple[str, int], list[float]] = {}
    for n, one in enumerate(plan.money):
        where = f"money[{n}]"
        if one.project not in projects:
            yield Breach("money", where, f"{one.project} is not a project of the problem")
            continue
        if one.source not in projects[one.project].sources:
            yield Breach("sources", where, f"{one.source} may not pay for {one.project}")
        if one.year not in problem.calendar:
            yield Breach("money", where, f"{one.year} is outside the programme and its tail")
        if one.amount <= 0:
            yield Breach("money", where, f"the amount is {one.amount:g}")
        paid.setdefault((one.project, one.year), []).append(one.amount)
    for project in problem.projects:
        for year in problem.calendar:
            need, amounts = _cost(project, plan, year), paid.get((project.key, year), [])
            total = math.fsum(amounts)
            if abs(total - need) > _rounding(len(amounts), need):
                what = f"{need:g} is needed and {total:g} is paid"
                yield Breach("need", f"{project.key} in {year}", what, abs(total - need))


def _rounding(count: int, size: float) -> float:
    return MILLIONTH * (count + 1) + BILLIONTH * abs(size)


def _frames(problem: Problem, plan: Solution) -> Iterator[Breach]:
    places = {(source.key, year) for source in problem.sources for year in problem.calendar}
    for (key, year), carried in plan.carry_over.items():
        if (key, year) not in places:
            yield Breach("carry_over", f"{key} in {year}", "is not a source and year of the problem")
        elif carried < 0:
            yield Breach("carry_over", f"{key} in {year}", f"{carried:g} is carried", -carried)
    lacking: dict[tuple[str, int], float] = {}
    for one in plan.shortfalls:
        lacking[one.source, one.year] = lacking.get((one.source, one.year), 0.0) + one.amount
        if (one.source, one.year) not in places or one.amount <= 0 or plan.least_shortfall is None:
            yield Breach("shortfalls", f"{one.source} in {one.year}", f"{one.amount:g} cannot be lacking here")
    if plan.least_shortfall is not None:
        total = math.fsum(lacking.values())
        if total < plan.least_shortfall - _rounding(len(lacking), total):
            what = f"{total:g} is lacking in all, less than the least, {plan.least_shortfall:g}"
            yield Breach("shortfalls", "least_shortfall", what, plan.least_shortfall - total)
    payments: dict[tuple[str, int], list[float]] = {}
    for payment in plan.money:
        payments.setdefault((payment.source, payment.year), []).append(payment.amount)
    for source in problem.sources:
        carried_in = 0.0
        for frame, year in zip(source.frames, problem.calendar, strict=True):
            place = (source.key, year)
            carried_out = plan.carry_over.get(place, 0.0)
            used = math.fsum(payments.get(place, ()))
            most = frame + carried_in + lacking.get(place, 0.0)
            if used + carried_out > most + _rounding(len(payments.get(place, ())) + 2, most):
                what = f"{used:g} is paid and {carried_out:g} carried on, of {most:g}"
                yield Breach("frames", f"{source.key} in {year}", what, used + carried_out - most)
            if carried_out > source.carry_over_cap + _rounding(1, source.carry_over_cap):
                what = f"{carried_out:g} is carried on, and the most is {source.carry_over_cap:g}"
                yield Breach(
                    "carry_over_cap", f"{source.key} in {year}", what, carried_out - source.carry_over_cap
                )
            carried_in = carried_out


def _project_money(problem: Problem, plan: Solution) -> Iterator[Breach]:
    paid: dict[tuple[str, str], dict[int, float]] = {}
    for one in plan.money:
        by_year = paid.setdefault((one.project, one.source), {})
        by_year[one.year] = by_year.get(one.year, 0.0) + one.amount
    for project in problem.projects:
        for source, cap in project.caps.items():
            by_year = paid.get((project.key, source), {})
            where, total = f"{source} to {project.key}", math.fsum(by_year.values())
            if cap.total is not None and total > cap.total + _rounding(len(by_year), total):
                what = f"{total:g} is paid, and the most is {cap.total:g}"
                yield Breach("caps", where, what, total - cap.total)
            for year, amount in by_year.items():
                if cap.per_year is not None and amount > cap.per_year + _rounding(1, amount):
                    what = f"{amount:g} is paid, and the most in a year is {cap.per_year:g}"
                    yield Breach("caps", f"{where} in {year}", what, amount - cap.per_year)
        for rule in project.matching:
            followed = paid.get((project.key, rule.of), {})
            following = paid.get((project.key, rule.source), {})
            least, total = rule.share * math.fsum(followed.values()), math.fsum(following.values())
            room = _rounding(len(following), total) + rule.share * _rounding(len(followed), 0.0)
            if total < least - room:
                what = f"{total:g} is paid, and {rule.share:g} of what {rule.of} pays is {least:g}"
                yield Breach("matching", f"{rule.source} to {project.key}", what, least - total)


def _figures(problem: Problem, plan: Solution) -> Iterator[Breach]:
    needed = [name for name in problem.criteria if problem.weights is None or problem.weights[name] > 0]
    if plan.missing == "refuse" and any(
        one.scores.get(name) is None for one in problem.projects for name in needed
    ):
        yield Breach(
            "missing", "missing", "scores are unknown, and the plan does not say what that was taken to mean"
        )
    weighted = [problem.weights] if problem.weights is not None else [{name: 1.0} for name in problem.criteria]
    stated = [("value", plan.value, plan.bound, plan.gap)]
    if problem.ranking is not None:
        if tuple(one.criterion for one in plan.levels) != problem.ranking:
            yield Breach("levels", "levels", "are not the criteria of the ranking, in its order")
            return
        stated += [(f"levels.{one.criterion}", one.value, one.bound, one.gap) for one in plan.levels]
        weighted = [weighted[0], *weighted]
    for (where, value, bound, gap), weights in zip(stated, weighted, strict=True):
        real = _worth(problem, plan, weights)
        room = VALUE * max(1.0, abs(real))
        if abs(value - real) > room:
            yield Breach("value", where, f"is {value:.9g}, and adds up to {real:.9g}", abs(value - real))
        if bound < value - room:
            yield Breach("bound", where, f"the bound {bound:.9g} is below the value {value:.9g}", value - bound)
        proved = (bound - value) / abs(value) if value else float(bound > 0)
        if abs(gap - proved) > VALUE:
            yield Breach("gap", where, f"is given as {gap:.3g}, and is {proved:.3g}", abs(gap - proved))
    if plan.status == "optimal" and plan.gap > VALUE:
        yield Breach("status", "status", f"optimal, with a gap of {plan.gap:.3g}", plan.gap)


def _worth(problem: Problem, plan: Solution, weights: Mapping[str, float]) -> float:
    """Sum of size · weights · scores · delay factor to the power of the years waited."""
    total = 0.0
    for project in problem.projects:
        if project.key not in plan.starts:
            continue
        scores = {name: _points(project.scores.get(name), problem.score_policy) for name in weights}
        known = [name for name, score in scores.items() if score is not None]
        score = sum(weights[name] * (scores[name] or 0.0) for name in known)
        weight = sum(weights[name] for name in known)
        if plan.missing == "weights-of-known" and weight > 0:
            score *= sum(weights.values()) / weight
        total += project.size * score * problem.delay_factor ** (plan.starts[project.key] - problem.years[0])
    return total


def _points(score: Score, policy: str) -> float | None:
    if not isinstance(score, tuple):
        return score
    return score[0] if policy == "low" else score[1] if policy == "high" else (score[0] + score[1]) / 2
