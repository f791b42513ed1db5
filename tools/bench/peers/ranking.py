"""Rank and cut, as it is done without a solver: put projects in order, and start them while money lasts.

Three orders: by weighted score, by worth per krone, and by TOPSIS (pymcdm) on the criteria and the
cost. In that order each project starts in the first year in which it and all before it can be
paid, which a linear program answers. Committed projects come first; exclusions, dependencies and
who may pay are kept. Minimum shares are *not* asked for, in favour of the ranking.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import highspy
import numpy as np
from pymcdm.methods import TOPSIS

from samstyring.engine.portfolio import Problem, Project
from samstyring.engine.problem import read
from samstyring.engine.scoring import worth

from .account import Account, job


def order(problem: Problem, by: str) -> list[Project]:
    """The projects from first to last, what is committed before all others."""
    values = worth(problem, missing="refuse").values
    costs = {one.key: max(math.fsum(one.cost_profile), 1e-9) for one in problem.projects}
    if by == "score":
        standing = {one.key: values[one.key] / (one.size or 1.0) for one in problem.projects}
        if len(problem.criteria) == 1:
            standing = dict(values)
    elif by == "per-krone":
        standing = {key: values[key] / costs[key] for key in costs}
    else:
        standing = topsis(problem, costs)
    return sorted(problem.projects, key=lambda one: (not one.must_start, -standing[one.key], one.key))


def topsis(problem: Problem, costs: dict[str, float]) -> dict[str, float]:
    """TOPSIS with every criterion to be high and the cost to be low, the cost weighing as the mean criterion."""
    names = problem.criteria
    table = np.array([[*(one.scores[name] or 0.0 for name in names), costs[one.key]] for one in problem.projects])
    weights = np.array([(problem.weights or {})[name] for name in names])
    weights = np.append(weights, weights.mean())
    found = TOPSIS()(table, weights / weights.sum(), np.array([*[1] * len(names), -1]))
    return {one.key: float(standing) for one, standing in zip(problem.projects, found, strict=True)}


class Purse:
    """Whether needs can be paid: money per class, source and year, and what is carried over."""

    def __init__(self, problem: Problem) -> None:
        self.years = len(problem.calendar)
        self.classes = {sources: n for n, sources in enumerate(sorted({_payers(one) for one in problem.projects}))}
        solver = self.solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("presolve", "off")
        terms: dict[tuple[str, int], list[int]] = {}
        needs: dict[int, list[int]] = {}
        for sources, g in self.classes.items():
            for year in range(self.years):
                for source in sources:
                    solver.addVar(0, highspy.kHighsInf)
                    column = solver.getNumCol() - 1
                    terms.setdefault((source, year), []).append(column)
                    needs.setdefault(g * self.years + year, []).append(column)
        for row in range(len(self.classes) * self.years):
            columns = needs.get(row, [])
            solver.addRow(0, 0, len(columns), np.array(columns, dtype=np.int32), np.ones(len(columns)))
        for source in problem.sources:
            carried = None
            for year, frame in enumerate(source.frames):
                columns = list(terms.get((source.key, year), []))
                values = [1.0] * len(columns)
                if carried is not None:
                    columns, values = [*columns, carried], [*values, -1.0]
                if year < self.years - 1:
                    solver.addVar(0, source.carry_over_cap)
                    carried = solver.getNumCol() - 1
                    columns, values = [*columns, carried], [*values, 1.0]
                solver.addRow(
                    -highspy.kHighsInf, frame, len(columns), np.array(columns, dtype=np.int32), np.array(values)
                )
        self.need = np.zeros(len(self.classes) * self.years)
        self.total = np.cumsum([sum(one.frames[year] for one in problem.sources) for year in range(self.years)])

    def pays(self, project: Project, year: int) -> bool:
        """Start the project that year if everything can still be paid, and say whether it was."""
        need = self.need.copy()
        first = self.classes[_payers(project)] * self.years
        for k, amount in enumerate(project.cost_profile[: self.years - year]):
            need[first + year + k] += amount
        spent = np.cumsum(need.reshape(-1, self.years).sum(axis=0))
        if np.any(spent > self.total + 1e-6):
            return False
        self._ask(need)
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        self.need = need
        return True

    def _ask(self, need: np.ndarray) -> None:
        rows = np.arange(len(need), dtype=np.int32)
        self.solver.changeRowsBounds(len(rows), rows, need, need)
        self.solver.run()


def _payers(project: Project) -> tuple[str, ...]:
    return tuple(sorted(project.sources))


def start(problem: Problem, ordered: Sequence[Project]) -> dict[str, int]:
    """Start years, counted from the first, of what the ranking reaches."""
    purse, started = Purse(problem), dict[str, int]()
    excluded = {key: group for group in problem.exclusions for key in group}
    requires = {}
    for one in problem.dependencies:
        requires.setdefault(one.project, []).append(one)
    # What waits for another project gets a second chance when all have been asked once.
    for project in (*ordered, *ordered):
        if project.key in started or any(key in started for key in excluded.get(project.key, ())):
            continue
        earliest = project.earliest
        for rule in requires.get(project.key, ()):
            earliest = max(earliest, started.get(rule.requires, 10**6) + rule.lag)
        for year in range(earliest, project.latest + 1):
            if purse.pays(project, year):
                started[project.key] = year
                break
    return started


def main() -> None:
    asked = job()
    problem = read(Path(asked["problem"]).read_bytes())
    values = worth(problem, missing="refuse").values
    account = Account()
    ordered = order(problem, asked["by"])
    ranked = account.elapsed()
    started = start(problem, ordered)
    value = math.fsum(values[key] * problem.delay_factor**year for key, year in started.items())
    kept = all(one.key in started for one in problem.projects if one.must_start)
    account.tell("heuristic", value, None, ranked=round(ranked, 4), projects=len(started), committed_kept=kept)


if __name__ == "__main__":
    main()
