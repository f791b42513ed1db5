"""Questions about elections: who may hold one, who may stand, and who is chosen."""

from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.elections import ONE_OF_EACH
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Outcome, SeatType
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat, period_words
from samstyring.partnership.rules.seating import ENDS_BEFORE_IT_BEGINS, FORUM_NOT_THEN, obstacles_to_seating

# The kinds of case an election can be, the first that the partnership has.
CASE_KINDS = ("valg", "annet")

NO_CASE_KIND = Obstacle(
    "no-election-cases",
    _("{partnership} har ingen sakstype for valg."),
    _("Samarbeidets administrator kan legge den til."),
)
NOT_AN_ELECTOR = Obstacle(
    "not-an-elector",
    _(
        "Mandatet til {forum} gir ikke rett til å gjøre vedtak i saker av typen «{kind}», og da kan det ikke velge."
    ),
    _("Velg forumet som har rett til det, eller vedta et mandat som gir den."),
)
ANOTHER_ELECTS = Obstacle(
    "another-forum-elects",
    _("{elector} skal velge i {forum}. {other} kan ikke vedta valget."),
    _("Saken må til {elector}."),
)
SETTLED = Obstacle(
    "election-is-settled",
    _("Valget er avgjort {day}, og kan ikke endres."),
    _("Skal noen andre ha plassen, kan et nytt valg holdes."),
)
ALREADY_STANDS = Obstacle(
    "already-a-candidate", _("{person} er alt foreslått som {kind}."), _("Du trenger ikke gjøre noe.")
)
NO_CANDIDATES = Obstacle(
    "no-candidates", _("Valget i {forum} har ingen kandidater."), _("Sekretariatet kan føre dem opp.")
)
NOT_CHOSEN = Obstacle(
    "not-chosen",
    _("{count} er foreslått som {kind} i {forum}, og det er ikke ført hvem som ble valgt."),
    _("Sekretariatet fører hvem som ble valgt, før vedtaket."),
)
SEATED = Obstacle(
    "election-gave-seats",
    _("Vedtaket har gitt plassene i {forum}, og kan ikke rettes til «{outcome}»."),
    _("Hold et nytt valg, eller avslutt plassene."),
)
ELECTABLE = [kind for kind in SeatType if kind not in (SeatType.SECRETARY, SeatType.OBLIGED)]


def case_kind(partnership):
    kinds = {kind.key: kind for kind in partnership.case_kinds.filter(key__in=CASE_KINDS)}
    return next((kinds[key] for key in CASE_KINDS if key in kinds), None)


def obstacles_to_holding(forum, *, chosen_by, from_day, to_day, by, on):
    """Yield why such an election cannot be held."""
    yield from obstacles_to_acting_as_secretariat(by, forum.partnership, on)
    if to_day and to_day < from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{from_day:%d.%m.%Y}", last=f"{to_day:%d.%m.%Y}")
    if not forum.holds_on(from_day):
        yield FORUM_NOT_THEN(forum=forum, period=period_words(forum), day=f"{from_day:%d.%m.%Y}")
    kind = case_kind(forum.partnership)
    if kind is None:
        yield NO_CASE_KIND(partnership=forum.partnership)
        return
    mandate = chosen_by.mandate_on(on)
    if mandate is None or Outcome.ADOPTED not in mandate.permitted(kind):
        yield NOT_AN_ELECTOR(forum=chosen_by, kind=kind)


def obstacles_to_changing(election, *, by, on):
    """Yield why the candidates of the election stand fast."""
    yield from obstacles_to_acting_as_secretariat(by, election.forum.partnership, on)
    if election.decision_id:
        yield SETTLED(day=formats.day(election.decision.decided_on))


def obstacles_to_nominating(election, *, person, kind, party, by, on):
    """Yield why this person cannot stand. A municipality outside the partnership cannot be chosen to a seat."""
    yield from obstacles_to_changing(election, by=by, on=on)
    if party is not None:
        yield from obstacles_to_seating(party, election.forum, kind, election.from_day)
    if person.pk and election.candidates.filter(person=person, kind=kind).exists():
        yield ALREADY_STANDS(person=person, kind=SeatType(kind).label)


def obstacles_to_settling(election, decision):
    """Yield why the decision cannot give the seats."""
    if decision.forum_id != election.chosen_by_id:
        yield ANOTHER_ELECTS(elector=election.chosen_by, forum=election.forum, other=decision.forum)
    candidates = list(election.candidates.all())
    if not candidates:
        yield NO_CANDIDATES(forum=election.forum)
    for kind in ONE_OF_EACH:
        standing = [candidate for candidate in candidates if candidate.kind == kind]
        if len(standing) > 1 and not any(candidate.is_chosen for candidate in standing):
            yield NOT_CHOSEN(count=len(standing), kind=SeatType(kind).label, forum=election.forum)


def elected(candidates):
    """Who is chosen: those marked, and those nobody stood against."""
    by_kind = {}
    for candidate in candidates:
        by_kind.setdefault(candidate.kind, []).append(candidate)
    chosen = []
    for kind, standing in by_kind.items():
        marked = [candidate for candidate in standing if candidate.is_chosen]
        unopposed = kind not in ONE_OF_EACH or len(standing) == 1
        chosen += marked or (standing if unopposed else [])
    return chosen
