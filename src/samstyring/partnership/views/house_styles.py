"""The style of Word papers: see it, take it home to Word, bring it back. And papers as files."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from samstyring import documents
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import house_styles as acts
from samstyring.partnership.rules.acting import is_secretariat

TEMPLATE = "partnership/house_style.html"


class StyleForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Word-fil med stilene (.docx)"), widget=forms.FileInput(attrs={"accept": ".docx"})
    )


def style_of(partnership):
    """The bytes of the style that counts, or None where it is Samstyring's own."""
    newest = partnership.house_styles.select_related("file").first()
    if newest is None or newest.file is None:
        return None
    with newest.file.content.open("rb") as file:
        return file.read()


def paper_answer(partnership, make, name, file_format="pdf"):
    """The paper that `make` makes, as a file to open: in the partnership's language, and in its style in Word."""
    style = style_of(partnership) if file_format == "docx" else None
    with partnership.in_its_language():
        rendered = documents.render(make(), file_format, style=style)
    answer = HttpResponse(rendered, content_type=documents.MEDIA_TYPES[file_format])
    place = "inline" if file_format == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{place}; filename="{name}.{file_format}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@in_partnership
def house_style(request, partnership):
    """How Word papers look, and how to change it."""
    request.section = "organisation"
    may_write = is_secretariat(request.person, partnership, timezone.localdate())
    back = request.POST.get("act") == "own"
    form = StyleForm(request.POST or None, request.FILES or None) if not back else StyleForm()
    styles = partnership.house_styles.select_related("file", "set_by")
    context = {"form": form, "styles": styles, "may_write": may_write}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not back and not form.is_valid():
        return render(request, TEMPLATE, context, status=422)
    try:
        acts.set_style(partnership, upload=None if back else form.cleaned_data["file"], by=request.person)
    except Refused as refusal:
        return refused(request, TEMPLATE, refusal, **context)
    messages.success(request, _("Stilen gjelder for Word-dokumenter som lages fra nå av."))
    return redirect("partnership:house_style", partnership.key)


@in_partnership
@require_GET
def house_style_file(request, partnership):
    """The style as a Word file, with a line in each style to see what it looks like."""
    answer = HttpResponse(
        style_of(partnership) or documents.house_style(), content_type=documents.MEDIA_TYPES["docx"]
    )
    answer["Content-Disposition"] = f'attachment; filename="stil-{partnership.key}.docx"'
    return answer
