"""What could be had at other frames: the front behind a scenario, and the scenarios laid on it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samstyring.ground.models import Analysis
from samstyring.portfolio.analysis import worths

COUNTING = "counting"
# How many frames are tried, from this share of those that stand to this.
POINTS, LOWEST, HIGHEST = 11, 0.5, 1.5
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


def work(analysis, pulse):
    """Find the best plan at each of the frames, with the scenario's own rules and without them."""
    # The solver takes a while to import, and no page needs it.
    from samstyring.engine import front
    from samstyring.engine.problem import read
    from samstyring.portfolio.analysis.planning import attempt

    problem = analysis.problem["problem"]
    found, curves = {}, {"ruled": problem, "free": free(problem)}
    for name, asked in curves.items():
        before = len(found)

        def told(done, of, _point, before=before):
            pulse.tell(100 * (before + done / of) / len(curves), COUNTING)

        asking = {
            "points": POINTS,
            "lowest": LOWEST,
            "highest": HIGHEST,
            "seconds": SECONDS,
            "gap": GAP,
            "missing": analysis.problem["basis"]["scenario"]["missing_scores"],
            "progress": told,
            "cancelled": pulse.stopped,
        }
        curve, refusal = attempt(lambda asked=asked, asking=asking: front.find(read(asked), "budget", **asking))
        if refusal:
            return refusal
        found[name] = front.as_mapping(curve)
    return Analysis.Status.DONE, found


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
