"""Who pays for what, when the start years are settled."""

from __future__ import annotations

from collections.abc import Mapping

from .columns import Floats, Model
from .plan import Payment, SourceYear
from .portfolio import Problem
from .solve import Watch, solve

# Money is counted in millionths of the problem's unit: a krone, when the unit is a million.
MILLIONTHS = 1_000_000
# Paying must not be given up because the search for the plan used all the time.
LEAST_SECONDS = 5.0


def pay(model: Model, starts: Mapping[str, int], watch: Watch, *, threads: int, seed: int) -> Floats | None:
    """Pay for settled start years with as little carried over as possible.

    Parameters
    ----------
    starts : mapping of str to int
        Start year of each project, counted from the first programme year.

    Returns
    -------
    ndarray, shape (C,) or None
        Values of all columns of the model; None if the frames cannot pay for these starts.
    """
    carried = dict.fromkeys(model.carry_columns.values(), 1.0)
    answer = solve(
        model.settled(starts),
        carried,
        largest=False,
        watch=Watch(max(watch.seconds, watch.elapsed() + LEAST_SECONDS), watch.started),
        threads=threads,
        seed=seed,
        relaxed=True,
    )
    return answer.columns


def split(problem: Problem, model: Model, starts: Mapping[str, int], columns: Floats) -> tuple[Payment, ...]:
    """Share the payments of each class out between its projects, in the order of their keys.

    Any sharing is allowed, since the same sources may pay for every project of the class. The
    payments of a project add up to its need each year, to the millionth.

    Returns
    -------
    tuple of Payment
        By project, year and source; no payment is zero.
    """
    last = len(problem.calendar)
    needs: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for project in sorted(problem.projects, key=lambda one: one.key):
        if project.key not in starts or project.key not in model.class_of:
            continue
        g, start = model.class_of[project.key], starts[project.key]
        for k, amount in enumerate(project.cost_profile[: last - start]):
            if count := round(amount * MILLIONTHS):
                needs.setdefault((g, start + k), []).append((project.key, count))
    found = []
    for (g, year), wanted in needs.items():
        purse = _purse(model, columns, g, year, sum(count for _, count in wanted))
        for key, count in wanted:
            while count:
                source, left = purse[-1]
                paid = min(count, left)
                found.append(Payment(key, source, problem.calendar[year], paid / MILLIONTHS))
                count -= paid
                if paid == left:
                    purse.pop()
                else:
                    purse[-1] = (source, left - paid)
    return tuple(sorted(found, key=lambda one: (one.project, one.year, one.source)))


def _purse(model: Model, columns: Floats, g: int, year: int, wanted: int) -> list[tuple[str, int]]:
    """What each source pays to a class in a year, in millionths, adding up to what is wanted."""
    exact = {
        source: float(columns[model.pay_columns[g, source, year]]) * model.scale * MILLIONTHS
        for source in model.classes[g]
    }
    counts = {source: round(amount) for source, amount in exact.items()}
    # Amounts with more than six decimals round to a few millionths too much or too little. Those
    # who pay share the difference, the one furthest from its exact amount first.
    odd = wanted - sum(counts.values())
    step = 1 if odd > 0 else -1
    payers = [source for source in counts if counts[source] > 0] or list(counts)
    payers.sort(key=lambda source: (step * (counts[source] - exact[source]), source))
    for turn in range(abs(odd)):
        counts[payers[turn % len(payers)]] += step
    return [(source, count) for source, count in sorted(counts.items(), reverse=True) if count > 0]


def use(problem: Problem, model: Model, columns: Floats, payments: tuple[Payment, ...]) -> tuple[SourceYear, ...]:
    """What each source can pay and pays, for every programme and tail year."""
    used: dict[tuple[str, int], int] = {}
    for one in payments:
        place = (one.source, one.year)
        used[place] = used.get(place, 0) + round(one.amount * MILLIONTHS)
    found = []
    for source in problem.sources:
        carried_in = 0
        for year, calendar_year in enumerate(problem.calendar):
            frame = round(source.frames[year] * MILLIONTHS)
            column = model.carry_columns.get((source.key, year))
            carried_out = 0 if column is None else round(float(columns[column]) * model.scale * MILLIONTHS)
            spent = used.get((source.key, calendar_year), 0)
            free = frame + carried_in - spent - carried_out
            amounts = [count / MILLIONTHS for count in (frame, carried_in, spent, carried_out, max(free, 0))]
            found.append(SourceYear(source.key, calendar_year, *amounts))
            carried_in = carried_out
    return tuple(found)
