"""Areas are drawn and ended; the list of focus areas is drafted and, once adopted, put into force."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import Area, FocusArea, FocusLine, FocusList
from samstyring.partnership.rules import agreements as rules


@transaction.atomic
def draw(partnership, *, name, forum, places, from_day, source, by):
    """Give a working group the project sheets of these places, and return the area."""
    today = timezone.localdate()
    refuse_if(rules.obstacles_to_drawing(partnership, name=name, places=places, by=by, today=today))
    try:
        with transaction.atomic():
            area = Area.objects.create(
                partnership=partnership, name=name, forum=forum, places=places, from_day=from_day, source=source
            )
    except IntegrityError:
        raise Refused(rules.AREA_EXISTS(name=name)) from None
    history.record("area.drawn", about=[area, forum, partnership], by=by)
    return area


@transaction.atomic
def end(area, *, last_day, by):
    """Let the area end after this day. Projects that lie with its group stay there."""
    refuse_if(rules.obstacles_to_ending_area(area, last_day=last_day, by=by, today=timezone.localdate()))
    if not Area.objects.filter(pk=area.pk, to_day__isnull=True).update(to_day=last_day):
        area.refresh_from_db()
        raise Refused(rules.AREA_ENDED(day=f"{area.to_day:%d.%m.%Y}"))
    history.record("area.ended", about=[area, area.forum, area.partnership], by=by)


@transaction.atomic
def draft_focus(partnership, *, lines, effective_from, by):
    """Write the next version of the focus areas, which gives nothing until a forum adopts it.

    `lines` are dicts with `name` and `forums`, in the order they stand.
    """
    refuse_if(rules.obstacles_to_drafting_focus(partnership, lines=lines, by=by, today=timezone.localdate()))
    newest = partnership.focus_lists.order_by("-version").first()
    try:
        with transaction.atomic():
            drafted = FocusList.objects.create(
                partnership=partnership,
                version=newest.version + 1 if newest else 1,
                effective_from=effective_from,
            )
    except IntegrityError:
        raise Refused(rules.DRAFT_AT_SAME_TIME()) from None
    known = {area.name.casefold(): area for area in partnership.focus_areas.on(effective_from)}
    for order, told in enumerate(lines):
        line = FocusLine.objects.create(
            list=drafted, name=told["name"], area=known.get(told["name"].casefold()), order=order
        )
        line.forums.set(told["forums"])
    history.record("focus.drafted", about=partnership, by=by, version=drafted.version)
    return drafted


@transaction.atomic
def put_into_force(drafted, *, adopted_on, adopted_by, by):
    """The version is adopted: new areas begin, those left out end, and the version before ends the day before."""
    partnership = drafted.partnership
    begins = drafted.effective_from or adopted_on
    drafted.adopted_on, drafted.adopted_by, drafted.effective_from = adopted_on, adopted_by, begins
    drafted.save(update_fields=["adopted_on", "adopted_by", "effective_from"])
    last_day = begins - timedelta(days=1)
    standing = Q(adopted_on__isnull=False) | ~Q(source="")
    begun = Q(effective_from__isnull=True) | Q(effective_from__lte=last_day)
    for before in partnership.focus_lists.filter(standing, begun, ended_on__isnull=True).exclude(pk=drafted.pk):
        before.ended_on = last_day
        before.save(update_fields=["ended_on"])
    for line in drafted.lines.all():
        if line.area is None:
            line.area = FocusArea.objects.create(
                partnership=partnership,
                key=_free_key(partnership, line.name),
                name=line.name,
                from_day=begins,
                order=line.order,
                source=adopted_by[:300],
            )
            line.save(update_fields=["area"])
    kept = drafted.lines.values("area")
    # Sheets that were written on an area keep it; it only cannot be chosen any more.
    had_begun = Q(from_day__isnull=True) | Q(from_day__lte=last_day)
    partnership.focus_areas.on(begins).filter(had_begun).exclude(pk__in=kept).update(to_day=last_day)
    history.record("focus.adopted", about=partnership, by=by, version=drafted.version)


def _free_key(partnership, name):
    base = slugify(name.replace("ø", "o").replace("å", "a").replace("æ", "ae"))[:44] or "omrade"
    taken = set(partnership.focus_areas.values_list("key", flat=True))
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, 999))) if key not in taken)
