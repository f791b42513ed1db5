"""Writing, reading and comparing versions of the saksframlegg."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from samstyring.casework.actions.papers import write_paper
from samstyring.casework.forms.papers import PaperForm
from samstyring.casework.models import PaperVersion
from samstyring.casework.rules import preparing, wording
from samstyring.casework.views.case_page import among_cases, the_case
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused


@among_cases
def write(request, partnership, case_id):
    """Write the first version, or the next one from the words of the newest."""
    today, found = timezone.localdate(), the_case(request, case_id)
    obstacles = list(preparing.obstacles_to_preparing(found, request.person, today))
    latest = found.latest_paper
    if obstacles and request.method != "POST":
        return refused(request, "ground/refused.html", Refused(*obstacles), back_url=found.get_absolute_url())
    # Whoever began on the first version gets no demand for a change note, even if another came before.
    is_first = latest is None or request.POST.get("base") == "0"
    form = PaperForm(request.POST or None, is_first=is_first, initial=_from(latest))
    context = {"case": found, "form": form, "latest": latest}
    if request.method == "POST" and form.is_valid():
        try:
            write_paper(
                found,
                sections=form.sections,
                base=form.cleaned_data["base"],
                change_note=form.cleaned_data.get("change_note", ""),
                by=request.person,
                on=today,
            )
        except Refused as refusal:
            return _not_kept(request, found, form, refusal)
        return redirect(f"{found.get_absolute_url()}?del=saksframlegg")
    return render(request, "casework/case_paper_write.html", context, status=422 if form.is_bound else 200)


def _from(latest):
    if latest is None:
        return {"base": 0}
    return {name: getattr(latest, name) for name in PaperVersion.SECTIONS} | {"base": latest.version}


def _not_kept(request, case, form, refusal):
    """Both texts on one page: what stands now, and what was typed, which can be kept on top of it."""
    latest = case.latest_paper
    context = {"case": case, "latest": latest, "form": form}
    if any(obstacle.code == "written-meanwhile" for obstacle in refusal.obstacles):
        # Not bound, so that nothing is marked wrong: the person is to read first, and then keep it on top.
        note = form.data.get("change_note", "")
        again = PaperForm(is_first=False, initial=form.written | {"base": latest.version, "change_note": note})
        context |= {"form": again, "theirs": latest, "compared": wording.compare(latest, form.written)}
    return refused(request, "casework/case_paper_write.html", refusal, **context)


@among_cases
def read(request, partnership, case_id, version):
    """One version as it was, also when there are newer ones."""
    found = the_case(request, case_id)
    paper = get_object_or_404(found.papers.select_related("author"), version=version)
    context = {"case": found, "paper": paper, "latest": found.latest_paper}
    context["decisions"] = paper.decisions.select_related("forum").order_by("decided_on")
    return render(request, "casework/case_paper.html", context)


@among_cases
def compare(request, partnership, case_id):
    """Two versions compared, the newest and the one before unless others are chosen."""
    found = the_case(request, case_id)
    papers = {paper.version: paper for paper in found.papers.select_related("author")}
    if len(papers) < 2:
        raise Http404
    newest = max(papers)
    old = _chosen(request.GET.get("fra"), papers, newest - 1)
    new = _chosen(request.GET.get("til"), papers, newest)
    older, newer = papers[min(old, new)], papers[max(old, new)]
    compared = wording.compare(older, newer)
    context = {"case": found, "papers": papers.values(), "older": older, "newer": newer, "compared": compared}
    context["is_same"] = not any(changed for _heading, _pieces, changed in compared)
    return render(request, "casework/case_compare.html", context)


def _chosen(asked, papers, otherwise):
    return next((version for version in papers if str(version) == asked), otherwise)
