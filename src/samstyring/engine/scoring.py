"""What the assessors said, where they disagree, and what a project is worth."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .plan import Counted, Missing
from .portfolio import Problem, Project, Score, ScorePolicy


class ScoresMissing(ValueError):
    """Some scores are unknown, and whoever asked did not want to guess them.

    `unknown` holds each (project, criterion).
    """

    def __init__(self, unknown: Sequence[tuple[str, str]]) -> None:
        shown = ", ".join(f"{project}/{criterion}" for project, criterion in unknown[:10])
        more = f" and {len(unknown) - 10} more" if len(unknown) > 10 else ""
        super().__init__(f"no score for {shown}{more}")
        self.unknown = tuple(unknown)


@dataclass(frozen=True)
class Assessment:
    """The score one assessor gave one project on one criterion, 0–100; None if left open."""

    assessor: str
    project: str
    criterion: str
    score: float | None


@dataclass(frozen=True)
class Cell:
    """What all assessors together said about one project on one criterion.

    All numbers are None when nobody has given a score. `deviation` is the standard deviation of
    these assessors (divided by n, since they are all there are, not a sample).
    """

    project: str
    criterion: str
    count: int
    mean: float | None
    median: float | None
    lowest: float | None
    highest: float | None
    deviation: float | None
    missing: tuple[str, ...]  # assessors who have not given a score

    @property
    def spread(self) -> float | None:
        """Highest minus lowest."""
        return None if self.highest is None or self.lowest is None else self.highest - self.lowest


@dataclass(frozen=True)
class Worth:
    """What each project is worth before any delay: size · weighted score."""

    values: Mapping[str, float]
    missing: Missing
    unknown: tuple[tuple[str, str], ...]  # (project, criterion) with no score


def summarise(
    assessments: Iterable[Assessment],
    *,
    projects: Sequence[str],
    criteria: Sequence[str],
    assessors: Sequence[str],
) -> tuple[Cell, ...]:
    """Bring several assessors' scores together, one cell per project and criterion.

    Parameters
    ----------
    assessments : iterable of Assessment
        At most one per assessor, project and criterion.
    projects, criteria, assessors : sequence of str
        Everybody and everything that should have been assessed, so that gaps are seen.

    Returns
    -------
    tuple of Cell
        In the order of `projects`, then `criteria`.

    Raises
    ------
    ValueError
        If an assessment is given twice, is about something unknown, or is not 0–100.

    Examples
    --------
    >>> cell, = summarise(
    ...     [Assessment("Eksempel A", "P1", "klima", 40), Assessment("Eksempel B", "P1", "klima", 80)],
    ...     projects=["P1"], criteria=["klima"], assessors=["Eksempel A", "Eksempel B", "Eksempel C"])
    >>> cell.mean, cell.spread, cell.deviation, cell.missing
    (60.0, 40.0, 20.0, ('Eksempel C',))
    """
    given: dict[tuple[str, str], dict[str, float | None]] = {}
    for one in assessments:
        for name, known, what in (
            (one.assessor, assessors, "assessor"),
            (one.project, projects, "project"),
            (one.criterion, criteria, "criterion"),
        ):
            if name not in known:
                raise ValueError(f'assessments: "{name}" is not one of the {what}s')
        if one.score is not None and not 0 <= one.score <= 100:
            raise ValueError(f"assessments: {one.project}/{one.criterion} by {one.assessor} is not 0–100")
        cell = given.setdefault((one.project, one.criterion), {})
        if one.assessor in cell:
            raise ValueError(f"assessments: {one.assessor} scored {one.project}/{one.criterion} twice")
        cell[one.assessor] = one.score
    return tuple(
        _cell(project, criterion, given.get((project, criterion), {}), assessors)
        for project in projects
        for criterion in criteria
    )


def _cell(project: str, criterion: str, scores: Mapping[str, float | None], assessors: Sequence[str]) -> Cell:
    missing = tuple(one for one in assessors if scores.get(one) is None)
    known = sorted(float(score) for score in scores.values() if score is not None)
    if not known:
        return Cell(project, criterion, 0, None, None, None, None, None, missing)
    return Cell(
        project,
        criterion,
        count=len(known),
        mean=statistics.fmean(known),
        median=float(statistics.median(known)),
        lowest=known[0],
        highest=known[-1],
        deviation=statistics.pstdev(known),
        missing=missing,
    )


def disagreements(cells: Iterable[Cell], *, least: float = 0.0) -> tuple[Cell, ...]:
    """The cells where assessors differ by more than `least`, the largest spread first.

    Equal spreads are ordered by standard deviation, then by project and criterion.
    """
    differing = [cell for cell in cells if cell.spread is not None and cell.spread > least]
    return tuple(
        sorted(
            differing,
            key=lambda cell: (-(cell.spread or 0), -(cell.deviation or 0), cell.project, cell.criterion),
        )
    )


def points(score: Score, policy: ScorePolicy) -> float | None:
    """The points that count for a score: its own, or those of its interval that `policy` says.

    Examples
    --------
    >>> points((40.0, 70.0), "midpoint"), points((40.0, 70.0), "low"), points(60.0, "low"), points(None, "high")
    (55.0, 40.0, 60.0, None)
    """
    if not isinstance(score, tuple):
        return score
    low, high = score
    return {"midpoint": (low + high) / 2, "low": low, "high": high}[policy]


def known(problem: Problem, project: Project) -> dict[str, float]:
    """The points of a project on each criterion where something is known, intervals counted as the problem says."""
    counted = {name: points(score, problem.score_policy) for name, score in project.scores.items()}
    return {name: score for name, score in counted.items() if score is not None}


def intervals(problem: Problem) -> tuple[Counted, ...]:
    """Every score given as an interval, and the points that count for it, in the order of the problem."""
    return tuple(
        Counted(project.key, name, score[0], score[1], points(score, problem.score_policy) or 0.0)
        for project in problem.projects
        for name, score in project.scores.items()
        if isinstance(score, tuple)
    )


def unknown(problem: Problem) -> tuple[tuple[str, str], ...]:
    """Every (project, criterion) that lacks a score it needs, in the order of the problem."""
    needed = [name for name in problem.criteria if problem.weights is None or problem.weights[name] > 0]
    return tuple(
        (project.key, name) for project in problem.projects for name in needed if project.scores.get(name) is None
    )


def worth(problem: Problem, *, missing: Missing) -> Worth:
    """What each project of a weighted problem is worth if it starts in the first year.

    A score given as an interval counts as `Problem.score_policy` says; `intervals` lists them.

    Parameters
    ----------
    problem : Problem
        With weights.
    missing : "zero", "weights-of-known" or "refuse"
        What an unknown score means: as bad as can be; as good as the weighted mean of what is
        known about the project; or that nothing should be computed. A project about which
        nothing is known is worth 0 in the first two cases.

    Returns
    -------
    Worth

    Raises
    ------
    ScoresMissing
        If scores are unknown and `missing` is "refuse".
    ValueError
        If the problem ranks its criteria instead of weighing them (see `standing`).
    """
    if problem.weights is None:
        raise ValueError("problem: has a ranking, and no weights to multiply scores with")
    lacking = _checked(problem, missing)
    values = {}
    for project in problem.projects:
        said = known(problem, project)
        score = math.fsum(problem.weights[name] * said[name] for name in problem.criteria if name in said)
        weight = math.fsum(problem.weights[name] for name in problem.criteria if name in said)
        if missing == "weights-of-known" and 0 < len(said) < len(problem.criteria) and weight > 0:
            score *= math.fsum(problem.weights.values()) / weight
        values[project.key] = project.size * score
    return Worth(values, missing, lacking)


def standing(problem: Problem, criterion: str, *, missing: Missing) -> Worth:
    """What each project is worth on one criterion alone: size · score.

    Raises
    ------
    ScoresMissing
        If scores are unknown and `missing` is "refuse".
    ValueError
        If `missing` is "weights-of-known": a ranking has no weights.
    """
    if missing == "weights-of-known":
        raise ValueError('missing: "weights-of-known" needs weights, and the problem has a ranking')
    lacking = _checked(problem, missing)
    values = {one.key: one.size * known(problem, one).get(criterion, 0.0) for one in problem.projects}
    return Worth(values, missing, lacking)


def _checked(problem: Problem, missing: Missing) -> tuple[tuple[str, str], ...]:
    if missing not in ("zero", "weights-of-known", "refuse"):
        raise ValueError(f'missing: "{missing}" is not "zero", "weights-of-known" or "refuse"')
    lacking = unknown(problem)
    if lacking and missing == "refuse":
        raise ScoresMissing(lacking)
    return lacking


def on_first(problem: Problem, *, missing: Missing) -> Mapping[str, float]:
    """What each project is worth by the weights; with a ranking, on the first criterion."""
    if problem.ranking is None:
        return worth(problem, missing=missing).values
    return standing(problem, problem.ranking[0], missing=missing).values
