"""A point of the template is taken over, or one's own is kept; nothing is taken over by itself."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.actions import adapting, mandates
from samstyring.partnership.actions.partnerships import copy_mandate
from samstyring.partnership.models import Forum, Partnership, TemplateAnswer, TemplateUse
from samstyring.partnership.rules import originals, taking_over, template_points

FIELDS = {"name": "name", "kind": "kind", "step": "board_step", "submitters": "submitters", "open": "is_open"}


def take(partnership, key, *, by):
    """Let the template's words take the place of ours on this point, and return the difference that was.

    What is in a mandate becomes a draft, for whoever owns the mandate to adopt.
    """
    return _answer(partnership, key, TemplateAnswer.Answer.TAKEN, by)


def keep(partnership, key, *, by):
    """Keep what we have on this point, and do not be asked again about this version of the template."""
    return _answer(partnership, key, TemplateAnswer.Answer.KEPT, by)


@transaction.atomic
def _answer(partnership, key, answer, by):
    today = timezone.localdate()
    template = _template(partnership)
    found = {one.key: one for one in taking_over.differences(partnership, template, today)}
    difference = found.get(key)
    taken = answer == TemplateAnswer.Answer.TAKEN
    refuse_if(
        taking_over.obstacles_to_answering(partnership, template, difference, take=taken, by=by, today=today)
    )
    told = {
        "answer": answer,
        "template_words": difference.theirs,
        "own_words": difference.ours,
        "answered_on": today,
    }
    TemplateAnswer.objects.update_or_create(
        partnership=partnership, version=template.version, point=key, defaults=told
    )
    about = [partnership]
    if taken:
        about.append(_take_over(partnership, template, key, by, today))
    history.record(f"template.{answer}", about=about, by=by, point=key, version=template.version)
    return difference


def _template(partnership):
    template = taking_over.template_of(partnership)
    if template is None:
        raise Refused(taking_over.TEMPLATE_GONE(template=partnership.template_key))
    return template


def _take_over(partnership, template, key, by, today):
    sort, which, word = (key.split(":") + [""])[:3]
    if sort == "kind":
        return _take_kind(partnership, template.case_kind(which), word, by)
    told = template.forum(which)
    forum = taking_over.thing_of(partnership, key)
    if not word:
        return _take_forum(partnership, template, told, by, today)
    if word == "mandate":
        copy_mandate(forum, told, {kind.key: kind for kind in partnership.case_kinds.all()}, as_draft=True)
        history.record("mandate.drafted", about=[forum.mandates.get(), forum], by=by)
        return forum
    if word in template_points.IN_MANDATE:
        _draft_mandate(forum, told, word, by, today)
        return forum
    value = template_points.of_template(template)[key].value
    if word in ("owner", "prepares_for"):
        value = Forum.objects.filter(partnership=partnership, key=value).first()
    return adapting.change_forum(forum, by=by, **{FIELDS.get(word, word): value})


def _take_kind(partnership, told, word, by):
    stations = [
        {"local": True} if step.kind == "local" else {"forum": step.forum, "purpose": step.purpose}
        for step in told.flow
    ]
    if not word:
        return adapting.add_case_kind(partnership, key=told.key, name=told.name.nb, stations=stations, by=by)
    kind = partnership.case_kinds.get(key=told.key)
    changed = {"name": kind.name, "stations": kind.usual_flow}
    changed |= {"name": told.name.nb} if word == "name" else {"stations": stations}
    return adapting.change_case_kind(kind, by=by, **changed)


def _take_forum(partnership, template, told, by, today):
    """The forum with its mandate as a draft. A forum that has ended comes back under a new address."""
    forums = {forum.key: forum for forum in partnership.forums.all()}
    forum = adapting.add_forum(
        partnership,
        key=told.key.replace("_", "-") if told.key in forums else told.key,
        name=told.name.nb,
        kind=told.kind,
        from_day=max(today, partnership.starts_on),
        owner=forums.get(told.owner),
        prepares_for=next((forums[key] for key in told.prepares_for if key in forums), None),
        board_step=told.step,
        submitters=Forum.Submitters.ANYONE if told.submit_who == "anyone" else Forum.Submitters.SECRETARIAT,
        is_open=told.open_meetings,
        by=by,
    )
    copy_mandate(forum, told, {kind.key: kind for kind in partnership.case_kinds.all()}, as_draft=True)
    return forum


def _draft_mandate(forum, told, word, by, today):
    """A new version of the forum's mandate with the template's words on this one point."""
    newest = max(forum.mandates.all(), key=lambda one: (one.version, one.pk))
    fields, points = originals.of_mandate(newest)
    kinds = {kind.pk: kind for kind in forum.partnership.case_kinds.all()}
    points = [{**point, "case_kind": kinds.get(point["case_kind"])} for point in points]
    composition = dict(newest.composition)
    written = {name: fields[name] for name in ("title", "purpose", "quorum", "decision_rule", "notice_days")}
    written |= {name: fields[name] for name in ("anchoring", "anchoring_point") if name in fields}
    written["tasks"] = list(newest.tasks)
    if word == "points":
        points = _points_of(told, forum.partnership)
    else:
        written[word] = {
            "purpose": told.mandate.purpose.nb,
            "tasks": [task.nb for task in told.mandate.tasks],
            "quorum": told.quorum.parties,
            "decision_rule": told.decision_rule,
            "notice_days": told.notice_days,
        }[word]
    starts, ends = forum.partnership.starts_on, forum.partnership.ends_on
    return mandates.draft(
        forum,
        points=points,
        composition=composition,
        effective_from=min(max(today, starts), ends),
        replaces=newest,
        by=by,
        **written,
    )


def _points_of(told, partnership):
    kinds = {kind.key: kind for kind in partnership.case_kinds.all()}
    return [
        {
            "point": row.point,
            "case_kind": kinds.get(row.case),
            "limit_mnok": row.amount_limit_mnok,
            "outcomes": list(row.outcomes),
            "is_limit": not row.outcomes,
            "text": row.text.nb,
        }
        for row in told.mandate.authority
        if row.case == "*" or row.case in kinds
    ]


@transaction.atomic
def finish(partnership, *, by):
    """Say that this version of the template has been gone through. The next difference is told from it."""
    today = timezone.localdate()
    template = _template(partnership)
    found = taking_over.differences(partnership, template, today)
    refuse_if(taking_over.obstacles_to_finishing(partnership, template, found, by=by, today=today))
    try:
        with transaction.atomic():
            TemplateUse.objects.create(
                partnership=partnership,
                version=template.version,
                points=template_points.values_of(template_points.of_template(template)),
                used_from=today,
            )
    except IntegrityError:
        # A colleague finished in the same moment.
        raise Refused(taking_over.NOT_NEWER(version=template.version)) from None
    Partnership.objects.filter(pk=partnership.pk).update(template_version=template.version)
    partnership.template_version = template.version
    history.record("template.used", about=partnership, by=by, version=template.version)
    return partnership
