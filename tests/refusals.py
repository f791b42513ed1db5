"""Why an act was refused, by the codes of its obstacles."""

import pytest

from samstyring.ground.refusal import Refused


def codes(refused):
    """The codes in a refusal that `pytest.raises` has caught."""
    return {obstacle.code for obstacle in refused.value.obstacles}


def why_not(act):
    """The codes of the obstacles an act is refused with."""
    with pytest.raises(Refused) as refused:
        act()
    return codes(refused)
