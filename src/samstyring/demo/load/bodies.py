"""Partnerships, parties, forums, sources of money and focus areas."""

from samstyring.catalogue import load as load_catalogue
from samstyring.demo.reading import day, rows, several, tables
from samstyring.partnership.actions.partnerships import copy_case_kinds
from samstyring.partnership.models import (
    FocusArea,
    Forum,
    FundingSource,
    GroupMembership,
    Partnership,
    Party,
    TemplateUse,
)
from samstyring.partnership.rules import template_points

# What the templates call a forum, and what the real partnerships call theirs.
OWN_NAMES = {"koordineringsgruppe": "kg", "styre": "styret", "programstyringsgruppe": "prosjektstyringsgruppe"}


def load():
    for told in tables("partnerships")["partnership"]:
        partnership = _partnership(told)
        _lists(partnership, told)
        _parties(partnership)
        _forums(partnership)
        _use_own_names(partnership)


def _use_own_names(partnership):
    """Let the usual roads lead through the partnership's own forums; a station it does not have is left out."""
    known = set(partnership.forums.values_list("key", flat=True))
    for kind in partnership.case_kinds.all():
        stations = []
        for station in kind.usual_flow:
            key = station.get("forum", "").replace("_", "-")
            key = OWN_NAMES.get(key, key)
            if station.get("local"):
                stations.append(station)
            elif key in known:
                stations.append({**station, "forum": key})
        kind.usual_flow = stations
        kind.save(update_fields=["usual_flow"])


def _partnership(told):
    template = load_catalogue().partnerships[told["template"]]
    return Partnership.objects.create(
        key=told["key"],
        name=told["name"],
        agreement=told["agreement"],
        starts_on=day(told["period_from"]),
        ends_on=day(told["period_to"], end=True),
        goal=told["goal"],
        accent=told["accent"],
        template_key=template.key,
        template_version=template.version,
        source=told["source"],
        is_example=told.get("example", False),
    )


def _lists(partnership, told):
    template = load_catalogue().partnerships[partnership.template_key]
    copy_case_kinds(partnership, template)
    TemplateUse.objects.create(
        partnership=partnership,
        version=template.version,
        points=template_points.values_of(template_points.of_template(template)),
        used_from=partnership.starts_on,
    )
    for order, source in enumerate(told.get("funding_source", [])):
        FundingSource.objects.create(
            partnership=partnership, key=source["key"], name=source["name"], short=source["short"], order=order
        )
    for order, area in enumerate(told.get("focus_area", [])):
        FocusArea.objects.create(
            partnership=partnership,
            key=area["key"],
            name=area["name"],
            order=order,
            source=area.get("source", "")[:300],
        )


def _parties(partnership):
    told = [row for row in rows("parties") if row["partnership"] == partnership.key]
    parties = {}
    for order, row in enumerate(told):
        parties[row["key"]] = Party.objects.create(
            partnership=partnership,
            key=row["key"],
            name=row["name"],
            short=row["short"][:60],
            kind=row["kind"],
            is_member=row["standing"] in ("member", "group"),
            from_day=day(row["from"]),
            to_day=day(row["to"], end=True),
            adoption=row["adoption"] or "none",
            political_body=row["political_body"],
            order=order,
            source=row["source"],
        )
    for row in told:
        for predecessor in several(row["predecessor"]):
            parties[row["key"]].predecessors.add(parties[predecessor])
        for member in several(row["members"]):
            GroupMembership.objects.create(group=parties[row["key"]], member=parties[member])


def _forums(partnership):
    told = [row for row in rows("forums") if row["partnership"] == partnership.key]
    areas = {row["key"]: row for row in rows("areas") if row["partnership"] == partnership.key}
    forums = {}
    for order, row in enumerate(told):
        forums[row["key"]] = Forum.objects.create(
            partnership=partnership,
            key=row["key"],
            name=row["name"],
            kind=row["kind"],
            order=order,
            from_day=day(row["from"]),
            to_day=day(row["to"], end=True),
            board_step=row["board_step"],
            is_open=row["open"] == "ja",
            area=_area_words(partnership, areas, row["key"]),
            source=" ".join(filter(None, (row["date_note"], row["source"]))),
        )
    top = next(f for f in forums.values() if f.kind in ("steering", "board"))
    for row in told:
        forum = forums[row["key"]]
        forum.prepares_for = forums.get(row["prepares_for"])
        forum.owner = top if forum != top else None
        forum.save(update_fields=["prepares_for", "owner"])
        for predecessor in several(row["predecessor"]):
            forum.predecessors.add(forums[predecessor])


def _area_words(partnership, areas, forum_key):
    """`Alver, Bergen (Åsane, Arna)`: the municipalities of a working group, as they are assumed in the demo."""
    for area in areas.values():
        if area["working_group"] == forum_key:
            keys = several(area["municipalities"])
            names = dict(partnership.parties.filter(key__in=keys).values_list("key", "name"))
            municipalities = ", ".join(names[key].removesuffix(" kommune") for key in keys)
            districts = ", ".join(several(area["districts"]))
            return f"{municipalities} ({districts})" if districts else municipalities
    return ""
