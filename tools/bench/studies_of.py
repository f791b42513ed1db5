"""The studies: which module makes each, and with which versions."""

from collections.abc import Mapping
from dataclasses import dataclass

from . import machine
from .roster import SOLVING


@dataclass(frozen=True)
class Study:
    """A question that Samstyring answers by itself, or brute force beside it."""

    module: str
    parts: tuple[str, ...]
    packages: tuple[str, ...] = ("highspy", "numpy", "scipy")

    def versions(self) -> Mapping[str, str] | None:
        """None when this version of the engine cannot do it yet."""
        if not all(machine.exists(part) for part in self.parts):
            return None
        engine = {"engine": machine.engine(*SOLVING, *self.parts)} if self.parts else {}
        return engine | {name: machine.package(name) or "none" for name in self.packages}


STUDIES = {
    "robust": Study("robust", ("robust", "commands.robustness")),
    "brute": Study("brute", (), ("highspy",)),
    "contradiction": Study("contradiction", ("robust", "commands.robustness")),
    "exposure": Study("exposing", ("exposure", "commands.exposure")),
    "rebalance": Study("rebalancing", ("rebalance", "commands.rebalancing")),
    "rpm": Study("undominated", ("rpm",)),
}
