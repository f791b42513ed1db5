"""The agenda builder: left the agenda, right the queue of cases, and the call that is sent from it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samstyring.casework.actions import agendas as acts
from samstyring.casework.actions import meetings as meeting_acts
from samstyring.casework.forms.meetings import AddCaseForm, ItemForm, PointForm
from samstyring.casework.models import Case, Meeting
from samstyring.casework.rules import meetings as rules
from samstyring.casework.rules.followup import brought_to, standing_of
from samstyring.casework.rules.naming import STATUS_GLYPHS, title_of
from samstyring.casework.rules.queue import queue
from samstyring.casework.views.meeting_page import trail_of
from samstyring.casework.views.meetings import among_meetings, secretariat_only, the_item, the_meeting
from samstyring.ground import formats
from samstyring.ground.choices import number_in
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused

TEMPLATE = "casework/agenda.html"


@among_meetings
@secretariat_only
def agenda(request, partnership, meeting_id):
    """Build the agenda."""
    return render(request, TEMPLATE, agenda_page(request, the_meeting(request, meeting_id)))


def agenda_page(request, meeting, **changed):
    """The agenda, the queue, and what is left before the call can be sent."""
    today = timezone.localdate()
    items = list(
        meeting.items.select_related(
            "case__kind", "case__partnership", "forum", "number", "paper", "meeting"
        ).prefetch_related("case__papers", "decisions")
    )
    earlier = rules.earlier_meetings(items)
    for item in items:
        item.trail = earlier.get(item, [])
    mandates = rules.mandates_of(meeting)
    forms = changed.get("item_forms", {})
    waiting = queue(meeting, request.person)
    late = rules.call_lateness(meeting, mandates.values(), today)
    return {
        "meeting": meeting,
        "title": title_of(meeting),
        "kind": STATUS_GLYPHS[meeting.status],
        "rows": [
            {
                "item": item,
                "form": forms.get(item.pk) or _item_form(item),
                "open": item.pk in forms,
                "trail": trail_of(item),
                "remark": _beyond(item, mandates.get(item.forum)),
                "paper": _paper_word(item),
                "minutes": _minutes_word(item),
                "is_first": item is items[0],
                "is_last": item is items[-1],
                "newer_paper": _has_newer_paper(item),
            }
            for item in items
        ],
        "ready": [_waiting_row(w, meeting) for w in waiting if w.is_ready],
        "nearly": [_waiting_row(w, meeting) for w in waiting if not w.is_ready],
        "point_form": changed.get("point_form") or PointForm(meeting=meeting),
        "joint": len(mandates) > 1,
        "locked": meeting.agenda_is_locked,
        "sum": _sum_of(items),
        "missing": list(rules.obstacles_to_calling(meeting, by=request.person, on=today))
        if meeting.status == Meeting.Status.PLANNED
        else [],
        "follow_ups": [(one, standing_of(one, today)) for one in brought_to(meeting, person=request.person)],
        "late": late,
        "late_words": ngettext(
            "Sendes innkallingen i dag, er den %(days)s dag etter fristen i mandatet, og merkes som sen.",
            "Sendes innkallingen i dag, er den %(days)s dager etter fristen i mandatet, og merkes som sen.",
            late,
        )
        % {"days": late}
        if late
        else "",
    }


def _item_form(item):
    return ItemForm(
        item=item,
        initial={
            "purpose": item.purpose,
            "present_minutes": item.present_minutes or None,
            "discuss_minutes": item.discuss_minutes or None,
        },
    )


def _waiting_row(waiting, meeting):
    key = f"{waiting.case.pk}_{waiting.forum.pk}"
    form = AddCaseForm(
        meeting=meeting,
        key=key,
        initial={"case": waiting.case.pk, "forum": waiting.forum, "purpose": waiting.purpose or "information"},
    )
    return {"waiting": waiting, "form": form, "key": key}


def _beyond(item, mandate):
    """A warning where the forum is asked for something its mandate does not give."""
    if not (item.case_id and item.purpose and mandate):
        return ""
    permitted = mandate.permitted(item.case.kind, mnok=item.case.amount_mnok)
    if any(outcome in permitted for outcome in rules.ANSWERS[item.purpose]):
        return ""
    return _("Mandatet gir ikke %(forum)s rett til å svare med %(purpose)s i denne saken.") % {
        "forum": item.forum,
        "purpose": item.get_purpose_display(),
    }


def _paper_word(item):
    if item.case_id is None:
        return None
    newest = max((paper.version for paper in item.case.papers.all()), default=None)
    if item.paper_id:
        return "done", _("Versjon %(version)s på bordet") % {"version": item.paper.version}
    if newest is None:
        return "stop", _("Saksframlegg mangler")
    return "done", _("Saksframlegg, versjon %(version)s") % {"version": newest}


def _has_newer_paper(item):
    return bool(
        item.paper_id
        and not item.decisions.all()
        and any(paper.version > item.paper.version for paper in item.case.papers.all())
    )


def _minutes_word(item):
    total = item.present_minutes + item.discuss_minutes
    if not total:
        return ""
    return _("%(total)s min, %(present)s + %(discuss)s") % {
        "total": total,
        "present": item.present_minutes,
        "discuss": item.discuss_minutes,
    }


def _sum_of(items):
    """The planned time, and how much of it is for discussion."""
    present = sum(item.present_minutes for item in items)
    discuss = sum(item.discuss_minutes for item in items)
    if not present + discuss:
        return ""
    return _("%(total)s minutter er planlagt, og %(share)s prosent av dem til drøfting.") % {
        "total": present + discuss,
        "share": formats.number(100 * discuss / (present + discuss), 0),
    }


def _after(request, act, meeting, **changed):
    """Do one act on the agenda and go back to it; a refusal is told on the same page."""
    try:
        act()
    except Refused as refusal:
        fresh = the_meeting(request, meeting.pk)
        return refused(request, TEMPLATE, refusal, **agenda_page(request, fresh, **changed))
    return redirect("casework:agenda", request.partnership.key, meeting.pk)


@among_meetings
@require_POST
def add(request, partnership, meeting_id):
    """Put a case from the queue on the agenda."""
    meeting = the_meeting(request, meeting_id)
    form = AddCaseForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return render(request, TEMPLATE, agenda_page(request, meeting) | {"wrong": form}, status=422)
    case = get_object_or_404(
        Case.objects.visible_to(request.person).filter(partnership=partnership), pk=form.cleaned_data["case"]
    )
    told = {"forum": form.cleaned_data["forum"], "purpose": form.cleaned_data["purpose"]}
    return _after(request, lambda: acts.add(meeting, case, **told, by=request.person), meeting)


@among_meetings
@require_POST
def add_point(request, partnership, meeting_id):
    """Put a point that is not a case on the agenda."""
    meeting = the_meeting(request, meeting_id)
    form = PointForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return render(request, TEMPLATE, agenda_page(request, meeting, point_form=form), status=422)
    act = lambda: acts.add_point(meeting, **form.cleaned_data, by=request.person)  # noqa: E731
    return _after(request, act, meeting, point_form=form)


@among_meetings
@require_POST
def order(request, partnership, meeting_id):
    """The whole order at once, as it was dragged; or one item a step up or down."""
    meeting = the_meeting(request, meeting_id)
    if "up" in request.POST or "down" in request.POST:
        steps, key = (-1, request.POST.get("up")) if "up" in request.POST else (1, request.POST.get("down"))
        moved = get_object_or_404(meeting.items.visible_to(request.person), pk=number_in(key))
        return _after(request, lambda: acts.shift(moved, steps, by=request.person), meeting)
    keys = [number_in(key) for key in request.POST.getlist("item")]
    return _after(request, lambda: acts.reorder(meeting, keys, by=request.person), meeting)


@among_meetings
@require_POST
def item(request, partnership, item_id):
    """Plan one item, take it off, or put the newest paper on the table."""
    found = the_item(request, item_id)
    meeting, act = found.meeting, request.POST.get("act")
    if act == "remove":
        return _after(request, lambda: acts.remove(found, by=request.person), meeting)
    if act == "paper":
        return _after(request, lambda: acts.send_new_paper(found, by=request.person), meeting)
    form = ItemForm(request.POST, item=found)
    if not form.is_valid():
        page = agenda_page(request, meeting, item_forms={found.pk: form})
        return render(request, TEMPLATE, page, status=422)
    return _after(
        request,
        lambda: acts.plan_item(found, **form.plan, by=request.person),
        meeting,
        item_forms={found.pk: form},
    )


@among_meetings
@require_POST
def call(request, partnership, meeting_id):
    """Send the call."""
    meeting = the_meeting(request, meeting_id)
    try:
        meeting_acts.call(meeting, by=request.person)
    except Refused as refusal:
        return refused(request, TEMPLATE, refusal, **agenda_page(request, the_meeting(request, meeting_id)))
    messages.success(request, _("Innkallingen er sendt. Sakene har fått nummer, og papirene står fast."))
    return redirect(meeting)
