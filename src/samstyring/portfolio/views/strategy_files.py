"""Strategies and the year's programmes as files: PDF, Word and Excel of the same paper."""

from django.utils import timezone
from django.views.decorators.http import require_GET

from samstyring.partnership.access import in_partnership
from samstyring.partnership.views.house_styles import paper_answer
from samstyring.portfolio import papers
from samstyring.portfolio.analysis import measures as reading
from samstyring.portfolio.models import Measure
from samstyring.portfolio.rules import adoption, adoption_status
from samstyring.portfolio.rules import strategies as rules
from samstyring.portfolio.views.action_plans import found_plan
from samstyring.portfolio.views.strategies import found_strategy, visible_strategies


@in_partnership
@require_GET
def strategy_file(request, partnership, strategy, file_format="pdf"):
    """One version of a strategy, with the measures the reader may see."""
    found = found_strategy(request, partnership, strategy)
    today = timezone.localdate()
    holding = rules.in_force(visible_strategies(request, partnership).filter(key=found.key))
    visible = Measure.objects.visible_to(request.person).filter(partnership=partnership, strategy__key=found.key)

    def paper():
        standings = adoption.matrix(found, on=today)
        return papers.strategy_paper(
            found,
            branches=reading.branches(found, reading.rows(visible, partnership, on=today)),
            standing=rules.standing_of(found, holding, on=today),
            status=adoption_status.status(found, standings),
            standings=standings,
            on=today,
        )

    name = f"strategi-{found.key}-{found.first_year}-{found.last_year}-v{found.version}"
    return paper_answer(partnership, paper, name, file_format)


@in_partnership
@require_GET
def action_plan_file(request, partnership, plan, file_format="pdf"):
    """The year's programme with its budget."""
    found = found_plan(request, partnership, plan)
    lines = list(found.lines.select_related("measure", "funder"))
    today = timezone.localdate()
    return paper_answer(
        partnership,
        lambda: papers.action_plan_paper(found, lines=lines, on=today),
        f"arsprogram-{found.year}-v{found.version}",
        file_format,
    )
