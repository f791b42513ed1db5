"""Change an adopted programme as little as possible: shortfall, least change, and value against change."""

from .rebalancing import ENOUGH, EXTRAS, rebalance
from .result import Change, ChangeWeights, Point, Rebalancing, as_mapping, as_solution, write
from .standing import FrozenContradiction

__all__ = [
    "ENOUGH",
    "EXTRAS",
    "Change",
    "ChangeWeights",
    "FrozenContradiction",
    "Point",
    "Rebalancing",
    "as_mapping",
    "as_solution",
    "rebalance",
    "write",
]
