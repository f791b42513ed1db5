"""What proposed cases ask of a person: the secretariat answers, and whoever proposed reads a fresh answer."""

from datetime import timedelta

from django.utils.translation import gettext as _

from samstyring.casework.models import CaseProposal
from samstyring.ground import formats
from samstyring.partnership.rules.acting import is_secretariat
from samstyring.partnership.rules.waiting import Task

FRESH = timedelta(days=14)


def proposal_tasks(partnership, person, *, on):
    visible = CaseProposal.objects.visible_to(person).filter(partnership=partnership)
    visible = visible.select_related("partnership", "forum", "proposed_by")
    tasks = []
    if is_secretariat(person, partnership, on):
        tasks += [_answer(one) for one in visible.unanswered()]
    fresh = visible.filter(proposed_by=person, answered_on__gte=on - FRESH, case=None)
    return tasks + [_read(one) for one in fresh]


def _answer(one):
    words = {"person": one.proposed_by, "forum": one.forum, "day": formats.short_day(one.proposed_on)}
    return Task(
        title=_("Svar på den innmeldte saken «%s»") % one.title,
        href=one.get_absolute_url(),
        why=_("%(person)s meldte den til %(forum)s %(day)s.") % words,
        act=_("Svar"),
    )


def _read(one):
    return Task(
        title=_("Les svaret på saken du meldte: «%s»") % one.title,
        href=one.get_absolute_url(),
        why=_("Sekretariatet har svart hvorfor den ikke blir tatt opp."),
        act=_("Les"),
    )
