"""What a partnership measures its goal by."""

from dataclasses import dataclass
from typing import Annotated

from .words import OneOf, Words


@dataclass(frozen=True)
class Indicator:
    """One thing that is measured: in what unit, by which method, from where, and which way is better."""

    key: str
    name: Words
    unit: Words
    better: Annotated[str, OneOf(("up", "down", "level"))]
    method: Words
    measured_by: str  # who publishes the figures
    per_year: int  # how many times a year there is a new figure


@dataclass(frozen=True)
class IndicatorSet:
    """The indicators one type of partnership starts from."""

    key: str
    version: int
    source: str
    name: Words
    indicators: tuple[Indicator, ...]
