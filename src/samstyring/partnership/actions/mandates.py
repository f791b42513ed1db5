"""Mandates: drafted by the secretariat, put into force by a decision in the room above."""

from django.db import transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import refuse_if
from samstyring.partnership.models import Authority, Forum, Mandate
from samstyring.partnership.rules import drafting


@transaction.atomic
def draft(forum, *, title, purpose, tasks, points, quorum, decision_rule, notice_days, effective_from,
          composition, anchoring="none", anchoring_point="", replaces=None, by):  # fmt: skip
    """Write a new version of the forum's mandate and return it. It gives nothing until it is adopted.

    `points` are dicts with point, case_kind, outcomes, limit_mnok, is_limit and text. A draft is written once;
    what is wrong with it is answered by a new draft. It serves the same forums as the one it replaces.
    """
    refuse_if(
        drafting.obstacles_to_drafting(
            forum, quorum=quorum, points=points, effective_from=effective_from, by=by, today=timezone.localdate()
        )
    )
    forums = list(replaces.forums.all()) if replaces else [forum]
    # Two drafts at once get a number each.
    list(Forum.objects.select_for_update().filter(pk__in=[one.pk for one in forums]))
    newest = Mandate.objects.filter(forums__in=forums).order_by("-version").first()
    mandate = Mandate.objects.create(
        partnership=forum.partnership,
        title=title,
        version=newest.version + 1 if newest else 1,
        replaces=replaces,
        purpose=purpose,
        tasks=tasks,
        quorum=quorum,
        decision_rule=decision_rule,
        notice_days=notice_days,
        anchoring=anchoring,
        anchoring_point=anchoring_point,
        effective_from=effective_from,
        composition=composition,
    )
    mandate.forums.set(forums)
    Authority.objects.bulk_create(Authority(mandate=mandate, **point) for point in points)
    history.record("mandate.drafted", about=[mandate, *forums], by=by)
    return mandate
