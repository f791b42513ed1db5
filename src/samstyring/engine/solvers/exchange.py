"""What a racer tells the others while it searches, and hears from them."""

from __future__ import annotations

from typing import Protocol

from ..columns import Floats


class Exchange(Protocol):
    """Called from inside a search, so every method is quick and raises nothing."""

    def found(self, columns: Floats) -> None:
        """A better plan was found, values of all columns."""

    def reached(self, value: float | None, bound: float | None) -> None:
        """The best value and the bound so far; called about ten times a second."""

    def better(self, value: float | None) -> Floats | None:
        """A plan of somebody else that is better than `value`, or None; told only once."""

    def over(self) -> bool:
        """Whether the search should end."""
