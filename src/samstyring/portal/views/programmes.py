"""Open programmes: the list, one with its money and where each party stands, and the paper it becomes."""

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import condition

from samstyring import documents
from samstyring.portal import programmes as reading
from samstyring.portal.frame import in_public, show
from samstyring.portfolio import papers
from samstyring.portfolio.rules import adoption
from samstyring.portfolio.rules import programmes as rules

RENDERED_FOR = 24 * 60 * 60


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
def pdf(request, partnership, programme):
    """The same paper as the secretariat sends out. The same content is rendered once."""
    programme = get_object_or_404(reading.open_programmes(partnership), pk=programme)
    paper = papers.programme_paper(programme, on=timezone.localdate())
    digest = sha256(repr(paper).encode()).hexdigest()

    @condition(etag_func=lambda request: f'"{digest}"')
    def answer(request):
        rendered = cache.get_or_set(
            f"portal-pdf-{digest}", lambda: documents.render(paper, "pdf"), timeout=RENDERED_FOR
        )
        response = HttpResponse(rendered, content_type="application/pdf")
        name = f"handlingsprogram-{programme.period.replace('–', '-')}-v{programme.version}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response

    return answer(request)
