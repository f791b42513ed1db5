"""What a new mandate is copied from: a version the forum has, or the template of the partnership."""

from samstyring import catalogue
from samstyring.partnership.models.mandates import PROCEDURAL, DecisionRule


def of_mandate(mandate):
    """(fields, points) of a mandate, ready to be edited."""
    hours = mandate.composition.get("hours_per_year") or {}
    fields = {
        "title": mandate.title,
        "purpose": mandate.purpose,
        "tasks": "\n".join(mandate.tasks),
        "composition": mandate.composition.get("text", ""),
        "observers": mandate.composition.get("observers", True),
        "quorum": mandate.quorum,
        "decision_rule": mandate.decision_rule,
        "notice_days": mandate.notice_days,
        "anchoring": mandate.anchoring,
        "anchoring_point": mandate.anchoring_point,
        "hours": hours.get("member"),
    }
    points = [
        {
            "point": row.point,
            "case_kind": row.case_kind_id,
            "limit_mnok": row.limit_mnok,
            "outcomes": row.outcomes,
            "is_limit": row.is_limit,
            "text": row.text,
        }
        for row in mandate.authority.all()
    ]
    return fields, points


def forum_of_template(forum):
    """The template's forum of the same name, else of the same kind, or none where it knows no such forum."""
    template = catalogue.load().partnerships.get(forum.partnership.template_key)
    alike = [told for told in template.forums if told.kind == forum.kind] if template else []
    return next((told for told in alike if told.key == forum.key), alike[0] if alike else None)


def of_template(forum):
    """(fields, points) of the template's forum of the same kind, or nearly nothing where it has none."""
    told = forum_of_template(forum)
    fields = {
        "title": f"Mandat for {forum.name}",
        "quorum": 1,
        "decision_rule": DecisionRule.CONSENSUS,
        "notice_days": 7,
        "observers": True,
    }
    if told is None:
        return fields, []
    fields |= {
        "purpose": told.mandate.purpose.nb,
        "tasks": "\n".join(task.nb for task in told.mandate.tasks),
        "composition": " ".join(seat.text.nb for seat in told.composition.seats),
        "observers": told.composition.external_observers,
        "quorum": told.quorum.parties or 1,
        "decision_rule": told.decision_rule,
        "notice_days": told.notice_days,
        "anchoring": told.anchoring,
        "anchoring_point": told.anchoring_point,
        "hours": round(told.hours_per_year.get("member", 0)) or None,
    }
    kinds = {kind.key: kind.pk for kind in forum.partnership.case_kinds.all()}
    points = [
        {
            "point": row.point,
            "case_kind": kinds.get(row.case),
            "limit_mnok": row.amount_limit_mnok,
            "outcomes": [outcome for outcome in row.outcomes if outcome not in PROCEDURAL],
            "is_limit": not row.outcomes,
            "text": row.text.nb,
        }
        for row in told.mandate.authority
        if row.case == "*" or row.case in kinds
    ]
    return fields, points
