"""Who may name, ask and answer for the parties a case affects, and who may go on without an answer."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.anchoring import WITH_WORDS, Answer
from samstyring.casework.rules import preparing
from samstyring.casework.rules.anchoring import unheard
from samstyring.casework.rules.attendance import Room
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import SeatType
from samstyring.partnership.rules import acting

NO_PAPER = Obstacle(
    "no-paper",
    _("Saken har ikke noe saksframlegg som partene kan svare på."),
    _("Sekretariatet eller den ansvarlige skriver det."),
)
PARTY_HAS_ANSWERED = Obstacle(
    "party-has-answered",
    _("{party} er alt spurt eller har svart, og kan ikke tas av listen."),
    _("Parten kan svare at den ikke uttaler seg."),
)
PARTY_NOT_IN = Obstacle(
    "party-not-in",
    _("{party} er ikke part i samarbeidet i dag."),
    _("Velg parten som har tatt over."),
)
ASKED_TODAY = Obstacle(
    "asked-today",
    _("{party} er alt bedt om svar på versjon {version} i dag."),
    _("Vent til i morgen, eller ring."),
)
NOTHING_TO_ASK = Obstacle(
    "nothing-to-ask",
    _("Alle berørte parter har svart på versjon {version}."),
    _("Du trenger ikke gjøre noe."),
)
DUE_PASSED = Obstacle("due-passed", _("Fristen {day} er passert."), _("Velg en dag som kommer."))
NOT_FOR_PARTY = Obstacle(
    "not-for-party",
    _("Bare de som har en rolle hos {party} eller sitter for {party} i et forum, kan svare."),
    _("Sekretariatet kan føre svaret på vegne av parten."),
)
ANSWERED_OLD = Obstacle(
    "answered-old-version",
    _("Versjon {new} av saksframlegget kom mens du svarte på versjon {old}."),
    _("Les versjon {new}, og send svaret på nytt. Det du skrev, står i skjemaet."),
)
WITHOUT_WORDS = Obstacle(
    "answer-without-words",
    _("Svaret «{answer}» mangler ord."),
    _("Skriv forbeholdet, eller hvorfor parten ikke uttaler seg."),
)
IN_FUTURE = Obstacle("stated-in-future", _("Datoen {day} er ikke kommet ennå."), _("Rett datoen."))
BEFORE_PAPER = Obstacle(
    "stated-before-paper",
    _("Datoen {day} er før versjon {version} ble skrevet {written}, og svaret kan ikke gjelde den."),
    _("Rett datoen."),
)
NOT_LEADER = Obstacle(
    "not-leader",
    _("Bare lederen av {forum} kan gå videre uten svar fra en berørt part. Sekretariatet kan føre det i møtet."),
    _("{leader} leder forumet."),
)
NO_LEADER = Obstacle(
    "no-leader",
    _("{forum} har ingen leder i dag som kan gå videre uten svar."),
    _("Sekretariatet fører opp en leder."),
)
NO_REASON = Obstacle(
    "going-on-without-reason",
    _("Begrunnelsen mangler."),
    _("Lederen sier hvorfor saken ikke kan vente. Ordene følger vedtaket og protokollen."),
)
EVERYBODY_HEARD = Obstacle(
    "everybody-heard",
    _("Alle berørte parter har svart, eller forumet har alt gått videre uten dem."),
    _("Du trenger ikke gjøre noe."),
)
PAPER_NOT_OF_CASE = Obstacle(
    "first-version",
    _("Den første versjonen av saksframlegget gjelder alle berørte parter."),
    _("Skriv en ny versjon først."),
)


def leader_of(forum, on):
    """The leader of the forum on a day, else the deputy leader, else nobody."""
    for kind in (SeatType.LEADER, SeatType.DEPUTY_LEADER):
        seat = forum.seats.on(on).filter(kind=kind, person__isnull=False).select_related("person").first()
        if seat:
            return seat.person
    return None


def leader_at(item):
    """Who leads this item in the meeting; before the attendance is taken, the forum's own leader."""
    chair = Room(item.meeting).leading(item)
    return chair.person if chair else leader_of(item.forum, item.meeting.day)


def speaks_for(person, party, on):
    """True for those with a role at the party, and for those who sit for it in a forum."""
    return acting.parties_of(person, party.partnership, on).filter(pk=party.pk).exists()


def obstacles_to_naming(case, parties, *, by, on):
    """Yield why these parties cannot be the affected ones. Those asked already stay on the list."""
    yield from preparing.obstacles_to_preparing(case, by, on)
    for party in parties:
        if not party.holds_on(on) or party.partnership_id != case.partnership_id:
            yield PARTY_NOT_IN(party=party)
    gone = case.affected.exclude(party__in=parties).select_related("party")
    for affected in gone:
        if affected.requests.exists() or affected.statements.exists():
            yield PARTY_HAS_ANSWERED(party=affected.party)


def obstacles_to_scoping(paper, *, by, on):
    """Yield why it cannot be said which parties a version concerns."""
    yield from preparing.obstacles_to_preparing(paper.case, by, on)
    if paper.version == 1:
        yield PAPER_NOT_OF_CASE()


def obstacles_to_asking(case, lines, *, paper, due_on, by, on):
    """Yield why these parties cannot be asked, or reminded, about this version."""
    yield from preparing.obstacles_to_preparing(case, by, on)
    if paper is None:
        yield NO_PAPER()
        return
    if due_on and due_on < on:
        yield DUE_PASSED(day=formats.day(due_on))
    if not lines:
        yield NOTHING_TO_ASK(version=paper.version)
    for line in lines:
        if any(request.asked_on == on and request.paper_id == paper.pk for request in line.requests):
            yield ASKED_TODAY(party=line.party, version=paper.version)
        elif not line.is_unanswered:
            yield NOTHING_TO_ASK(version=paper.version)


def obstacles_to_stating(affected, *, paper, answer, words, stated_on, by, on):
    """Yield why this answer cannot be kept for the party."""
    case = affected.case
    if not speaks_for(by, affected.party, on) and not acting.is_secretariat(by, case.partnership, on):
        yield NOT_FOR_PARTY(party=affected.party)
    latest = case.latest_paper
    if latest is None:
        yield NO_PAPER()
        return
    if paper is None or paper.pk != latest.pk:
        yield ANSWERED_OLD(new=latest.version, old=paper.version if paper else "–")
    if answer in WITH_WORDS and not words.strip():
        yield WITHOUT_WORDS(answer=Answer(answer).label)
    if stated_on > on:
        yield IN_FUTURE(day=formats.day(stated_on))
    if paper and stated_on < timezone.localdate(paper.written_at):
        written = formats.day(paper.written_at)
        yield BEFORE_PAPER(day=formats.day(stated_on), version=paper.version, written=written)


def obstacles_to_going_on(case, *, forum, paper, leader, reason, by, on):
    """Yield why the forum cannot go on without the parties that are silent."""
    if leader is None:
        yield NO_LEADER(forum=forum)
    elif by != leader and not acting.is_secretariat(by, case.partnership, on):
        yield NOT_LEADER(forum=forum, leader=leader)
    if paper is None:
        yield NO_PAPER()
        return
    silent, is_named = unheard(case, forum=forum, paper=paper)
    if is_named and not silent:
        yield EVERYBODY_HEARD()
    if not reason.strip():
        yield NO_REASON()
