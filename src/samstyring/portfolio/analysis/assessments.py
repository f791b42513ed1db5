"""The bridge from assessments to the engine: what the assessors said together, and where they differ."""

from dataclasses import dataclass

from django.db.models import Max, Min

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


def ranking(criteria_set, projects):
    """Where the assessors disagree most first, without weighing what no page shows."""
    if criteria_set is None:
        return Ranking((), 0, 0)
    given = Assessment.objects.filter(criterion__criteria_set=criteria_set, project__in=projects).order_by()
    widest = {}
    cells = given.values_list("project", "criterion").annotate(Max("score"), Min("score"))
    for project, _criterion, highest, lowest in cells:
        widest[project] = max(widest.get(project, 0), highest - lowest)
    keys = sorted(projects.values_list("pk", flat=True), key=lambda pk: widest.get(pk, -1), reverse=True)
    expected = given.values("project", "assessor").distinct().count() * criteria_set.criteria.count()
    return Ranking(tuple(keys), len(widest), expected - given.count())


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
