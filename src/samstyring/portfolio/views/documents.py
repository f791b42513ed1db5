"""The documents of a project: reading them, and adding more."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.portfolio.actions import documents as actions
from samstyring.portfolio.forms.documents import DocumentForm
from samstyring.portfolio.rules import documents as rules
from samstyring.portfolio.rules import sheets
from samstyring.portfolio.views.sheets import find_project


@in_partnership
def documents(request, partnership, key):
    """Every document of the project, the newest version of each first; and adding one."""
    found = find_project(request, partnership, key)
    today = timezone.localdate()
    form = DocumentForm(request.POST or None, request.FILES or None)
    page = {
        "project": found,
        "form": form,
        "documents": rules.newest_first(found),
        "may_add": found.pk in sheets.editable(request.person, [found], today),
        "editors": sheets.editors_in_words(found),
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(found, **form.cleaned_data, by=request.person, on=today)
        except Refused as refusal:
            return refused(request, "portfolio/project_documents.html", refusal, **page)
        messages.success(request, _("Dokumentet er lagt til."))
        return redirect("portfolio:project_documents", partnership.key, key)
    return render(request, "portfolio/project_documents.html", page, status=422 if form.is_bound else 200)


@in_partnership
@require_GET
def document(request, partnership, key, project_file):
    """One document as it was received."""
    found = get_object_or_404(
        find_project(request, partnership, key).documents.select_related("file"), pk=project_file
    )
    return FileResponse(
        found.file.content.open(), content_type=found.file.media_type, filename=found.file.name, as_attachment=True
    )
