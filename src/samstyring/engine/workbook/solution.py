"""Lay a plan out as a workbook: what starts when, who pays, how the frames are used, and what it rests on."""

from __future__ import annotations

import math

from .. import scoring
from ..plan import Binding, Plan
from ..portfolio import Problem
from . import headings as h
from .pages import Book

START = "Oppstart"
SUM = "Sum"
WORTH = "Verdi"
YEAR = "År"
RULES = {
    "frame": "Rammen er brukt opp",
    "carry-over": "Ikke mer kan overføres til neste år",
    "minimum-share": "Minsteandel",
    "exclusion": "Utelukker hverandre",
    "dependency": "Avhengighet",
    "must-start": "Må starte",
    "locked": "Låst",
    "frozen": "Vedtatt",
    "cap": "Tak for hva en kilde betaler til et prosjekt",
    "matching": "Medfinansiering",
    "owner-money": "Byggherrens kostnad per år",
    "owner-starts": "Byggherrens oppstarter per år",
    "shortfall": "Så lite penger mangler som mulig",
}
STATUSES = {
    "optimal": "Bevist best mulig",
    "within-gap": "Bevist så nær det beste som det ble bedt om",
    "time-limit": "Tiden tok slutt før planen var bevist best",
}
MISSING = {
    "refuse": "Ingen plan lages når poeng mangler",
    "zero": "Manglende poeng teller som 0",
    "weights-of-known": "Manglende poeng teller som snittet av de kjente, vektet",
}


def write_solution(problem: Problem, plan: Plan) -> bytes:
    """The plan as an Excel workbook.

    Parameters
    ----------
    problem : Problem
        The one the plan is for.
    """
    book = Book("Handlingsprogram")
    _plan(book, problem, plan)
    _money(book, problem, plan)
    _frames(book, plan)
    _binding(book, plan)
    _outside(book, problem, plan)
    _scores(book, plan)
    _facts(book, problem, plan)
    return book.finished()


def _started(problem: Problem, plan: Plan) -> list[str]:
    """By start year, then by key."""
    return sorted(plan.starts, key=lambda key: (plan.starts[key], key))


def _plan(book: Book, problem: Problem, plan: Plan) -> None:
    years = [str(year) for year in problem.calendar]
    worth = scoring.on_first(problem, missing=plan.missing)
    projects = {one.key: one for one in problem.projects}
    rows, sums = [], [0.0] * len(years)
    total = 0.0
    for key in _started(problem, plan):
        project, start = projects[key], problem.years.index(plan.starts[key])
        costs = [0.0] * len(years)
        for k, amount in enumerate(project.cost_profile[: len(years) - start]):
            costs[start + k] = amount
        sums = [one + other for one, other in zip(sums, costs, strict=True)]
        value = worth[key] * problem.delay_factor**start
        total += value
        about = [key, project.focus, project.area, project.owner, plan.starts[key]]
        rows.append([*about, value, *(cost or None for cost in costs), math.fsum(costs)])
    columns = [h.KEY, h.FOCUS, h.AREA, h.OWNER, START, WORTH, *years, SUM]
    totals = [SUM, None, None, None, None, total, *sums, math.fsum(sums)]
    book.sheet("Plan", columns, rows, money=[WORTH, *years, SUM], totals=totals)


def _money(book: Book, problem: Problem, plan: Plan) -> None:
    years = [str(year) for year in problem.calendar]
    paid: dict[tuple[str, str], list[float]] = {}
    for one in plan.money:
        row = paid.setdefault((one.project, one.source), [0.0] * len(years))
        row[problem.calendar.index(one.year)] += one.amount
    rows = [
        [key, source.key, *(amount or None for amount in paid[key, source.key]), math.fsum(paid[key, source.key])]
        for key in _started(problem, plan)
        for source in problem.sources
        if (key, source.key) in paid
    ]
    sums = [math.fsum(amounts[k] for amounts in paid.values()) for k in range(len(years))]
    columns = [h.KEY, h.SOURCE, *years, SUM]
    book.sheet("Penger", columns, rows, money=[*years, SUM], totals=[SUM, None, *sums, math.fsum(sums)])


def _frames(book: Book, plan: Plan) -> None:
    lacking = {(one.source, one.year): one.amount for one in plan.shortfalls}
    amounts = ["Ramme", "Overført fra året før", "Brukt", "Overført til neste år", "Ledig", "Mangler"]
    rows = [
        [
            *(one.source, one.year, one.frame, one.carried_in, one.used, one.carried_out, one.free),
            lacking.get((one.source, one.year)),
        ]
        for one in plan.use
    ]
    book.sheet("Rammer brukt", [h.SOURCE, YEAR, *amounts], rows, money=amounts)


def _binding(book: Book, plan: Plan) -> None:
    columns = ["Regel", "Hvem", YEAR, "Rom igjen", "Verdi av én til"]
    rows = [[RULES.get(one.kind, one.kind), _about(one), one.year, one.room, one.price] for one in plan.binding]
    book.sheet("Regler som binder", columns, rows, money=columns[3:], wide=columns[:2])


def _about(one: Binding) -> str:
    keys = [h.DIMENSIONS.get(one.keys[0], one.keys[0]), *one.keys[1:]] if one.kind == "minimum-share" else one.keys
    return ", ".join(keys)


def _outside(book: Book, problem: Problem, plan: Plan) -> None:
    rows = [
        [one.key, one.focus, one.area, one.owner, math.fsum(one.cost_profile)]
        for one in problem.projects
        if one.key not in plan.starts
    ]
    book.sheet("Ikke med", [h.KEY, h.FOCUS, h.AREA, h.OWNER, "Kostnad"], rows, money=["Kostnad"])


def _scores(book: Book, plan: Plan) -> None:
    """Every score that was not plain points, and what it counted as."""
    columns = [h.KEY, h.CRITERION, "Laveste", "Høyeste", "Teller som"]
    unknown = ([project, criterion, None, None, "ukjent"] for project, criterion in plan.unknown)
    intervals = ([one.project, one.criterion, one.low, one.high, one.counted] for one in plan.intervals)
    book.sheet("Usikre poeng", columns, [*unknown, *intervals])


def _facts(book: Book, problem: Problem, plan: Plan) -> None:
    rows: list[list[object]] = [
        ["Verdi", plan.value, "Summen av størrelse · vektede poeng · forsinkelse for prosjektene i planen."],
        ["Øvre grense", plan.bound, "Ingen plan kan være verd mer enn dette."],
        ["Avstand", plan.gap, "(øvre grense − verdi) / verdi"],
        ["Status", STATUSES[plan.status], None],
        ["Enhet", problem.unit, "Enheten for alle beløp, i faste priser."],
        ["Prosjekter i planen", len(plan.starts), f"av {len(problem.projects)}"],
        [h.SIZE_POLICY, plan.size_policy or "ikke oppgitt", None],
        [h.SCORE_POLICY, h.POLICIES[plan.score_policy], f"{len(plan.intervals)} poeng er intervaller."],
        ["Ukjente poeng", MISSING[plan.missing], f"{len(plan.unknown)} poeng er ukjente."],
    ]
    if plan.least_shortfall is not None:
        lacking = math.fsum(one.amount for one in plan.shortfalls)
        rows.append(["Mangler i alt", lacking, "Penger utover rammene som planen trenger."])
        rows.append(["Minst mulig mangel", plan.least_shortfall, "Ingen plan mangler mindre enn dette."])
    for level in plan.levels:
        rows.append([f"{h.CRITERION}: {level.criterion}", level.value, f"øvre grense {level.bound:.9g}"])
    rows.append(["Sekunder", plan.seconds, None])
    rows += [[f"Utgave av {name}", words, None] for name, words in sorted(plan.versions.items())]
    rows.append(["SHA-256 av problemet", plan.input_sha256, "Samme problem gir samme tall og bokstaver."])
    book.sheet(h.FACTS, [h.FIELD, h.VALUE, h.EXPLANATION], rows, wide=[h.FIELD, h.VALUE, h.EXPLANATION])
