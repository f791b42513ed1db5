"""Measures in the order of what the assessors gave them, by the engine's scoring, down to where the money ends."""

from dataclasses import dataclass
from decimal import Decimal

from samstyring.engine import problem as problem_format
from samstyring.engine import scoring
from samstyring.portfolio.analysis import assessments
from samstyring.portfolio.models import CriteriaSet, MeasureCost, StrategyFrame
from samstyring.portfolio.rules import ranking as rules


@dataclass(frozen=True)
class Place:
    """One measure in the ranking: its worth, what it costs, and whether the frame reaches it."""

    measure: object
    standing: assessments.Standing
    worth: float | None  # None where nobody has scored it
    cost: object  # MeasureCost or None
    spent: Decimal | None  # all that stands above and this one, where it can be added
    state: str  # "inside", "outside", "unknown" or "" without a frame

    @property
    def lacks(self):
        return self.standing.lacking


def cost_of(measure):
    return MeasureCost.objects.filter(measure=measure).first()


def frame_of(strategy):
    return StrategyFrame.objects.filter(partnership_id=strategy.partnership_id, strategy_key=strategy.key).first()


def ranked(criteria_set, measures, frame=None):
    """The measures in their order. A score nobody gave counts as the mean of those given, or as zero in a ranking."""
    measures = list(measures)
    rows = {row.subject.pk: row for row in assessments.standings(criteria_set, measures)}
    if not rows:
        return []
    worth = _worth(criteria_set, [rows[one.pk] for one in measures])
    costs = {one.measure_id: one for one in MeasureCost.objects.filter(measure__in=measures)}
    ordered = sorted(measures, key=lambda one: ([-value for value in worth[one.key]], one.number))
    told = [one for one in ordered if rows[one.pk].is_assessed] + [
        one for one in ordered if not rows[one.pk].is_assessed
    ]
    return list(_placed(told, rows, worth, costs, frame))


def _worth(criteria_set, standings):
    """{measure key: its worth, or its scores from the most important criterion down where they are ranked}."""
    problem = problem_format.read(_problem(criteria_set, standings))
    if criteria_set.mode == CriteriaSet.Mode.WEIGHTS:
        values = scoring.worth(problem, missing="weights-of-known").values
        return {key: (value,) for key, value in values.items()}
    by_criterion = [scoring.standing(problem, one, missing="zero").values for one in problem.criteria]
    return {row.subject.key: tuple(values[row.subject.key] for values in by_criterion) for row in standings}


def _problem(criteria_set, standings):
    """The measures as the engine reads them: one year, one source, no cost; only the scores matter here."""
    criteria = list(criteria_set.criteria.all())
    if criteria_set.mode == CriteriaSet.Mode.WEIGHTS:
        by = {"weights": {one.key: float(one.weight or 0) for one in criteria}}
    else:
        by = {"ranking": [one.key for one in criteria]}
    return {
        "format": problem_format.FORMAT,
        "unit": "MNOK",
        "years": [2000],
        "tail_years": 0,
        "delay_factor": 1,
        "sources": [{"key": "ramme", "frames": [0]}],
        "projects": [
            {
                "key": row.subject.key,
                "scores": {cell.criterion.key: cell.mean for cell in row.cells},
                "cost_profile": [0],
                "sources": ["ramme"],
            }
            for row in standings
        ],
        **by,
    }


def _placed(measures, rows, worth, costs, frame):
    spent = Decimal(0)
    for measure in measures:
        row, cost = rows[measure.pk], costs.get(measure.pk)
        state, reached = "", None
        if frame:
            if not row.is_assessed or cost is None or not rules.fits(cost, frame):
                state = "unknown"
            elif spent + cost.amount_mnok <= frame.amount_mnok:
                spent += cost.amount_mnok
                state, reached = "inside", spent
            else:
                state = "outside"
        yield Place(measure, row, worth[measure.key][0] if row.is_assessed else None, cost, reached, state)
