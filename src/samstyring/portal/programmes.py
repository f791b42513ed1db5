"""Open programmes: which they are, where they stand, and their money as a table."""

from dataclasses import replace

from samstyring.portfolio.models import Programme
from samstyring.portfolio.rules import adoption, adoption_status
from samstyring.portfolio.rules.sums import sums


def open_programmes(partnership):
    """Programmes everybody may read. A closed case keeps its programme closed with it."""
    return (
        Programme.objects.public()
        .filter(partnership=partnership, case__closed_basis="")
        .select_related("case", "decision__forum", "partnership", "assumptions", "recommendation")
    )


def with_standings(found):
    """The programmes with all that tells where they stand, in a fixed number of queries."""
    return found.prefetch_related("requirements__party", "requirements__acts__file", "case__decisions__forum")


def current(partnership, today):
    """The newest open programme with the sentence that says where it stands, or None."""
    programme = with_standings(open_programmes(partnership)).first()
    return standing(programme, today) if programme else None


def standing(programme, today):
    standings = adoption.matrix(programme, on=today, prefetched=True)
    return {"programme": programme, "standings": standings, "status": adoption_status.status(programme, standings)}


def money(programme):
    """Frames, groups and sums; what has changed is told only against a version that is open too."""
    table = sums(programme)
    if table.former and not open_programmes(programme.partnership).filter(pk=table.former.pk).exists():
        return replace(table, former=None, change=None, gone=())
    return table
