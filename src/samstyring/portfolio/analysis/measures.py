"""Measures as rows of a page: status, owner, years and where they land, with the same few questions for many."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.text import capfirst

from samstyring.portfolio.models import Measure
from samstyring.portfolio.rules import measures as rules


@dataclass(frozen=True)
class Row:
    """A measure with what a list says about it."""

    measure: Measure
    kind: str
    word: str
    strategy_key: str
    years: str
    pips: list
    landed: str
    is_overdue: bool


def fetched(measures):
    return measures.select_related("owner", "responsible", "strategy", "case", "decision").prefetch_related(
        "reports", "landings"
    )


def members(partnership, on):
    return list(partnership.parties.on(on).filter(is_member=True)) or list(
        partnership.parties.filter(is_member=True)
    )


def rows(measures, partnership, *, on):
    """The rows of these measures, in the order of their numbers."""
    parties = members(partnership, on)
    return [_row(measure, parties, on) for measure in fetched(measures)]


def _row(measure, parties, on):
    landings = rules.landings_of(measure, parties)
    return Row(
        measure=measure,
        kind=rules.GLYPHS[measure.status],
        word=capfirst(measure.status.label),
        strategy_key=measure.strategy.key if measure.strategy else "",
        years=years_of(measure),
        pips=[[landing.kind for landing in landings]],
        landed=rules.landing_words(landings) if landings else "",
        is_overdue=rules.is_overdue(measure, on),
    )


def years_of(measure):
    """`2026–2027`, or the one year, or nothing known."""
    years = [day.year for day in (measure.starts_on, measure.ends_on) if day]
    # A period is not broken over two lines.
    return "\u2060–\u2060".join(str(year) for year in sorted(set(years)))


def tally(rows):
    """[{kind, word, count}] in the order of the statuses."""
    return _in_words(Counter(row.measure.status for row in rows))


def tally_of(measures):
    """The same for measures that are not in hand."""
    counted = measures.with_state().order_by().values_list("state").annotate(Count("pk", distinct=True))
    return _in_words(dict(counted))


def tallies(measures):
    """{strategy key: its tally} of measures that are not in hand."""
    counted = measures.exclude(strategy=None).with_state().order_by().values_list("strategy__key", "state")
    by_strategy = {}
    for key, state, count in counted.annotate(Count("pk", distinct=True)):
        by_strategy.setdefault(key, {})[state] = count
    return {key: _in_words(counts) for key, counts in by_strategy.items()}


def _in_words(counts):
    return [
        {"kind": rules.GLYPHS[status], "word": status.label, "count": counts[status]}
        for status in Measure.Status
        if counts.get(status)
    ]


def branches(strategy, rows):
    """[(aim or None, rows)]: each aim with its measures, and last those whose aim is not in this version."""
    aims = list(strategy.aims.all())
    placed = {aim.key: [] for aim in aims}
    others = []
    for row in rows:
        placed.get(row.measure.aim_key, others).append(row)
    told = [(aim, placed[aim.key]) for aim in aims]
    return [*told, (None, others)] if others else told
