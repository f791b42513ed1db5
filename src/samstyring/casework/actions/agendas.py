"""Put cases on an agenda, order them, plan their time, and take them off again."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from samstyring.casework.models import AgendaItem, CaseNumber, Meeting
from samstyring.casework.rules import meetings as rules
from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if

# Every agenda opens with these and ends with the last; cases come between.
OPENING = (AgendaItem.Standing.CALL, AgendaItem.Standing.IMPARTIALITY, AgendaItem.Standing.MINUTES)
CLOSING = (AgendaItem.Standing.ANY_OTHER,)


def add_standing_items(meeting):
    """The points every agenda has, once for the meeting also where forums meet together."""
    forum = meeting.forums.order_by("order", "pk").first()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, forum=forum, standing=standing, order=order)
        for order, standing in enumerate(OPENING + CLOSING, start=1)
    )


@transaction.atomic
def add(meeting, case, *, forum, purpose, by, present_minutes=0, discuss_minutes=0, on_day=None):
    """Put a case on the agenda. After the call it is numbered at once and marked with the day it was sent."""
    meeting.hold_still()
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_adding(meeting, case=case, forum=forum, purpose=purpose, by=by, on=on))
    is_late = meeting.status == Meeting.Status.CALLED
    try:
        with transaction.atomic():
            item = AgendaItem.objects.create(
                meeting=meeting,
                forum=forum,
                case=case,
                purpose=purpose,
                order=_order_of_new(meeting),
                present_minutes=present_minutes,
                discuss_minutes=discuss_minutes,
                sent_later_on=on if is_late else None,
            )
    except IntegrityError:
        raise Refused(rules.ALREADY_ON_AGENDA(forum=forum)) from None
    if is_late:
        freeze(item)
    history.record("item.added", about=[case, meeting, forum], by=by, purpose=purpose, late=is_late)
    return item


@transaction.atomic
def add_point(meeting, *, title, forum, by, on_day=None):
    """Put a point that is not a case on the agenda, such as a talk or a visit."""
    meeting.hold_still()
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_adding_point(meeting, title=title, forum=forum, by=by, on=on))
    item = AgendaItem.objects.create(
        meeting=meeting,
        forum=forum,
        standing=AgendaItem.Standing.OTHER,
        title=title.strip(),
        order=_order_of_new(meeting),
        sent_later_on=on if meeting.agenda_is_locked else None,
    )
    history.record("item.added", about=[meeting, forum], by=by, late=meeting.agenda_is_locked)
    return item


def _order_of_new(meeting):
    """Last among the cases: before `eventuelt`, which is moved one step down."""
    closing = meeting.items.filter(standing__in=CLOSING).order_by("order").first()
    if closing is None:
        return (meeting.items.aggregate(Max("order"))["order__max"] or 0) + 1
    for later in meeting.items.filter(order__gte=closing.order):
        AgendaItem.objects.filter(pk=later.pk).update(order=later.order + 1)
    return closing.order


@transaction.atomic
def plan_item(item, *, purpose, present_minutes, discuss_minutes, by, on_day=None):
    """Say what the forum is asked for, and how long presentation and discussion may take."""
    item.meeting.hold_still()
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_planning_item(item, purpose=purpose, by=by, on=on))
    item.purpose = purpose if item.case_id else ""
    item.present_minutes, item.discuss_minutes = present_minutes, discuss_minutes
    item.save(update_fields=["purpose", "present_minutes", "discuss_minutes"])
    history.record(
        "item.planned",
        about=[thing for thing in (item.case, item.meeting) if thing],
        by=by,
        purpose=item.purpose,
        present_minutes=present_minutes,
        discuss_minutes=discuss_minutes,
    )
    return item


@transaction.atomic
def reorder(meeting, keys, *, by, on_day=None):
    """Set the whole order at once. Items that are not named keep their order after the named ones."""
    meeting.hold_still()
    refuse_if(rules.obstacles_to_reordering(meeting, by=by, on=on_day or timezone.localdate()))
    items = list(meeting.items.all())
    place = {key: index for index, key in enumerate(keys)}
    items.sort(key=lambda item: place.get(item.pk, len(place)))
    changed = [item for order, item in enumerate(items, start=1) if item.order != order]
    for order, item in enumerate(items, start=1):
        item.order = order
    if changed:
        AgendaItem.objects.bulk_update(items, ["order"])
        history.record("meeting.reordered", about=meeting, by=by, items=[item.pk for item in items])
    return items


@transaction.atomic
def shift(item, steps, *, by, on_day=None):
    """Move an item one step up (-1) or down (1). At the end of the list nothing happens."""
    keys = list(item.meeting.items.values_list("pk", flat=True))
    at = keys.index(item.pk)
    to = min(max(at + steps, 0), len(keys) - 1)
    keys.insert(to, keys.pop(at))
    return reorder(item.meeting, keys, by=by, on_day=on_day)


@transaction.atomic
def remove(item, *, by, on_day=None):
    """Take an item off an agenda that is not sent. The case goes back to the queue."""
    item.meeting.hold_still()
    refuse_if(rules.obstacles_to_removing(item, by=by, on=on_day or timezone.localdate()))
    case, meeting = item.case, item.meeting
    history.record(
        "item.removed", about=[thing for thing in (case, meeting) if thing], by=by, standing=item.standing
    )
    item.delete()
    return case


@transaction.atomic
def send_new_paper(item, *, by, on_day=None):
    """Put the newest version of the paper on the table after the call, marked with the day it was sent."""
    item.meeting.hold_still()
    on = on_day or timezone.localdate()
    refuse_if(rules.obstacles_to_sending_new_paper(item, by=by, on=on))
    item.paper, item.sent_later_on = item.case.latest_paper, on
    item.save(update_fields=["paper", "sent_later_on"])
    history.record("item.renewed", about=[item.case, item.meeting], by=by, paper=item.paper_id)
    return item


def freeze(item):
    """Give the item its number and the version of the paper that lies on the table."""
    item.number = number_for(item)
    item.paper = item.case.latest_paper
    item.save(update_fields=["number", "paper"])


def number_for(item, tries=20):
    """The number of the case in its forum and year: the one it has, else the next, without gaps."""
    year = item.meeting.day.year
    for _try in range(tries):
        known = CaseNumber.objects.filter(case=item.case, forum=item.forum, year=year).first()
        if known:
            return known
        used = CaseNumber.objects.filter(forum=item.forum, year=year).aggregate(Max("sequence"))["sequence__max"]
        try:
            with transaction.atomic():
                return CaseNumber.objects.create(
                    case=item.case, forum=item.forum, year=year, sequence=(used or 0) + 1
                )
        except IntegrityError:
            continue  # another call took that number; ask for the next
    raise RuntimeError("the numbers of the forum are taken faster than they can be given")
