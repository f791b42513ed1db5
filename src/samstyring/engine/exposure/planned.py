"""The money of a programme by project, source and year, checked against the problem it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from .. import fields
from ..columns import Floats
from ..fields import ProblemError
from ..plan import Payment
from ..portfolio import Problem

# Payments are whole millionths, and amounts of the problem need not be.
ROUNDING = 1e-5


class Programme(Protocol):
    """What starts when and who pays: a balanced `Plan`, or an `Adopted` one read from a file."""

    @property
    def starts(self) -> Mapping[str, int]: ...
    @property
    def money(self) -> Sequence[Payment]: ...
    @property
    def value(self) -> float: ...


def planned_money(problem: Problem, programme: Programme) -> dict[str, Floats]:
    """What each source pays to each project each year.

    Returns
    -------
    mapping of project to ndarray, shape (sources, calendar years)
        In the order of the problem; projects that cost nothing are left out.

    Raises
    ------
    ProblemError
        If the programme speaks of what the problem does not have, or pays another sum than the
        problem says the project costs.
    """
    projects = {one.key: one for one in problem.projects}
    sources = {one.key: n for n, one in enumerate(problem.sources)}
    calendar = {year: n for n, year in enumerate(problem.calendar)}
    found: dict[str, Floats] = {}
    for n, paid in enumerate(programme.money):
        where = f"money[{n}]"
        fields.one_of(paid.project, f"{where}.project", projects, "project")
        fields.one_of(paid.source, f"{where}.source", sources, "source")
        if paid.year not in calendar:
            raise ProblemError(f"{where}.year", f"{paid.year} is not a year of this problem")
        if paid.project not in programme.starts:
            raise ProblemError(f"{where}.project", f"{paid.project} is paid for, but does not start")
        money = found.setdefault(paid.project, np.zeros((len(sources), len(calendar))))
        money[sources[paid.source], calendar[paid.year]] += paid.amount
    for key, year in programme.starts.items():
        fields.one_of(key, "starts", projects, "project")
        if year not in problem.years:
            raise ProblemError(f"starts.{key}", f"{year} is not a year of this problem's programme")
        profile = projects[key].cost_profile
        for n, calendar_year in enumerate(problem.calendar):
            age = calendar_year - year
            cost = profile[age] if 0 <= age < len(profile) else 0.0
            paid_then = float(found[key][:, n].sum()) if key in found else 0.0
            if abs(paid_then - cost) > ROUNDING + 1e-9 * cost:
                raise ProblemError(
                    f"starts.{key}",
                    f"the programme pays {paid_then:g} in {calendar_year}, and by the problem the project "
                    f"costs {cost:g}; is it a programme of this problem?",
                )
    return {key: money for key, money in found.items() if money.any()}
