"""The marginal list of a programme: what stood next in line when its recommendation was frozen."""

from dataclasses import dataclass

from samstyring.portfolio.analysis import grounds, results


@dataclass(frozen=True)
class Marginal:
    """The list in its order, with the prices and assumptions it was reckoned in."""

    rows: tuple
    unit: str
    rests_on: str
    recommendation: object


def marginal_list(programme):
    """What the frozen recommendation left outside, in order; None where the programme has none behind it.

    Projects that have come into the programme since then are no longer waiting.
    """
    frozen = programme.recommendation
    if frozen is None:
        return None
    basis = frozen.content["basis"]
    outside = results.read(frozen.content["problem"], basis, frozen.content["result"]).outside
    inside = set(programme.lines.filter(project__isnull=False).values_list("project__key", flat=True))
    rows = tuple(row for row in outside if row.key not in inside)
    return Marginal(rows, grounds.unit(basis), grounds.rests_on(basis), frozen)
