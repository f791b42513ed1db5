"""Start projects in a given order while the money lasts, as somebody does who has no solver."""

from collections.abc import Sequence

import highspy
import numpy as np

from samstyring.engine.portfolio import Dependency, Problem, Project


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
    excluded: dict[str, set[str]] = {}
    for group in problem.exclusions:
        for key in group:
            excluded.setdefault(key, set()).update(group)
    requires: dict[str, list[Dependency]] = {}
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
