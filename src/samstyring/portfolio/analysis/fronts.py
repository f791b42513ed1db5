"""What could be had at other frames: the front behind a scenario, and the scenarios laid on it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samstyring.ground.models import Analysis
from samstyring.portfolio.analysis import worths

COUNTING = "counting"
# The frames that are tried, as shares of those that stand.
FACTORS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5)
# For each of them, and how near to the best is near enough for a chart.
SECONDS, GAP = 6.0, 1e-3
# How many scenarios beside the one shown are laid on the front.
MOST = 8


@dataclass(frozen=True)
class LaidPlan:
    """A scenario's plan on the front: what it has to spend, and its worth in the criteria of the one shown."""

    letter: str
    name: str
    frame: float
    value: float
    is_here: bool
    note: str = ""


def free(problem):
    """The same problem without what the scenario itself has chosen: locks, exclusions and least shares."""
    return problem | {"locked": {}, "excluded": [], "minimum_shares": {}}


def scaled(problem, factor):
    """The same problem with every frame, also those after the programme, multiplied by the factor."""
    sources = [
        one
        | {
            "frames": [factor * amount for amount in one["frames"]],
            "tail_frames": [factor * amount for amount in one["tail_frames"]],
            "carry_over_cap": factor * one["carry_over_cap"],
        }
        for one in problem["sources"]
    ]
    return problem | {"sources": sources}


def work(analysis, pulse):
    """Find the best plan at each of the frames, with the scenario's own rules and without them."""
    # The solver takes a while to import, and no page needs it.
    from samstyring.engine.problem import read
    from samstyring.engine.programme import balance
    from samstyring.portfolio.analysis.planning import attempt

    problem = analysis.problem["problem"]
    missing = analysis.problem["basis"]["scenario"]["missing_scores"]
    watching = {"seconds": SECONDS, "gap": GAP, "missing": missing, "cancelled": pulse.stopped}
    curves = {"ruled": Found(worths.total_frame(problem)), "free": Found(worths.total_frame(problem))}
    asked = [(name, factor) for factor in FACTORS for name in curves]
    for done, (name, factor) in enumerate(asked):
        pulse.tell(100 * done / len(asked), COUNTING)
        one = read(scaled(problem if name == "ruled" else free(problem), factor))
        plan, refusal = attempt(lambda one=one: balance(one, **watching))
        curves[name].add(factor, plan, refusal)
    return Analysis.Status.DONE, {name: found.as_mapping() for name, found in curves.items()}


class Found:
    """The points of one curve as they are found, named as in `samstyring-front/1`."""

    def __init__(self, reference):
        self.reference = reference
        self.points, self.impossible, self.unsettled = [], [], []

    def add(self, factor, plan, refusal):
        limit = factor * self.reference
        if refusal:
            told = self.impossible if refusal[0] == Analysis.Status.IMPOSSIBLE else self.unsettled
            told.append(limit)
            return
        # More money never gives less: what was found with less can be had still.
        before = self.points[-1]["value"] if self.points else 0.0
        value = max(plan.value, before)
        self.points.append(
            {
                "value": value,
                "bound": max(plan.bound, value),
                "gap": (max(plan.bound, value) - value) / value if value else 0.0,
                "status": plan.status,
                "second": limit,
                "factor": factor,
            }
        )

    def as_mapping(self):
        return {
            "reference": self.reference,
            "points": self.points,
            "impossible": self.impossible,
            "unsettled": self.unsettled,
        }


def laid_plans(problem, basis, listed, answers, *, here):
    """Every scenario that counts in the same prices, laid on the front of the one shown.

    `listed` are the lettered scenarios and `answers` {analysis: (problem, basis, result)}. The worth of each plan is
    counted in the criteria of the scenario shown, so that they can be compared.
    """
    values = worths.worths(problem, basis["scenario"]["missing_scores"])
    kind = basis["price_year"], basis["vat"]
    for one in listed:
        theirs = answers.get(one.analysis_id)
        if theirs is None or (theirs[1]["price_year"], theirs[1]["vat"]) != kind:
            continue
        value, unknown = worths.value_of(problem, values, theirs[2]["plan"]["starts"])
        note = _("%(count)s prosjekter er ikke med her") % {"count": len(unknown)} if unknown else ""
        yield LaidPlan(one.letter, one.name, worths.total_frame(theirs[0]), value, one.pk == here.pk, note)


def answers_of(listed, here):
    """What was found for the scenarios listed, the newest of them: {analysis: (problem, basis, result)}."""
    wanted = [one.analysis_id for one in listed if one.analysis and one.analysis.status == Analysis.Status.DONE]
    wanted = [*wanted[-MOST:], *([here.analysis_id] if here.analysis_id in wanted else [])]
    return {
        one.pk: (one.problem["problem"], one.problem["basis"], one.result)
        for one in Analysis.objects.filter(pk__in=wanted).only("problem", "result")
    }
