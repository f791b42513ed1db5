"""The bridge from assessments to the engine: what the assessors said together, and where they differ."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min

from samstyring.engine import scoring
from samstyring.portfolio.models import Assessment, Measure


@dataclass(frozen=True)
class Cell:
    """One project or measure on one criterion, as the matrix shows it."""

    criterion: object
    count: int
    expected: int
    mean: float | None
    lowest: float | None
    highest: float | None
    missing: tuple[str, ...]

    @property
    def spread(self):
        return None if self.mean is None else self.highest - self.lowest

    @property
    def is_whole(self):
        return not self.missing and self.count > 0


@dataclass(frozen=True)
class Standing:
    """One project or measure over all criteria."""

    subject: object
    cells: tuple[Cell, ...]
    assessors: int

    @property
    def project(self):
        return self.subject

    @property
    def is_assessed(self):
        return any(cell.count for cell in self.cells)

    @property
    def widest(self):
        """The largest distance between two assessors on one criterion, or None."""
        return max((cell.spread for cell in self.cells if cell.spread is not None), default=None)

    @property
    def widest_cell(self):
        spread = [cell for cell in self.cells if cell.spread is not None]
        return max(spread, key=lambda cell: cell.spread, default=None)

    @property
    def lacking(self):
        """How many scores are missing of all that the assessors of this project should have given."""
        return sum(cell.expected - cell.count for cell in self.cells)


def standings(criteria_set, subjects):
    """One row per project or measure, where the assessors disagree most first; those not assessed last.

    Whoever has scored it on one criterion is expected to score it on all: what lacks is shown.
    """
    subjects = list(subjects)
    if criteria_set is None or not subjects:
        return []
    criteria = list(criteria_set.criteria.all())
    given = Assessment.objects.filter(criterion__in=criteria, **{f"{_field(subjects[0])}__in": subjects})
    by_subject = {}
    for one in given.select_related("assessor"):
        by_subject.setdefault(one.measure_id or one.project_id, []).append(one)
    rows = [_standing(subject, criteria, by_subject.get(subject.pk, [])) for subject in subjects]
    return sorted(rows, key=lambda row: -1 if row.widest is None else row.widest, reverse=True)


def _field(subject):
    return "measure" if isinstance(subject, Measure) else "project"


@dataclass(frozen=True)
class Ranking:
    """All projects in the order of `standings`, as their keys (pk), with what is said of all of them."""

    keys: tuple[int, ...]
    assessed: int
    lacking: int
    lacking_keys: tuple[int, ...] = ()  # those where somebody has not scored on all, most lacking first
    criteria: tuple["CriterionStanding", ...] = ()


@dataclass(frozen=True)
class CriterionStanding:
    """One criterion over all projects: how far apart the assessors are, and what lacks."""

    criterion: object
    projects: int
    mean_spread: float | None
    apart: int  # projects where two assessors are at least `APART` points from each other
    lacking: int


# Two who are this far from each other, mean different things.
APART = 30


def ranking(criteria_set, projects):
    """Where the assessors disagree most first, without weighing what no page shows."""
    if criteria_set is None:
        return Ranking((), 0, 0)
    given = Assessment.objects.filter(criterion__criteria_set=criteria_set, project__in=projects).order_by()
    criteria = list(criteria_set.criteria.all())
    assessors = dict(given.values_list("project").annotate(Count("assessor", distinct=True)))
    cells = given.values_list("project", "criterion").annotate(Max("score"), Min("score"), Count("pk"))
    widest, counts, spreads = {}, {}, {one.pk: [] for one in criteria}
    for project, criterion, highest, lowest, count in cells:
        widest[project] = max(widest.get(project, 0), highest - lowest)
        counts[project, criterion] = count
        spreads[criterion].append(highest - lowest)
    keys = sorted(projects.values_list("pk", flat=True), key=lambda pk: widest.get(pk, -1), reverse=True)
    lacking = {
        pk: sum(assessors[pk] - counts.get((pk, one.pk), 0) for one in criteria) for pk in keys if pk in assessors
    }
    return Ranking(
        tuple(keys),
        len(widest),
        sum(lacking.values()),
        tuple(sorted((pk for pk, count in lacking.items() if count), key=lambda pk: -lacking[pk])),
        tuple(
            CriterionStanding(
                one,
                len(spreads[one.pk]),
                sum(spreads[one.pk]) / len(spreads[one.pk]) if spreads[one.pk] else None,
                sum(spread >= APART for spread in spreads[one.pk]),
                sum(count - counts.get((pk, one.pk), 0) for pk, count in assessors.items()),
            )
            for one in criteria
        ),
    )


def assessed(criteria_set, projects):
    """Those of the projects that somebody has scored by these criteria."""
    given = Assessment.objects.filter(criterion__criteria_set=criteria_set)
    return projects.filter(pk__in=given.values("project")) if criteria_set else projects.none()


def standing_of(criteria_set, subject):
    """The row of one project or measure, or None without criteria."""
    return next(iter(standings(criteria_set, [subject])), None)


def _standing(subject, criteria, given):
    names = {str(one.assessor_id): one.assessor.name for one in given}
    said = [
        scoring.Assessment(str(one.assessor_id), subject.key, str(one.criterion_id), float(one.score))
        for one in given
    ]
    cells = scoring.summarise(
        said,
        projects=[subject.key],
        criteria=[str(criterion.pk) for criterion in criteria],
        assessors=list(names),
    )
    return Standing(
        subject,
        tuple(
            Cell(
                criterion,
                cell.count,
                len(names),
                cell.mean,
                cell.lowest,
                cell.highest,
                tuple(names[one] for one in cell.missing),
            )
            for criterion, cell in zip(criteria, cells, strict=True)
        ),
        len(names),
    )


def said_by_each(criteria_set, subject):
    """Who gave what, with their reasons: [(assessor, party, {criterion: assessment}, sheet version)]."""
    given = Assessment.objects.filter(criterion__criteria_set=criteria_set, **{_field(subject): subject})
    by_assessor = {}
    for one in given.select_related("assessor", "party", "sheet", "criterion").order_by("assessor__name", "pk"):
        by_assessor.setdefault(one.assessor, []).append(one)
    return [
        {
            "assessor": assessor,
            "party": rows[0].party,
            "scores": {one.criterion_id: one for one in rows},
            "versions": sorted({one.sheet.version for one in rows if one.sheet}),
        }
        for assessor, rows in by_assessor.items()
    ]
