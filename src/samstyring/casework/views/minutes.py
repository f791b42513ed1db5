"""The minutes of a meeting: drafted, changed, approved, and fetched as PDF."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samstyring.casework import papers
from samstyring.casework.actions import minutes as acts
from samstyring.casework.forms.meetings import MinutesForm
from samstyring.casework.models import MinutesVersion
from samstyring.casework.rules import minutes as rules
from samstyring.casework.rules.naming import title_of
from samstyring.casework.views.decisions import TEMPLATE as ITEM_TEMPLATE
from samstyring.casework.views.item_page import item_page
from samstyring.casework.views.meetings import among_meetings, secretariat_only, the_item, the_meeting
from samstyring.ground.choices import number_in
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.views.house_styles import paper_answer


def minutes_page(request, meeting):
    versions = list(
        meeting.minutes.select_related("author", "approved_in__meeting__partnership").order_by("-version")
    )
    asked = request.GET.get("versjon", "")
    shown = next((v for v in versions if str(v.version) == asked), versions[0] if versions else None)
    return {
        "meeting": meeting,
        "title": title_of(meeting),
        "versions": versions,
        "shown": shown,
        "blocks": papers.read(shown.body) if shown else [],
        "keeps_record": request.keeps_record,
    }


@among_meetings
def minutes(request, partnership, meeting_id):
    """The minutes as they are read, the newest version first. Others read them when the meeting is over."""
    meeting = the_meeting(request, meeting_id)
    if not request.keeps_record and meeting.status != meeting.Status.HELD:
        raise Http404
    return render(request, "casework/minutes.html", minutes_page(request, meeting))


@among_meetings
@require_POST
def draft(request, partnership, meeting_id):
    """Draft the minutes from the record."""
    meeting = the_meeting(request, meeting_id)
    try:
        acts.draft(meeting, by=request.person)
    except Refused as refusal:
        return refused(request, "casework/minutes.html", refusal, **minutes_page(request, meeting))
    return redirect("casework:minutes", partnership.key, meeting.pk)


@among_meetings
@secretariat_only
def change(request, partnership, meeting_id):
    """Write the next version of the minutes."""
    meeting = the_meeting(request, meeting_id)
    newest = rules.newest_of(meeting)
    if newest is None and request.method != "POST":
        return redirect("casework:minutes", partnership.key, meeting.pk)
    initial = {"body": newest.body, "base": newest.version} if newest else {"base": 0}
    form = MinutesForm(request.POST or None, initial=initial)
    context = {"meeting": meeting, "title": title_of(meeting), "form": form, "newest": newest}
    if form.is_valid():
        try:
            acts.change(meeting, **form.cleaned_data, by=request.person)
        except Refused as refusal:
            return refused(request, "casework/minutes_edit.html", refusal, **context)
        return redirect("casework:minutes", partnership.key, meeting.pk)
    return render(request, "casework/minutes_edit.html", context, status=422 if form.is_bound else 200)


@among_meetings
@require_POST
def approve(request, partnership, item_id):
    """Write down, under the point for it, that the minutes of an earlier meeting were approved."""
    item = the_item(request, item_id)
    visible = MinutesVersion.objects.visible_to(request.person).filter(meeting__partnership=partnership)
    found = get_object_or_404(
        visible.select_related("meeting__partnership"),
        pk=number_in(request.POST.get("minutes")),
    )
    try:
        acts.approve(found, item=item, by=request.person)
    except Refused as refusal:
        return refused(request, ITEM_TEMPLATE, refusal, **item_page(request, item))
    messages.success(request, _("Protokollen er godkjent."))
    return redirect("casework:decide", partnership.key, item.pk)


@among_meetings
def as_file(request, partnership, meeting_id, version, file_format="pdf"):
    """One version of the minutes as a file."""
    meeting = the_meeting(request, meeting_id)
    if not request.keeps_record and meeting.status != meeting.Status.HELD:
        raise Http404
    found = get_object_or_404(meeting.minutes.select_related("meeting__partnership"), version=version)
    return paper_answer(
        partnership, lambda: papers.minutes_paper(found), f"protokoll-{meeting.day}-v{version}", file_format
    )
