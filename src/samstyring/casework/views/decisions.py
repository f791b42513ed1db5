"""The run-through of a meeting, item by item: who is there, who is recused, what was concluded."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samstyring.casework import papers
from samstyring.casework.actions import attendance as attendance_acts
from samstyring.casework.actions import decisions as acts
from samstyring.casework.actions import minutes as minutes_acts
from samstyring.casework.forms.decisions import CorrectionForm, DecisionForm
from samstyring.casework.forms.meetings import NoteForm, PresenceForm
from samstyring.casework.models import Decision
from samstyring.casework.rules import deciding
from samstyring.casework.rules.attendance import Room
from samstyring.casework.views.item_page import decision_context, item_page, roll_call
from samstyring.casework.views.meetings import among_meetings, secretariat_only, the_item, the_meeting
from samstyring.ground.choices import number_in
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.views.house_styles import paper_answer

TEMPLATE = "casework/meeting_item.html"


@among_meetings
def decide(request, partnership, item_id):
    """One item of a meeting. The secretariat writes what the forum concluded; others read."""
    item = the_item(request, item_id)
    if request.method != "POST":
        return render(request, TEMPLATE, item_page(request, item))
    room, mandate = Room(item.meeting), deciding.mandate_for(item)
    form = DecisionForm(request.POST, permitted=deciding.permitted_on(item, mandate), parties=room.parties(item))
    if not form.is_valid():
        return render(request, TEMPLATE, item_page(request, item, decision_form=form), status=422)
    try:
        acts.decide(item, **form.conclusion, by=request.person)
    except Refused as refusal:
        fresh = the_item(request, item_id)
        return refused(request, TEMPLATE, refusal, **item_page(request, fresh, decision_form=form))
    messages.success(request, _("Vedtaket er ført og låst."))
    return redirect("casework:decide", partnership.key, item.pk)


@among_meetings
@require_POST
def presence(request, partnership, item_id):
    """Somebody came in, went out, or is recused at this item."""
    item = the_item(request, item_id)
    form = PresenceForm(request.POST)
    if not form.is_valid():
        return render(request, TEMPLATE, item_page(request, item), status=422)
    told = form.cleaned_data
    rows = item.meeting.attendance.select_related("seat", "person")
    row = get_object_or_404(rows, pk=told.pop("attendance"))
    try:
        attendance_acts.note_presence(item, row, **told, by=request.person)
    except Refused as refusal:
        return refused(request, TEMPLATE, refusal, **item_page(request, item, presence=(row.pk, form.data)))
    return redirect("casework:decide", partnership.key, item.pk)


@among_meetings
@require_POST
def note(request, partnership, item_id):
    """What was said on the item and shall stand in the minutes."""
    item = the_item(request, item_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, TEMPLATE, item_page(request, item, note_form=form), status=422)
    try:
        minutes_acts.note(item, **form.cleaned_data, by=request.person)
    except Refused as refusal:
        return refused(request, TEMPLATE, refusal, **item_page(request, item, note_form=form))
    return redirect("casework:decide", partnership.key, item.pk)


@among_meetings
@secretariat_only
def attendance(request, partnership, meeting_id):
    """Take the attendance of the whole meeting."""
    meeting = the_meeting(request, meeting_id)
    template = "casework/meeting_attendance.html"
    if request.method != "POST":
        return render(request, template, roll_call(meeting))
    chosen = {number_in(key) for key in request.POST.getlist("present")}
    present = [seat for seat in Room(meeting).seats if seat.pk in chosen]
    try:
        attendance_acts.take(meeting, present=present, by=request.person)
    except Refused as refusal:
        return refused(request, template, refusal, **roll_call(meeting, chosen=chosen))
    first = meeting.items.visible_to(request.person).first()
    return redirect("casework:decide", partnership.key, first.pk) if first else redirect(meeting)


def the_decision(request, decision_id):
    """The decision of the address, if this person may see it in this partnership; else 404."""
    visible = Decision.objects.visible_to(request.person).filter(case__partnership=request.partnership)
    return get_object_or_404(
        visible.select_related(
            "case__partnership", "case__kind", "forum", "item__meeting__partnership", "item__number", "mandate",
            "authority", "paper", "recorded_by", "replaces", "replaced_by",
        ).prefetch_related("positions__party"),
        pk=decision_id,
    )  # fmt: skip


@among_meetings
def decision(request, partnership, decision_id):
    """One decision: its words, its mandate and paper, where each party stood, and its corrections."""
    found = the_decision(request, decision_id)
    return render(request, "casework/decision.html", decision_context(request, found))


@among_meetings
@secretariat_only
def correct(request, partnership, decision_id):
    """Replace a decision that was written down wrongly."""
    found = the_decision(request, decision_id)
    context = {"decision": found, "item": found.item}
    if found.item_id is None:
        obstacles = deciding.obstacles_to_correcting(
            found, outcome=found.outcome, text=found.text, positions={}, reason="", by=request.person,
            on=timezone.localdate(),
        )  # fmt: skip
        return refused(request, "ground/refused.html", Refused(*obstacles))
    item = found.item
    parties = Room(item.meeting).parties(item)
    form = CorrectionForm(
        request.POST or None,
        permitted=deciding.permitted_on(item, deciding.mandate_for(item)),
        parties=parties,
        initial=_as_it_stands(found),
    )
    context["form"] = form
    if form.is_valid():
        try:
            corrected = acts.correct(found, **form.conclusion, by=request.person)
        except Refused as refusal:
            return refused(request, "casework/decision_correct.html", refusal, **context)
        messages.success(request, _("Vedtaket er rettet. Det gamle blir stående."))
        return redirect("casework:decision", partnership.key, corrected.pk)
    return render(request, "casework/decision_correct.html", context, status=422 if form.is_bound else 200)


def _as_it_stands(decision):
    told = {"outcome": decision.outcome, "text": decision.text}
    for position in decision.positions.all():
        told[f"stance_{position.party_id}"] = position.stance
        told[f"reservation_{position.party_id}"] = position.reservation
    return told


@among_meetings
def extract(request, partnership, decision_id, file_format="pdf"):
    """The extract (særutskrift) of the decision as a file, for those who must act on it."""
    found = the_decision(request, decision_id)
    name = f"saerutskrift-{slugify(found.case.title.replace('–', '-'))[:60]}-{found.pk}"
    return paper_answer(partnership, lambda: papers.extract_paper(found), name, file_format)
