"""Partnerships: created by copying a template from the catalogue, then their own."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import (
    Authority,
    CaseKind,
    Forum,
    Mandate,
    Outcome,
    Partnership,
    PartnershipRole,
    TemplateUse,
)
from samstyring.partnership.rules import addresses, template_points


@transaction.atomic
def create_from_template(template, *, key, name, agreement, starts_on, ends_on, goal, whole=None, by):
    """Copy a template into a new partnership, with `by` as its administrator, and return it.

    Forums whose authority is the agreement's own have their mandates from its first day; the others are
    drafts until the forum that owns them adopts them. `whole` is the template of the catalogue, where some of its
    forums were left out or renamed: differences are told from that.
    """
    refuse_if(addresses.obstacles_to_creating(key=key, starts_on=starts_on, ends_on=ends_on))
    try:
        with transaction.atomic():
            partnership = Partnership.objects.create(
                key=key,
                name=name,
                agreement=agreement,
                starts_on=starts_on,
                ends_on=ends_on,
                goal=goal,
                template_key=template.key,
                template_version=template.version,
                source=template.source,
            )
    except IntegrityError:
        # Somebody else took the key in the same moment.
        raise Refused(addresses.KEY_TAKEN(key=key)) from None
    PartnershipRole.objects.create(
        partnership=partnership,
        person=by,
        kind=PartnershipRole.Kind.ADMINISTRATOR,
        from_day=timezone.localdate(),
    )
    kinds = copy_case_kinds(partnership, template)
    forums = copy_forums(partnership, template)
    for told in template.forums:
        copy_mandate(forums[told.key], told, kinds)
    TemplateUse.objects.create(
        partnership=partnership,
        version=template.version,
        points=template_points.values_of(template_points.of_template(whole or template)),
        used_from=timezone.localdate(),
    )
    history.record(
        "partnership.created", about=partnership, by=by, template=template.key, version=template.version
    )
    return partnership


def copy_case_kinds(partnership, template):
    """Give the partnership the template's kinds of case with their usual road: {key: kind}."""
    kinds = CaseKind.objects.bulk_create(
        CaseKind(
            partnership=partnership,
            key=told.key,
            name=told.name.nb,
            order=order,
            usual_flow=[
                {"local": True} if step.kind == "local" else {"forum": step.forum, "purpose": step.purpose}
                for step in told.flow
            ],
        )
        for order, told in enumerate(template.case_kinds)
    )
    return {kind.key: kind for kind in kinds}


def copy_forums(partnership, template):
    """Give the partnership one forum of each sort the template knows: {key: forum}.

    A template that wants one forum for each area or theme says so; the partnership adds the others itself.
    """
    forums = {
        told.key: Forum.objects.create(
            partnership=partnership,
            key=told.key,
            name=told.name.nb,
            kind=told.kind,
            order=order,
            board_step=told.step,
            submitters=Forum.Submitters.ANYONE if told.submit_who == "anyone" else Forum.Submitters.SECRETARIAT,
            is_open=told.open_meetings,
            from_day=partnership.starts_on,
        )
        for order, told in enumerate(template.forums)
    }
    for told in template.forums:
        forum = forums[told.key]
        forum.owner = forums.get(told.owner)
        # The chart draws one line upwards from each forum: the first it prepares for.
        forum.prepares_for = next((forums[key] for key in told.prepares_for), None)
        forum.save(update_fields=["owner", "prepares_for"])
    return forums


def copy_mandate(forum, told, kinds, *, as_draft=False):
    """The template's mandate for this forum: in force where the agreement gives it, else a draft."""
    partnership = forum.partnership
    by_agreement = told.regime == "agreement" and not as_draft
    mandate = Mandate.objects.create(
        partnership=partnership,
        title=f"Mandat for {forum.name}",
        purpose=told.mandate.purpose.nb,
        tasks=[task.nb for task in told.mandate.tasks],
        adopted_on=partnership.starts_on if by_agreement else None,
        adopted_by=partnership.agreement if by_agreement else "",
        effective_from=partnership.starts_on,
        # A share of the parties is settled when the parties are known.
        quorum=told.quorum.parties or 1,
        decision_rule=told.decision_rule,
        notice_days=told.notice_days,
        anchoring=told.anchoring,
        anchoring_point=told.anchoring_point,
        composition=_composition(told),
        assumed=sorted({*told.assumed, *(["quorum"] if told.quorum.parties is None else [])}),
        source=f"{partnership.template_key} {partnership.template_version}",
    )
    mandate.forums.add(forum)
    Authority.objects.bulk_create(
        Authority(
            mandate=mandate,
            point=row.point,
            case_kind=None if row.case == "*" else kinds[row.case],
            limit_mnok=None if row.amount_limit_mnok is None else Decimal(str(row.amount_limit_mnok)),
            outcomes=[Outcome(outcome) for outcome in row.outcomes],
            is_limit=not row.outcomes,
            text=row.text.nb,
        )
        for row in told.mandate.authority
    )


def _composition(told):
    """Who sits in the forum, in words and in what can be checked, and the hours that each is asked for."""
    seats = told.composition
    words = [seat.text.nb for seat in seats.seats] + [advice.nb for advice in seats.advice]
    composition = {
        "every_party": seats.every_party,
        "observers": seats.external_observers,
        "non_member_municipalities": seats.outside_municipalities,
        "text": " ".join(words),
        "hours_per_year": {kind: round(hours) for kind, hours in told.hours_per_year.items()},
    }
    composition |= {"leadership_balanced": seats.balanced_leadership, "mirrors": seats.mirrors}
    composition |= {"max_members": seats.max_members, "leader_term_months": told.leader_term_months}
    return composition | {
        "leader_appointed_by": told.leader_appointed_by,
        "meetings_per_year": told.cadence_per_year,
        "minutes_to": list(told.minutes_to),
    }
