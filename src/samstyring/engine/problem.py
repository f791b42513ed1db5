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
A score that is null or absent
    is *unknown*, not zero. Whoever balances must say what that means, see `scoring`.

Fields that may be left out: ``size`` (1), ``earliest`` (0), ``latest`` (last year), ``area`` and
``focus`` (null), ``must_start`` (false), ``carry_over_cap`` (0), ``tail_frames`` when there is no
tail, and the whole of ``exclusions``, ``dependencies`` and ``minimum_shares``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import fields
from .fields import ProblemError
from .portfolio import FORMAT, Dependency, Problem, Project, Source, as_mapping, digest, write

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

DIMENSIONS = ("area", "focus")

MOST_YEARS = 60
MOST_PROJECTS = 20_000
MOST_SOURCES = 40
LARGEST_AMOUNT = 1e9
LARGEST_SIZE = 1e9
LARGEST_WEIGHT = 1e6
# Shares that add up to one in thirds or sixths may pass one by rounding.
ROUNDING = 1e-9


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
        optional=(*("weights", "ranking", "exclusions", "dependencies", "minimum_shares", "locked", "excluded"),),
    )
    if found["format"] != FORMAT:
        raise ProblemError("format", f'should be "{FORMAT}"')
    years = _years(found["years"])
    tail = fields.integer(found["tail_years"], "tail_years", low=0, high=MOST_YEARS)
    weights, ranking = _criteria(found)
    sources = _sources(found["sources"], len(years), tail)
    projects = _projects(
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
        exclusions=_exclusions(found.get("exclusions", []), windows),
        dependencies=_dependencies(found.get("dependencies", []), windows),
        minimum_shares=_minimum_shares(found.get("minimum_shares", {}), projects),
        locked=_locked(found.get("locked", {}), windows),
        excluded=_keys(found.get("excluded", []), "excluded", windows),
    )


def _years(value: object) -> tuple[int, ...]:
    entries = fields.listed(value, "years", least=1, most=MOST_YEARS)
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


def _amounts(value: object, where: str, **length: int) -> tuple[float, ...]:
    entries = fields.listed(value, where, **length)
    return tuple(fields.number(one, f"{where}[{n}]", low=0, high=LARGEST_AMOUNT) for n, one in enumerate(entries))


def _sources(value: object, years: int, tail: int) -> tuple[Source, ...]:
    sources = []
    for n, entry in enumerate(fields.listed(value, "sources", most=MOST_SOURCES)):
        where = f"sources[{n}]"
        found = fields.record(entry, where, required=("key", "frames"), optional=("tail_frames", "carry_over_cap"))
        frames = _amounts(found["frames"], f"{where}.frames", exactly=years)
        later = _amounts(found.get("tail_frames", []), f"{where}.tail_frames", exactly=tail)
        cap = fields.number(found.get("carry_over_cap", 0), f"{where}.carry_over_cap", low=0, high=LARGEST_AMOUNT)
        sources.append(Source(fields.text(found["key"], f"{where}.key"), frames + later, cap))
    fields.distinct((one.key for one in sources), "sources")
    return tuple(sources)


def _projects(value: object, *, criteria: tuple[str, ...], sources: list[str], last: int) -> tuple[Project, ...]:
    entries = fields.listed(value, "projects", most=MOST_PROJECTS)
    projects = tuple(_project(entry, f"projects[{n}]", criteria, sources, last) for n, entry in enumerate(entries))
    fields.distinct((one.key for one in projects), "projects")
    return projects


def _project(entry: object, where: str, criteria: tuple[str, ...], sources: list[str], last: int) -> Project:
    found = fields.record(
        entry,
        where,
        required=("key", "scores", "cost_profile", "sources"),
        optional=("size", "earliest", "latest", "area", "focus", "must_start"),
    )
    earliest = fields.integer(found.get("earliest", 0), f"{where}.earliest", low=0, high=last)
    latest = fields.integer(found.get("latest", last), f"{where}.latest", low=0, high=last)
    if latest < earliest:
        raise ProblemError(f"{where}.latest", f"is {latest}, before earliest, which is {earliest}")
    payers = tuple(
        fields.one_of(one, f"{where}.sources[{n}]", sources, "source")
        for n, one in enumerate(fields.listed(found["sources"], f"{where}.sources"))
    )
    fields.distinct(payers, f"{where}.sources")
    return Project(
        key=fields.text(found["key"], f"{where}.key"),
        scores=_scores(found["scores"], f"{where}.scores", criteria),
        cost_profile=_amounts(found["cost_profile"], f"{where}.cost_profile", least=1, most=MOST_YEARS),
        earliest=earliest,
        latest=latest,
        sources=payers,
        size=fields.number(found.get("size", 1), f"{where}.size", low=0, high=LARGEST_SIZE),
        area=_group(found.get("area"), f"{where}.area"),
        focus=_group(found.get("focus"), f"{where}.focus"),
        must_start=fields.truth(found.get("must_start", False), f"{where}.must_start"),
    )


def _scores(value: object, where: str, criteria: tuple[str, ...]) -> dict[str, float | None]:
    given = fields.mapping(value, where)
    for name in given:
        fields.one_of(name, where, criteria, "criterion")
    return {
        name: None if given.get(name) is None else fields.number(given[name], f"{where}.{name}", low=0, high=100)
        for name in criteria
    }


def _group(value: object, where: str) -> str | None:
    return None if value is None else fields.text(value, where)


def _keys(value: object, where: str, projects: Mapping[str, object]) -> tuple[str, ...]:
    entries = fields.listed(value, where)
    keys = tuple(fields.one_of(one, f"{where}[{n}]", projects, "project") for n, one in enumerate(entries))
    fields.distinct(keys, where)
    return keys


def _exclusions(value: object, projects: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    groups = []
    for n, entry in enumerate(fields.listed(value, "exclusions")):
        fields.listed(entry, f"exclusions[{n}]", least=2)
        groups.append(_keys(entry, f"exclusions[{n}]", projects))
    return tuple(groups)


def _dependencies(value: object, projects: Mapping[str, object]) -> tuple[Dependency, ...]:
    found = []
    pairs: set[tuple[str, str]] = set()
    for n, entry in enumerate(fields.listed(value, "dependencies")):
        where = f"dependencies[{n}]"
        given = fields.record(entry, where, required=("project", "requires"), optional=("lag",))
        project = fields.one_of(given["project"], f"{where}.project", projects, "project")
        requires = fields.one_of(given["requires"], f"{where}.requires", projects, "project")
        if project == requires:
            raise ProblemError(where, "a project cannot require itself")
        if (project, requires) in pairs:
            raise ProblemError(where, f"{project} is already said to require {requires}")
        pairs.add((project, requires))
        lag = fields.integer(given.get("lag", 0), f"{where}.lag", low=0, high=MOST_YEARS)
        found.append(Dependency(project, requires, lag))
    _refuse_rings(found)
    return tuple(found)


def _refuse_rings(dependencies: list[Dependency]) -> None:
    """Take away projects that require nothing, until none is left or only rings are."""
    requires: dict[str, set[str]] = {}
    for one in dependencies:
        requires.setdefault(one.project, set()).add(one.requires)
    while ready := [key for key, needs in requires.items() if not needs & requires.keys()]:
        for key in ready:
            del requires[key]
    for n, one in enumerate(dependencies):
        if one.project in requires and one.requires in requires:
            ring = [one.project]
            while ring[-1] not in ring[:-1]:
                ring.append(min(requires[ring[-1]] & requires.keys()))
            shown = " → ".join(ring[ring.index(ring[-1]) :])
            raise ProblemError(f"dependencies[{n}]", f"the projects require each other in a ring: {shown}")


def _minimum_shares(value: object, projects: tuple[Project, ...]) -> dict[str, dict[str, float]]:
    given = fields.record(value, "minimum_shares", required=(), optional=DIMENSIONS)
    found: dict[str, dict[str, float]] = {}
    for dimension, entries in given.items():
        where = f"minimum_shares.{dimension}"
        groups = {getattr(one, dimension) for one in projects}
        shares = {
            group: fields.number(share, f"{where}.{group}", low=0, high=1)
            for group, share in fields.mapping(entries, where).items()
        }
        for group, share in shares.items():
            if share > 0 and group not in groups:
                raise ProblemError(f"{where}.{group}", "no project belongs to this group")
        if sum(shares.values()) > 1 + ROUNDING:
            raise ProblemError(where, f"the shares add up to {sum(shares.values()):.3g}, more than the whole")
        found[dimension] = shares
    return found


def _locked(value: object, windows: Mapping[str, tuple[int, int]]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for key, year in fields.mapping(value, "locked").items():
        fields.one_of(key, "locked", windows, "project")
        if year is not None:
            first, last = windows[key]
            year = fields.integer(year, f"locked.{key}", low=first, high=last)
        found[key] = year
    return found
