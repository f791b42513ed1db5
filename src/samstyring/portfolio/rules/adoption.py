"""Questions about the adoption matrix: who must act, who has, and when what they act on is final."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samstyring.casework.models import Meeting
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Forum, Party
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import AdoptionAct, Programme
from samstyring.portfolio.rules.adoptable import is_through

Outcome = AdoptionAct.Outcome
ACCEPTED = (Outcome.ADOPTED, Outcome.DEVIATING, Outcome.CONFIRMED)
OUTCOMES = {
    Party.Adoption.LOCAL: (Outcome.ADOPTED, Outcome.DEVIATING, Outcome.REJECTED, Outcome.DEFERRED),
    Party.Adoption.CONFIRM: (Outcome.CONFIRMED,),
}
GLYPHS = {
    Outcome.ADOPTED: "done",
    Outcome.DEVIATING: "dev",
    Outcome.REJECTED: "stop",
    Outcome.CONFIRMED: "done",
    Outcome.DEFERRED: "todo",
}

NOT_SENT = Obstacle(
    "programme-not-sent",
    gettext_lazy("{programme} er ikke sendt til partene ennå."),
    gettext_lazy("Det blir sendt når saken er innkalt til forumet som vedtar programmet."),
)
WRONG_OUTCOME = Obstacle(
    "outcome-not-for-party",
    gettext_lazy("{party} kan ikke registrere utfallet «{outcome}». Partens rolle er {kind}."),
    gettext_lazy("Velg et utfall som passer."),
)
IN_THE_FUTURE = Obstacle(
    "act-in-future",
    gettext_lazy("Datoen {day} er ikke kommet ennå."),
    gettext_lazy("Registrer vedtaket når det er gjort."),
)
BEFORE_SENT = Obstacle(
    "act-before-sent",
    gettext_lazy("Datoen {day} er før programmet ble sendt til partene {sent}."),
    gettext_lazy("Sjekk datoen i partens møtebok."),
)
BEFORE_LAID = Obstacle(
    "act-before-sent",
    gettext_lazy("Datoen {day} er før partene fikk dette til behandling {sent}."),
    gettext_lazy("Sjekk datoen i partens møtebok."),
)
NO_RESERVATION = Obstacle(
    "deviation-without-words",
    gettext_lazy("Et vedtak med avvik må si hva avviket er."),
    gettext_lazy("Skriv avviket slik det står i vedtaket."),
)
NO_WORDING = Obstacle(
    "act-without-wording",
    gettext_lazy("Ordlyden i vedtaket mangler."),
    gettext_lazy("Skriv av vedtaket fra partens møtebok."),
)
ALREADY_RECORDED = Obstacle(
    "already-recorded",
    gettext_lazy("Vedtaket fra {party} er alt registrert, eller rettet av noen andre."),
    gettext_lazy("Last siden på nytt, og rett det som står der."),
)


@dataclass(frozen=True)
class Standing:
    """One party's place in the matrix: what is asked, what was done, and the word for it."""

    requirement: object
    act: object  # the newest act that no correction has replaced, or None
    kind: str
    word: str

    @property
    def party(self):
        return self.requirement.party

    @property
    def accepts(self):
        return self.act is not None and self.act.outcome in ACCEPTED

    @property
    def lacks(self):
        return self.requirement.is_required and not self.accepts

    @property
    def votes(self):
        """`46 mot 21`, `enstemmig`, or nothing."""
        if self.act is None or self.act.votes_for is None:
            return ""
        if not self.act.votes_against:
            return _("Enstemmig (%(count)s)") % {"count": self.act.votes_for}
        return _("%(yes)s mot %(no)s") % {"yes": self.act.votes_for, "no": self.act.votes_against}


def matrix(subject, *, on, prefetched=False):
    """Every party's standing, in the parties' order. Two queries, or none where a list has fetched them."""
    requirements = subject.requirements.all()
    if not prefetched:
        requirements = requirements.select_related("party").prefetch_related("acts__file")
    return tuple(_standing(requirement, on) for requirement in requirements)


def _standing(requirement, on):
    act = standing_act(requirement)
    if act is not None:
        return Standing(requirement, act, GLYPHS[act.outcome], act.get_outcome_display().capitalize())
    if requirement.due_on and requirement.due_on < on:
        return Standing(requirement, None, "late", _("Over fristen"))
    if not requirement.is_required:
        return Standing(requirement, None, "none", _("Ikke krevd"))
    word = _("Til behandling") if requirement.kind == Party.Adoption.LOCAL else _("Ikke bekreftet")
    return Standing(requirement, None, "todo", word)


def standing_act(requirement):
    """What a party has done, corrections counted; None where it has done nothing."""
    acts = list(requirement.acts.all())
    replaced = {act.replaces_id for act in acts}
    return next((act for act in acts if act.pk not in replaced), None)


def lacking(subject, *, on=None):
    """The required parties that have not said yes, in their order."""
    return [one.party for one in matrix(subject, on=on or timezone.localdate()) if one.lacks]


def is_final(subject):
    """Adopted by the forum that may, where one must, and accepted by every party that is required to."""
    return is_through(subject) and not lacking(subject)


def sent_on(subject):
    """The day it went to the parties, or None."""
    if isinstance(subject, Programme):
        return _called_on(subject)
    return min((one.sent_on for one in subject.requirements.all()), default=None)


def _called_on(programme):
    """A programme goes out when it is called to, or adopted by, the adopting forum."""
    days = [programme.decision.decided_on] if programme.decision_id else []
    called = (
        Meeting.objects.filter(
            items__case=programme.case,
            items__forum__board_step=Forum.Step.ADOPT,
            status__in=(Meeting.Status.CALLED, Meeting.Status.HELD),
            called_at__isnull=False,
        )
        .order_by("called_at")
        .first()
    )
    if called:
        days.append(timezone.localtime(called.called_at).date())
    return min(days) if days else None


def obstacles_to_recording(requirement, *, outcome, acted_on, wording, reservation, by, on):
    """Yield every reason why this cannot be recorded as what the party did."""
    subject, party = requirement.subject, requirement.party
    yield from acting.obstacles_to_acting_for_party(by, party, on)
    sent = requirement.sent_on or sent_on(subject)
    if sent is None:
        yield NOT_SENT(programme=subject)
    if outcome not in OUTCOMES.get(requirement.kind, ()):
        yield WRONG_OUTCOME(party=party, outcome=Outcome(outcome).label, kind=requirement.get_kind_display())
    if acted_on > on:
        yield IN_THE_FUTURE(day=formats.day(acted_on))
    elif sent and acted_on < sent:
        before = BEFORE_SENT if requirement.programme_id else BEFORE_LAID
        yield before(day=formats.day(acted_on), sent=formats.day(sent))
    if outcome == Outcome.DEVIATING and not reservation.strip():
        yield NO_RESERVATION()
    if outcome not in (Outcome.CONFIRMED, Outcome.DEFERRED) and not wording.strip():
        yield NO_WORDING()


def pips(standings):
    """Kinds of status in two groups: those that treat it politically, and those that confirm."""
    groups = (
        [one.kind for one in standings if one.requirement.kind == kind]
        for kind in (Party.Adoption.LOCAL, Party.Adoption.CONFIRM)
    )
    return [group for group in groups if group]


def pips_label(standings):
    required = [one for one in standings if one.requirement.is_required]
    done = sum(one.accepts for one in required)
    return _("%(done)s av %(of)s parter som kreves, har sluttet seg til") % {"done": done, "of": len(required)}
