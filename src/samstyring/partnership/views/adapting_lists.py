"""The page where the secretariat keeps the partnership's sources of money."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions.adapting_lists import save_sources
from samstyring.partnership.forms.adapting import Sources
from samstyring.partnership.rules import adapting


@in_partnership
def sources(request, partnership):
    """The sources the money comes from, with the short names that stand in tables."""
    rows = [{"pk": source.pk, "name": source.name, "short": source.short} for source in partnership.sources.all()]
    # What was sent is read as it stands, and not as changes to what stood there.
    forms = Sources(request.POST or None, initial=rows if request.method != "POST" else [], prefix="rad")
    request.section = "organisation"
    template, page = "partnership/adapting/sources.html", {"rows": forms}
    not_mine = list(adapting.obstacles_to_adapting(partnership, by=request.person, today=timezone.localdate()))
    if not_mine:
        return refused(request, template, Refused(*not_mine), **page)
    if forms.is_valid():
        try:
            save_sources(partnership, forms.rows, by=request.person)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Kildene er lagret."))
        return redirect("partnership:adapt", partnership.key)
    return render(request, template, page, status=422 if forms.is_bound else 200)
