"""How two plans differ, and the reason a project is in or out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .conflict import RuleConflict, Shortfall
from .plan import Level, Plan
from .portfolio import Problem
from .search import Found, Goal

Kind = Literal[
    "locked",
    "frozen",
    "must-start",
    "required-by",
    "needed-by-rules",
    "chosen",
    "excluded",
    "no-source",
    "never-fits",
    "forbidden-by-rules",
    "shut-out-by",
    "lacks",
    "outcompeted",
    "not-settled",
]


@dataclass(frozen=True)
class Difference:
    """What changes from a plan to another one. Years are calendar years.

    `price` is the value lost (or, for more money, gained) on `criterion`; it lies between `least`
    and `most`, which are proved. With weights `criterion` is empty; with a ranking it is the most
    important criterion on which the two plans differ.
    """

    price: float
    least: float
    most: float
    criterion: str = ""
    leaves: tuple[str, ...] = ()  # in the plan, not in the other
    enters: tuple[str, ...] = ()  # in the other, not in the plan
    moves: Mapping[str, int] = field(default_factory=dict)  # in both, but starts in this year instead


@dataclass(frozen=True)
class Reason:
    """Why one project is in or out.

    ===================  ======================================================================
    Inside, `kind`       `keys`
    ``locked``           none: somebody has decided it
    ``frozen``           none: it was decided before
    ``must-start``       none: the sheet says so
    ``required-by``      the projects in the plan that require it
    ``needed-by-rules``  none: no plan without it; `conflict` says why
    ``chosen``           none: it earns its place, and `turned` is the plan without it
    Outside, `kind`
    ``excluded``         none: somebody has decided it
    ``frozen``           none: it was decided before
    ``no-source``        none: nobody may pay for it
    ``never-fits``       none: no plan can pay for it; `conflict` says what is missing
    ``forbidden-by-rules``  the other projects in the rules that `conflict` lists
    ``shut-out-by``      the project in the plan that it excludes
    ``lacks``            the projects it requires that are not in the plan
    ``outcompeted``      the projects that would have had to leave
    Either
    ``not-settled``      none: time ran out
    ===================  ======================================================================

    `turned` compares with the best plan where the decision is the opposite; None when there is
    none, or when it was not searched for because people have decided. `certain` is False when
    time ran out before the price was settled within the gap.
    """

    key: str
    inside: bool
    kind: Kind
    keys: tuple[str, ...] = ()
    turned: Difference | None = None
    conflict: tuple[Shortfall | RuleConflict, ...] = ()
    certain: bool = True


def start_years(problem: Problem, plan: Plan) -> dict[str, int]:
    """The plan's start years counted from the first programme year."""
    known = {one.key for one in problem.projects}
    for key, year in plan.starts.items():
        if key not in known or year not in problem.years:
            raise ValueError(f"plan: {key} in {year} does not belong to this problem")
    return {key: problem.years.index(year) for key, year in plan.starts.items()}


def difference(
    problem: Problem, plan: Plan, aims: Sequence[Goal], starts: Mapping[str, int], found: Found
) -> Difference:
    """From the plan to what was found."""
    before = plan.levels or (Level("", plan.value, plan.bound, plan.gap, plan.status),)
    # The most important criterion on which the plans really differ, or the last one.
    level = len(aims) - 1
    for n, (one, other) in enumerate(zip(before, found.levels, strict=True)):
        if abs(one.value - other.value) > 1e-6 * max(1.0, abs(one.value)):
            level = n
            break
    old, new = before[level], found.levels[level]
    price = old.value - new.value
    return Difference(
        price=round(price, 9) + 0.0,
        least=old.value - new.bound + 0.0,
        most=old.bound - new.value + 0.0,
        criterion=aims[level][0],
        leaves=tuple(sorted(starts.keys() - found.starts.keys())),
        enters=tuple(sorted(found.starts.keys() - starts.keys())),
        moves={
            key: problem.years[found.starts[key]]
            for key in sorted(starts.keys() & found.starts.keys())
            if starts[key] != found.starts[key]
        },
    )
