"""Pages where the secretariat keeps the partnership's focus areas and sources of money."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership import adapting
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions.adapting_lists import save_focus_areas, save_sources
from samstyring.partnership.adapting_forms import FocusAreas, Sources


@in_partnership
def focus_areas(request, partnership):
    """The strategic focus areas, each for as long as it is adopted."""
    rows = [
        {"pk": area.pk, "name": area.name, "from_day": area.from_day, "to_day": area.to_day}
        for area in partnership.focus_areas.all()
    ]
    forms = FocusAreas(request.POST or None, initial=_shown(request, rows), prefix="rad")
    return _list_page(
        request, partnership, forms, "focus_areas", save_focus_areas, _("Satsingsområdene er lagret.")
    )


@in_partnership
def sources(request, partnership):
    """The sources the money comes from, with the short names that stand in tables."""
    rows = [{"pk": source.pk, "name": source.name, "short": source.short} for source in partnership.sources.all()]
    forms = Sources(request.POST or None, initial=_shown(request, rows), prefix="rad")
    return _list_page(request, partnership, forms, "sources", save_sources, _("Kildene er lagret."))


def _shown(request, rows):
    """What was sent is read as it stands, and not as changes to what stood there."""
    return rows if request.method != "POST" else []


def _list_page(request, partnership, forms, name, save, words):
    request.section = "organisation"
    template, page = f"partnership/adapting/{name}.html", {"rows": forms}
    not_mine = list(adapting.obstacles_to_adapting(partnership, by=request.person, today=timezone.localdate()))
    if not_mine:
        return refused(request, template, Refused(*not_mine), **page)
    if forms.is_valid():
        try:
            save(partnership, forms.rows, by=request.person)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, words)
        return redirect("partnership:adapt", partnership.key)
    return render(request, template, page, status=422 if forms.is_bound else 200)
