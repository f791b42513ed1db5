"""Questions about measures: who may report, what must be known before a forum adopts them, where they land."""

from dataclasses import dataclass
from zlib import crc32

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import VOTING_SEATS, Seat
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import Measure, MeasureLanding
from samstyring.portfolio.rules.executors import carries_out

GLYPHS = {
    Measure.Status.PLANNED: "todo",
    Measure.Status.DECIDED: "none",
    Measure.Status.STARTED: "prog",
    Measure.Status.DONE: "done",
    Measure.Status.STOPPED: "stop",
}
Landed = MeasureLanding.Status
LANDING_GLYPHS = {
    Landed.OPERATING: "done",
    Landed.INCLUDED: "done",
    Landed.PROPOSED: "prog",
    Landed.REFUSED: "stop",
}
# Where a measure lands in several plans of a party, the one that has come furthest tells.
FURTHEST = (Landed.OPERATING, Landed.INCLUDED, Landed.PROPOSED, Landed.REFUSED)
# What a forum adopted. Who carries it out may change afterwards.
LOCKED_FIELDS = ("title", "words", "strategy", "aim_key", "owner", "starts_on", "ends_on")
FIELDS = (*LOCKED_FIELDS, "responsible", "executor", "first_report_due")

MEASURE_LOCKED = Obstacle(
    "measure-locked",
    gettext_lazy("Tiltaket «{measure}» er vedtatt. Tittel, innhold, strategi, eier og tid ligger fast."),
    gettext_lazy("Legg fram et nytt tiltak hvis noe av dette skal endres."),
)
MEASURE_CHANGED_MEANWHILE = Obstacle(
    "measure-changed-meanwhile",
    gettext_lazy("Noen andre har lagret endringer i tiltaket siden du åpnet skjemaet."),
    gettext_lazy("Se over det du har skrevet, og lagre én gang til for å beholde ditt."),
)
MEASURE_AT_SAME_TIME = Obstacle(
    "measure-at-same-time",
    gettext_lazy("Noen andre registrerte et tiltak i samme øyeblikk."),
    gettext_lazy("Lagre på nytt."),
)
NO_MEASURES = Obstacle(
    "no-measures", gettext_lazy("Ingen tiltak er valgt."), gettext_lazy("Kryss av minst ett tiltak.")
)
MEASURE_DECIDED = Obstacle(
    "measure-decided",
    gettext_lazy("Tiltaket «{measure}» er allerede vedtatt."),
    gettext_lazy("Ta det ut av listen."),
)
MEASURE_LACKS_PLAN = Obstacle(
    "measure-lacks-plan",
    gettext_lazy("Tiltaket «{measure}» mangler {lacks}."),
    gettext_lazy("Sekretariatet fyller det ut på siden til tiltaket."),
)
MEASURE_CASE_DECIDED = Obstacle(
    "measure-case-decided",
    gettext_lazy("Saken «{case}» er allerede avgjort."),
    gettext_lazy("Velg en sak som ikke er avgjort, eller opprett en ny."),
)
NOT_DECIDED = Obstacle(
    "measure-not-decided",
    gettext_lazy("Tiltaket er ikke vedtatt, og kan derfor ikke rapporteres på."),
    gettext_lazy("Sekretariatet legger tiltaket fram i en sak."),
)
MAY_NOT_REPORT = Obstacle(
    "may-not-report",
    gettext_lazy("Bare den ansvarlige, utføreren og sekretariatet kan rapportere på tiltaket."),
    gettext_lazy("Sekretariatet kan gjøre deg til ansvarlig eller utfører."),
)
DUE_IN_THE_PAST = Obstacle(
    "report-due-in-past",
    gettext_lazy("Fristen {day} for neste rapport er alt passert."),
    gettext_lazy("Velg en senere dag, eller la feltet stå tomt."),
)
MAY_NOT_GRADE = Obstacle(
    "may-not-grade",
    gettext_lazy("Bare medlemmer av forumene og sekretariatet kan vurdere tiltak."),
    gettext_lazy("Be sekretariatet om å gjøre det."),
)
REFUSED_WITHOUT_WORDS = Obstacle(
    "refused-landing-without-words",
    gettext_lazy("Når parten ikke tar tiltaket inn, må det stå hvorfor."),
    gettext_lazy("Skriv begrunnelsen i merknaden."),
)


def state_of(measure):
    """What the measure says as one short word, to see whether somebody changed it meanwhile."""
    if measure is None:
        return ""
    said = [str(getattr(measure, Measure._meta.get_field(name).attname)) for name in FIELDS]
    return f"{crc32('|'.join(said).encode()):x}"


def obstacles_to_proposing(partnership, *, by, on):
    yield from acting.obstacles_to_acting_as_secretariat(by, partnership, on)


def obstacles_to_changing(measure, values, *, by, on):
    yield from acting.obstacles_to_acting_as_secretariat(by, measure.partnership, on)
    if measure.decision_id and any(
        name in values and values[name] != getattr(measure, name) for name in LOCKED_FIELDS
    ):
        yield MEASURE_LOCKED(measure=measure)


def may_grade(person, partnership, day):
    if person is None:
        return False
    seats = Seat.objects.on(day).filter(person=person, kind__in=VOTING_SEATS, forum__partnership=partnership)
    return seats.exists() or acting.is_secretariat(person, partnership, day)


def obstacles_to_grading(measure, *, by, on):
    if not may_grade(by, measure.partnership, on):
        yield MAY_NOT_GRADE()


def lacks_of(measure):
    """What a measure must say before a forum adopts it: roles, responsibility, time, and that it can be done."""
    wanted = (
        (measure.owner_id, _("eier")),
        (measure.responsible_id, _("ansvarlig")),
        (measure.starts_on and measure.ends_on, _("start og slutt")),
        (measure.relevance and measure.feasibility, _("vurdering av relevans og gjennomførbarhet")),
    )
    return [words for known, words in wanted if not known]


def in_words(words):
    """`eier, ansvarlig og start og slutt`"""
    *first, last = words
    return _("%(first)s og %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def obstacles_to_submitting(partnership, measures, case, *, by, on):
    yield from acting.obstacles_to_acting_as_secretariat(by, partnership, on)
    if not measures:
        yield NO_MEASURES()
    for measure in measures:
        if measure.decision_id:
            yield MEASURE_DECIDED(measure=measure)
            continue
        lacks = lacks_of(measure)
        if lacks:
            yield MEASURE_LACKS_PLAN(measure=measure, lacks=in_words(lacks))
    if case.decisions.standing().exists():
        yield MEASURE_CASE_DECIDED(case=case)


def may_report(person, measure, day):
    """The responsible, whoever carries it out (inside or outside the parties), and the secretariat."""
    if person is None:
        return False
    if person.pk == measure.responsible_id or carries_out(person, measure, day):
        return True
    return acting.is_secretariat(person, measure.partnership, day)


def obstacles_to_reporting(measure, *, next_due_on, by, on):
    if not may_report(by, measure, on):
        yield MAY_NOT_REPORT()
    if measure.decision_id is None:
        yield NOT_DECIDED()
    if next_due_on and next_due_on < on:
        yield DUE_IN_THE_PAST(day=formats.day(next_due_on))


def obstacles_to_landing(measure, party, *, status, words, by, on):
    yield from acting.obstacles_to_acting_for_party(by, party, on)
    if status == Landed.REFUSED and not words.strip():
        yield REFUSED_WITHOUT_WORDS()


@dataclass(frozen=True)
class PartyLanding:
    """Where a measure stands with one party."""

    party: object
    landings: tuple
    kind: str
    word: str


def landings_of(measure, parties):
    """One row for each party, whether it has told anything or not. Fetch the landings beforehand for many."""
    by_party = {}
    for landing in measure.landings.all():
        by_party.setdefault(landing.party_id, []).append(landing)
    return [_party_landing(party, tuple(by_party.get(party.pk, ()))) for party in parties]


def _party_landing(party, landings):
    if not landings:
        return PartyLanding(party, (), "todo", _("ikke meldt"))
    furthest = min(landings, key=lambda landing: FURTHEST.index(landing.status))
    return PartyLanding(party, landings, LANDING_GLYPHS[furthest.status], furthest.get_status_display())


def landing_words(rows):
    """`Tatt inn hos 2 av 4 parter`"""
    landed = sum(row.kind == "done" for row in rows)
    return ngettext(
        "Tatt inn hos %(landed)s av %(count)s part", "Tatt inn hos %(landed)s av %(count)s parter", len(rows)
    ) % {"landed": landed, "count": len(rows)}


def aim_of(measure, aims):
    """The aim of the shown version that the measure stands under, or None where it has gone."""
    return next((aim for aim in aims if aim.key == measure.aim_key), None)


def is_overdue(measure, day):
    return measure.report_due_on is not None and measure.report_due_on < day
