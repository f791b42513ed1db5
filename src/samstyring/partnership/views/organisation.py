"""How the partnership is organised: parties, forums, and one forum with its mandate and people."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from samstyring.ground import history, panels
from samstyring.partnership.access import in_partnership
from samstyring.partnership.forms import working as working_form
from samstyring.partnership.models import Forum, Mandate, Party
from samstyring.partnership.rules import acting, composition, drafting
from samstyring.partnership.rules.reading import authority_by_kind, six_questions, table_of_seats, told

NEWEST = 8


@in_partnership
def organisation(request, partnership):
    """Forums now and earlier, who prepares for whom, and who the parties are."""
    request.section = "organisation"
    today = timezone.localdate()
    in_force = Mandate.objects.visible_to(request.person).in_force_on(today)
    forums = list(
        Forum.objects.visible_to(request.person)
        .filter(partnership=partnership)
        .select_related("prepares_for")
        .prefetch_related(
            "predecessors",
            "successors",
            Prefetch("mandates", in_force.order_by("-effective_from", "-version"), to_attr="in_force"),
        )
    )
    parties = [
        {"party": party, "standing": party.standing_on(today)}
        for party in partnership.parties.prefetch_related("predecessors", "successors")
    ]
    return render(
        request,
        "partnership/organisation.html",
        {
            "groups": [(s, [f for f in forums if f.standing_on(today) == s]) for s in ("now", "coming", "ended")],
            "without_mandate": sum(not f.in_force for f in forums if f.holds_on(today)),
            "parties": [row for row in parties if row["party"].is_member],
            "others": [row for row in parties if not row["party"].is_member],
            "adopts": Party.Adoption,
            "to_act_on": composition.to_act_on(composition.Bodies(partnership, today)),
            "may_change": acting.is_secretariat(request.person, partnership, today),
        },
    )


@in_partnership
def forum(request, partnership, forum):
    """One forum: what it is for, what it may conclude, who sits in it, and what it has treated."""
    request.section = "organisation"
    today = timezone.localdate()
    forum = get_object_or_404(
        Forum.objects.visible_to(request.person)
        .select_related("owner", "prepares_for", "partnership", "temporary")
        .prefetch_related("predecessors", "successors", "preparers"),
        partnership=partnership,
        key=forum,
    )
    mandates = list(forum.mandates.prefetch_related("authority__case_kind").order_by("-version", "-pk"))
    in_force = max(
        (m for m in mandates if m.is_in_force_on(today)), key=lambda m: (m.effective_from, m.version), default=None
    )
    seats = list(
        forum.seats.select_related("person", "party", "following__office__forum").order_by("party__order", "pk")
    )
    bodies = composition.Bodies(partnership, today)
    return render(
        request,
        "partnership/forum.html",
        {
            "forum": forum,
            "standing": forum.standing_on(today),
            "mandate": in_force,
            "draft": next((m for m in mandates if drafting.standing_of(m, today) == "draft"), None),
            "authority": authority_by_kind(in_force) if in_force else [],
            "working": working_form.in_words(in_force, bodies.forums) if in_force else [],
            "versions": [{"mandate": m, "standing": drafting.standing_of(m, today)} for m in mandates],
            "questions": six_questions(in_force, seats, today),
            "seat_groups": table_of_seats(seats, today),
            "findings": composition.findings(forum, bodies),
            "offices": list(forum.seats_by_office.select_related("office_forum")),
            "events": told(history.about(forum)[:NEWEST]),
            "may_change": acting.is_secretariat(request.person, partnership, today),
            "panels": panels.for_page("partnership.forum", forum, request.person),
        },
    )
