"""The list of meetings, and one meeting: planned, changed, moved, cancelled, held."""

from functools import wraps

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samstyring.casework.actions import meetings as acts
from samstyring.casework.forms.meetings import CancelForm, DetailsForm, MeetingFilter, MeetingForm, MoveForm
from samstyring.casework.models import AgendaItem, Decision, Meeting
from samstyring.casework.rules.naming import meeting_row
from samstyring.casework.views.meeting_page import meeting_page
from samstyring.ground.pages import page_of
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.models import Forum
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat


def among_meetings(view):
    """A page of the room's part for meetings, in a partnership the person has a part in."""

    @wraps(view)
    def placed(request, *args, **address):
        request.section = "casework-meetings"
        request.keeps_record = is_secretariat(request.person, request.partnership, timezone.localdate())
        return view(request, *args, **address)

    return in_partnership(placed)


def the_meeting(request, meeting_id):
    """The meeting of the address, if this person may see it in this partnership; else 404."""
    visible = Meeting.objects.visible_to(request.person).filter(partnership=request.partnership)
    return get_object_or_404(visible.select_related("partnership").prefetch_related("forums"), pk=meeting_id)


def the_item(request, item_id):
    """The agenda item of the address, if this person may see it in this partnership; else 404."""
    visible = AgendaItem.objects.visible_to(request.person).filter(meeting__partnership=request.partnership)
    decisions = Decision.objects.visible_to(request.person).select_related(
        "replaced_by", "recorded_by", "mandate", "authority", "paper"
    )
    return get_object_or_404(
        visible.select_related(
            "meeting__partnership",
            "forum",
            "case__kind",
            "case__partnership",
            "case__responsible",
            "number",
            "paper",
        ).prefetch_related(Prefetch("decisions", decisions), "meeting__forums", "decisions__positions__party"),
        pk=item_id,
    )


def secretariat_only(view):
    """A page for the secretariat alone. Others with a part in the partnership are told who can do it."""

    @wraps(view)
    def kept(request, partnership, **address):
        obstacles = list(obstacles_to_acting_as_secretariat(request.person, partnership, timezone.localdate()))
        if obstacles and request.method != "POST":
            return refused(request, "ground/refused.html", Refused(*obstacles))
        return view(request, partnership, **address)

    return kept


@among_meetings
def meetings(request, partnership):
    """All meetings of the partnership: those to come first, then those that were."""
    today = timezone.localdate()
    form = MeetingFilter(
        request.GET or None, forums=Forum.objects.visible_to(request.person).filter(partnership=partnership)
    )
    shown = Meeting.objects.visible_to(request.person).filter(partnership=partnership)
    shown = shown.select_related("partnership").prefetch_related("forums", "items", "minutes")
    if form.chosen_forum:
        shown = shown.filter(forums__in=form.chosen_forum.with_predecessors()).distinct()
    coming = list(shown.filter(day__gte=today).order_by("day", "starts_at", "pk"))
    page = page_of(request, shown.filter(day__lt=today).order_by("-day", "-starts_at", "-pk"))
    context = {
        "filter": form,
        "coming": [meeting_row(meeting, today) for meeting in coming],
        "past": [meeting_row(meeting, today) for meeting in page],
        "page": page,
        "past_count": page.paginator.count,
        "forum": form.chosen_forum,
        "keeps_record": request.keeps_record,
    }
    return render(request, "casework/meetings.html", context)


@among_meetings
@secretariat_only
def plan(request, partnership):
    """Set a forum to meet."""
    today = timezone.localdate()
    forums = Forum.objects.visible_to(request.person).filter(partnership=partnership).on(today)
    chosen = [forum for forum in forums if forum.key == request.GET.get("forum")]
    form = MeetingForm(request.POST or None, forums=forums, initial={"forums": chosen})
    if form.is_valid():
        told = form.cleaned_data | {"forums": list(form.cleaned_data["forums"])}
        try:
            planned = acts.plan(partnership, **told, by=request.person)
        except Refused as refusal:
            return refused(request, "casework/meeting_new.html", refusal, form=form)
        return redirect("casework:agenda", partnership.key, planned.pk)
    return render(request, "casework/meeting_new.html", {"form": form}, status=422 if form.is_bound else 200)


@among_meetings
def meeting(request, partnership, meeting_id):
    """One meeting as it is read: agenda with purpose and papers, what was decided, who was there."""
    found = the_meeting(request, meeting_id)
    return render(request, "casework/meeting.html", meeting_page(request, found))


@among_meetings
@secretariat_only
def change(request, partnership, meeting_id):
    """Change hours, place and the words to those who take part."""
    found = the_meeting(request, meeting_id)
    fields = "starts_at", "ends_at", "place", "stream_url", "note"
    form = DetailsForm(request.POST or None, initial={name: getattr(found, name) for name in fields})
    return _act(request, found, form, "casework/meeting_edit.html", acts.describe)


@among_meetings
@secretariat_only
def move(request, partnership, meeting_id):
    """Hold the meeting on another day."""
    found = the_meeting(request, meeting_id)
    form = MoveForm(request.POST or None, initial={"starts_at": found.starts_at, "ends_at": found.ends_at})
    return _act(request, found, form, "casework/meeting_move.html", acts.move)


@among_meetings
@secretariat_only
def cancel(request, partnership, meeting_id):
    """Call the meeting off, with a reason everybody can read."""
    found = the_meeting(request, meeting_id)
    return _act(request, found, CancelForm(request.POST or None), "casework/meeting_cancel.html", acts.cancel)


def _act(request, found, form, template, act):
    context = {"meeting": found, "form": form}
    if form.is_valid():
        try:
            act(found, **form.cleaned_data, by=request.person)
        except Refused as refusal:
            found.refresh_from_db()
            return refused(request, template, refusal, **context)
        return redirect(found)
    return render(request, template, context, status=422 if form.is_bound else 200)


@among_meetings
@require_POST
def close(request, partnership, meeting_id):
    """The meeting is over, and every case has come to something."""
    found = the_meeting(request, meeting_id)
    try:
        acts.close(found, by=request.person)
    except Refused as refusal:
        return refused(request, "casework/meeting.html", refusal, **meeting_page(request, found))
    messages.success(request, _("Møtet er avsluttet. Nå kan du skrive protokollen."))
    return redirect("casework:minutes", partnership.key, found.pk)
