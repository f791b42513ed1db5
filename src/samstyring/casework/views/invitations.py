"""Invitations to one item: sent by the secretariat, and the one page that the invited person sees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samstyring.casework.actions import invitations as acts
from samstyring.casework.actions.attachments import note_reading
from samstyring.casework.forms.invitations import InvitationForm
from samstyring.casework.models import Invitation
from samstyring.casework.rules.invitations import papers_for
from samstyring.casework.rules.naming import hours_of, title_of
from samstyring.casework.views.attachments import FILE_LOST
from samstyring.casework.views.item_page import item_page
from samstyring.casework.views.meetings import among_meetings, secretariat_only, the_item
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused


@among_meetings
@secretariat_only
def invite(request, partnership, item_id):
    """Invite somebody to this item alone."""
    item = the_item(request, item_id)
    form = InvitationForm(request.POST or None, partnership=partnership)
    page = {"item": item, "meeting": item.meeting, "title": title_of(item.meeting), "form": form}
    if form.is_valid():
        asked = dict(form.cleaned_data)
        person, name, email = (asked.pop(key) for key in ("person", "name", "email"))
        try:
            if person:
                sent = acts.invite(person, to=item, by=request.person, **asked)
            else:
                sent = acts.invite_new(name, email=email, to=item, by=request.person, **asked)
        except Refused as refusal:
            return refused(request, "casework/invite.html", refusal, **page)
        messages.success(request, _("%(person)s er invitert til saken.") % {"person": sent.person})
        return redirect("casework:decide", partnership.key, item.pk)
    return render(request, "casework/invite.html", page, status=422 if form.is_bound else 200)


@among_meetings
@require_POST
def withdraw(request, partnership, item_id, invitation_id):
    """Take an invitation back."""
    return _act(request, item_id, invitation_id, acts.withdraw)


@among_meetings
@require_POST
def came(request, partnership, item_id, invitation_id):
    """Write whether the invited person came."""
    return _act(request, item_id, invitation_id, acts.note_coming, came=request.POST.get("came") == "ja")


def _act(request, item_id, invitation_id, act, **told):
    item = the_item(request, item_id)
    invitation = get_object_or_404(item.invitations.select_related("person", "item__meeting"), pk=invitation_id)
    try:
        act(invitation, by=request.person, **told)
    except Refused as refusal:
        return refused(request, "casework/meeting_item.html", refusal, **item_page(request, item))
    return redirect("casework:decide", request.partnership.key, item.pk)


@login_required
def invitation(request, partnership, invitation_id):
    """The item and its papers, for the one who is invited; the secretariat sees the same page."""
    found = _the_invitation(request, partnership, invitation_id)
    is_open = found.is_open_on(timezone.localdate())
    item, meeting = found.item, found.item.meeting
    return render(
        request,
        "casework/invitation.html",
        {
            "invitation": found,
            "item": item,
            "meeting": meeting,
            "title": title_of(meeting),
            "hours": hours_of(meeting),
            "is_open": is_open,
            "paper": item.paper if is_open and meeting.agenda_is_locked else None,
            "attachments": papers_for(found) if is_open else [],
        },
    )


@login_required
def attachment(request, partnership, invitation_id, attachment_id):
    """An annex of the item, for as long as the invitation is open."""
    found = _the_invitation(request, partnership, invitation_id)
    readable = {a.pk: a for a in papers_for(found)} if found.is_open_on(timezone.localdate()) else {}
    annex = readable.get(attachment_id)
    if annex is None or annex.file is None:
        raise Http404
    try:
        content = annex.file.content.open("rb")
    except FileNotFoundError:
        return refused(request, "ground/refused.html", Refused(FILE_LOST(label=annex.label)))
    note_reading(annex, by=request.person)
    response = FileResponse(
        content, as_attachment=True, filename=annex.file.name, content_type=annex.file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _the_invitation(request, partnership, invitation_id):
    """The invited person may have no other part in the partnership, so it is not asked for."""
    visible = Invitation.objects.visible_to(request.person).filter(item__meeting__partnership__key=partnership)
    return get_object_or_404(
        visible.select_related("item__meeting__partnership", "item__case", "item__paper", "item__forum", "person"),
        pk=invitation_id,
    )
