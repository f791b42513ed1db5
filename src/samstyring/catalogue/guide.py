"""What all partnerships share in words: what each role is expected to do, and what the words mean."""

from dataclasses import dataclass
from typing import Annotated

from . import codes
from .words import OneOf, Words


@dataclass(frozen=True)
class Role:
    """What is expected of whoever has this kind of seat, in any forum."""

    key: Annotated[str, OneOf(codes.SEAT_TYPES)]
    responsibility: Words
    contribution: tuple[Words, ...]


@dataclass(frozen=True)
class Term:
    """A word of the field and what it means. A partnership may adopt another meaning."""

    key: str
    word: Words
    meaning: Words


@dataclass(frozen=True)
class Guide:
    """Roles and words that stand the same in every partnership until one adopts its own."""

    key: str
    version: int
    source: str
    roles: tuple[Role, ...]
    terms: tuple[Term, ...]

    def role(self, key: str) -> Role | None:
        """The common description of this kind of seat, or none."""
        return next((role for role in self.roles if role.key == key), None)
