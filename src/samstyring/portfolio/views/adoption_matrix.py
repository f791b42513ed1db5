"""The page of what each party has done with a strategy or an agreement, and where the parties are asked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.models import AgreementText
from samstyring.partnership.rules.acting import acts_for_party, is_secretariat, obstacles_to_acting_as_secretariat
from samstyring.portfolio.actions import adoption as acts
from samstyring.portfolio.forms.adoption import LayingForm
from samstyring.portfolio.models import Strategy
from samstyring.portfolio.rules import adoptable, adoption_versions, adoption_words, laying
from samstyring.portfolio.rules import adoption as rules


def _strategy(request, strategy):
    visible = Strategy.objects.visible_to(request.person).filter(partnership=request.partnership)
    return get_object_or_404(visible.select_related("partnership", "case", "decision__forum"), pk=strategy)


def _text(request, agreement, version):
    visible = AgreementText.objects.visible_to(request.person).filter(agreement__partnership=request.partnership)
    return get_object_or_404(
        visible.select_related("agreement__partnership", "file"), agreement__pk=agreement, version=version
    )


@in_partnership
@require_GET
def strategy(request, partnership, strategy):
    """What each party has done with each version of the strategy."""
    return _matrix(request, _strategy(request, strategy))


@in_partnership
@require_GET
def agreement(request, partnership, agreement, version):
    """What each party has done with each version of the agreement's text."""
    return _matrix(request, _text(request, agreement, version))


def _matrix(request, subject):
    request.section = adoptable.section(subject)
    today = timezone.localdate()
    columns = adoption_versions.columns(subject, on=today)
    shown = next(column for column in columns if column.subject == subject)
    serves = is_secretariat(request.person, request.partnership, today)
    return render(
        request,
        "portfolio/adoption_matrix.html",
        {
            "subject": subject,
            "crumbs": adoptable.crumbs(subject),
            "version": shown.words,
            "status": shown.status,
            "standings": shown.standings,
            "columns": columns,
            "rows": adoption_versions.rows(columns),
            "wordings": adoption_words.wordings(shown.standings),
            "points": adoption_words.points(shown.standings),
            "decision": adoptable.decision_of(subject),
            "may_record": {
                one.requirement.pk
                for one in shown.standings
                if serves or acts_for_party(request.person, one.party, today)
            },
            "may_lay": serves,
            "may_settle": serves and not rules.is_final(subject),
            "lay_url": _lay_address(subject),
            "sent_on": rules.sent_on(subject),
            "today": today,
        },
    )


def _lay_address(subject):
    return f"{adoptable.matrix_address(subject)}legg-fram/"


@in_partnership
def lay_strategy(request, partnership, strategy):
    """The secretariat sends a version of the strategy to the parties."""
    return _lay(request, _strategy(request, strategy))


@in_partnership
def lay_agreement(request, partnership, agreement, version):
    """The secretariat sends a version of the agreement's text to the parties."""
    return _lay(request, _text(request, agreement, version))


def _lay(request, subject):
    request.section = adoptable.section(subject)
    today = timezone.localdate()
    asked = list(subject.requirements.values_list("party", flat=True))
    form = LayingForm(request.POST or None, partnership=request.partnership, asked=asked, on=today)
    template = "portfolio/adoption_lay.html"
    context = {
        "subject": subject,
        "form": form,
        "crumbs": adoptable.crumbs(subject),
        "version": adoptable.version_words(subject),
        "matrix_url": adoptable.matrix_address(subject),
    }
    if request.method != "POST":
        obstacles = list(obstacles_to_acting_as_secretariat(request.person, request.partnership, today))
        if isinstance(subject, Strategy) and subject.case_id is None:
            obstacles.append(laying.NO_CASE())
        return render(request, template, {**context, "obstacles": obstacles})
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        acts.lay_before(subject, **form.cleaned_data, by=request.person, on=today)
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    messages.success(request, _("Versjonen er lagt fram for partene."))
    return redirect(context["matrix_url"])
