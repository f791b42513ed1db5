"""What an import would do: which sheets would change, field by field, and what stands in the way."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Change:
    """One field, as it is and as it would be, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class PlannedSheet:
    """A new version of a project's sheet, or a new project with its first."""

    project: Any  # None for a new project
    key: str
    name: str
    base: int  # the newest version when the plan was made
    values: dict
    financing: tuple  # (source or None, the source's words, year, amount)
    depends_on: tuple
    changes: tuple
    owner: Any = None
    owner_raw: str = ""
    home_forum: Any = None

    @property
    def is_new(self):
        return self.project is None

    @property
    def version(self):
        return self.base + 1


@dataclass(frozen=True)
class Plan:
    """Everything an import would change. With one error or more, nothing is changed."""

    sheets: tuple = ()
    unchanged: int = 0
    errors: tuple = ()
    warnings: tuple = ()
    of_others: dict = field(default_factory=dict)  # {another partnership: how many of its rows were in the list}

    @property
    def new(self):
        return [sheet for sheet in self.sheets if sheet.is_new]

    @property
    def changed(self):
        return [sheet for sheet in self.sheets if not sheet.is_new]

    @property
    def bases(self):
        """The newest version of each sheet that would change: {project key: version}."""
        return {sheet.project.key: sheet.base for sheet in self.changed}
