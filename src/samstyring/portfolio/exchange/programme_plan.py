"""What a workbook would change in a programme: line by line and year by year, and what stands in the way."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samstyring.portfolio.exchange.plan import Change


@dataclass(frozen=True)
class PlannedLine:
    """What one source would give to one project or pot."""

    project: Any  # None for a pot
    pot: str
    source: Any
    focus_area: Any
    amounts: dict  # {year: amount or None}: only the years that are written
    changes: tuple[Change, ...]
    is_new: bool = False

    @property
    def name(self):
        return str(self.project or self.pot)

    @property
    def as_row(self):
        """What the act that writes a row asks for."""
        about = {"project": self.project, "pot": self.pot, "source": self.source, "focus_area": self.focus_area}
        return {**about, "amounts": self.amounts, "is_new": self.is_new}


@dataclass(frozen=True)
class YearSum:
    """What the whole programme spends in one year, before and after."""

    year: int
    before: Decimal
    after: Decimal

    @property
    def change(self):
        return self.after - self.before


@dataclass(frozen=True)
class ProgrammePlan:
    """Everything an import would change. With one error or more, nothing is changed."""

    lines: tuple = ()
    unchanged: int = 0
    sums: tuple = ()
    mark: str = ""  # the mark of the lines that the plan was made against
    errors: tuple = ()
    warnings: tuple = ()

    @property
    def new(self):
        return [line for line in self.lines if line.is_new]

    @property
    def changed(self):
        return [line for line in self.lines if not line.is_new]
