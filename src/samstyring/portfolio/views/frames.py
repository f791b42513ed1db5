"""The agreement's frames year by year, and the price index that makes them comparable."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import is_secretariat
from samstyring.portfolio.actions import frames as acts
from samstyring.portfolio.forms.frames import FrameForm, IndexForm
from samstyring.portfolio.rules import agreement_frames as rules


@in_partnership
def frames(request, partnership):
    """What stands, what is used and what is left of the agreement; the secretariat writes a frame."""
    request.section = "programme"
    form = FrameForm(request.POST or None, partnership=partnership)
    template = "portfolio/frames.html"
    context = {
        "form": form,
        "frames": rules.agreement_frames(partnership),
        "may_write": is_secretariat(request.person, partnership, timezone.localdate()),
    }
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        acts.write_frame(partnership, by=request.person, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    messages.success(request, _("Rammen er ført."))
    return redirect("portfolio:frames", partnership.key)


@in_partnership
def price_index(request, partnership):
    """The index that counts, its former versions, and a new one."""
    request.section = "programme"
    form = IndexForm(request.POST or None, request.FILES or None)
    template = "portfolio/price_index.html"
    versions = list(partnership.price_indices.select_related("uploaded_by").prefetch_related("values"))
    context = {
        "form": form,
        "versions": versions,
        "index": versions[0] if versions else None,
        "may_write": is_secretariat(request.person, partnership, timezone.localdate()),
    }
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        acts.upload_index(partnership, form.cleaned_data["file"], by=request.person)
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    messages.success(request, _("Prisindeksen gjelder for det som regnes fra nå av."))
    return redirect("portfolio:price_index", partnership.key)
