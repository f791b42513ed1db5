"""Who is responsible for what: the matrix, one page for each forum, and one for each role."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from samstyring.ground import panels
from samstyring.partnership.access import in_partnership
from samstyring.partnership.models import Forum, Mandate, SeatType
from samstyring.partnership.rules import responsibility as reading


def forums_on(partnership, person, day):
    """The forums of a day, each with the mandate in force as `in_force`."""
    in_force = Mandate.objects.visible_to(person).in_force_on(day).prefetch_related("authority__case_kind")
    return (
        Forum.objects.visible_to(person)
        .filter(partnership=partnership)
        .on(day)
        .select_related("partnership")
        .prefetch_related(Prefetch("mandates", in_force.order_by("-effective_from", "-version"), "in_force"))
    )


@in_partnership
def responsibilities(request, partnership):
    """What each forum may conclude on each kind of case, beside what each has in fact treated."""
    request.section = "organisation"
    today = timezone.localdate()
    forums = list(forums_on(partnership, request.person, today))
    columns = reading.columns(forums)
    return render(
        request,
        "partnership/responsibilities.html",
        {
            "columns": columns,
            "matrix": reading.matrix(list(partnership.case_kinds.all()), columns),
            "without": [forum for forum in forums if not forum.in_force],
            "forums": forums,
            "roles": SeatType,
            "panels": panels.for_page("partnership.responsibility", partnership, request.person),
        },
    )


@in_partnership
def responsibility(request, partnership, forum):
    """One forum: the common description beside the mandate in force, and what is expected of each role."""
    request.section = "organisation"
    today = timezone.localdate()
    forum = get_object_or_404(
        Forum.objects.visible_to(request.person)
        .select_related("partnership")
        .prefetch_related("partnership__case_kinds"),
        partnership=partnership,
        key=forum,
    )
    versions = list(forum.mandates.prefetch_related("authority__case_kind"))
    mandate = max(
        (m for m in versions if m.is_in_force_on(today)), key=lambda m: (m.effective_from, m.version), default=None
    )
    lines = reading.compared(forum, mandate)
    seats = forum.seats.select_related("person", "party").order_by("party__order", "pk")
    return render(
        request,
        "partnership/responsibility.html",
        {
            "forum": forum,
            "mandate": mandate,
            "drafts": [m for m in versions if m.adopted_on is None],
            "lines": lines,
            "differing": sum(line.difference != reading.SAME for line in lines),
            "roles": reading.roles_of(forum, seats, today),
            "has_common": any(line.common for line in lines),
        },
    )


@in_partnership
def role(request, partnership, role):
    """One kind of seat: what is expected of it in common, and where it is found here."""
    request.section = "organisation"
    if role not in SeatType:
        raise Http404
    today = timezone.localdate()
    forums = forums_on(partnership, request.person, today).prefetch_related("seats__person", "seats__party")
    return render(
        request,
        "partnership/role.html",
        {
            "role": SeatType(role),
            "words": reading.role_words(role),
            "rows": reading.role_in_forums(role, forums, today),
            "guide": reading.guide(),
        },
    )
