"""How much a plan costs each party, seen with the party's own weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..columns import Floats
from .result import PoolPlan, Regret
from .weights import Party


@dataclass(frozen=True)
class Own:
    """A party, its weights (C,), and what is known and proved to be best under them."""

    party: Party
    weights: Floats
    plan: int
    value: float
    bound: float


def regrets(vector: Floats, owners: Sequence[Own]) -> tuple[Regret, ...]:
    """The regret of a plan worth `vector` (C,) for each party.

    The worth falls short of the best known by `at_least` of it, and of the best possible by at
    most `at_most` of that. A plan better than the best known has no regret against it.
    """
    found = []
    for one in owners:
        value = float(vector @ one.weights)
        found.append(Regret(one.party.key, _short(value, one.value), _short(value, max(one.bound, one.value))))
    return tuple(found)


def _short(value: float, best: float) -> float:
    share = 0.0 if best <= 0 else max(0.0, 1.0 - value / best)
    # What rounding leaves is no regret.
    return 0.0 if share < 1e-9 else float(np.round(share, 9))


def minimax(plans: Sequence[PoolPlan]) -> str | None:
    """The plan whose largest regret is smallest; the first of several. None without parties.

    Examples
    --------
    >>> a = PoolPlan("plan-1", {}, {}, 0.7, (Regret("A", 0.0, 0.0), Regret("B", 0.1, 0.1)))
    >>> b = PoolPlan("plan-2", {}, {}, 0.3, (Regret("A", 0.02, 0.02), Regret("B", 0.03, 0.04)))
    >>> minimax([a, b])
    'plan-2'
    """
    judged = [(one.worst.at_least, one.worst.at_most, n) for n, one in enumerate(plans) if one.worst is not None]
    return plans[min(judged)[2]].key if judged else None
