"""Temporary groups: set up with an end in sight, made to last longer, ended, and what they delivered written down."""

from django.db import transaction
from django.utils import timezone

from samstyring.ground import files, history
from samstyring.ground.refusal import refuse_if
from samstyring.partnership.actions import adapting, memberships
from samstyring.partnership.models import GroupDelivery, TemporaryGroup
from samstyring.partnership.rules import temporary as rules


@transaction.atomic
def set_up(
    partnership, *, name, kind, purpose, owner=None, prepares_for=None, mandate=None, area=None, serves="",
    from_day, to_day=None, ends_when="", set_up_in="", source="", by,
):  # fmt: skip
    """Set up a group that is meant to end, and return it. It works on the mandate it inherits."""
    refuse_if(
        rules.obstacles_to_setting_up(
            partnership, mandate=mandate, from_day=from_day, to_day=to_day, ends_when=ends_when, by=by,
            today=timezone.localdate(),
        )
    )  # fmt: skip
    forum = adapting.add_forum(
        partnership, name=name, kind=kind, from_day=from_day, to_day=to_day, owner=owner,
        prepares_for=prepares_for, by=by,
    )  # fmt: skip
    if mandate:
        mandate.forums.add(forum)
    group = TemporaryGroup.objects.create(
        forum=forum, purpose=purpose.strip(), mandate=mandate, area=area, serves=serves.strip(),
        ends_when=ends_when.strip(), set_up_in=set_up_in.strip(), source=source.strip(),
    )  # fmt: skip
    history.record("temporary.set_up", about=[group, forum], by=by)
    return group


@transaction.atomic
def let_last(group, *, to_day, reason, by):
    """Let the group last until a later day. Seats that would have ended with it follow."""
    refuse_if(rules.obstacles_to_lasting(group, to_day=to_day, by=by, today=timezone.localdate()))
    forum = group.forum
    if forum.to_day:
        forum.seats.filter(to_day=forum.to_day).update(to_day=to_day)
    forum.to_day = to_day
    forum.save(update_fields=["to_day"])
    group.set_up_in = f"{group.set_up_in}; {reason}".strip("; ")[:160]
    group.save(update_fields=["set_up_in"])
    history.record("temporary.prolonged", about=[group, forum], by=by)
    return group


@transaction.atomic
def close(group, *, last_day, ended_in="", by):
    """End the group and its seats after this day. What it did and delivered stands."""
    refuse_if(rules.obstacles_to_closing(group, ended_in=ended_in, by=by, today=timezone.localdate()))
    forum = group.forum
    for seat in forum.seats.select_related("forum__partnership", "person", "party"):
        if seat.to_day is None or seat.to_day > last_day:
            memberships.end(seat, last_day=last_day, by=by)
    adapting.end_forum(forum, last_day=last_day, by=by)
    group.ended_in = ended_in.strip()
    group.save(update_fields=["ended_in"])
    history.record("temporary.closed", about=[group, forum], by=by)
    return group


@transaction.atomic
def deliver(group, *, title, delivered_on, words="", upload=None, link="", by):
    """Write down what the group has delivered, and return it."""
    refuse_if(rules.obstacles_to_delivering(group, delivered_on=delivered_on, by=by, today=timezone.localdate()))
    delivery = GroupDelivery.objects.create(
        group=group, title=title, delivered_on=delivered_on, words=words, link=link,
        file=files.store(upload) if upload else None, recorded_by=by,
    )  # fmt: skip
    history.record("temporary.delivered", about=[group, group.forum], by=by, delivery=delivery.pk)
    return delivery
