"""Annexes of a case: adding them, renewing them, and fetching the files."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.actions import attachments as acts
from samstyring.casework.forms.papers import AttachmentForm
from samstyring.casework.models import Attachment
from samstyring.casework.rules import preparing
from samstyring.casework.views.case_page import among_cases, the_case
from samstyring.ground.refusal import Obstacle, Refused
from samstyring.ground.views import refused

FILE_LOST = Obstacle(
    "file-lost",
    _("Filen til vedlegg {label} finnes ikke lenger i lageret."),
    _("Gi beskjed til den som drifter løsningen. Filen kan hentes tilbake fra sikkerhetskopien."),
)


@among_cases
def attach(request, partnership, case_id):
    """Add a numbered annex to the case."""
    found = the_case(request, case_id)
    form = AttachmentForm(request.POST or None, request.FILES or None, initial={"label": _next_label(found)})
    return _keep(request, found, form, None)


@among_cases
def renew(request, partnership, case_id, attachment_id):
    """Add the next version of an annex."""
    found = the_case(request, case_id)
    attachment = get_object_or_404(_visible(request, found), pk=attachment_id)
    initial = {"title": attachment.title, "closed_basis": attachment.closed_basis}
    form = AttachmentForm(request.POST or None, request.FILES or None, initial=initial, renews=True)
    return _keep(request, found, form, attachment)


def _keep(request, case, form, renewed):
    today = timezone.localdate()
    obstacles = list(preparing.obstacles_to_preparing(case, request.person, today))
    if obstacles:
        return refused(request, "ground/refused.html", Refused(*obstacles), back_url=case.get_absolute_url())
    context = {"case": case, "form": form, "renewed": renewed}
    if request.method == "POST" and form.is_valid():
        about = form.cleaned_data | {"by": request.person, "on": today}
        try:
            acts.renew(renewed, **about) if renewed else acts.attach(case, **about)
        except Refused as refusal:
            return refused(request, "casework/case_attachment.html", refusal, **context)
        return redirect(f"{case.get_absolute_url()}?del=papirer")
    return render(request, "casework/case_attachment.html", context, status=422 if form.is_bound else 200)


def _visible(request, case):
    return Attachment.objects.visible_to(request.person).filter(case=case).select_related("case", "file")


def _next_label(case):
    """The number after the highest one used."""
    digits = ("".join(filter(str.isdigit, label)) for label in case.attachments.values_list("label", flat=True))
    return str(max((int(number) for number in digits if number), default=0) + 1)


@among_cases
def download(request, partnership, case_id, attachment_id):
    """The file as it was received. Closed ones only for those entitled; for others it does not exist."""
    found = the_case(request, case_id)
    readable = _visible(request, found).exclude(file=None)
    attachment = get_object_or_404(readable, pk=attachment_id)
    stored = attachment.file
    try:
        content = stored.content.open("rb")
    except FileNotFoundError:
        lost = Refused(FILE_LOST(label=attachment.label))
        return refused(request, "ground/refused.html", lost, back_url=found.get_absolute_url())
    acts.note_reading(attachment, by=request.person)
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
