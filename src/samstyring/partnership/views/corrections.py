"""Where the secretariat corrects an agreement or a step, and files a new version of the text."""

from functools import partial

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import corrections as acts
from samstyring.partnership.forms.corrections import AgreementCorrectionForm, AgreementTextForm, StepCorrectionForm
from samstyring.partnership.models import Agreement, AgreementText
from samstyring.partnership.views.asking import ask


def _found(request, agreement):
    request.section = "organisation"
    visible = Agreement.objects.visible_to(request.person).filter(partnership=request.partnership)
    return get_object_or_404(visible.select_related("partnership", "replaces", "inside"), pk=agreement)


@in_partnership
def correct(request, partnership, agreement):
    """The secretariat corrects what is wrong in how the agreement is registered, with a reason."""
    found = _found(request, agreement)
    form = AgreementCorrectionForm(request.POST or None, agreement=found)
    return ask(
        request, "partnership/agreement_correct.html", [form], partial(acts.correct, found, by=request.person),
        done=_("Avtalen er rettet."), then=lambda made: made, agreement=found,
    )  # fmt: skip


@in_partnership
def correct_step(request, partnership, agreement, agreement_step):
    """The secretariat corrects a step on the road to force, with a reason."""
    found = _found(request, agreement)
    step = get_object_or_404(found.steps.select_related("party"), pk=agreement_step)
    step.agreement = found
    form = StepCorrectionForm(request.POST or None, step=step)
    return ask(
        request, "partnership/agreement_step_correct.html", [form], partial(acts.correct_step, step, by=request.person),
        done=_("Steget er rettet."), then=lambda made: found, agreement=found,
    )  # fmt: skip


@in_partnership
def write(request, partnership, agreement):
    """The secretariat files the next version of the agreement's text."""
    found = _found(request, agreement)
    form = AgreementTextForm(request.POST or None, request.FILES or None)
    return ask(
        request, "partnership/agreement_text_new.html", [form], partial(acts.write, found, by=request.person),
        done=_("Versjonen av avtaleteksten er ført."), then=lambda made: made, agreement=found,
    )  # fmt: skip


@in_partnership
@require_GET
def text_file(request, partnership, agreement, version):
    """The file of one version of the text, as it was received."""
    visible = AgreementText.objects.visible_to(request.person).filter(agreement__partnership=partnership)
    found = get_object_or_404(
        visible.exclude(file=None).select_related("file"), agreement__pk=agreement, version=version
    )
    try:
        content = found.file.content.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(content, as_attachment=True, filename=found.file.name, content_type=found.file.media_type)
