"""Several partnerships side by side, for the body that follows up all the agreements (000:25-31).

Rooms above add columns with `ground.panels` on the page `partnership.across`: the panel's function takes
(partnerships, person) and returns `{"heading": words, "each": {partnership's pk: Cell}}`.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.partnership.models import Forum, Mandate


@dataclass(frozen=True)
class Cell:
    """What one partnership says on one subject: a word with its kind, or plain words, and where it leads."""

    words: Any
    kind: str = ""
    href: str = ""


NOTHING = Cell("–")


def rows_of(partnerships, panels, today):
    """{headings, rows: [(partnership, cells)]} with this room's own columns first."""
    own = [_parties(partnerships, today), _mandates(partnerships, today)]
    columns = [*own, *panels]
    return {
        "headings": [column["heading"] for column in columns],
        "rows": [
            (one, [(column["heading"], column["each"].get(one.pk, NOTHING)) for column in columns])
            for one in partnerships
        ],
    }


def _parties(partnerships, today):
    """How many are party to each agreement today."""
    held = Q(parties__is_member=True)
    held &= Q(parties__from_day__isnull=True) | Q(parties__from_day__lte=today)
    held &= Q(parties__to_day__isnull=True) | Q(parties__to_day__gte=today)
    counted = type(partnerships[0]).objects.filter(pk__in=[one.pk for one in partnerships])
    counts = counted.annotate(members=Count("parties", filter=held, distinct=True)).values_list("pk", "members")
    each = {
        pk: Cell(ngettext("%(count)s part", "%(count)s parter", count) % {"count": count}) for pk, count in counts
    }
    return {"heading": _("Parter"), "each": each}


def _mandates(partnerships, today):
    """How many of the forums of today have a mandate in force."""
    forums = list(Forum.objects.on(today).filter(partnership__in=partnerships).values_list("pk", "partnership"))
    in_force = set(
        Mandate.objects.in_force_on(today).filter(partnership__in=partnerships).values_list("forums", flat=True)
    )
    all_forums = Counter(partnership for _pk, partnership in forums)
    without = Counter(partnership for pk, partnership in forums if pk not in in_force)
    each = {}
    for one in partnerships:
        told = {"without": without[one.pk], "all": all_forums[one.pk]}
        words = _("%(without)s av %(all)s uten mandat") % told if without[one.pk] else _("alle har mandat")
        kind = "warn" if without[one.pk] else "done"
        href = reverse("partnership:organisation", args=[one.key])
        each[one.pk] = Cell(words, kind, href) if all_forums[one.pk] else NOTHING
    return {"heading": _("Forum"), "each": each}
