"""Measures scored by the adopted criteria, in their order, and down to where the strategy's money ends."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat
from samstyring.portfolio.actions import assessments as actions
from samstyring.portfolio.analysis import assessments as analysis
from samstyring.portfolio.analysis import ranking as reading
from samstyring.portfolio.forms.criteria import AssessmentForm
from samstyring.portfolio.forms.ranking import MoneyForm, StrategyFilter
from samstyring.portfolio.models import CriteriaSet, Strategy
from samstyring.portfolio.rules import criteria as criteria_rules
from samstyring.portfolio.rules import ranking as rules
from samstyring.portfolio.views.measures import found_measure, visible


def _strategies(request, partnership):
    return Strategy.objects.visible_to(request.person).filter(partnership=partnership)


@in_partnership
@require_GET
def ranking(request, partnership):
    """Every measure, or those of one strategy, in the order of the scores they were given."""
    measures = visible(request, partnership).select_related("partnership").prefetch_related("reports")
    filtering = StrategyFilter(request.GET, strategies=_strategies(request, partnership).newest())
    strategy = filtering.strategy
    if strategy:
        measures = measures.filter(strategy__key=strategy.key)
    shown = criteria_rules.adopted_set(partnership)
    frame = reading.frame_of(strategy) if strategy else None
    places = reading.ranked(shown, measures, frame) if shown else []
    inside = [place for place in places if place.state == "inside"]
    return render(
        request,
        "portfolio/measure_ranking.html",
        {
            "set": shown,
            "by_weights": shown is not None and shown.mode == CriteriaSet.Mode.WEIGHTS,
            "filter": filtering,
            "strategy": strategy,
            "frame": frame,
            "places": places,
            "inside": len(inside),
            "spent": inside[-1].spent if inside else 0,
            "may_change": is_secretariat(request.person, partnership, timezone.localdate()),
            "obstacles": [] if shown else [rules.NO_CRITERIA_FOR_MEASURES(partnership=partnership)],
        },
    )


@in_partnership
def assess(request, partnership, measure):
    """One assessor's own scores for one measure, beside what the others have said."""
    today = timezone.localdate()
    found = found_measure(request, partnership, measure)
    shown = criteria_rules.adopted_set(partnership)
    asked = list(shown.criteria.all()) if shown else []
    own = {one.criterion_id: one for one in found.assessments.filter(assessor=request.person)}
    form = AssessmentForm(request.POST or None, criteria=asked, own=own)
    page = {
        "measure": found,
        "set": shown,
        "form": form,
        "standing": analysis.standing_of(shown, found),
        "said": analysis.said_by_each(shown, found) if shown else [],
    }
    template = "portfolio/measure_assess.html"
    if request.method == "POST":
        if shown is None:
            raise Http404
        if form.is_valid():
            try:
                actions.assess_measure(found, scores=form.scores, by=request.person, on=today)
            except Refused as refusal:
                return refused(request, template, refusal, **page)
            messages.success(request, _("Poengene dine er lagret."))
            return redirect("portfolio:assess_measure", partnership.key, found.pk)
    page["obstacles"] = list(rules.obstacles_to_assessing(found, by=request.person, on=today))
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
def cost(request, partnership, measure):
    """The secretariat says what a measure costs."""
    found = found_measure(request, partnership, measure)
    return _money(
        request, found, reading.cost_of(found), _("Hva tiltaket koster"), partial(actions.set_cost, found)
    )


@in_partnership
def frame(request, partnership, strategy):
    """The secretariat says how much money there is for the measures of a strategy."""
    request.section = "strategy"
    found = get_object_or_404(_strategies(request, partnership).select_related("partnership"), pk=strategy)
    return _money(
        request, found, reading.frame_of(found), _("Ramme for tiltakene"), partial(actions.set_frame, found)
    )


def _money(request, subject, money, heading, act):
    today = timezone.localdate()
    form = MoneyForm(request.POST if request.method == "POST" else None, money=money)
    template, page = "portfolio/money_form.html", {"subject": subject, "heading": heading, "form": form}
    if form.is_valid():
        try:
            act(**form.cleaned_data, by=request.person, on=today)
        except Refused as refusal:
            return refused(request, template, refusal, **page)
        messages.success(request, _("Beløpet er lagret."))
        return redirect("portfolio:measure_ranking", request.partnership.key)
    page["obstacles"] = list(obstacles_to_acting_as_secretariat(request.person, request.partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)
