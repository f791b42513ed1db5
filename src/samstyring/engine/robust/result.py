"""What a robustness study says, and the format ``samstyring-robustness/1`` it is written in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ..plan import Missing
from .region import Kind, Method, Points
from .weights import Party

FORMAT = "samstyring-robustness/1"

State = Literal["proved-in", "seen-in", "open", "seen-out", "proved-out"]
STATES: tuple[State, ...] = ("proved-in", "seen-in", "open", "seen-out", "proved-out")
Ended = Literal["done", "time-limit", "under-way"]
ProofsEnded = Literal["done", "budget", "time-limit", "under-way"]
Agreement = Literal["agrees", "against-proved", "against-seen", "open"]
Share = float
Interval = tuple[Share, Share]


@dataclass(frozen=True)
class WeightSet:
    """The set of weights that was studied, and how it was drawn from. Shares per criterion."""

    kind: Kind
    parties: tuple[tuple[Party, bool], ...]  # and whether its own weights are in the set
    statements: tuple[str, ...]
    vertices: tuple[Mapping[str, Share], ...]
    centroid: Mapping[str, Share]
    ranges: Mapping[str, Interval]
    method: Method
    points: Points
    count: int
    seed: int


@dataclass(frozen=True)
class Certificate:
    """What is proved about the plans at the sampled weights.

    `reached` is the largest share by which the best known plan can fall short of the best at any
    of them; at `open_samples` of them it is more than `epsilon`.
    """

    epsilon: Share
    reached: Share
    open_samples: int
    solves: int
    relaxations: int
    plans: int
    ended: Ended
    proofs_ended: ProofsEnded


@dataclass(frozen=True)
class Loss:
    """A loss as a share of the best worth: proved to be at least, and known to be at most."""

    at_least: Share
    at_most: Share | None


@dataclass(frozen=True)
class View:
    """A project under one party's own weights. `price` is what the opposite choice costs it."""

    party: str
    has: bool
    proved: bool
    price: Loss


@dataclass(frozen=True)
class DependsOn:
    """The criterion whose weight best tells whether an open project is in."""

    criterion: str
    in_when: Literal["above", "below"]
    threshold: Share
    error: Share
    parties_in: tuple[str, ...]
    parties_out: tuple[str, ...]


@dataclass(frozen=True)
class ProjectState:
    """What the study says of one project; the schema tells what each field means."""

    key: str
    state: State
    share: Share
    interval: Interval
    simultaneous: Interval
    near_tie: Interval
    exception: Share | None
    exception_simultaneous: Share | None
    proved_share: Share
    starts: Mapping[int, Share]  # calendar year → share of the samples
    parties: tuple[View, ...]
    depends_on: DependsOn | None
    given: tuple[bool, Agreement] | None  # whether the given plan has it, and if that agrees


@dataclass(frozen=True)
class Regret:
    """How much worse a plan is for a party than the best there is under the party's own weights."""

    party: str
    at_least: Share  # of the best known
    at_most: Share  # of the best possible, proved


@dataclass(frozen=True)
class PartyBest:
    """What is best for one party alone: a plan, its worth, and a proved bound."""

    key: str
    name: str
    plan: str
    value: float
    bound: float


@dataclass(frozen=True)
class PoolPlan:
    """A plan that was found, or that was given."""

    key: str
    starts: Mapping[str, int]  # project → calendar year
    values: Mapping[str, float]  # criterion → worth
    share: Share  # of the samples at which it is the best known
    regret: tuple[Regret, ...]
    feasible: bool = True

    @property
    def worst(self) -> Regret | None:
        """The largest regret; None without parties."""
        return max(self.regret, key=lambda one: (one.at_least, one.at_most), default=None)


@dataclass(frozen=True)
class Uncertain:
    """Scores given as intervals, each drawn evenly from its own."""

    count: int


@dataclass(frozen=True)
class Robustness:
    """The whole study."""

    input_sha256: str
    weights_sha256: str
    criteria: tuple[str, ...]
    missing: Missing
    unknown: tuple[tuple[str, str], ...]
    weights: WeightSet
    certificate: Certificate
    projects: tuple[ProjectState, ...]
    parties: tuple[PartyBest, ...]
    plans: tuple[PoolPlan, ...]
    minimax: str | None
    given: PoolPlan | None
    scores: Uncertain | None
    seconds: float
    cpu_seconds: float
    versions: Mapping[str, str]

    @property
    def counts(self) -> dict[State, int]:
        """Number of projects in each state."""
        return {state: sum(one.state == state for one in self.projects) for state in STATES}


def as_mapping(found: Robustness) -> dict[str, Any]:
    """The study in the shape of its format, ready for JSON."""
    chosen = found.weights
    return {
        "format": FORMAT,
        "input_sha256": found.input_sha256,
        "weights_sha256": found.weights_sha256,
        "criteria": list(found.criteria),
        "missing": found.missing,
        "unknown": [{"project": project, "criterion": criterion} for project, criterion in found.unknown],
        "weights": {
            "set": chosen.kind,
            "parties": [
                {"key": party.key, "name": party.name, "inside": inside, "weights": dict(party.weights)}
                for party, inside in chosen.parties
            ],
            "statements": list(chosen.statements),
            "vertices": [dict(one) for one in chosen.vertices],
            "centroid": dict(chosen.centroid),
            "ranges": {name: list(ends) for name, ends in chosen.ranges.items()},
            "sampling": {
                "method": chosen.method,
                "points": chosen.points,
                "count": chosen.count,
                "seed": chosen.seed,
            },
        },
        "certificate": asdict(found.certificate),
        "counts": dict(found.counts),
        "projects": [_project(one) for one in found.projects],
        "parties": [asdict(one) for one in found.parties],
        "plans": [_plan(one) for one in found.plans],
        "minimax": found.minimax,
        "given": None if found.given is None else {**_plan(found.given), "feasible": found.given.feasible},
        "scores": None if found.scores is None else {"uncertain": found.scores.count, "drawn": "uniform"},
        "seconds": found.seconds,
        "cpu_seconds": found.cpu_seconds,
        "versions": dict(found.versions),
    }


def _project(one: ProjectState) -> dict[str, Any]:
    return {
        "key": one.key,
        "state": one.state,
        "share": one.share,
        "interval": list(one.interval),
        "simultaneous": list(one.simultaneous),
        "near_tie": list(one.near_tie),
        "exception": one.exception,
        "exception_simultaneous": one.exception_simultaneous,
        "proved_share": one.proved_share,
        "starts": {str(year): share for year, share in one.starts.items()},
        "parties": [
            {"party": view.party, "in": view.has, "proved": view.proved, "price": asdict(view.price)}
            for view in one.parties
        ],
        "depends_on": None if one.depends_on is None else _depends_on(one.depends_on),
        "given": None if one.given is None else {"in": one.given[0], "agreement": one.given[1]},
    }


def _depends_on(one: DependsOn) -> dict[str, Any]:
    return {**asdict(one), "parties_in": list(one.parties_in), "parties_out": list(one.parties_out)}


def _plan(one: PoolPlan) -> dict[str, Any]:
    return {
        "key": one.key,
        "starts": dict(one.starts),
        "values": dict(one.values),
        "share": one.share,
        "regret": [asdict(regret) for regret in one.regret],
        "worst": None if one.worst is None else asdict(one.worst),
    }


def write(found: Robustness) -> str:
    """The study as JSON text."""
    return json.dumps(as_mapping(found), ensure_ascii=False, indent=1) + "\n"
