"""All plans that no other plan beats, as the engine returns them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ..plan import Missing

FORMAT = "samstyring-rpm/1"

Method = Literal["dynamic-programming", "successive-milp"]
Kind = Literal["core", "borderline", "exterior"]


@dataclass(frozen=True)
class Portfolio:
    """One unbeaten plan: calendar years of start, and its worth at each vertex (K,).

    With score intervals, the worth is with the lowest scores.
    """

    starts: Mapping[str, int]
    worth: tuple[float, ...]


@dataclass(frozen=True)
class ProjectCore:
    """The share of the unbeaten plans that have the project. It is not a probability.

    A project with 1 is *core*, in all of them; with 0 *exterior*, in none; else *borderline*.
    """

    key: str
    core_index: float

    @property
    def kind(self) -> Kind:
        return "core" if self.core_index == 1 else "exterior" if self.core_index == 0 else "borderline"


@dataclass(frozen=True)
class Rpm:
    """Every plan that no other plan beats, whatever the weights in the polytope.

    Plans with the same projects and the same worth at every vertex are one. Plans that differ in
    their projects are all there, also when they are worth the same: the core index counts plans,
    not worths. `images` is the number of different worths.
    """

    method: Method
    criteria: tuple[str, ...]
    vertices: tuple[tuple[float, ...], ...]
    intervals: bool
    portfolios: tuple[Portfolio, ...]
    projects: tuple[ProjectCore, ...]
    images: int
    missing: Missing
    seconds: float
    versions: Mapping[str, str]
    input_sha256: str


def core(keys: Sequence[str], portfolios: Sequence[Portfolio]) -> tuple[ProjectCore, ...]:
    """The core index of each project. Without any plan nothing can be in one."""
    count = len(portfolios)
    return tuple(
        ProjectCore(key, sum(key in one.starts for one in portfolios) / count if count else 0.0) for key in keys
    )


def as_mapping(found: Rpm) -> dict[str, Any]:
    """The plans in the shape of their file, ready for JSON."""
    written = asdict(found)
    written["criteria"] = list(found.criteria)
    written["vertices"] = [list(one) for one in found.vertices]
    written["portfolios"] = [{"starts": dict(one.starts), "worth": list(one.worth)} for one in found.portfolios]
    written["projects"] = [
        {"key": one.key, "core_index": one.core_index, "kind": one.kind} for one in found.projects
    ]
    return {"format": FORMAT, **written}


def write(found: Rpm) -> str:
    """The plans as JSON text."""
    return json.dumps(as_mapping(found), ensure_ascii=False, indent=1) + "\n"
