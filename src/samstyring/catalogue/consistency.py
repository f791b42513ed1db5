"""What one file must agree with itself about."""

from collections.abc import Iterable
from math import isclose
from pathlib import Path

from .assessment import Checklist, CriteriaSet, Gates
from .codes import ANSWERS, SEAT_TYPES
from .indicators import IndicatorSet
from .partnership import Forum, PartnershipTemplate
from .slips import CatalogueError


def check_partnership(template: PartnershipTemplate, file: Path) -> None:
    """Every forum, case kind and level that is mentioned exists, and mandates carry the flows."""
    forums = _unique((forum.key for forum in template.forums), file, "forums")
    kinds = _unique((kind.key for kind in template.case_kinds), file, "case_kinds")
    levels = _unique((level.key for level in template.levels), file, "levels")
    _unique((rule.party_kind for rule in template.adoption), file, "adoption")
    for forum in template.forums:
        _check_forum(forum, forums, kinds, levels, file)
    for kind in template.case_kinds:
        for number, step in enumerate(kind.flow):
            at = f"case_kinds[{kind.key}].flow[{number}]"
            if step.kind == "local":
                if step.forum:
                    raise CatalogueError(file, f"{at}.forum", "local-has-forum")
                continue
            _known(step.forum, forums, file, f"{at}.forum")
            permitted = template.forum(step.forum).permitted(kind.key)
            if permitted.isdisjoint(ANSWERS[step.purpose]):
                raise CatalogueError(
                    file, f"{at}.purpose", "not-permitted", forum=step.forum, purpose=step.purpose
                )


def _check_forum(forum: Forum, forums: set[str], kinds: set[str], levels: set[str], file: Path) -> None:
    at = f"forums[{forum.key}]"
    _known(forum.level, levels, file, f"{at}.level")
    mentioned = [("prepares_for", key) for key in forum.prepares_for]
    mentioned += [("minutes_to", key) for key in forum.minutes_to]
    mentioned += [("owner", forum.owner), ("composition.mirrors", forum.composition.mirrors)]
    mentioned += [("composition.seats", rule.office_in) for rule in forum.composition.seats]
    for field, key in mentioned:
        if key:
            _known(key, forums, file, f"{at}.{field}")
    for row in forum.mandate.authority:
        _known(row.case, kinds | {"*"}, file, f"{at}.mandate.authority[{row.point}].case")
    for seat in forum.hours_per_year:
        _known(seat, set(SEAT_TYPES), file, f"{at}.hours_per_year")
    for field in forum.assumed:
        _known(field, set(Forum.__dataclass_fields__), file, f"{at}.assumed")
    if (forum.quorum.parties is None) == (forum.quorum.share is None):
        raise CatalogueError(file, f"{at}.quorum", "quorum")
    if forum.quorum.share is not None and not 0 < forum.quorum.share <= 1:
        raise CatalogueError(file, f"{at}.quorum.share", "share")


def check_criteria(criteria: CriteriaSet, file: Path) -> None:
    """Keys are unique, the scale is anchored at its quarters, and weights sum to 1 when given."""
    _unique((criterion.key for criterion in criteria.criteria), file, "criteria")
    for criterion in criteria.criteria:
        if [anchor.score for anchor in criterion.anchors] != [0, 25, 50, 75, 100]:
            raise CatalogueError(file, f"criteria[{criterion.key}].anchors", "anchors")
    weights = [criterion.weight for criterion in criteria.criteria if criterion.weight is not None]
    if weights and (len(weights) != len(criteria.criteria) or not isclose(sum(weights), 1, abs_tol=1e-9)):
        raise CatalogueError(file, "criteria", "weights")


def check_points(checklist: Checklist, file: Path) -> None:
    """Keys are unique and every point stands under a heading."""
    groups = _unique((group.key for group in checklist.groups), file, "groups")
    _unique((point.key for point in checklist.points), file, "points")
    for point in checklist.points:
        _known(point.group, groups, file, f"points[{point.key}].group")


def check_gates(gates: Gates, file: Path) -> None:
    """Keys are unique and every stage ends after it starts."""
    _unique((stage.key for stage in gates.stages), file, "stages")
    _unique((point.key for stage in gates.stages for point in stage.checkpoints), file, "checkpoints")
    _unique((milestone.key for milestone in gates.milestones), file, "milestones")
    for stage in gates.stages:
        if stage.starts_on >= stage.ends_on:
            raise CatalogueError(file, f"stages[{stage.key}].ends_on", "ends-early")


def check_indicators(indicators: IndicatorSet, file: Path) -> None:
    """Keys are unique."""
    _unique((indicator.key for indicator in indicators.indicators), file, "indicators")


def _unique(keys: Iterable[str], file: Path, at: str) -> set[str]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise CatalogueError(file, at, "twice", found=key)
        seen.add(key)
    return seen


def _known(key: str, known: set[str], file: Path, at: str) -> None:
    if key not in known:
        raise CatalogueError(file, at, "unknown-reference", found=key)
