"""What uncertain costs do to a programme: P50 and P85 of the sum, and how often frames are exceeded."""

from .distributions import SPREADS, Distributions, DistributionsMissing
from .distributions import read as read_distributions
from .exposing import DEFAULT_CORRELATION, DEFAULT_DRAWS, expose
from .result import Exposure, as_mapping, write

__all__ = [
    "DEFAULT_CORRELATION",
    "DEFAULT_DRAWS",
    "SPREADS",
    "Distributions",
    "DistributionsMissing",
    "Exposure",
    "as_mapping",
    "expose",
    "read_distributions",
    "write",
]
