"""Strategies: what holds, the tree from strategy to measures, drafting, and putting forward."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samstyring.casework.models import Case
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import is_secretariat, obstacles_to_acting_as_secretariat
from samstyring.portfolio.actions import strategies as actions
from samstyring.portfolio.analysis import measures as reading
from samstyring.portfolio.forms.criteria import CaseForm
from samstyring.portfolio.forms.strategies import AimForms, StrategyForm, aims_as_initial, aims_in
from samstyring.portfolio.models import Measure, Strategy
from samstyring.portfolio.rules import adoption, adoption_status
from samstyring.portfolio.rules import strategies as rules

MOST_LOOSE = 20


def visible_strategies(request, partnership):
    request.section = "strategy"
    return Strategy.objects.visible_to(request.person).filter(partnership=partnership)


def found_strategy(request, partnership, strategy):
    found = visible_strategies(request, partnership).select_related(
        "case", "decision__forum", "mandate", "revision_case"
    )
    return get_object_or_404(found, pk=strategy)


@in_partnership
def strategies(request, partnership):
    """Every strategy with how far its measures have come, and the measures that stand under none."""
    today = timezone.localdate()
    found = list(
        visible_strategies(request, partnership).select_related("decision__forum").prefetch_related("aims")
    )
    holding = rules.in_force(found)
    newest = {}
    for one in sorted(found, key=lambda one: one.version):
        newest[one.key] = one
    visible = Measure.objects.visible_to(request.person).filter(partnership=partnership)
    tallies = reading.tallies(visible)
    loose = visible.filter(strategy=None)
    return render(
        request,
        "portfolio/strategies.html",
        {
            "rows": [
                {
                    "strategy": holding.get(key, one),
                    "draft": one if key in holding and one != holding[key] else None,
                    "standing": rules.standing_of(holding.get(key, one), holding, on=today),
                    "measures": tallies.get(key, []),
                }
                for key, one in newest.items()
            ],
            "loose": reading.rows(loose[:MOST_LOOSE], partnership, on=today),
            "loose_count": loose.count(),
            "may_draft": is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
def strategy(request, partnership, strategy):
    """One version: its aims, and under each the measures with status, owner, years and the parties' plans."""
    return _strategy_page(request, found_strategy(request, partnership, strategy), timezone.localdate())


def _strategy_page(request, found, today, form=None, obstacles=()):
    partnership = found.partnership
    versions = list(visible_strategies(request, partnership).filter(key=found.key))
    holding = rules.in_force(versions)
    visible = Measure.objects.visible_to(request.person).filter(partnership=partnership, strategy__key=found.key)
    rows = reading.rows(visible, partnership, on=today)
    serves = is_secretariat(request.person, partnership, today)
    standings = adoption.matrix(found, on=today)
    cases = Case.objects.visible_to(request.person).filter(partnership=partnership, decisions=None)
    seen = Case.objects.visible_to(request.person).filter(pk__in=[found.case_id, found.revision_case_id])
    context = {
        "strategy": found,
        "standing": rules.standing_of(found, holding, on=today),
        "holding": holding.get(found.key),
        "newer": next((one for one in versions if one.replaces_id == found.pk), None),
        "versions": versions,
        "branches": reading.branches(found, rows),
        "measures": reading.tally(rows),
        "seen_cases": {case.pk for case in seen},
        "may_change": serves and found.decision_id is None,
        "may_renew": serves
        and found.decision_id is not None
        and not any(o.replaces_id == found.pk for o in versions),
        "may_revise": serves and found.effect == Strategy.Effect.REVISION and found.revision_case_id is None,
        "standings": standings,
        "parties_status": adoption_status.status(found, standings),
        "case_form": form or CaseForm(cases=cases, initial={"case": found.case_id}),
        "obstacles": obstacles,
        "events": history.recent(found),
    }
    return render(request, "portfolio/strategy.html", context, status=422 if obstacles or form else 200)


@in_partnership
def new_strategy(request, partnership):
    """Write the first version of a strategy."""
    visible_strategies(request, partnership)
    return _strategy_form(request, partnership)


@in_partnership
def change_strategy(request, partnership, strategy):
    """Change a draft; of an adopted version, write the next one on top of it."""
    return _strategy_form(request, partnership, found_strategy(request, partnership, strategy))


def _strategy_form(request, partnership, start=None):
    today = timezone.localdate()
    draft = start if start and start.decision_id is None else None
    form = StrategyForm(request.POST or None, partnership=partnership, start=start, base=draft)
    aims = AimForms(request.POST or None, initial=aims_as_initial(start) if start else [{}, {}], prefix="m")
    page = {"form": form, "aims": aims, "start": start, "draft": draft}
    template = "portfolio/strategy_form.html"
    if request.method == "POST" and form.is_valid() and aims.is_valid():
        values = dict(form.cleaned_data)
        base = values.pop("base")
        told = {"aims": aims_in(aims), "by": request.person, "on": today, **values}
        try:
            if draft:
                saved = actions.change(draft, base=base, **told)
            else:
                saved = actions.draft(partnership, replaces=start, **told)
        except Refused as refusal:
            if draft:
                form.data = form.data.copy()
                form.data["base"] = rules.state_of(Strategy.objects.visible_to(request.person).get(pk=draft.pk))
            return refused(request, template, refusal, **page)
        messages.success(request, _("Strategien er lagret."))
        return redirect(saved)
    page["obstacles"] = list(obstacles_to_acting_as_secretariat(request.person, partnership, today))
    return render(request, template, page, status=422 if form.is_bound else 200)


@in_partnership
@require_POST
def submit_strategy(request, partnership, strategy):
    """Put a version forward in a case, whose decision adopts it."""
    today = timezone.localdate()
    found = found_strategy(request, partnership, strategy)
    cases = Case.objects.visible_to(request.person).filter(partnership=partnership)
    form = CaseForm(request.POST, cases=cases)
    if not form.is_valid():
        return _strategy_page(request, found, today, form=form)
    try:
        actions.submit(found, case=form.cleaned_data["case"], by=request.person, on=today)
    except Refused as refusal:
        return _strategy_page(request, found, today, form=form, obstacles=refusal.obstacles)
    messages.success(request, _("Strategien følger saken, og gjelder når saken er vedtatt."))
    return redirect(found)


@in_partnership
@require_POST
def open_revision(request, partnership, strategy):
    """Open the case in which the mandate is revised."""
    today = timezone.localdate()
    found = found_strategy(request, partnership, strategy)
    try:
        case = actions.open_revision(found, by=request.person, on=today)
    except Refused as refusal:
        return _strategy_page(request, found, today, obstacles=refusal.obstacles)
    return redirect(case)
