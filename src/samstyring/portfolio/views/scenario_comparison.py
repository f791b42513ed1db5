"""Two scenarios beside each other, on a page of its own."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samstyring.ground.models import Analysis
from samstyring.partnership.access import in_partnership
from samstyring.portfolio.analysis import comparison, grounds
from samstyring.portfolio.views import workbench


@in_partnership
@require_GET
def compare(request, partnership, scenario):
    """What is in one and not the other, what moved, and what each source and group gets: `?med=` names the other."""
    scenario = workbench.found(request, scenario)
    listed = list(workbench.lettered(partnership, request.person))
    here = next(one for one in listed if one.pk == scenario.pk)
    choices = [one for one in listed if one.pk != scenario.pk and _is_done(one)]
    other = next((one for one in choices if str(one.pk) == request.GET.get("med")), None)
    context = {
        "scenario": scenario,
        "here": here,
        "choices": choices,
        "other": other,
        "is_done": _is_done(scenario),
    }
    if other is not None and context["is_done"]:
        other.is_shown = True
        mine = comparison.side(here.letter, scenario.name, scenario.analysis)
        theirs = comparison.side(other.letter, other.name, other.analysis)
        context |= {
            "mine": mine,
            "theirs": theirs,
            "compared": comparison.compare(mine, theirs),
            "unit": grounds.unit(mine.basis),
            "rests_on": _rests_on(mine, theirs),
        }
    return render(request, "portfolio/scenario_compare.html", context)


def _is_done(scenario):
    return scenario.analysis is not None and scenario.analysis.status == Analysis.Status.DONE


def _rests_on(mine, theirs):
    """What both rest on, in one sentence where it is the same."""
    here, there = grounds.rests_on(mine.basis), grounds.rests_on(theirs.basis)
    if here == there:
        return here
    return " ".join(
        _("%(letter)s: %(sentence)s") % {"letter": one.letter, "sentence": said or _("Ingen forutsetninger.")}
        for one, said in ((mine, here), (theirs, there))
    )
