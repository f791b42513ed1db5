"""The partnership's own lists: strategic focus areas and sources of money, kept by the secretariat."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership import adapting, starting
from samstyring.partnership.models import FocusArea, FundingSource


@transaction.atomic
def save_focus_areas(partnership, rows, *, by):
    """Keep the list as it was written: `rows` are dicts with pk, name, from_day, to_day and remove."""
    _save(partnership, FocusArea, partnership.focus_areas, rows, "areas.changed", adapting.IN_USE, by)


@transaction.atomic
def save_sources(partnership, rows, *, by):
    """Keep the list as it was written: `rows` are dicts with pk, name, short and remove."""
    _save(partnership, FundingSource, partnership.sources, rows, "sources.changed", adapting.SOURCE_IN_USE, by)


def _save(partnership, model, things, rows, kind, in_use, by):
    refuse_if(adapting.obstacles_to_adapting(partnership, by=by, today=timezone.localdate()))
    refuse_if(_named_twice(partnership, rows))
    known = {thing.pk: thing for thing in things.all()}
    taken = {thing.key for thing in known.values()}
    counts = {"added": 0, "changed": 0, "removed": 0}
    obstacles = []
    for order, row in enumerate(rows):
        thing = known.get(row["pk"])
        fields = {name: value for name, value in row.items() if name not in ("pk", "remove")}
        if thing is None and not row["remove"]:
            key = starting.own_key(row["name"], taken)
            model.objects.create(partnership=partnership, key=key, order=order, **fields)
            counts["added"] += 1
        elif thing is not None and row["remove"]:
            obstacles += _remove(thing, in_use)
            counts["removed"] += 1
        elif thing is not None and any(getattr(thing, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(thing, name, value)
            thing.save(update_fields=list(fields))
            counts["changed"] += 1
    if obstacles:
        raise Refused(*obstacles)
    if any(counts.values()):
        history.record(kind, about=partnership, by=by, **counts)


def _named_twice(partnership, rows):
    seen = set()
    for row in rows:
        if not row["remove"] and row["name"].casefold() in seen:
            yield adapting.NAME_TAKEN(partnership=partnership, name=row["name"])
        seen.add(row["name"].casefold())


def _remove(thing, in_use):
    """Take away what nothing rests on; what is in use is told."""
    try:
        with transaction.atomic():
            thing.delete()
    except ProtectedError:
        yield in_use(name=thing.name)
