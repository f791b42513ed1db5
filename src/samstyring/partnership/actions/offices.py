"""Seats that follow an office: they begin, change hands and end with the seat they follow."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import FollowingSeat, OfficeRule, Seat
from samstyring.partnership.rules import offices as rules


@transaction.atomic
def lay_down(forum, *, kind, office_forum, office_kind, from_day, by):
    """Say that whoever holds an office has a seat in this forum, and give it to those who hold it."""
    refuse_if(
        rules.obstacles_to_rule(
            forum, office_forum=office_forum, office_kind=office_kind, from_day=from_day, by=by,
            today=timezone.localdate(),
        )
    )  # fmt: skip
    try:
        with transaction.atomic():
            rule = OfficeRule.objects.create(
                forum=forum, kind=kind, office_forum=office_forum, office_kind=office_kind, from_day=from_day
            )
    except IntegrityError:
        raise Refused(rules.RULE_EXISTS(forum=forum, office=office_forum)) from None
    history.record("office.tied", about=[forum, office_forum], by=by, rule=rule.pk)
    for office in office_forum.seats.filter(kind=office_kind):
        _give(rule, office, by=by)
    return rule


@transaction.atomic
def lift(rule, *, last_day, by):
    """Let the rule end after this day, and the seats it has given with it."""
    refuse_if(rules.obstacles_to_lifting(rule, last_day=last_day, by=by, today=timezone.localdate()))
    if not OfficeRule.objects.filter(pk=rule.pk, to_day=None).update(to_day=last_day):
        raise Refused(rules.RULE_ENDED(forum=rule.forum, office=rule.office_forum))
    history.record("office.untied", about=[rule.forum, rule.office_forum], by=by, rule=rule.pk)
    for given in rule.given.select_related("seat__forum", "seat__person", "seat__party"):
        _end(given.seat, last_day, by=by)
    return rule


def follow(office, *, by):
    """Somebody has got an office: give them the seats that follow it."""
    for rule in OfficeRule.objects.filter(office_forum=office.forum, office_kind=office.kind):
        _give(rule, office, by=by)


def end_those_following(office, *, last_day, by):
    """The office ends: so do the seats that follow it."""
    for given in office.followers.select_related("seat__forum", "seat__person", "seat__party"):
        _end(given.seat, last_day, by=by)


def _give(rule, office, *, by):
    begins = max((day for day in (rule.from_day, office.from_day) if day), default=None)
    ends = min((day for day in (rule.to_day, office.to_day) if day), default=None)
    if begins and ends and ends < begins:
        return
    refuse_if(rules.obstacles_to_following(rule, office, begins or timezone.localdate()))
    seat = Seat.objects.create(
        forum=rule.forum, kind=rule.kind, person=office.person, party=office.party, title=office.title,
        from_day=begins, to_day=ends,
    )  # fmt: skip
    FollowingSeat.objects.create(seat=seat, office=office, rule=rule)
    about = [rule.forum, office.forum, *([office.person] if office.person else [])]
    history.record("seat.followed", about=about, by=by, behalf=office.party, seat=seat.pk, office=office.pk)


def _end(seat, last_day, *, by):
    """End it on this day, unless it has ended before. One that has not begun ends the day it begins."""
    if seat.to_day and seat.to_day <= last_day:
        return
    seat.to_day = max(last_day, seat.from_day) if seat.from_day else last_day
    seat.save(update_fields=["to_day"])
    about = [seat.forum, *([seat.person] if seat.person else [])]
    history.record("seat.ended", about=about, by=by, behalf=seat.party, seat=seat.pk)
