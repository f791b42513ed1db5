"""Whether two forums are asked the same about the same paper, with nothing new to go by in between."""

from collections import defaultdict

from django.utils.translation import gettext as _

from samstyring.casework.models import Meeting, Purpose
from samstyring.casework.rules.naming import named


def repeats_of(case):
    """A sentence for each version that two forums have had for the same purpose, not counting joint meetings."""
    asked = defaultdict(dict)
    for item in case.items.all():
        if item.paper_id and item.purpose and item.meeting.status != Meeting.Status.CANCELLED:
            asked[item.paper, item.purpose].setdefault(item.forum, set()).add(item.meeting_id)
    return [_told(paper, purpose, forums) for (paper, purpose), forums in asked.items() if _is_repeat(forums)]


def _is_repeat(forums):
    meetings = [held for one in forums.values() for held in one]
    return len(forums) > 1 and len(set(meetings)) > 1


def _told(paper, purpose, forums):
    return _("Versjon %(version)s er lagt fram for %(forums)s til samme formål: %(purpose)s.") % {
        "version": paper.version,
        "forums": named(forums),
        "purpose": Purpose(purpose).label,
    }
