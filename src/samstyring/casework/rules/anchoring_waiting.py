"""What anchoring asks of a person: answers their party owes, and silence the secretariat may do something about."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samstyring.casework.models import AffectedParty, AnchoringRequest, AnchoringStatement
from samstyring.ground import formats
from samstyring.partnership.models import Outcome
from samstyring.partnership.rules.acting import is_secretariat, parties_of
from samstyring.partnership.rules.waiting import Task

# After this nobody waits for an answer any more.
SETTLED = (Outcome.ADOPTED, Outcome.REJECTED)


def anchoring_tasks(partnership, person, *, on):
    """The answers this person's parties are asked for, and for the secretariat the cases with silent parties."""
    owed = [one for one in _asked(partnership, person) if _is_owed(one)]
    mine = set(parties_of(person, partnership, on).values_list("pk", flat=True)) if owed else set()
    tasks = [_answer(one, on) for one in owed if one.party_id in mine]
    if owed and is_secretariat(person, partnership, on):
        tasks += _remind([one for one in owed if _due(one) and _due(one) < on])
    return tasks


def _asked(partnership, person):
    return (
        AffectedParty.objects.visible_to(person)
        .filter(case__partnership=partnership, requests__isnull=False)
        .exclude(case__decisions__outcome__in=SETTLED)
        .select_related("case__partnership", "party")
        .prefetch_related(
            Prefetch("requests", AnchoringRequest.objects.select_related("paper")),
            Prefetch("statements", AnchoringStatement.objects.select_related("paper")),
        )
        .distinct()
    )


def _is_owed(affected):
    """Asked about a later version than the one it answered on, if it answered at all."""
    answered = max((statement.paper.version for statement in affected.statements.all()), default=0)
    return max(request.paper.version for request in affected.requests.all()) > answered


def _due(affected):
    return list(affected.requests.all())[-1].due_on


def _answer(affected, on):
    request = list(affected.requests.all())[-1]
    words = {"day": formats.short_day(request.asked_on), "version": request.paper.version}
    return Task(
        title=_("Svar på om saken er forankret i %(party)s: %(case)s")
        % {"party": affected.party, "case": affected.case},
        href=reverse(
            "casework:anchoring_answer", args=[affected.case.partnership.key, affected.case_id, affected.pk]
        ),
        why=_("Påminnelse %(day)s, versjon %(version)s.") % words
        if request.is_reminder
        else _("Bedt %(day)s, versjon %(version)s.") % words,
        due=request.due_on,
        act=_("Svar"),
        kind="late" if request.due_on and request.due_on < on else "todo",
    )


def _remind(late):
    by_case = {}
    for affected in late:
        by_case.setdefault(affected.case, []).append(affected)
    for case, silent in by_case.items():
        words = ngettext("%(count)s part har ikke svart: %(parties)s", "%(count)s parter har ikke svart: %(parties)s",
                         len(silent))  # fmt: skip
        yield Task(
            title=_("Minn partene om forankring av %(case)s") % {"case": case},
            href=f"{case.get_absolute_url()}?del=forankring",
            why=words % {"count": len(silent), "parties": ", ".join(one.party.short for one in silent)},
            due=min(_due(affected) for affected in silent),
            kind="warn",
        )
