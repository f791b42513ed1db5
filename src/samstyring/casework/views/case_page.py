"""What every page about one case shows at its top, and how the case is found."""

from dataclasses import replace
from functools import wraps

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.casework.models import Attachment, Case, Purpose
from samstyring.casework.rules import preparing
from samstyring.casework.rules.cases import day_words, outcome_words, status_of
from samstyring.casework.rules.course import with_course
from samstyring.ground import formats, panels
from samstyring.partnership.access import in_partnership


def among_cases(view):
    """A page of the room's part for cases, in a partnership the person has a part in."""

    @wraps(view)
    def placed(request, *args, **address):
        request.section = "cases"
        return view(request, *args, **address)

    return in_partnership(placed)


def the_case(request, case_id, *, fetch=with_course):
    """The case of the address, if this person may see it in this partnership; else 404."""
    visible = Case.objects.visible_to(request.person).filter(partnership=request.partnership)
    return get_object_or_404(fetch(visible), pk=case_id)


def head_of(request, case):
    """Title, numbers, badges, status and stations, and what this person may do here."""
    today = timezone.localdate()
    status = status_of(case, today=today)
    shown = panels.for_page("casework.case", case, request.person)
    paper = max(case.papers.all(), key=lambda one: one.version, default=None)
    return {
        "case": case,
        "status": status,
        "paper": paper,
        "panels": shown,
        "numbers": _numbers(case, status),
        "purpose_now": _purpose_now(status),
        "stations": [_station(station, shown, today) for station in status.stations],
        "ahead": _ahead(case, status, paper, today, request.person),
        "ahead_title": _ahead_title(status, today),
        "may_keep": not any(preparing.obstacles_to_keeping(case, request.person, today)),
        "may_prepare": not any(preparing.obstacles_to_preparing(case, request.person, today)),
        "late_paper": _late_paper(status, paper),
    }


def _ahead(case, status, paper, today, person):
    """What stands in the way; the acts that mend it are offered to those who may do them."""
    obstacles = preparing.obstacles_ahead(case, status, paper, today=today)
    if any(preparing.obstacles_to_keeping(case, person, today)):
        return [replace(obstacle, act_url="") for obstacle in obstacles]
    return list(obstacles)


def _numbers(case, status):
    """The numbers the forums gave the case; the one it has where it is, or was last, comes first."""
    done = [station.forum.pk for station in status.stations if station.is_done and station.forum]
    here = status.current.forum.pk if status.current and status.current.forum else None
    given = {number.forum_id for number in case.numbers.all()}
    here = here if here in given or not done else done[-1]
    numbers = sorted(case.numbers.all(), key=lambda n: (n.forum_id != here, -n.year, n.sequence))
    return [{"text": _("Sak %(number)s") % {"number": number}, "forum": number.forum.name} for number in numbers]


def _purpose_now(status):
    current = status.current
    return Purpose(current.purpose).label.capitalize() if current and current.purpose else ""


def _station(station, shown, today):
    """One station as the page draws it. A panel may tell how far the parties at home have come."""
    if station.is_local:
        told = next((panel["local"] for panel in shown if panel.get("local")), {})
        state = "done" if told.get("kind") == "done" else station.state
        drawn = {
            "forum": _("Partene lokalt"),
            "purpose": _("Lokal behandling"),
            "href": "",
            "groups": told.get("groups"),
        }
        here = ("prog", _("Hos partene")) if station.state == "current" else ("todo", _("Planlagt"))
        drawn |= {"kind": told.get("kind", here[0]), "outcome": told.get("outcome", here[1])}
        drawn |= {"state": state, "label": told.get("label", "")}
    else:
        kind, outcome = outcome_words(station, today)
        purpose = Purpose(station.purpose).label.capitalize() if station.purpose else ""
        drawn = {"forum": station.forum.name, "purpose": purpose, "key": station.forum.key, "groups": None}
        drawn |= {"kind": kind, "outcome": outcome, "state": station.state}
    day = formats.short_day(station.day) if station.day else ""
    if day and station.is_local and not station.is_done:
        day = _("frist %(day)s") % {"day": day}
    drawn["purpose_and_date"] = " · ".join(filter(None, (drawn["purpose"], day)))
    return drawn


def _ahead_title(status, today):
    current = status.current
    if current is None or current.is_local:
        return _("Dette må på plass før saken kan gå videre")
    words = {"forum": current.forum}
    if current.item:
        words["day"] = day_words(current.day, today)
        return _("Dette må på plass før %(forum)s behandler saken %(day)s") % words
    return _("Dette må på plass før saken kommer til %(forum)s") % words


def _late_paper(status, paper):
    """The version on the table, where a newer one has come since the call was sent."""
    current = status.current
    if not (
        current and current.item and current.item.paper_id and current.item.meeting.agenda_is_locked and paper
    ):
        return None
    table = current.item.paper
    return {"table": table, "forum": current.forum} if table.version < paper.version else None


def tabs_of(case, *, current, anchored, checked, decisions, attachments, relations):
    """The parts of the case page: (name, words, address, how many, whether it is the one shown)."""
    here = reverse("casework:case", args=[case.partnership.key, case.pk])
    story = reverse("casework:case_history", args=[case.partnership.key, case.pk])
    told = (
        ("saksframlegg", _("Saksframlegg"), f"{here}?del=saksframlegg", ""),
        ("forankring", _("Forankring"), f"{here}?del=forankring", anchored),
        ("sjekkliste", _("Sjekkliste"), f"{here}?del=sjekkliste", checked),
        ("vedtak", _("Vedtak"), f"{here}?del=vedtak", decisions),
        ("papirer", _("Papirer"), f"{here}?del=papirer", attachments),
        ("historikk", _("Historikk"), story, ""),
        ("relatert", _("Relatert"), f"{here}?del=relatert", relations),
    )
    return [
        {"name": name, "words": words, "href": href, "count": count or "", "current": name == current}
        for name, words, href, count in told
        # Kinds of case without a checklist have no such part.
        if name != "sjekkliste" or checked
    ]


def annexes_of(case, person):
    """The annexes by number with their versions, newest first; of closed ones only the number and the basis."""
    readable = Exists(Attachment.objects.visible_to(person).filter(pk=OuterRef("pk")))
    attachments = case.attachments.annotate(is_readable=readable).select_related("file", "added_by")
    groups = {}
    for attachment in attachments.order_by("label", "-version"):
        groups.setdefault(attachment.label, []).append(attachment)
    ordered = sorted(groups.values(), key=lambda versions: _place(versions[0].label))
    return [{"newest": versions[0], "older": versions[1:]} for versions in ordered]


def _place(label):
    digits = "".join(letter for letter in label if letter.isdigit())
    return (int(digits or 0), label)


def relations_of(case, person):
    """Related cases this person may see, told from this case's side: (words, other case, relation or None)."""
    visible = Case.objects.visible_to(person).filter(partnership=case.partnership)
    back = {
        "refers": _("vises til av"),
        "follows": _("følges opp av"),
        "replaces": _("erstattes av"),
    }
    told = [
        {"words": relation.get_kind_display(), "case": relation.other, "relation": relation}
        for relation in case.relations.filter(other__in=visible)
        .select_related("other__partnership")
        .prefetch_related("other__numbers")
    ]
    told += [
        {"words": back[relation.kind], "case": relation.case, "relation": None}
        for relation in case.referred_by.filter(case__in=visible)
        .select_related("case__partnership")
        .prefetch_related("case__numbers")
    ]
    return told
