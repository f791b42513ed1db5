"""What holds when the parties disagree about weights.

::

    from samstyring.engine import robust

    weights = robust.read_weights(text, problem.criteria)       # samstyring-party-weights/1
    found = robust.study(problem, weights, given=plan.starts)   # Robustness
    robust.as_mapping(found)                                    # samstyring-robustness/1
"""

from __future__ import annotations

from .region import NoWeights
from .result import Robustness, as_mapping, write
from .study import study
from .weights import PartyWeights
from .weights import read as read_weights

__all__ = ["NoWeights", "PartyWeights", "Robustness", "as_mapping", "read_weights", "study", "write"]
