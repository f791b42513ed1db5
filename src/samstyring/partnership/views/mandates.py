"""One mandate in full, and the drafting of a new version."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from samstyring.ground import panels
from samstyring.ground.choices import number_in
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import mandates
from samstyring.partnership.forms import working as working_form
from samstyring.partnership.forms.mandates import MandateForm, Points
from samstyring.partnership.models import Forum, GoverningDocument, Mandate
from samstyring.partnership.rules import acting, drafting, originals
from samstyring.partnership.rules.composition_demands import CompositionForm, as_it_stands
from samstyring.partnership.rules.reading import authority_by_kind


@in_partnership
def mandate(request, partnership, mandate):
    """One version of a mandate, drafts too, with the days it was adopted and took effect."""
    request.section = "organisation"
    today = timezone.localdate()
    mandate = get_object_or_404(
        Mandate.objects.visible_to(request.person)
        .select_related("partnership", "replaces")
        .prefetch_related("forums", "successors", "authority__case_kind"),
        partnership=partnership,
        pk=mandate,
    )
    return render(
        request,
        "partnership/mandate.html",
        {
            "mandate": mandate,
            "forums": mandate.forums.all(),
            "documents": GoverningDocument.objects.visible_to(request.person)
            .filter(forums__in=mandate.forums.all())
            .select_related("partnership")
            .distinct(),
            "standing": drafting.standing_of(mandate, today),
            "authority": authority_by_kind(mandate),
            "working": working_form.in_words(mandate, {forum.key: forum for forum in partnership.forums.all()}),
            "may_change": acting.is_secretariat(request.person, partnership, today),
            "panels": panels.for_page("partnership.mandate", mandate, request.person),
        },
    )


@in_partnership
def draft(request, partnership, forum):
    """The secretariat writes a new version: copied from one that stands, or from the template, and edited."""
    request.section = "organisation"
    today = timezone.localdate()
    forum = get_object_or_404(
        Forum.objects.visible_to(request.person).select_related("partnership"), partnership=partnership, key=forum
    )
    original = _original(forum, request.GET.get("fra"), today)
    fields, points = originals.of_mandate(original) if original else originals.of_template(forum)
    form = MandateForm(request.POST or None, initial=fields)
    point_forms = Points(
        request.POST or None, initial=points, prefix="punkt", form_kwargs={"partnership": partnership}
    )
    seating = CompositionForm(request.POST or None, forum=forum, initial=as_it_stands(forum, original))
    working = working_form.WorkingForm(
        request.POST or None, forum=forum, initial=_working_initial(forum, original)
    )
    page = {
        "forum": forum, "form": form, "points": point_forms, "seating": seating, "working": working,
        "original": original,
    }  # fmt: skip
    not_mine = list(acting.obstacles_to_acting_as_secretariat(request.person, partnership, today))
    if not_mine:
        return refused(request, "partnership/draft_mandate.html", Refused(*not_mine), **page)
    # All are asked before any answer counts, so that every mistake is shown at once.
    if all([form.is_valid(), point_forms.is_valid(), seating.is_valid(), working.is_valid()]):
        try:
            written = mandates.draft(
                forum,
                points=point_forms.points,
                replaces=original,
                by=request.person,
                **_as_written(form.cleaned_data, original, seating.composition | working.composition),
            )
        except Refused as refusal:
            return refused(request, "partnership/draft_mandate.html", refusal, **page)
        return redirect("partnership:mandate", partnership.key, written.pk)
    status = 422 if form.is_bound else 200
    return render(request, "partnership/draft_mandate.html", page, status=status)


def _original(forum, asked, today):
    """The version that was asked for; else the one in force; else the newest; else none."""
    if asked is None:
        return forum.mandate_on(today) or forum.mandates.order_by("-version", "-pk").first()
    return get_object_or_404(forum.mandates, pk=number_in(asked))


def _working_initial(forum, original):
    told = original.composition if original else working_form.of_template(originals.forum_of_template(forum))
    return working_form.as_it_stands(forum, told)


def _as_written(written, original, asked):
    """The form's words as the mandate keeps them; what the form does not ask about is carried over."""
    composition = dict(original.composition) if original else {}
    hours = asked.pop("hours_per_year") | ({"member": member} if (member := written.pop("hours")) else {})
    composition |= asked | {"text": written["composition"], "observers": written.pop("observers")}
    return written | {"composition": composition | {"hours_per_year": hours}}
