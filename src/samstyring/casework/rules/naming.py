"""What meetings and decisions are called, and how a meeting stands in a list."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.casework.models import Meeting
from samstyring.ground import formats

STATUS_GLYPHS = {
    Meeting.Status.PLANNED: "todo",
    Meeting.Status.CALLED: "prog",
    Meeting.Status.HELD: "done",
    Meeting.Status.CANCELLED: "stop",
}


def title_of(meeting):
    """`Styringsgruppen, fredag 26. juni 2026`"""
    return _("%(forums)s, %(day)s") % {"forums": meeting.forum_names, "day": formats.day_in_week(meeting.day)}


def named(parties):
    """`Alver kommune, Askøy kommune og Statens vegvesen`"""
    names = [party.name for party in parties]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s og %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def hours_of(meeting):
    if meeting.starts_at is None:
        return ""
    if meeting.ends_at is None:
        return _("kl. %(starts)s") % {"starts": formats.clock(meeting.starts_at)}
    return f"{formats.clock(meeting.starts_at)}–{formats.clock(meeting.ends_at)}"


def meeting_row(meeting, today):
    """A meeting in a list."""
    cases = sum(1 for item in meeting.items.all() if item.case_id)
    counted = ngettext("%(count)s sak", "%(count)s saker", cases) % {"count": cases} if cases else ""
    if meeting.status == Meeting.Status.PLANNED:
        counted = _("Sakslisten er ikke sendt")
    facts = [date_format(meeting.day, "l").capitalize(), hours_of(meeting), meeting.place, counted]
    approved = [version for version in meeting.minutes.all() if version.approved_at]
    return {
        "meeting": meeting,
        "day": meeting.day.day,
        "month": date_format(meeting.day, "M Y" if meeting.day.year != today.year else "M").lower(),
        "title": meeting.forum_names,
        "facts": " · ".join(fact for fact in facts if fact),
        "kind": STATUS_GLYPHS[meeting.status],
        "word": meeting.get_status_display().capitalize(),
        "minutes": _("Protokollen er godkjent") if approved else "",
    }


def who_adopted(decision):
    """`Styringsgruppen, sak 41/25`, as it is kept with what was adopted: in the partnership's language."""
    with decision.case.partnership.in_its_language():
        number = decision.item.number_text if decision.item else ""
        told = {"forum": decision.forum, "number": number or formats.day(decision.decided_on)}
        return _("%(forum)s, %(number)s") % told
