"""What projects, measures, cases and programmes are held up against."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from .words import OneOf, Words


@dataclass(frozen=True)
class Anchor:
    """What a score on the scale means, in words."""

    score: int
    text: Words


@dataclass(frozen=True)
class Criterion:
    """One thing projects are compared on, scored from 0 to 100."""

    key: str
    name: Words
    question: Words
    direction: Annotated[str, OneOf(("up", "down"))]  # up: a high score is good
    anchors: tuple[Anchor, ...]
    weight: float | None = None  # no weight is given as fact: the partnership sets its own


@dataclass(frozen=True)
class CriteriaSet:
    """The criteria one type of partnership starts from."""

    key: str
    version: int
    source: str
    name: Words
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class ChecklistPoint:
    """Something that must be in place, or be waived with a reason."""

    key: str
    group: str
    text: Words
    help: Words
    required: bool = True
    case_kinds: tuple[str, ...] = ()  # empty means every kind


@dataclass(frozen=True)
class ChecklistGroup:
    """A heading in a checklist."""

    key: str
    name: Words


@dataclass(frozen=True)
class Checklist:
    """Points to go through before a sheet or a case moves on."""

    key: str
    version: int
    source: str
    name: Words
    groups: tuple[ChecklistGroup, ...]
    points: tuple[ChecklistPoint, ...]
    example: bool = False  # the adopted text was not available, so this one says "eksempel"


@dataclass(frozen=True)
class Checkpoint:
    """A question a programme answers before it leaves a stage, and what can prove the answer."""

    key: str
    text: Words
    evidence: Annotated[
        str,
        OneOf(
            (
                "mandate",
                "roles",
                "stakeholders",
                "competence",
                "resources",
                "plans",
                "anchoring",
                "agreement",
                "arenas",
                "trust",
                "strategies",
                "measures",
                "assessment",
                "progress",
                "channels",
                "reports",
            )
        ),
    ]


@dataclass(frozen=True)
class Stage:
    """A stage with its window. Stages may overlap: one opens before the last has closed."""

    key: str
    name: Words
    starts_on: date
    ends_on: date
    checkpoints: tuple[Checkpoint, ...]
    assumed: bool = False  # the source draws the window without giving its days


@dataclass(frozen=True)
class Milestone:
    """A gathering or a report on the programme's timeline."""

    key: str
    kind: Annotated[str, OneOf(("start", "gathering", "report", "final_report"))]
    name: Words
    on: date
    assumed: bool = False  # the source shows the place on the timeline, not the day


@dataclass(frozen=True)
class Gates:
    """The stages of a programme with their checkpoints."""

    key: str
    version: int
    source: str
    name: Words
    stages: tuple[Stage, ...]
    milestones: tuple[Milestone, ...] = ()
