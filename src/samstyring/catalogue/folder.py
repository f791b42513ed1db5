"""The whole catalogue: our own files, and those of a folder that an installation adds."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from .assessment import Checklist, CriteriaSet, Gates
from .consistency import check_criteria, check_gates, check_indicators, check_partnership, check_points
from .guide import Guide
from .indicators import IndicatorSet
from .partnership import PartnershipTemplate
from .reading import read
from .slips import CatalogueError

HERE: Final = Path(__file__).parent
ADDED: Final = "SAMSTYRING_CATALOGUE"


def _nothing_more(_template: Guide, _file: Path) -> None:
    """A guide agrees with itself when it can be read."""


# Each kind of template, with what one file must agree with itself about. Partnerships come last: they name the others.
KINDS: Final[dict[str, tuple[type[Any], Callable[[Any, Path], None]]]] = {
    "criteria": (CriteriaSet, check_criteria),
    "checklists": (Checklist, check_points),
    "indicators": (IndicatorSet, check_indicators),
    "gates": (Gates, check_gates),
    "guides": (Guide, _nothing_more),
    "partnerships": (PartnershipTemplate, check_partnership),
}
REFERENCES: Final = {
    "criteria": "criteria",
    "checklist": "checklists",
    "case_checklist": "checklists",
    "indicators": "indicators",
    "gates": "gates",
}


@dataclass(frozen=True)
class Catalogue:
    """Every template by its key, and what is wrong with files that an installation has added."""

    partnerships: Mapping[str, PartnershipTemplate]
    criteria: Mapping[str, CriteriaSet]
    checklists: Mapping[str, Checklist]
    indicators: Mapping[str, IndicatorSet]
    gates: Mapping[str, Gates]
    guides: Mapping[str, Guide]
    slips: tuple[CatalogueError, ...] = ()


def load(folder: Path = HERE, *, added: Path | None = None) -> Catalogue:
    """The catalogue in this folder. Raises `CatalogueError` naming the file and the key.

    `added` is one more folder of the same form, from `SAMSTYRING_CATALOGUE` when it is not told: a broken file
    there is left out and told among `slips`, and stops no other. Files are read again when they change.
    """
    if added is None and folder == HERE and os.environ.get(ADDED):
        added = Path(os.environ[ADDED])
    return _load(folder, added, _stamp(added) if added else ())


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file in the folder does."""
    found = []
    for path in sorted(folder.glob("*/*.toml")):
        try:
            told = path.stat()
        except OSError:  # a file that went away meanwhile, or leads nowhere
            found.append((str(path), 0, 0))
        else:
            found.append((str(path), told.st_mtime_ns, told.st_size))
    return tuple(found)


@lru_cache(maxsize=8)
def _load(folder: Path, added: Path | None, _stamped: tuple[tuple[str, int, int], ...]) -> Catalogue:
    found: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for kind, path in _files(folder):
        _take_in(found, kind, path)
    slips = []
    if added and not added.is_dir():
        slips.append(CatalogueError(added, "", "no-folder"))
    for kind, path in _files(added) if added else ():
        try:
            _take_in(found, kind, path)
        except CatalogueError as slip:
            slips.append(slip)
    return Catalogue(**{kind: MappingProxyType(each) for kind, each in found.items()}, slips=tuple(slips))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for kind in KINDS:
        for path in sorted((folder / kind).glob("*.toml")):
            yield kind, path


def _take_in(found: dict[str, dict[str, Any]], kind: str, path: Path) -> None:
    """Read one file, check it, and let it take its place; a newer version takes the place of an older one."""
    shape, check = KINDS[kind]
    template = read(path, shape)
    if template.key != path.stem:
        raise CatalogueError(path, "key", "not-the-file", found=template.key)
    if not template.source.strip():
        raise CatalogueError(path, "source", "no-source")
    known = found[kind].get(template.key)
    if known and template.version <= known.version:
        raise CatalogueError(path, "version", "not-newer", version=template.version, known=known.version)
    check(template, path)
    if kind == "partnerships":
        _check_references(template, found, path)
    found[kind][template.key] = template


def _check_references(template: PartnershipTemplate, found: dict[str, dict[str, Any]], file: Path) -> None:
    for field, kind in REFERENCES.items():
        key = getattr(template, field)
        if key and key not in found[kind]:
            raise CatalogueError(file, field, "unknown-reference", found=key)
