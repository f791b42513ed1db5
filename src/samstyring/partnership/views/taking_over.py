"""The partnership beside its template: what differs, and what a newer version offers."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused
from samstyring.partnership.access import in_partnership
from samstyring.partnership.actions import taking_over as acts
from samstyring.partnership.rules import acting, taking_over, template_contents

TEMPLATE = "partnership/taking_over/differences.html"


@in_partnership
def differences(request, partnership):
    """Every point that differs from the template, with the template's words beside ours."""
    request.section = "organisation"
    return render(request, TEMPLATE, _page(request, partnership))


@in_partnership
def contents(request, partnership):
    """The criteria, checklists, indicators and checkpoints that the template points to."""
    request.section = "organisation"
    language = get_language() or "nb"
    template = template_contents.template_of(partnership)
    found = template_contents.sets(partnership, language)
    page = {
        "name": template.name.in_language(language) if template else "",
        "own": [one for one in found if one.is_own],
        "others": [one for one in found if not one.is_own],
    }
    return render(request, "partnership/taking_over/contents.html", page)


@in_partnership
@require_POST
def answer(request, partnership):
    """Take over one point, keep our own, or be done with the version."""
    request.section = "organisation"
    key, act = request.POST.get("point", ""), request.POST.get("act", "")
    try:
        if act == "finish":
            acts.finish(partnership, by=request.person)
            messages.success(
                request,
                _("Malens versjon %(version)s er gått gjennom.") % {"version": partnership.template_version},
            )
            return redirect("partnership:differences", partnership.key)
        answered = (acts.take if act == "take" else acts.keep)(partnership, key, by=request.person)
    except Refused as refusal:
        return refused(request, TEMPLATE, refusal, **_page(request, partnership))
    words = (
        _("%(subject)s: malens ord er tatt over.") if act == "take" else _("%(subject)s: vårt eget er beholdt.")
    )
    if act == "take" and answered.is_of_mandate:
        words = _("%(subject)s: malens ord står nå i et utkast til mandat, som må vedtas.")
    messages.success(request, words % {"subject": answered.subject})
    return redirect(reverse("partnership:differences", args=[partnership.key]))


def _page(request, partnership):
    today = timezone.localdate()
    template = taking_over.template_of(partnership)
    found = taking_over.differences(partnership, template, today) if template else []
    newer = taking_over.is_newer(template, partnership)
    offered = taking_over.open_points(found) if newer else []
    rest = [one for one in found if one not in offered]
    return {
        "newest": template,
        "newer": newer,
        "offered": offered,
        "groups": [
            (_("Forum"), [one for one in rest if one.key.startswith("forum:") and not one.is_of_mandate]),
            (_("Mandater"), [one for one in rest if one.is_of_mandate]),
            (_("Sakstyper"), [one for one in rest if one.key.startswith("kind:")]),
        ],
        "count": len(found),
        "answers": partnership.template_answers.all()[:20],
        "may_change": acting.is_secretariat(request.person, partnership, today),
    }
