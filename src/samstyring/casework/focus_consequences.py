"""What a decision does to the focus areas: the version the case puts forward comes into force."""

from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Decision, FocusAdoption
from samstyring.casework.rules import naming
from samstyring.ground import history
from samstyring.ground.refusal import Obstacle, Refused
from samstyring.partnership.actions import areas
from samstyring.partnership.models import Outcome

IN_FORCE = Obstacle(
    "focus-in-force",
    _("Vedtaket har satt versjon {version} av satsingsområdene i kraft, og kan ikke rettes til «{outcome}»."),
    _("En ny versjon kan vedtas i egen sak og avløse denne."),
)


@history.on("case.decided")
def put_focus_into_force(event, *, about, by):
    """The version of the focus areas that the case puts forward is adopted with it."""
    _put_into_force(_decision(about), by)


@history.on("decision.corrected")
def keep_focus_true(event, *, about, by):
    """A correction carries the version it put into force, or is refused where it would take it back."""
    decision = _decision(about)
    carried = FocusAdoption.objects.filter(decision=decision.replaces).select_related("focus_list")
    if decision.outcome != Outcome.ADOPTED and carried:
        outcome = decision.get_outcome_display()
        raise Refused(*(IN_FORCE(version=one.focus_list.version, outcome=outcome) for one in carried))
    carried.update(decision=decision)
    _put_into_force(decision, by)


def _decision(about):
    return next(thing for thing in about if isinstance(thing, Decision))


def _put_into_force(decision, by):
    if decision.outcome != Outcome.ADOPTED:
        return
    waiting = FocusAdoption.objects.filter(case=decision.case, decision__isnull=True)
    for adoption in waiting.select_related("focus_list__partnership"):
        told = {"adopted_on": decision.decided_on, "adopted_by": naming.who_adopted(decision)}
        areas.put_into_force(adoption.focus_list, **told, by=by)
        adoption.decision = decision
        adoption.save(update_fields=["decision"])
