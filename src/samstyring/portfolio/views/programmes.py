"""The action programme: what is in it, who has adopted it, and the paper it becomes."""

from itertools import groupby

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.rules.acting import acts_for_party, is_secretariat
from samstyring.partnership.views.house_styles import paper_answer
from samstyring.portfolio import papers
from samstyring.portfolio.actions import programmes as acts
from samstyring.portfolio.analysis.marginal import marginal_list
from samstyring.portfolio.forms.programmes import PotForm, ProjectRowForm, RowForm
from samstyring.portfolio.models import Programme
from samstyring.portfolio.rules import adoption, adoption_status, pots, revisions
from samstyring.portfolio.rules import programmes as rules
from samstyring.portfolio.rules.sums import sums


def found_programme(request, programme):
    """The programme of the address, if this person may see it."""
    request.section = "programme"
    visible = Programme.objects.visible_to(request.person).filter(partnership=request.partnership)
    related = visible.select_related(
        "partnership",
        "revision__rule",
        "revision__revises",
        "case__partnership",
        "decision__forum",
        "recommendation__scenario",
        "assumptions",
    )
    return get_object_or_404(related, pk=programme)


@in_partnership
@require_GET
def programmes(request, partnership):
    """Every version of the action programme, the newest first."""
    request.section = "programme"
    today = timezone.localdate()
    visible = Programme.objects.visible_to(request.person).filter(partnership=partnership)
    listed = list(
        visible.select_related("partnership", "decision__forum", "case", "assumptions").prefetch_related(
            "requirements__party", "requirements__acts", "case__decisions__forum"
        )
    )
    rows = []
    for one in listed:
        standings = adoption.matrix(one, on=today, prefetched=True)
        rows.append(
            {"programme": one, "status": adoption_status.status(one, standings), "pips": adoption.pips(standings),
             "pips_label": adoption.pips_label(standings)}
        )  # fmt: skip
    return render(
        request,
        "portfolio/programmes.html",
        {"rows": rows, "may_write": is_secretariat(request.person, partnership, today)},
    )


@in_partnership
@require_GET
def programme(request, partnership, programme):
    """One version: its status in a sentence, the adoption matrix, and every krone by focus area and year."""
    programme = found_programme(request, programme)
    return render(request, "portfolio/programme.html", programme_page(request, programme))


def programme_page(request, programme):
    """What the programme page shows."""
    today = timezone.localdate()
    standings = adoption.matrix(programme, on=today)
    by_secretariat = is_secretariat(request.person, request.partnership, today)
    sent = adoption.sent_on(programme)
    may_record = {
        one.requirement.pk
        for one in standings
        if sent and (by_secretariat or acts_for_party(request.person, one.party, today))
    }
    visible = Programme.objects.visible_to(request.person).filter(partnership=request.partnership)
    versions = list(
        visible.filter(first_year=programme.first_year)
        .select_related("partnership", "decision__forum")
        .order_by("-version")
    )
    return {
        "programme": programme,
        "status": adoption_status.status(programme, standings),
        "standings": standings,
        "may_record": may_record,
        "sent_on": sent,
        "sums": sums(programme),
        "unit": papers.unit(programme),
        "rests_on": papers.rests_on(programme),
        "after_agreement": rules.years_after_agreement(programme),
        "versions": versions,
        "may_change": by_secretariat and not rules.is_locked(programme),
        "may_import": by_secretariat and versions[0] == programme,
        "may_settle": by_secretariat and programme.decision_id is None,
        "decisions": programme.case.decisions.standing().select_related("forum"),
        "today": today,
        "rows": _lines(programme),
        "pots": pots.pots(programme),
        "marginal": marginal_list(programme),
        "revision": revisions.revision_of(programme),
        "beyond": list(revisions.obstacles_in_light_revision(programme)) if programme.decision_id is None else [],
        "may_revise": by_secretariat and rules.is_locked(programme),
        "events": [
            {"at": event.at, "words": history.words_for(event), "who": _doer(event)}
            for event in history.about(programme)[:20]
        ],
    }


def _doer(event):
    names = {subject.part: str(subject.subject) for subject in event.subjects.all()}
    if "behalf" in names:
        return _("%(person)s på vegne av %(party)s") % {"person": names.get("by", ""), "party": names["behalf"]}
    return names.get("by", "")


@in_partnership
@require_GET
def as_file(request, partnership, programme, file_format="pdf"):
    """The programme as a paper (PDF/UA-1 and PDF/A-2a, or Word), or as a workbook to reckon on."""
    programme = found_programme(request, programme)
    made = papers.programme_workbook if file_format == "xlsx" else papers.programme_paper
    name = f"handlingsprogram-{programme.first_year}-{programme.first_year + programme.years - 1}"
    on = timezone.localdate()
    return paper_answer(
        partnership,
        lambda: made(programme, on=on, marginal=marginal_list(programme)),
        f"{name}-v{programme.version}",
        file_format,
    )


# Rows


def _lines(programme):
    """Every row with its money each year, one per project or pot and source."""
    lines = programme.lines.select_related("project", "source", "focus_area").order_by(
        "focus_area__order", "project__name", "pot", "source__order", "year"
    )
    grouped = groupby(lines, key=lambda one: (one.project_id, one.pot, one.source_id))
    return [{"line": row[0], "amounts": _by_year(programme, row)} for row in (list(of) for _key, of in grouped)]


@in_partnership
def rows(request, partnership, programme):
    """Every row that can be changed, and a pot or project added."""
    programme = found_programme(request, programme)
    adding = request.POST.get("add")
    pot = PotForm(request.POST if adding == "pot" else None, programme=programme, prefix="pot")
    project = ProjectRowForm(request.POST if adding == "project" else None, programme=programme, prefix="project")
    context = {
        "programme": programme,
        "pot_form": pot,
        "project_form": project,
        "rows": _lines(programme),
        "unit": papers.unit(programme),
        "after_agreement": rules.years_after_agreement(programme),
    }
    template = "portfolio/programme_rows.html"
    if request.method != "POST":
        today = timezone.localdate()
        obstacles = list(rules.obstacles_to_changing(programme, by=request.person, on=today))
        return render(request, template, {**context, "obstacles": obstacles})
    form = project if adding == "project" else pot
    if not form.is_valid():
        return render(request, template, context, status=422)
    values = form.cleaned_data
    try:
        acts.set_row(
            programme,
            project=values.get("project"),
            pot=values.get("pot", ""),
            focus_area=values["focus_area"],
            source=values["source"],
            amounts=form.amounts(),
            by=request.person,
            is_new=True,
        )
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    return redirect("portfolio:programme_rows", partnership.key, programme.pk)


def _by_year(programme, row):
    amounts = {line.year: line.amount_mnok for line in row}
    return [amounts.get(year) for year in programme.calendar_years]


@in_partnership
def row(request, partnership, programme, line):
    """Change one row; empty years take the money away."""
    programme = found_programme(request, programme)
    line = get_object_or_404(programme.lines.select_related("project", "source"), pk=line)
    same = programme.lines.filter(project=line.project, pot=line.pot, source=line.source)
    form = RowForm(request.POST or None, programme=programme, row=same.order_by("year"))
    template = "portfolio/programme_row.html"
    context = {"programme": programme, "line": line, "form": form, "unit": papers.unit(programme)}
    if request.method != "POST":
        today = timezone.localdate()
        obstacles = list(rules.obstacles_to_changing(programme, by=request.person, on=today))
        return render(request, template, {**context, "obstacles": obstacles})
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        acts.set_row(
            programme,
            project=line.project,
            pot=line.pot,
            focus_area=form.cleaned_data["focus_area"],
            source=line.source,
            amounts=form.amounts(),
            by=request.person,
        )
    except Refused as refusal:
        return refused(request, template, refusal, **context)
    return redirect("portfolio:programme_rows", partnership.key, programme.pk)
