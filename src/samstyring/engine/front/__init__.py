"""The best that can be reached: the value of a programme against one other objective."""

from .axes import balance_axis, cost_axis, criterion_axis, exposure_axis, indicator_axis
from .finding import along, find
from .result import FORMAT, Axis, Front, Point, as_mapping, place, write

__all__ = [
    "FORMAT",
    "Axis",
    "Front",
    "Point",
    "along",
    "as_mapping",
    "balance_axis",
    "cost_axis",
    "criterion_axis",
    "exposure_axis",
    "find",
    "indicator_axis",
    "place",
    "write",
]
