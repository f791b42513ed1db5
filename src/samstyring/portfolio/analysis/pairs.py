"""Two projects beside each other: what each gives on every criterion, and what that means for their worth."""

from dataclasses import dataclass
from decimal import Decimal

from samstyring.portfolio.analysis.assessments import standings


@dataclass(frozen=True)
class Pair:
    """One criterion for both projects. A score nobody has given stays unknown, and so does the difference."""

    criterion: object
    first: float | None
    second: float | None
    weight: Decimal | None

    @property
    def difference(self):
        """How many points more the first has than the second, of 100."""
        return None if self.first is None or self.second is None else self.first - self.second

    @property
    def weighed(self):
        """The difference in points of the whole, where the criteria have weights."""
        known = self.difference is not None and self.weight is not None
        return self.difference * float(self.weight) if known else None


@dataclass(frozen=True)
class Comparison:
    pairs: tuple[Pair, ...]

    @property
    def is_whole(self):
        return bool(self.pairs) and all(pair.weighed is not None for pair in self.pairs)

    @property
    def lead(self):
        """How much more the first is worth than the second, or None where a score or the weights lack."""
        return sum(pair.weighed for pair in self.pairs) if self.is_whole else None

    @property
    def unknown(self):
        return tuple(pair.criterion for pair in self.pairs if pair.difference is None)


def compare(criteria_set, first, second):
    """Both projects on the criteria of this set, in its order."""
    by_project = {row.project.pk: row for row in standings(criteria_set, [first, second])}
    if not by_project:
        return Comparison(())
    cells = zip(by_project[first.pk].cells, by_project[second.pk].cells, strict=True)
    return Comparison(
        tuple(Pair(mine.criterion, mine.mean, theirs.mean, mine.criterion.weight) for mine, theirs in cells)
    )
