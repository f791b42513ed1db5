"""Open programmes: the list, one with its money and where each party stands, and the paper it becomes."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from samstyring.portal import programmes as reading
from samstyring.portal.files import paper_answer
from samstyring.portal.frame import in_public, show
from samstyring.portfolio import papers
from samstyring.portfolio.rules import adoption
from samstyring.portfolio.rules import programmes as rules


@in_public
def programmes(request, partnership):
    """Every open programme with the sentence that says where it stands."""
    today = timezone.localdate()
    found = reading.with_standings(reading.open_programmes(partnership))
    return show(
        request,
        "portal/programmes.html",
        {"programmes": [reading.standing(programme, today) for programme in found]},
        section="programmes",
    )


@in_public
def programme(request, partnership, programme):
    """One programme: where it stands with each party, and the money year by year."""
    today = timezone.localdate()
    programme = get_object_or_404(reading.with_standings(reading.open_programmes(partnership)), pk=programme)
    return show(
        request,
        "portal/programme.html",
        reading.standing(programme, today)
        | {
            "sums": reading.money(programme),
            "unit": papers.unit(programme),
            "rests_on": papers.rests_on(programme),
            "after_agreement": rules.years_after_agreement(programme),
            "sent_on": adoption.sent_on(programme),
            "today": today,
        },
        section="programmes",
    )


@in_public
def as_file(request, partnership, programme, file_format="pdf"):
    """The same paper as the secretariat sends out, as PDF or Word, or as a workbook to reckon on."""
    programme = get_object_or_404(reading.open_programmes(partnership), pk=programme)
    made = papers.programme_workbook if file_format == "xlsx" else papers.programme_paper
    name = f"handlingsprogram-{programme.period.replace('–', '-')}-v{programme.version}"
    today = timezone.localdate()
    return paper_answer(request, lambda: made(programme, on=today), name, file_format)
