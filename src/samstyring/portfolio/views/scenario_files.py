"""A scenario to take away: its charts as SVG and PNG, and all of it as a workbook."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from samstyring.documents.drawing import to_svg
from samstyring.documents.picture import to_png
from samstyring.ground.models import Analysis
from samstyring.partnership.access import in_partnership
from samstyring.partnership.views.house_styles import paper_answer
from samstyring.portfolio.analysis import comparison, results
from samstyring.portfolio.analysis.book import Book
from samstyring.portfolio.analysis.figures import FILE
from samstyring.portfolio.analysis.figures.whole import KEYS, Charts
from samstyring.portfolio.models import Recommendation
from samstyring.portfolio.views import workbench

FORMATS = {"svg": ("image/svg+xml", lambda drawing: to_svg(drawing, coloured=True)), "png": ("image/png", to_png)}


@in_partnership
@require_GET
def figure(request, partnership, scenario):
    """One chart of a scenario as a file: `?figur=bidrag&format=svg`."""
    scenario = workbench.found(request, scenario)
    calculation = _calculated(scenario)
    key, file_format = _asked(request)
    found, plans = None, ()
    if key == "front" and _is_done(scenario.front):
        listed = list(workbench.lettered(partnership, request.person))
        found, plans = scenario.front.result, workbench.plans_on_front(scenario, listed)
    return _picture(partnership, key, file_format, _charts(calculation.problem, calculation.result, found, plans))


@in_partnership
@require_GET
def frozen_figure(request, partnership, recommendation):
    """One chart of a frozen scenario, for those who may see the case it lies on."""
    content = _frozen(request, recommendation).content
    key, file_format = _asked(request)
    return _picture(partnership, key, file_format, _charts(content, content["result"]))


@in_partnership
@require_GET
def workbook(request, partnership, scenario):
    """All of a scenario as a workbook, beside another one with `?sammenlign=`."""
    scenario = workbench.found(request, scenario)
    calculation = _calculated(scenario)
    listed = list(workbench.lettered(partnership, request.person))
    letters = {one.pk: one.letter for one in listed}
    other = next((one for one in listed if str(one.pk) == request.GET.get("sammenlign")), None)
    compared = None
    if other and other.pk != scenario.pk and _is_done(other.analysis):
        mine = comparison.side(letters[scenario.pk], scenario.name, calculation)
        theirs = comparison.side(other.letter, other.name, other.analysis)
        compared = mine, theirs, comparison.compare(mine, theirs)
    front, plans = None, ()
    if _is_done(scenario.front):
        front, plans = scenario.front.result, workbench.plans_on_front(scenario, listed)
    book = Book(
        partnership=partnership,
        name=scenario.name,
        content=calculation.problem,
        stored=calculation.result,
        calculated_at=calculation.ended_at,
        sha256=calculation.problem_sha256,
        notes=tuple(scenario.notes.select_related("written_by")),
        front=front,
        plans=tuple(plans),
        compared=compared,
    )
    return paper_answer(partnership, book.paper, f"scenario-{letters[scenario.pk].lower()}", "xlsx")


@in_partnership
@require_GET
def frozen_workbook(request, partnership, recommendation):
    """All of a frozen scenario as a workbook, for those who may see the case it lies on."""
    frozen = _frozen(request, recommendation)
    book = Book(
        partnership=partnership,
        name=frozen.content["basis"]["scenario"]["name"],
        content=frozen.content,
        stored=frozen.content["result"],
        calculated_at=frozen.frozen_at,
        sha256=frozen.sha256,
        notes=tuple(frozen.notes_then()),
    )
    return paper_answer(partnership, book.paper, f"forslag-{frozen.pk}", "xlsx")


def _is_done(calculation):
    return calculation is not None and calculation.status == Analysis.Status.DONE


def _calculated(scenario):
    """The calculation of a scenario that has a whole answer; what is not calculated has no files."""
    if not _is_done(scenario.analysis):
        raise Http404
    return scenario.analysis


def _frozen(request, recommendation):
    visible = Recommendation.objects.visible_to(request.person).filter(case__partnership=request.partnership)
    return get_object_or_404(visible.select_related("case", "scenario"), pk=recommendation)


def _asked(request):
    key, file_format = request.GET.get("figur", KEYS[0]), request.GET.get("format", "svg")
    if key not in KEYS or file_format not in FORMATS:
        raise Http404
    return key, file_format


def _charts(content, stored, found=None, plans=()):
    problem, basis = content["problem"], content["basis"]
    result = results.read(problem, basis, stored)
    return Charts(problem, basis, stored, result, found=found, plans=list(plans), size=FILE)


def _picture(partnership, key, file_format, charts):
    with partnership.in_its_language():
        drawn = charts.of(key)
        if drawn is None or drawn.drawing is None:
            raise Http404
        alone = replace(drawn.drawing, heading=drawn.title, footing=tuple(charts.footing(partnership)))
    media_type, write = FORMATS[file_format]
    answer = HttpResponse(write(alone), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{key}.{file_format}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
