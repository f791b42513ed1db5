"""The whole catalogue, read once and checked as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from .assessment import Checklist, CriteriaSet, Gates
from .consistency import check_criteria, check_gates, check_partnership, check_points
from .guide import Guide
from .partnership import PartnershipTemplate
from .reading import CatalogueError, read

HERE = Path(__file__).parent

T = TypeVar("T", PartnershipTemplate, CriteriaSet, Checklist, Gates, Guide)


@dataclass(frozen=True)
class Catalogue:
    """Every template by its key."""

    partnerships: Mapping[str, PartnershipTemplate]
    criteria: Mapping[str, CriteriaSet]
    checklists: Mapping[str, Checklist]
    gates: Mapping[str, Gates]
    guides: Mapping[str, Guide]


@cache
def load(folder: Path = HERE) -> Catalogue:
    """The catalogue in this folder. Raises `CatalogueError` naming the file and the key."""
    catalogue = Catalogue(
        partnerships=_all(folder / "partnerships", PartnershipTemplate),
        criteria=_all(folder / "criteria", CriteriaSet),
        checklists=_all(folder / "checklists", Checklist),
        gates=_all(folder / "gates", Gates),
        guides=_all(folder / "guides", Guide),
    )
    for criteria in catalogue.criteria.values():
        check_criteria(criteria, folder / "criteria" / f"{criteria.key}.toml")
    for checklist in catalogue.checklists.values():
        check_points(checklist, folder / "checklists" / f"{checklist.key}.toml")
    for gates in catalogue.gates.values():
        check_gates(gates, folder / "gates" / f"{gates.key}.toml")
    for template in catalogue.partnerships.values():
        file = folder / "partnerships" / f"{template.key}.toml"
        check_partnership(template, file)
        _check_references(template, catalogue, file)
    return catalogue


def _all(folder: Path, shape: type[T]) -> Mapping[str, T]:
    found = {}
    for path in sorted(folder.glob("*.toml")):
        template = read(path, shape)
        if template.key != path.stem:
            raise CatalogueError(path, "key", f"{template.key!r} is not the name of the file")
        if not template.source.strip():
            raise CatalogueError(path, "source", "does not say where the content comes from")
        found[template.key] = template
    return MappingProxyType(found)


def _check_references(template: PartnershipTemplate, catalogue: Catalogue, file: Path) -> None:
    for field, folder in (
        ("criteria", catalogue.criteria),
        ("checklist", catalogue.checklists),
        ("case_checklist", catalogue.checklists),
        ("gates", catalogue.gates),
    ):
        key = getattr(template, field)
        if key and key not in folder:
            raise CatalogueError(file, field, f"there is no {key!r} in the catalogue")
