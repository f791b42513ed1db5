"""Mandates as the sources tell them; what had to be assumed is kept as a list of field names."""

from samstyring.demo.reading import amount, day, tables
from samstyring.partnership.models import Authority, CaseKind, Forum, Mandate, Outcome, Partnership


def load():
    partnerships = {p.key: p for p in Partnership.objects.all()}
    loaded = {}
    for told in tables("mandates")["mandate"]:
        mandate = _mandate(partnerships[told["partnership"]], told)
        loaded[told["partnership"], told["key"]] = mandate
        if earlier := loaded.get((told["partnership"], told.get("successor_of"))):
            mandate.replaces = earlier
            mandate.save(update_fields=["replaces"])


WORKING = {"leader_term_months", "leader_appointed_by", "meetings_per_year", "minutes_to", "hours_per_year"}


def _working(told):
    """How the forum works and how long its leader sits, which stands with the rest of the composition."""
    found = {name: told[name] for name in sorted(WORKING & told.keys())}
    if "hours_per_year" in found:
        found["hours_per_year"] = {"member": found["hours_per_year"]}
    return found


def _mandate(partnership, told):
    by = told.get("adopted_by", {})
    mandate = Mandate.objects.create(
        partnership=partnership,
        title=told["title"],
        version=told["version"],
        purpose=told["purpose"],
        tasks=told.get("tasks", []),
        adopted_on=day(told.get("adopted_on")) or day(told.get("assumed_adopted_on")),
        adopted_by=" ".join(filter(None, (by.get("text"), by.get("case_raw")))) or by.get("forum", ""),
        effective_from=day(told["effective_from"]),
        ended_on=day(told.get("ended_on"), end=True),
        quorum=told.get("quorum", 1),
        decision_rule=told.get("decision_rule", "consensus"),
        notice_days=told.get("notice_days", 7),
        anchoring=told.get("anchoring", "none"),
        anchoring_point=told.get("anchoring_point", ""),
        composition=told.get("composition", {}) | _working(told),
        assumed=told.get("assumed", []),
        source=told.get("source", ""),
    )
    mandate.forums.set(Forum.objects.filter(partnership=partnership, key__in=told["forums"]))
    kinds = {kind.key: kind for kind in CaseKind.objects.filter(partnership=partnership)}
    for row in told.get("authority", []):
        Authority.objects.create(
            mandate=mandate,
            point=row["point"],
            case_kind=None if row.get("case", "*") == "*" else kinds[row["case"]],
            limit_mnok=amount(row.get("amount_limit_mnok")),
            outcomes=[Outcome(outcome) for outcome in row.get("outcomes", [])],
            is_limit=row.get("is_limit", False),
            text=row["text"],
        )
    return mandate
