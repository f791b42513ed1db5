"""The pack for a new member, as a page and as PDF: one's own, and for the secretariat everybody's."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from samstyring.ground.choices import number_in
from samstyring.partnership import papers
from samstyring.partnership.access import in_partnership
from samstyring.partnership.forms.agreements import MemberForm
from samstyring.partnership.rules import acting, onboarding
from samstyring.partnership.views.house_styles import paper_answer


def _pack(request, partnership, member):
    """The pack of this person. Others than the secretariat find only their own."""
    today = timezone.localdate()
    if member != request.person.pk and not acting.is_secretariat(request.person, partnership, today):
        raise Http404
    found = get_object_or_404(onboarding.members_of(partnership), pk=member)
    return onboarding.pack_for(found, partnership, today)


@in_partnership
def welcome(request, partnership):
    """To one's own pack, or to that of the person who is asked for."""
    asked = number_in(request.GET.get("person"))
    return redirect("partnership:onboarding", partnership.key, asked or request.person.pk)


@in_partnership
def pack(request, partnership, member):
    """Role, mandate, forums, calendar, open cases and tools on one page."""
    request.section = "organisation"
    found = _pack(request, partnership, member)
    others = None
    if acting.is_secretariat(request.person, partnership, found.member.today):
        others = MemberForm(partnership=partnership, initial={"person": found.member.person})
    is_own = found.member.person == request.person
    return render(request, "partnership/onboarding.html", {"pack": found, "is_own": is_own, "others": others})


@in_partnership
def pack_pdf(request, partnership, member):
    """The same as PDF, to send to somebody who has no account yet."""
    found = _pack(request, partnership, member)
    return paper_answer(partnership, lambda: papers.onboarding_paper(found), f"velkommen-{found.member.person.pk}")
