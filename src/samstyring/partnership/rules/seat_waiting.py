"""What seats ask of the secretariat: terms that end, and forums that are not composed as their mandates say."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.ground import formats
from samstyring.partnership.rules import composition, terms
from samstyring.partnership.rules.acting import is_secretariat
from samstyring.partnership.rules.waiting import Task


def seat_tasks(partnership, person, *, on):
    """The secretariat's tasks about who sits where. Nobody else is asked."""
    if not is_secretariat(person, partnership, on):
        return []
    bodies = composition.Bodies(partnership, on)
    tasks = [_term(partnership, seat, ends, on) for seat, ends in terms.ending(bodies)]
    # A term that ends is a task of its own.
    wrong = [
        (forum, found)
        for forum, found in composition.to_act_on(bodies)
        if any(finding.check != "leader_term_months" for finding in found)
    ]
    return [*tasks, _composed(partnership, wrong)] if wrong else tasks


def _term(partnership, seat, ends, on):
    told = {
        "who": seat.person or seat.title,
        "kind": seat.get_kind_display(),
        "forum": seat.forum,
        "day": formats.day(ends),
    }
    return Task(
        title=_("Finn ny %(kind)s i %(forum)s") % told,
        href=reverse("partnership:forum", args=[partnership.key, seat.forum.key]) + "#plasser",
        why=(
            _("Perioden til %(who)s var ute %(day)s.") if ends < on else _("Perioden til %(who)s går ut %(day)s.")
        )
        % told,
        due=ends,
        kind="late" if ends < on else "todo",
    )


def _composed(partnership, wrong):
    why = ngettext(
        "%(names)s er ikke satt sammen slik mandatet sier.",
        "%(names)s er ikke satt sammen slik mandatene sier.",
        len(wrong),
    )
    return Task(
        title=_("Se på sammensetningen av forum"),
        href=reverse("partnership:organisation", args=[partnership.key]) + "#sammensetning",
        why=why % {"names": composition.listed(forum for forum, _found in wrong)},
        kind="warn",
    )
