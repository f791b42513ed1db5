"""What follows in casework: decisions put mandates into force, and forums do not leave meetings behind."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Decision, MandateAdoption, Meeting
from samstyring.casework.rules import naming
from samstyring.ground import formats, history
from samstyring.ground.refusal import Obstacle, Refused
from samstyring.partnership.models import Forum, Mandate, Outcome

NOT_OWNER = Obstacle(
    "not-mandate-owner",
    _("{forum} eier ikke mandatet for {other}, og kan ikke vedta det."),
    _("{owner} må vedta mandatet."),
)
IN_FORCE = Obstacle(
    "mandate-in-force",
    _("Vedtaket har satt «{mandate}» i kraft, og kan ikke rettes til «{outcome}»."),
    _("Et nytt mandat kan vedtas i egen sak og avløse dette."),
)
MEETINGS_AHEAD = Obstacle(
    "meetings-ahead",
    _("{forum} har møter etter siste dag: {days}."),
    _("Avlys møtene eller velg en senere dag."),
)


@history.on("forum.ended")
def leave_no_meetings_behind(event, *, about, by):
    """A forum does not end before the meetings it has planned."""
    forum = next(thing for thing in about if isinstance(thing, Forum))
    ahead = Meeting.objects.filter(forums=forum, day__gt=forum.to_day, status__in=("planned", "called"))
    days = [formats.day(day) for day in ahead.order_by("day").values_list("day", flat=True)]
    if days:
        raise Refused(MEETINGS_AHEAD(forum=forum, days=", ".join(days)))


@history.on("case.decided")
def put_mandates_into_force(event, *, about, by):
    """The mandates the case puts forward come into force when their owner forum adopts the case."""
    decision = _decision(about)
    if decision.outcome == Outcome.ADOPTED:
        for adoption in _pending(decision):
            _put_into_force(adoption, decision, by)


@history.on("decision.corrected")
def keep_mandates_true(event, *, about, by):
    """A correction carries the mandates it put into force, or is refused where it would take them back."""
    decision = _decision(about)
    carried = MandateAdoption.objects.filter(decision=decision.replaces).select_related("mandate")
    if decision.outcome != Outcome.ADOPTED:
        obstacles = [
            IN_FORCE(mandate=adoption.mandate, outcome=decision.get_outcome_display()) for adoption in carried
        ]
        if obstacles:
            raise Refused(*obstacles)
        return
    carried.update(decision=decision)
    for adoption in _pending(decision):
        _put_into_force(adoption, decision, by)


def _decision(about):
    return next(thing for thing in about if isinstance(thing, Decision))


def _pending(decision):
    return MandateAdoption.objects.filter(case=decision.case, decision__isnull=True).select_related("mandate")


def _put_into_force(adoption, decision, by):
    mandate = adoption.mandate
    forums = list(mandate.forums.select_related("owner"))
    obstacles = [
        NOT_OWNER(forum=decision.forum, other=forum, owner=forum.owner or forum)
        for forum in forums
        if (forum.owner_id or forum.pk) != decision.forum_id
    ]
    if obstacles:
        raise Refused(*obstacles)
    mandate.adopted_on = decision.decided_on
    mandate.adopted_by = naming.who_adopted(decision)
    mandate.save(update_fields=["adopted_on", "adopted_by"])
    adoption.decision = decision
    adoption.save(update_fields=["decision"])
    history.record("mandate.adopted", about=[mandate, *forums, decision], by=by, decision=decision.pk)
    _end_those_before(mandate, forums, by)


def _end_those_before(mandate, forums, by):
    """The mandates that served the same forums end the day before. One that also serves others lives on for them."""
    last_day = mandate.effective_from - timedelta(days=1)
    earlier = (
        Mandate.objects.filter(forums__in=forums, adopted_on__isnull=False, effective_from__lte=last_day)
        .exclude(pk=mandate.pk)
        .distinct()
    )
    for old in earlier.prefetch_related("forums"):
        serves_only_these = set(old.forums.all()) <= set(forums)
        if serves_only_these and (old.ended_on is None or old.ended_on > last_day):
            old.ended_on = last_day
            old.save(update_fields=["ended_on"])
            history.record("mandate.ended", about=[old, *forums], by=by, replaced_by=mandate.pk)
