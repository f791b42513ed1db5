"""The parties' own weights: where they differ, and the form by which a party gives its own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.portfolio.actions import party_weights as acts
from samstyring.portfolio.analysis import party_weights as analysis
from samstyring.portfolio.forms.party_weights import PartyWeightsForm
from samstyring.portfolio.models import CriteriaSet
from samstyring.portfolio.rules import criteria as criteria_rules
from samstyring.portfolio.rules import party_weights as rules


def _found(request, partnership, version):
    visible = CriteriaSet.objects.visible_to(request.person).filter(partnership=partnership)
    return get_object_or_404(visible.select_related("partnership", "decision__forum"), version=version)


@in_partnership
@require_GET
def party_weights(request, partnership, version):
    """How the parties weigh the criteria, with their disagreement first."""
    today = timezone.localdate()
    found = _found(request, partnership, version)
    weights = analysis.read(found, today)
    obstacles = list(rules.obstacles_to_weighing(found))
    open_to = set() if obstacles else {
        row.party.pk for row in weights.rows if rules.may_give(request.person, row.party, today)
    }  # fmt: skip
    return render(
        request,
        "portfolio/party_weights.html",
        {
            "set": found,
            "weights": weights,
            "silent": analysis.silent_words(weights),
            "open_to": open_to,
            "obstacles": obstacles,
            "is_in_force": criteria_rules.adopted_set(partnership) == found,
        },
    )


@in_partnership
def give_weights(request, partnership, version, party):
    """One party's own weights, and the ones it gave before."""
    today = timezone.localdate()
    found = _found(request, partnership, version)
    party = get_object_or_404(partnership.parties, key=party)
    earlier = list(
        found.weightings.filter(party=party)
        .order_by("-pk")
        .select_related("given_by")
        .prefetch_related("weights__criterion")
    )
    newest = earlier[0] if earlier else None
    form = PartyWeightsForm(request.POST or None, criteria=found.criteria.all(), newest=newest)
    needs_source = rules.needs_source(request.person, party, today)
    template = "portfolio/party_weights_form.html"
    told = [(one, analysis.words(one)) for one in earlier]
    page = {"set": found, "party": party, "form": form, "earlier": told, "needs_source": needs_source}
    if request.method != "POST":
        page["obstacles"] = [
            *rules.acting.obstacles_to_acting_for_party(request.person, party, today),
            *rules.obstacles_to_weighing(found),
        ]
        return render(request, template, page)
    if not form.is_valid():
        return render(request, template, page, status=422)
    try:
        acts.give_weights(found, party, **form.given(), by=request.person, on=today)
    except Refused as refusal:
        form.data = form.data.copy()
        form.data["base"] = newest.pk if newest else ""
        return refused(request, template, refusal, **page)
    messages.success(request, _("Vektene fra %(party)s er lagret.") % {"party": party})
    return redirect("portfolio:party_weights", partnership.key, version)
