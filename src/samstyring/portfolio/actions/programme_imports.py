"""Taking in a programme's workbook: every line in one transaction, each by the programme's own act."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samstyring.ground import history
from samstyring.ground.refusal import Obstacle, refuse_if
from samstyring.portfolio.actions import programmes, revisions
from samstyring.portfolio.actions.sheet_imports import HAS_ERRORS
from samstyring.portfolio.rules import programmes as rules

NOTHING_NEW = Obstacle(
    "programme-import-nothing-new",
    _("Arbeidsboken sier det samme som programmet. Det er ingenting å lagre."),
    _("Skriv endringene i arbeidsboken, lagre den, og velg den på nytt."),
)
NOT_AS_SHOWN = Obstacle(
    "programme-import-not-as-shown",
    _("Programmet er endret etter at du så hva som ville bli endret."),
    _("Ingenting er lagret. Se endringene under, og lagre på nytt."),
)


def obstacles_to_importing(plan, seen=None):
    """Why the plan cannot be carried out. `seen` is what the person was shown, as `shown(plan)` tells it."""
    if plan.errors:
        yield HAS_ERRORS()
    elif not plan.lines:
        yield NOTHING_NEW()
    elif seen is not None and seen != shown(plan):
        yield NOT_AS_SHOWN()


def shown(plan):
    """What a person has seen of the plan: the lines it was made against, and how many it changes."""
    return [plan.mark, len(plan.new), len(plan.changed)]


@transaction.atomic
def carry_out(programme, plan, *, by, on, case=None, kind="", seen=None, sha256=""):
    """Write every line of the plan, or nothing, and return the programme that was written.

    A draft is written in as it stands. One that is locked becomes a new version on `case`, as a revision of
    this `kind`, by the same act as when it is made by hand. Raises `Refused`.
    """
    refuse_if(obstacles_to_importing(plan, seen))
    if rules.is_locked(programme):
        programme = revisions.revise(programme, case=case, kind=kind, by=by, on=on)
    for line in plan.lines:
        programmes.set_row(programme, by=by, on=on, **line.as_row)
    history.record(
        "programme.imported",
        about=programme,
        by=by,
        new=len(plan.new),
        changed=len(plan.changed),
        sha256=sha256,
    )
    return programme
