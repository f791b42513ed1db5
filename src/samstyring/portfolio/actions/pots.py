"""Release a pot's money to a named project by delegation, and take it back."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samstyring.ground import history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.portfolio.models import PotRelease, ProgrammeLine
from samstyring.portfolio.rules import pots as rules


@transaction.atomic
def release(line, *, project, amount, forum, authority, decided_on, reason, by, on=None):
    """Write down a delegated decision that this money goes to the project, and return it."""
    on = on or timezone.localdate()
    # Taking the row first makes two people at once see each other's money, also where rows cannot be locked.
    rules.same_pot(line).update(pot=F("pot"))
    line = ProgrammeLine.objects.select_related("programme__partnership", "programme__decision").get(pk=line.pk)
    refuse_if(
        rules.obstacles_to_releasing(
            line, project=project, amount=amount, forum=forum, authority=authority, decided_on=decided_on,
            reason=reason, by=by, on=on,
        )
    )  # fmt: skip
    made = PotRelease.objects.create(
        line=line, project=project, amount_mnok=amount, forum=forum, authority=authority, decided_on=decided_on,
        reason=reason.strip(), recorded_by=by,
    )  # fmt: skip
    history.record(
        "pot.released", about=[line.programme, project, line.programme.case], by=by, line=line.pk, year=line.year
    )
    return made


@transaction.atomic
def take_back(release, *, reason, by, on=None):
    """The money goes back to the pot; what was decided stays on the page with the reason."""
    on = on or timezone.localdate()
    refuse_if(rules.obstacles_to_taking_back(release, reason=reason, by=by, on=on))
    changed = PotRelease.objects.filter(pk=release.pk, taken_back_on__isnull=True).update(
        taken_back_on=on, taken_back_reason=reason.strip()
    )
    if not changed:
        raise Refused(rules.TAKEN_BACK())
    history.record("pot.taken_back", about=[release.line.programme, release.project], by=by, line=release.line_id)
