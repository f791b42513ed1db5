"""Where this room shows itself outside its own pages: words in the main menu, tasks, and the next meetings."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import (
    Case,
    Decision,
    Election,
    FocusAdoption,
    Invitation,
    MandateAdoption,
    Meeting,
)
from samstyring.casework.rules.anchoring_waiting import anchoring_tasks
from samstyring.casework.rules.cases import Standing, status_of
from samstyring.casework.rules.course import with_course
from samstyring.casework.rules.followup_waiting import follow_up_tasks
from samstyring.casework.rules.naming import hours_of, meeting_row
from samstyring.casework.rules.proposal_waiting import proposal_tasks
from samstyring.casework.rules.waiting import invitation_tasks, meeting_tasks
from samstyring.casework.treated import YEAR, needs, treated
from samstyring.ground import formats, panels
from samstyring.partnership.rules.acting import is_secretariat
from samstyring.partnership.rules.onboarding import Line, Section

panels.add_to_menu(_("Saker"), "casework:cases", order=20, section="cases")
panels.add_to_menu(_("Møter"), "casework:meetings", order=25, section="casework-meetings")
panels.add_to_menu(_("Oppfølging"), "casework:follow_ups", order=28, section="casework-followup")


def meetings_waiting(partnership, person):
    """The calls to send, meetings to run and papers to read, among the tasks of the home page."""
    return {"tasks": meeting_tasks(partnership, person, on=timezone.localdate())}


def anchoring_waiting(partnership, person):
    """The answers a person's party owes, among the tasks of the home page."""
    return {"tasks": anchoring_tasks(partnership, person, on=timezone.localdate())}


def follow_up_waiting(partnership, person):
    """What decisions ask of a person or their party, among the tasks of the home page."""
    return {"tasks": follow_up_tasks(partnership, person, on=timezone.localdate())}


def proposals_waiting(partnership, person):
    """The proposed cases to answer and the answers to read, among the tasks of the home page."""
    return {"tasks": proposal_tasks(partnership, person, on=timezone.localdate())}


def next_meetings(partnership, person):
    """The next meetings of the partnership, beside the tasks of the home page."""
    rows = _rows(Meeting.objects.visible_to(person).filter(partnership=partnership), coming=4)
    return {"rows": rows, "side": True} if rows else None


def meetings_of_forum(forum, person):
    """The meetings of a forum and of those before it: what is ahead, and the last ones held."""
    forums = forum.with_predecessors()
    shown = Meeting.objects.visible_to(person).filter(partnership=forum.partnership, forums__in=forums).distinct()
    rows = _rows(shown, coming=3, past=3)
    return {"rows": rows, "forum": forum} if rows else None


def _rows(meetings, *, coming, past=0):
    today = timezone.localdate()
    meetings = meetings.select_related("partnership").prefetch_related("forums", "items", "minutes")
    ahead = meetings.filter(day__gte=today).order_by("day", "starts_at", "pk")[:coming]
    behind = meetings.filter(day__lt=today).order_by("-day", "-pk")[:past] if past else ()
    return [meeting_row(meeting, today) for meeting in (*ahead, *behind)]


panels.show_on("partnership.home", panels.Panel("meetings", "", meetings_waiting, order=10))
panels.show_on("partnership.home", panels.Panel("anchoring", "", anchoring_waiting, order=12))
panels.show_on("partnership.home", panels.Panel("follow-up", "", follow_up_waiting, order=14))
panels.show_on("partnership.home", panels.Panel("proposals", "", proposals_waiting, order=13))
panels.show_on(
    "partnership.home", panels.Panel("next-meetings", "casework/_meetings_panel.html", next_meetings, order=10)
)
panels.show_on(
    "partnership.forum", panels.Panel("meetings", "casework/_meetings_panel.html", meetings_of_forum, order=20)
)


def case_of_mandate(mandate, person):
    """The case that puts a mandate into force; for a draft without one, the secretariat's way to open it."""
    adoption = (
        MandateAdoption.objects.filter(mandate=mandate).select_related("case__partnership", "decision").first()
    )
    if adoption:
        seen = Case.objects.visible_to(person).filter(pk=adoption.case_id).exists()
        return {"adoption": adoption} if seen else None
    if mandate.adopted_on or not is_secretariat(person, mandate.partnership, timezone.localdate()):
        return None
    return {"mandate": mandate}


panels.show_on(
    "partnership.mandate", panels.Panel("case", "casework/_mandate_panel.html", case_of_mandate, order=20)
)


def mandates_of_case(case, person):
    """The mandates a case is about, so that whoever decides can read what is decided."""
    adoptions = list(case.mandate_adoptions.select_related("mandate", "decision"))
    return {"adoptions": adoptions} if adoptions else None


panels.show_on(
    "casework.case", panels.Panel("mandates", "casework/_case_mandates.html", mandates_of_case, order=10)
)


def treated_by_forums(partnership, person):
    """What each forum has treated, under the matrix of what it may."""
    today = timezone.localdate()
    rows = treated(partnership, person, on=today)
    recent = [d for row in rows for d in row.decisions if d.decided_on > today - YEAR]
    return {"rows": rows, "last_year": len(recent), "needs": needs(rows, partnership, on=today)}


panels.show_on(
    "partnership.responsibility",
    panels.Panel("treated", "casework/_treated_panel.html", treated_by_forums, order=10),
)


def decided_by_forum(forum, person):
    """The last decisions of a forum, and of each forum before it, so that a newcomer can read on backwards."""
    line = forum.with_predecessors()
    shown = Decision.objects.visible_to(person).standing().filter(forum__in=line)
    shown = shown.select_related("forum__partnership", "case__partnership").order_by("-decided_on", "-pk")
    rows = [*shown.filter(forum=forum)[:5], *shown.filter(forum__in=line[1:])[:5]]
    return {"rows": rows, "forum": forum, "before": line[1:]} if rows else None


panels.show_on(
    "partnership.forum", panels.Panel("decided", "casework/_forum_cases_panel.html", decided_by_forum, order=25)
)


def case_of_focus(drafted, person):
    """The case that puts a version of the focus areas into force; for a draft without one, the way to open it."""
    adoption = FocusAdoption.objects.filter(focus_list=drafted).select_related("case__partnership").first()
    if adoption:
        seen = Case.objects.visible_to(person).filter(pk=adoption.case_id).exists()
        return {"adoption": adoption} if seen else None
    # A list known from a source is in force, although its decision is not found.
    if (
        drafted.adopted_on
        or drafted.source
        or not is_secretariat(person, drafted.partnership, timezone.localdate())
    ):
        return None
    return {"drafted": drafted}


panels.show_on("partnership.focus", panels.Panel("case", "casework/_focus_panel.html", case_of_focus, order=10))


def focus_of_case(case, person):
    """The version of the focus areas a case is about, so that whoever decides can read it."""
    adoptions = list(case.focus_adoptions.select_related("focus_list__partnership"))
    return {"adoptions": adoptions} if adoptions else None


panels.show_on("casework.case", panels.Panel("focus", "casework/_case_focus.html", focus_of_case, order=11))


def invited_on_front(partnerships, person):
    """The items a person is invited to, on the cards: the invited may have no other part in the partnership."""
    if person is None:
        return None
    each = {}
    for one in _invited(person):
        each.setdefault(one.item.meeting.partnership_id, {"invitations": []})["invitations"].append(one)
    return {"each": each} if each else None


def invited_at_home(partnership, person):
    """The papers of items one is invited to, among the tasks of the home page."""
    return {"tasks": invitation_tasks(_invited(person).filter(item__meeting__partnership=partnership))}


def _invited(person):
    today = timezone.localdate()
    opened = Invitation.objects.open_to(person, today).order_by("item__meeting__day", "pk")
    return opened.select_related("item__meeting__partnership", "item__case", "item__forum")


panels.show_on(
    "partnership.front", panels.Panel("invitations", "casework/_front_invitations.html", invited_on_front, order=5)
)
panels.show_on("partnership.home", panels.Panel("invitations", "", invited_at_home, order=30))


def election_of_case(case, person):
    """The election a case is, with its candidates."""
    election = Election.objects.filter(case=case).select_related("forum").first()
    if election is None:
        return None
    return {"election": election, "candidates": list(election.candidates.select_related("person", "party"))}


def elections_of_forum(forum, person):
    """The elections to a forum, and for the secretariat the way to hold one."""
    held = list(Election.objects.visible_to(person).filter(forum=forum).select_related("decision")[:5])
    may_hold = is_secretariat(person, forum.partnership, timezone.localdate())
    return {"elections": held, "forum": forum, "may_hold": may_hold} if held or may_hold else None


panels.show_on(
    "casework.case", panels.Panel("election", "casework/_case_election.html", election_of_case, order=12)
)
panels.show_on(
    "partnership.forum", panels.Panel("elections", "casework/_elections_panel.html", elections_of_forum, order=15)
)


def calendar_of_member(member, person):
    """The next meetings of a new member's forums, in the pack for new members."""
    ahead = Meeting.objects.visible_to(person).filter(
        partnership=member.partnership, forums__in=member.forums, day__gte=member.today
    )
    rows = ahead.exclude(status=Meeting.Status.CANCELLED).distinct().prefetch_related("forums")
    lines = tuple(
        Line(
            meeting.forum_names,
            f"{formats.day_in_week(meeting.day)} {hours_of(meeting)}".strip(),
            meeting.get_absolute_url(),
        )
        for meeting in rows.select_related("partnership")[:8]
    )
    return {"section": Section(_("Kalenderen"), lines, _("Ingen møter er planlagt i forumene dine."))}


def open_cases_of_member(member, person):
    """The cases that pass through a new member's forums and are not done, in the pack for new members."""
    passing = Case.objects.visible_to(person).filter(partnership=member.partnership).passing(member.forums)
    cases = [(case, status_of(case, today=member.today)) for case in with_course(passing).order_by("-pk")[:60]]
    lines = tuple(
        Line(case.title, status.sentence, case.get_absolute_url())
        for case, status in cases
        if status.standing != Standing.FINISHED
    )
    return {"section": Section(_("Åpne saker"), lines[:12], _("Ingen åpne saker i forumene dine."))}


panels.show_on("partnership.onboarding", panels.Panel("calendar", "", calendar_of_member, order=10))
panels.show_on("partnership.onboarding", panels.Panel("cases", "", open_cases_of_member, order=20))
