"""The register of governing documents, mandates among them, and the files as they were received."""

from functools import partial

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import documents as acts
from samstyring.partnership.forms.agreements import DocumentForm, PointingForm, RegisterFilter, VersionForm
from samstyring.partnership.models import GoverningDocument, Mandate
from samstyring.partnership.rules import acting
from samstyring.partnership.rules.register import register_of
from samstyring.partnership.views.asking import ask


def _visible(request, partnership):
    visible = GoverningDocument.objects.visible_to(request.person).filter(partnership=partnership)
    return visible.select_related("partnership").prefetch_related(
        "versions__adopter", "versions__file", "forums", "case_kinds"
    )


@in_partnership
def documents(request, partnership):
    """Everything the partnership is steered by, in one list: mandates, routines, guidelines, strategies."""
    request.section = "organisation"
    today = timezone.localdate()
    asked = RegisterFilter(request.GET)
    mandates = Mandate.objects.visible_to(request.person).filter(partnership=partnership)
    rows = register_of(_visible(request, partnership), mandates.prefetch_related("forums"), today)
    return render(
        request,
        "partnership/documents.html",
        {
            "rows": asked.among(rows),
            "of_all": len(rows),
            "filter": asked,
            "may_change": acting.is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
def document(request, partnership, document):
    """One governing document with every version as it was adopted."""
    request.section = "organisation"
    found = get_object_or_404(_visible(request, partnership), pk=document)
    may_change = acting.is_secretariat(request.person, partnership, timezone.localdate())
    return render(request, "partnership/document.html", {"document": found, "may_change": may_change})


@in_partnership
def register(request, partnership):
    """The secretariat files a document with its first version."""
    request.section = "organisation"
    form = DocumentForm(
        request.POST or None, request.FILES or None, partnership=partnership, on=timezone.localdate()
    )
    return ask(
        request, "partnership/document_new.html", [form], partial(acts.register, partnership, by=request.person),
        done=_("Dokumentet står i registeret."), then=lambda made: made,
    )  # fmt: skip


@in_partnership
def renew(request, partnership, document):
    """The secretariat files the next version. The ones before stand."""
    request.section = "organisation"
    found = get_object_or_404(_visible(request, partnership), pk=document)
    form = VersionForm(request.POST or None, request.FILES or None, partnership=partnership)
    return ask(
        request, "partnership/document_version.html", [form], partial(acts.renew, found, by=request.person),
        done=_("Versjonen er ført."), then=lambda made: found, document=found,
    )  # fmt: skip


@in_partnership
def point(request, partnership, document):
    """The secretariat says which forums and kinds of case the document is for."""
    request.section = "organisation"
    found = get_object_or_404(_visible(request, partnership), pk=document)
    form = PointingForm(request.POST or None, document=found)
    return ask(
        request, "partnership/document_point.html", [form], partial(acts.point_to, found, by=request.person),
        done=_("Det er lagret hva dokumentet gjelder for."), then=lambda made: found, document=found,
    )  # fmt: skip


@in_partnership
def document_file(request, partnership, document, version):
    """The file of one version, as it was received."""
    found = get_object_or_404(_visible(request, partnership), pk=document)
    stored = get_object_or_404(found.versions.exclude(file=None).select_related("file"), version=version).file
    try:
        content = stored.content.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
