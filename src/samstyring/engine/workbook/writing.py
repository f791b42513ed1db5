"""Write a problem as a workbook that people can fill in, and that reads back the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..portfolio import FORMAT, POINTS, Problem, Project, Score
from . import headings as h
from .pages import Book


def write_problem(problem: Problem) -> bytes:
    """The problem as an Excel workbook. Reading it again gives an equal problem."""
    book = Book("Porteføljeproblem")
    _facts(book, problem)
    _criteria(book, problem)
    years = [str(year) for year in problem.calendar]
    book.sheet(
        h.FRAMES,
        [h.SOURCE, h.CARRY, *years],
        ([one.key, one.carry_over_cap, *one.frames] for one in problem.sources),
        money=[h.CARRY, *years],
    )
    _projects(book, problem)
    _rules(book, problem)
    return book.finished()


def _facts(book: Book, problem: Problem) -> None:
    rows = [
        (h.FORMAT_FACT, FORMAT, "Navn og utgave av formatet."),
        (h.UNIT, problem.unit, "Enheten for alle beløp, i faste priser."),
        (h.DELAY, problem.delay_factor, "Verdien av et prosjekt ganges med dette for hvert år det venter."),
        (h.TAIL, problem.tail_years, "Så mange av årene til slutt i Rammer kommer etter programmet."),
        (h.SIZE_POLICY, problem.size_policy, "Et ord for hva kolonnen Størrelse sier. Det endrer ingen tall."),
        (
            h.SCORE_POLICY,
            h.POLICIES[problem.score_policy],
            "Hva 30–50 poeng teller som: midten, laveste eller høyeste.",
        ),
        (h.CORRELATION, problem.correlation, "Fra 0 til 1. Brukes bare til usikkerhet."),
    ]
    book.sheet(h.FACTS, [h.FIELD, h.VALUE, h.EXPLANATION], rows, wide=[h.FIELD, h.EXPLANATION])


def _criteria(book: Book, problem: Problem) -> None:
    if problem.ranking is not None:
        ranked = ([name, place] for place, name in enumerate(problem.ranking, start=1))
        book.sheet(h.CRITERIA, [h.CRITERION, h.RANK], ranked, wide=[h.CRITERION])
    else:
        weights = ([name, weight] for name, weight in (problem.weights or {}).items())
        book.sheet(h.CRITERIA, [h.CRITERION, h.WEIGHT], weights, wide=[h.CRITERION])


def _projects(book: Book, problem: Problem) -> None:
    longest = max((len(one.cost_profile) for one in problem.projects), default=1)
    costs = [h.COST.format(k + 1) for k in range(longest)]
    points = [h.POINTS[name] for name in ("p50", "p85", "low", "likely", "high")]
    columns = [
        *(h.KEY, h.FOCUS, h.AREA, h.OWNER, h.EARLIEST, h.LATEST, h.SIZE),
        *(h.SCORE_OF + name for name in problem.criteria),
        *(h.PAID_BY + source.key for source in problem.sources),
        *costs,
        *(h.MUST_START, h.LOCKED, h.EXCLUDED, h.FROZEN, h.DISTRIBUTION, *points),
    ]
    rows = (_project(problem, one, longest) for one in problem.projects)
    book.sheet(h.PROJECTS, columns, rows, money=[*costs, *points])


def _project(problem: Problem, one: Project, longest: int) -> list[object]:
    def decision(decided: Any, otherwise: str) -> object:
        return None if one.key not in decided else (decided[one.key] or otherwise)

    uncertain = one.cost_distribution
    points = {} if uncertain is None else dict(zip(POINTS[uncertain.kind], uncertain.points, strict=True))
    return [
        *(one.key, one.focus, one.area, one.owner),
        *(problem.years[one.earliest], problem.years[one.latest], one.size),
        *(_score(one.scores.get(name)) for name in problem.criteria),
        *(h.YES if source.key in one.sources else None for source in problem.sources),
        *one.cost_profile,
        *([None] * (longest - len(one.cost_profile))),
        h.YES if one.must_start else None,
        decision(problem.locked, h.YES),
        h.YES if one.key in problem.excluded else None,
        decision(problem.frozen, h.NO),
        None if uncertain is None else h.KINDS[uncertain.kind],
        *(points.get(name) for name in h.POINTS),
    ]


def _score(score: Score) -> object:
    if not isinstance(score, tuple):
        return score
    # In full, whatever the size: 0,00001 and not 1e-05.
    return "–".join(f"{Decimal(repr(end)):f}".removesuffix(".0").replace(".", ",") for end in score)


def _rules(book: Book, problem: Problem) -> None:
    book.sheet(
        h.DEPENDENCIES,
        [h.KEY, h.REQUIRES, h.LAG],
        ([one.project, one.requires, one.lag] for one in problem.dependencies),
    )
    book.sheet(
        h.EXCLUSIONS,
        [h.GROUP, h.KEY],
        ([n, key] for n, group in enumerate(problem.exclusions, start=1) for key in group),
    )
    book.sheet(
        h.SHARES,
        [h.DIMENSION, h.GROUP, h.SHARE],
        (
            [h.DIMENSIONS[dimension], group, share]
            for dimension, shares in problem.minimum_shares.items()
            for group, share in shares.items()
        ),
    )
    book.sheet(
        h.OWNERS,
        [h.OWNER, h.MONEY_PER_YEAR, h.STARTS_PER_YEAR],
        ([owner, cap.money_per_year, cap.starts_per_year] for owner, cap in problem.owner_caps.items()),
        money=[h.MONEY_PER_YEAR],
    )
    book.sheet(
        h.CAPS,
        [h.KEY, h.SOURCE, h.TOTAL, h.PER_YEAR],
        (
            [one.key, source, cap.total, cap.per_year]
            for one in problem.projects
            for source, cap in one.caps.items()
        ),
        money=[h.TOTAL, h.PER_YEAR],
    )
    book.sheet(
        h.MATCHING,
        [h.KEY, h.FOLLOWS, h.FOLLOWED, h.SHARE],
        ([one.key, rule.source, rule.of, rule.share] for one in problem.projects for rule in one.matching),
    )
