"""Read the rules between projects, and what people have decided about them."""

from __future__ import annotations

from collections.abc import Mapping

from . import fields
from .fields import ProblemError
from .portfolio import Dependency, OwnerCap, Project
from .sheets import MOST_PROJECTS, limits

DIMENSIONS = ("area", "focus")
# Shares that add up to one in thirds or sixths may pass one by rounding.
ROUNDING = 1e-9


def keys(value: object, where: str, projects: Mapping[str, object]) -> tuple[str, ...]:
    entries = fields.listed(value, where)
    keys = tuple(fields.one_of(one, f"{where}[{n}]", projects, "project") for n, one in enumerate(entries))
    fields.distinct(keys, where)
    return keys


def exclusions(value: object, projects: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    groups = []
    for n, entry in enumerate(fields.listed(value, "exclusions")):
        fields.listed(entry, f"exclusions[{n}]", least=2)
        groups.append(keys(entry, f"exclusions[{n}]", projects))
    return tuple(groups)


def dependencies(value: object, projects: Mapping[str, object]) -> tuple[Dependency, ...]:
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
        lag = fields.integer(given.get("lag", 0), f"{where}.lag", low=0, high=fields.MOST_YEARS)
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


def minimum_shares(value: object, projects: tuple[Project, ...]) -> dict[str, dict[str, float]]:
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
        if shares:
            found[dimension] = shares
    return found


def decisions(value: object, where: str, windows: Mapping[str, tuple[int, int]]) -> dict[str, int | None]:
    """{project: calendar year or null}, the year being one in which the project can start."""
    found: dict[str, int | None] = {}
    for key, year in fields.mapping(value, where).items():
        fields.one_of(key, where, windows, "project")
        if year is not None:
            first, last = windows[key]
            year = fields.integer(year, f"{where}.{key}", low=first, high=last)
        found[key] = year
    return found


def owner_caps(value: object, projects: tuple[Project, ...]) -> dict[str, OwnerCap]:
    """{owner: what it is able to do in a year}."""
    owners = {one.owner for one in projects if one.owner is not None}
    found = {}
    for owner, entry in fields.mapping(value, "owner_caps").items():
        where = f"owner_caps.{owner}"
        fields.one_of(owner, where, owners, "party that builds a project")
        given = limits(entry, where, ("money_per_year", "starts_per_year"))
        money, starts = given.get("money_per_year"), given.get("starts_per_year")
        found[owner] = OwnerCap(
            None if "money_per_year" not in given else fields.amount(money, f"{where}.money_per_year"),
            None
            if "starts_per_year" not in given
            else fields.integer(starts, f"{where}.starts_per_year", low=0, high=MOST_PROJECTS),
        )
    return found
