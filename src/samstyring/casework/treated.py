"""What each forum has in fact treated, counted, beside what its mandate lets it do today."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from samstyring.casework.models import Decision, Meeting
from samstyring.partnership.models import Outcome

YEAR = timedelta(days=365)
# Conclusions that a forum's own preparing forum often could have reached.
LIGHT = (Outcome.NOTED, Outcome.DISCUSSED)


@dataclass(frozen=True)
class Row:
    """One forum, kind of case and outcome: the decisions behind, and where else it could have been done."""

    forum: object
    kind: object
    outcome: Outcome
    decisions: list
    permitted: bool
    elsewhere: list


def treated(partnership, person, *, on):
    """Rows of what stands decided, in the order of forums and kinds. `elsewhere`: forums that prepare for this one."""
    decisions = (
        Decision.objects.visible_to(person)
        .standing()
        .filter(case__partnership=partnership)
        .select_related("forum", "case__kind", "case__partnership")
        .order_by("forum__order", "case__kind__order", "-decided_on", "pk")
    )
    groups = {}
    for decision in decisions:
        groups.setdefault((decision.forum, decision.case.kind, Outcome(decision.outcome)), []).append(decision)
    mandates = _in_force(partnership, on)
    return [
        Row(
            forum,
            kind,
            outcome,
            found,
            permitted=_may(mandates.get(forum), kind, outcome, found),
            elsewhere=_elsewhere(forum, kind, outcome, found, mandates),
        )
        for (forum, kind, outcome), found in groups.items()
    ]


def _in_force(partnership, day):
    """{forum: its mandate on the day}, with the points at hand."""
    mandates = partnership.mandates.in_force_on(day).prefetch_related("forums", "authority__case_kind")
    return {
        forum: mandate
        for mandate in mandates.order_by("effective_from", "version")
        for forum in mandate.forums.all()
        if forum.holds_on(day)
    }


def _may(mandate, kind, outcome, decisions):
    return mandate is not None and all(
        outcome in mandate.permitted(kind, mnok=decision.case.amount_mnok) for decision in decisions
    )


def _elsewhere(forum, kind, outcome, decisions, mandates):
    if outcome not in LIGHT:
        return []
    return [
        other
        for other, mandate in mandates.items()
        if other.prepares_for_id == forum.pk and _may(mandate, kind, outcome, decisions)
    ]


@dataclass(frozen=True)
class Need:
    """How often one forum met in a year, how much of it could be done elsewhere, and how often that leaves."""

    forum: object
    held: int
    cases: int
    elsewhere: int
    per_year: int | None

    @property
    def needed(self):
        """As many meetings as the remaining cases fill, with as many cases in each as there were."""
        left = self.cases - self.elsewhere
        return -(-left * self.held // self.cases)


def needs(rows, partnership, *, on):
    """One row for each forum that concluded something in meetings of the last year."""
    first = on - YEAR
    held = Counter(
        Meeting.objects.filter(partnership=partnership, day__gt=first, day__lte=on)
        .exclude(status=Meeting.Status.CANCELLED)
        .values_list("forums", flat=True)
    )
    cases, elsewhere = Counter(), Counter()
    for row in rows:
        recent = sum(decision.decided_on > first for decision in row.decisions)
        cases[row.forum] += recent
        elsewhere[row.forum] += recent if row.elsewhere else 0
    mandates = _in_force(partnership, on)
    return [
        Need(forum, held[forum.pk], cases[forum], elsewhere[forum], _meetings_set(mandates.get(forum)))
        for forum in cases
        if cases[forum] and held[forum.pk]
    ]


def _meetings_set(mandate):
    return mandate.composition.get("meetings_per_year") if mandate else None
