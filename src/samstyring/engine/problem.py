"""What is to be balanced: the file format ``samstyring-portfolio-problem/1``.

A problem is a JSON object (UTF-8) with these fields:

===================  ==========================================================================
``format``           ``"samstyring-portfolio-problem/1"``
``unit``             the unit of every amount, for instance ``"MNOK"`` (fixed prices)
``years``            calendar years of the programme, one after the other
``tail_years``       number of years after the programme where started projects still cost money
``delay_factor``     the worth of a project falls by this factor for each year it waits, in (0, 1]
``weights``          {criterion: weight}; or instead of it ``ranking``
``sources``          [{key, frames (one per year), tail_frames (one per tail year), carry_over_cap}]
``projects``         [{key, scores, size, cost_profile, earliest, latest, sources, area, focus, must_start}]
``exclusions``       [[project, …]]: at most one of each group
``dependencies``     [{project, requires, lag}]: started by year t only if the other started by t − lag
``minimum_shares``   {"area" | "focus": {group: share of all money spent within the programme years}}
===================  ==========================================================================

``earliest`` and ``latest`` count years from the first year of the programme, which is 0. All
amounts are per year; ``cost_profile[k]`` falls ``k`` years after the start, and costs that fall
after the tail are outside the model.

Optional extensions, which a reader that does not know them must refuse rather than ignore:

``ranking``
    Criteria from most to least important, instead of ``weights``. The plan is then
    lexicographic: the second criterion only decides between plans that are equal on the first.
``locked``
    {project: calendar year or null}: the project must start in that year; with null it must
    start, and the year is free.
``excluded``
    Projects that must not start.
``frozen``
    {project: calendar year or null}: decisions already taken. The project starts in that year;
    with null it does not start.
``owner_caps``
    {owner: {money_per_year, starts_per_year}}, at least one of them: the most the projects of one
    owner may cost together in any year of the programme or the tail, and the most of them that
    may start in any one year.
``score_policy``
    "midpoint" (when left out), "low" or "high": the point of an interval score that counts.
``size_policy``
    A word for what ``size`` says, such as "per-project", "per-volume", "per-cost" or "per-user".
    It changes no number, and follows the plan so that a page can show it.
``correlation``
    How much the costs of different projects move together, 0–1. Only uncertainty uses it.

And on a project:

``owner``
    The party that builds, or null.
``caps``
    {source: {total, per_year}}, at least one of them: the most the source may pay to this
    project in all years of the programme and the tail together, and in any one of them.
``matching``
    [{source, of, share}]: what ``source`` pays to this project, in all years together, is at
    least ``share`` times what ``of`` pays to it.
``cost_distribution``
    How uncertain the total cost is; the cost profile keeps its shape and scales with it.
    {"kind": "lognormal", p50, p85}, or {"kind": "triangular" | "pert", low, likely, high}.

A score is points from 0 to 100, or an interval [low, high] of points. A score that is null or
absent is *unknown*, not zero. Whoever balances must say what that means, see `scoring`.

Fields that may be left out: ``size`` (1), ``earliest`` (0), ``latest`` (last year), ``area`` and
``focus`` (null), ``must_start`` (false), ``carry_over_cap`` (0), ``tail_frames`` when there is no
tail, and the whole of ``exclusions``, ``dependencies`` and ``minimum_shares``.

The same as a JSON schema: ``schemas/problem.json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import fields, rules, sheets
from .fields import ProblemError
from .portfolio import FORMAT, Dependency, Problem, Project, ScorePolicy, Source, as_mapping, digest, write

__all__ = [
    "FORMAT",
    "Dependency",
    "Problem",
    "ProblemError",
    "Project",
    "Source",
    "as_mapping",
    "digest",
    "read",
    "write",
]

OPTIONAL = (
    *("weights", "ranking", "exclusions", "dependencies", "minimum_shares", "locked", "excluded"),
    *("frozen", "owner_caps", "score_policy", "size_policy", "correlation"),
)
LARGEST_WEIGHT = 1e6


def read(source: str | bytes | Mapping[str, Any]) -> Problem:
    """Read and check a problem.

    Parameters
    ----------
    source : str, bytes or mapping
        JSON text (bytes are taken as UTF-8), or the same already parsed.

    Returns
    -------
    Problem

    Raises
    ------
    ProblemError
        With the path of the field and what is wrong with it. Nothing else is raised, however
        damaged the input is.

    Examples
    --------
    >>> read({"format": "samstyring-portfolio-problem/1"})
    Traceback (most recent call last):
        ...
    samstyring.engine.fields.ProblemError: the field "unit" is missing
    """
    document: object = fields.parse(source) if isinstance(source, str | bytes) else source
    found = fields.record(
        document,
        "",
        required=("format", "unit", "years", "tail_years", "delay_factor", "sources", "projects"),
        optional=OPTIONAL,
    )
    if found["format"] != FORMAT:
        raise ProblemError("format", f'should be "{FORMAT}"')
    years = _years(found["years"])
    tail = fields.integer(found["tail_years"], "tail_years", low=0, high=fields.MOST_YEARS)
    weights, ranking = _criteria(found)
    sources = sheets.sources(found["sources"], len(years), tail)
    projects = sheets.projects(
        found["projects"],
        criteria=ranking if ranking is not None else tuple(weights or ()),
        sources=[one.key for one in sources],
        last=len(years) - 1,
    )
    windows = {one.key: (years[one.earliest], years[one.latest]) for one in projects}
    return Problem(
        unit=fields.text(found["unit"], "unit"),
        years=years,
        tail_years=tail,
        delay_factor=_delay_factor(found["delay_factor"]),
        sources=sources,
        projects=projects,
        weights=weights,
        ranking=ranking,
        exclusions=rules.exclusions(found.get("exclusions", []), windows),
        dependencies=rules.dependencies(found.get("dependencies", []), windows),
        minimum_shares=rules.minimum_shares(found.get("minimum_shares", {}), projects),
        locked=rules.decisions(found.get("locked", {}), "locked", windows),
        excluded=rules.keys(found.get("excluded", []), "excluded", windows),
        frozen=rules.decisions(found.get("frozen", {}), "frozen", windows),
        owner_caps=rules.owner_caps(found.get("owner_caps", {}), projects),
        score_policy=_score_policy(found.get("score_policy", "midpoint")),
        size_policy=fields.text(found["size_policy"], "size_policy") if "size_policy" in found else None,
        correlation=(
            fields.number(found["correlation"], "correlation", low=0, high=1) if "correlation" in found else None
        ),
    )


def _years(value: object) -> tuple[int, ...]:
    entries = fields.listed(value, "years", least=1, most=fields.MOST_YEARS)
    years = tuple(fields.integer(one, f"years[{n}]", low=1900, high=2300) for n, one in enumerate(entries))
    for n in range(1, len(years)):
        if years[n] != years[n - 1] + 1:
            raise ProblemError(f"years[{n}]", f"should be {years[n - 1] + 1}, the next year")
    return years


def _delay_factor(value: object) -> float:
    factor = fields.number(value, "delay_factor", low=0, high=1)
    if factor == 0:
        raise ProblemError("delay_factor", "should be more than 0 and at most 1")
    return factor


def _criteria(found: Mapping[str, object]) -> tuple[dict[str, float] | None, tuple[str, ...] | None]:
    if ("weights" in found) == ("ranking" in found):
        raise ProblemError("weights", 'give either "weights" or "ranking", and not both')
    if "ranking" in found:
        entries = fields.listed(found["ranking"], "ranking", least=1, most=100)
        ranking = tuple(fields.text(one, f"ranking[{n}]") for n, one in enumerate(entries))
        fields.distinct(ranking, "ranking")
        return None, ranking
    weights = {
        name: fields.number(weight, f"weights.{name}", low=0, high=LARGEST_WEIGHT)
        for name, weight in fields.mapping(found["weights"], "weights").items()
    }
    if not any(weights.values()):
        raise ProblemError("weights", "at least one criterion should have a weight above 0")
    return weights, None


def _score_policy(value: object) -> ScorePolicy:
    if value not in ("midpoint", "low", "high"):
        raise ProblemError("score_policy", 'should be "midpoint", "low" or "high"')
    return value
