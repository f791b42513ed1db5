"""What each project is worth in a scenario's own criteria, whether it is in the plan or not."""

from math import fsum

from samstyring.engine import scoring
from samstyring.engine.problem import read


def worths(problem, missing):
    """{key: points if it starts in the first year}; with a ranking, on the first criterion."""
    found = read(problem)
    if found.ranking is None:
        return dict(scoring.worth(found, missing=missing).values)
    return dict(scoring.standing(found, found.ranking[0], missing=missing).values)


def value_of(problem, values, starts):
    """The worth of a plan by these values: (points, keys of the plan that the problem does not have)."""
    first, factor = problem["years"][0], problem["delay_factor"]
    known = {key: year for key, year in starts.items() if key in values}
    points = fsum(values[key] * factor ** max(0, year - first) for key, year in known.items())
    return points, sorted(starts.keys() - known.keys())


def total_frame(problem):
    """What all sources give in the programme years."""
    return fsum(amount for source in problem["sources"] for amount in source["frames"])
