"""An open case with its papers and history, its attachments, and one decision at a lasting address."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import condition

from samstyring.casework.models import Case, Decision
from samstyring.portal import agenda, follow_ups, programmes, strategies
from samstyring.portal.frame import in_public, show
from samstyring.portal.sources import web_addresses


@in_public
def case(request, partnership, case, version=None):
    """The saksframlegg that lay on the table, its attachments, and every open forum the case has met."""
    case = get_object_or_404(
        Case.objects.public().select_related("kind", "partnership").prefetch_related("attachments__file"),
        partnership=partnership,
        pk=case,
    )
    points = agenda.points(agenda.open_items().filter(case=case).order_by("meeting__day", "order", "pk"))
    papers = {point.item.paper.version: point for point in points if point.has_papers}
    if version is not None and version not in papers:
        raise Http404
    on_table = papers.get(version or max(papers, default=0))
    return show(
        request,
        "portal/case.html",
        {
            "case": case,
            "points": points,
            "sources": web_addresses(case.source),
            "on_table": on_table,
            "versions": sorted(papers, reverse=True),
            "attachments": agenda.newest(agenda.open_attachments(case, [point.item for point in points])),
            "follow_ups": follow_ups.of_case(case, timezone.localdate()),
            "programmes": programmes.open_programmes(partnership).filter(case=case),
            "strategies": strategies.of_case(case),
        },
        section="meetings",
    )


@in_public
def paper(request, partnership, case, attachment):
    """An attachment as it was received. PDF opens in the browser; other kinds are downloaded."""
    case = get_object_or_404(
        Case.objects.public().prefetch_related("attachments__file"), partnership=partnership, pk=case
    )
    items = list(agenda.open_items().filter(case=case))
    found = next((one for one in agenda.open_attachments(case, items) if one.pk == attachment), None)
    if found is None or found.closed_basis or found.file is None:
        raise Http404
    return _download(request, found.file)


def _download(request, file):
    @condition(etag_func=lambda request: f'"{file.sha256}"')
    def answer(request):
        return FileResponse(
            file.content.open("rb"),
            content_type=file.media_type,
            filename=file.name,
            as_attachment=file.media_type != "application/pdf",
        )

    return answer(request)


@in_public
def decision(request, partnership, decision):
    """One decision at a lasting address; a corrected one shows what replaced it."""
    decision = get_object_or_404(
        Decision.objects.public()
        .select_related("case", "forum", "item__number", "item__meeting", "mandate", "authority", "replaces")
        .prefetch_related("positions__party"),
        case__partnership=partnership,
        pk=decision,
    )
    return show(
        request,
        "portal/decision.html",
        {
            "decision": decision,
            "replaced_by": Decision.objects.public().filter(replaces=decision).first(),
            "case": Case.objects.public().filter(pk=decision.case_id).first(),
            "follow_ups": follow_ups.of_decision(decision, timezone.localdate()),
            "glyph": agenda.GLYPHS.get(decision.outcome, "done"),
            "agreement": agenda.agreement_note(decision),
            "reservations": [p for p in decision.positions.all() if p.stance != "for"],
        },
        section="meetings",
    )
