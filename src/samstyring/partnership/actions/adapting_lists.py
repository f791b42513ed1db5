"""The partnership's own list of sources of money, kept by the secretariat."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import FundingSource
from samstyring.partnership.rules import adapting, starting


@transaction.atomic
def save_sources(partnership, rows, *, by):
    """Keep the list as it was written: `rows` are dicts with pk, name, short and remove."""
    refuse_if(adapting.obstacles_to_adapting(partnership, by=by, today=timezone.localdate()))
    refuse_if(_named_twice(partnership, rows))
    known = {source.pk: source for source in partnership.sources.all()}
    taken = {source.key for source in known.values()}
    counts = {"added": 0, "changed": 0, "removed": 0}
    obstacles = []
    for order, row in enumerate(rows):
        source = known.get(row["pk"])
        fields = {name: value for name, value in row.items() if name not in ("pk", "remove")}
        if source is None and not row["remove"]:
            key = starting.own_key(row["name"], taken)
            FundingSource.objects.create(partnership=partnership, key=key, order=order, **fields)
            counts["added"] += 1
        elif source is not None and row["remove"]:
            obstacles += _remove(source)
            counts["removed"] += 1
        elif source is not None and any(getattr(source, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(source, name, value)
            source.save(update_fields=list(fields))
            counts["changed"] += 1
    if obstacles:
        raise Refused(*obstacles)
    if any(counts.values()):
        history.record("sources.changed", about=partnership, by=by, **counts)


def _named_twice(partnership, rows):
    seen = set()
    for row in rows:
        if not row["remove"] and row["name"].casefold() in seen:
            yield adapting.NAME_TAKEN(partnership=partnership, name=row["name"])
        seen.add(row["name"].casefold())


def _remove(source):
    """Take away what nothing rests on; what is in use is told."""
    try:
        with transaction.atomic():
            source.delete()
    except ProtectedError:
        yield adapting.SOURCE_IN_USE(name=source.name)
