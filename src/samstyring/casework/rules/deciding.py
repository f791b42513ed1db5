"""Questions about what a forum may conclude on an item, and whether it did so by its own rule."""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Decision, Stance
from samstyring.casework.rules import anchoring
from samstyring.casework.rules.attendance import NOT_YET, Room
from samstyring.casework.rules.naming import named
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import DecisionRule, Outcome, Party
from samstyring.partnership.models.mandates import ACT_WORDS, PROCEDURAL
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat

SECRETARIAT_MENDS = _("Sekretariatet kan rette det.")

NOT_CALLED = Obstacle(
    "meeting-not-called",
    _("Møtet er {status}. Et forum avgjør saker bare i et møte det er innkalt til."),
    _("Sekretariatet sender innkallingen fra sakslisten."),
)
NO_CASE = Obstacle(
    "item-without-case",
    _("Punktet «{item}» er ikke en sak, og kan ikke avgjøres som en."),
    _("Sekretariatet kan føre et notat til protokollen, eller sette opp en sak."),
)
NO_PAPER = Obstacle(
    "item-without-paper",
    _("Saken har ikke noe saksframlegg på dette møtet, og et vedtak må si hva det bygger på."),
    _("Sekretariatet kan ettersende saksframlegget."),
)
NO_MANDATE = Obstacle(
    "no-mandate",
    _("{forum} har ikke et gjeldende mandat på møtedagen {day}."),
    _("Mandatet må vedtas av forumet det hører under, før {forum} kan konkludere."),
)
NOT_IN_MANDATE = Obstacle(
    "not-in-mandate",
    _(
        "«{mandate}», punkt {point}, sier: «{words}» {forum} kan {permitted} i slike saker, men har ikke "
        "rett til å {asked}."
    ),
    _("Et forum med myndighet kan avgjøre saken, eller mandatet kan endres i egen sak."),
)
NOTHING_PERMITTED = Obstacle(
    "nothing-permitted",
    _("«{mandate}» gir ikke {forum} noe å konkludere med i saker av typen «{kind}» på dette beløpet."),
    _("Et forum med myndighet kan avgjøre saken, eller mandatet kan endres i egen sak."),
)
AMOUNT_UNKNOWN = Obstacle(
    "amount-unknown",
    _(
        "«{mandate}», punkt {point}, lar {forum} {asked} inntil {limit} mill. kr, men saken sier ikke hvilket "
        "beløp den gjelder."
    ),
    _("Sekretariatet kan føre beløpet på saken."),
)
AMOUNT_ABOVE = Obstacle(
    "amount-above-limit",
    _("«{mandate}», punkt {point}, lar {forum} {asked} inntil {limit} mill. kr. Saken gjelder {amount} mill. kr."),
    _("Saken må løftes til et forum med myndighet."),
)
NO_QUORUM = Obstacle(
    "no-quorum",
    _("{present} av {needed} nødvendige parter er til stede ved saken. Observatører og inhabile teller ikke."),
    _("Møteleder kan vente på flere parter, eller saken kan utsettes."),
)
NO_CONSENSUS = Obstacle(
    "no-consensus",
    _("Mandatet krever enighet, og {parties} stemmer mot."),
    _("Forumet kan utsette saken, eller parten kan slutte seg til med forbehold."),
)
VETOED = Obstacle(
    "vetoed",
    _("{parties} har lagt ned veto, og mandatet gir hver part rett til det."),
    _("Forumet kan utsette saken eller endre forslaget."),
)
NO_MAJORITY = Obstacle(
    "no-majority",
    _("{votes_for} parter stemmer for og {votes_against} mot. Mandatet krever {rule}."),
    _("Forumet kan utsette saken eller endre forslaget."),
)
ALREADY_DECIDED = Obstacle(
    "already-decided",
    _("Saken er alt avgjort i dette møtet. {recorder} førte «{outcome}» {when}: {words}"),
    _("Er det ført feil, kan sekretariatet rette vedtaket. Det gamle blir stående."),
)
NO_TEXT = Obstacle("decision-without-text", _("Vedtaket mangler ordlyd."), SECRETARIAT_MENDS)
NOT_PRESENT = Obstacle(
    "party-not-present",
    _("{party} er ikke til stede med noen som kan stemme ved saken, og kan ikke føres som «{stance}»."),
    _("Er parten til stede likevel, kan sekretariatet rette frammøtet ved saken."),
)
PRESENT_WITHOUT_STANCE = Obstacle(
    "party-is-present",
    _("{party} er til stede ved saken, og kan ikke føres som «{stance}»."),
    _("Har parten gått ut eller er inhabil, fører sekretariatet det i frammøtet ved saken."),
)
NO_VOTE = Obstacle(
    "party-without-vote",
    _("{party} har ingen plass med stemme i {forum}."),
    _("Sekretariatet kan føre uttalelsen som et notat til protokollen."),
)
RESERVATION_WITHOUT_WORDS = Obstacle(
    "reservation-without-words",
    _("{party} tar forbehold, men protokolltilførselen mangler ord."),
    _("Sekretariatet skriver forbeholdet slik parten sa det."),
)
NO_REASON = Obstacle("correction-without-reason", _("Rettelsen sier ikke hva som rettes."), SECRETARIAT_MENDS)
ALREADY_CORRECTED = Obstacle(
    "already-corrected",
    _("Vedtaket er alt rettet {when}, og bare det som gjelder nå kan rettes."),
    _("Åpne det gjeldende vedtaket og rett det, hvis det også er feil."),
)
NOT_MADE_HERE = Obstacle(
    "decision-not-made-here",
    _("Vedtaket er tatt over slik det var, uten møtepunkt og mandat, og kan ikke rettes."),
    _("Sekretariatet kan legge saken fram på nytt."),
)

# Where a forum takes note, talks, or says when a case will come back, nobody is outvoted.
WITHOUT_VOTE = (Outcome.NOTED, Outcome.DISCUSSED, *PROCEDURAL)
IN_ROOM = (Stance.FOR, Stance.AGAINST, Stance.RESERVED)


class Standpoint(NamedTuple):
    """Where a party stands, with the words it wants in the minutes."""

    stance: str
    reservation: str = ""


def whole_positions(parties, given):
    """{party: Standpoint} for every party with a vote: what was given, else what the attendance says."""
    default = {"present": Stance.FOR, "absent": Stance.ABSENT, "recused": Stance.RECUSED}
    whole = {party: Standpoint(default[state]) for party, (_chair, state) in parties.items()}
    return whole | {party: Standpoint(*standpoint) for party, standpoint in (given or {}).items()}


def mandate_for(item):
    """The mandate the forum acts on at this meeting."""
    return item.forum.mandate_on(item.meeting.day)


def permitted_on(item, mandate):
    """{outcome: authority} the forum may conclude with on this case; nothing without a mandate or a case."""
    if mandate is None or item.case is None:
        return {}
    return mandate.permitted(item.case.kind, mnok=item.case.amount_mnok)


def listed(words):
    """`ta til orientering, drøfte eller gi råd`"""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s eller %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def obstacles_to_deciding(item, *, outcome, text="", positions=None, by, on):
    """Yield every reason why `by` cannot record this outcome for the forum on this item, on this day.

    The mandate in force on the meeting day comes first: nothing done in the meeting can give a forum an
    authority it does not have.
    """
    first = Decision.objects.filter(item=item).standing().select_related("recorded_by").first()
    if first:
        yield already_decided(first)
    yield from _obstacles_in_substance(item, outcome=outcome, text=text, positions=positions, by=by, on=on)


def obstacles_ahead(item, room):
    """Yield what already stands in the way before anybody writes a word: paper, mandate, quorum."""
    if item.paper_id is None:
        yield NO_PAPER()
    mandate = mandate_for(item)
    if mandate is None:
        yield NO_MANDATE(forum=item.forum, day=formats.day(item.meeting.day))
        return
    if not permitted_on(item, mandate):
        yield NOTHING_PERMITTED(mandate=mandate, forum=item.forum, kind=item.case.kind)
    present = len(room.parties_voting_on(item))
    if present < mandate.quorum:
        yield NO_QUORUM(present=present, needed=mandate.quorum)
    if item.purpose in anchoring.ASKED_TO_CONCLUDE:
        yield from _obstacles_in_anchoring(item, mandate)


def obstacles_to_correcting(decision, *, outcome, text, positions, reason, by, on):
    """Yield every reason why a decision cannot be replaced by this one. What it may say is as for the first."""
    if decision.item_id is None:
        yield from obstacles_to_acting_as_secretariat(by, decision.case.partnership, on)
        yield NOT_MADE_HERE()
        return
    later = Decision.objects.filter(replaces=decision).first()
    if later:
        yield already_corrected(later)
    if not reason.strip():
        yield NO_REASON()
    yield from _obstacles_in_substance(
        decision.item, outcome=outcome, text=text, positions=positions, by=by, on=on
    )


def already_decided(decision):
    return ALREADY_DECIDED(
        recorder=decision.recorded_by or "–",
        outcome=decision.get_outcome_display(),
        when=f"{formats.short_day(decision.recorded_at)} {formats.clock(decision.recorded_at)}",
        words=_shortened(decision.text),
    )


def already_corrected(later):
    return ALREADY_CORRECTED(when=formats.short_day(later.recorded_at))


def _shortened(words, longest=160):
    return words if len(words) <= longest else f"{words[:longest].rsplit(' ', 1)[0]} …"


def _obstacles_in_substance(item, *, outcome, text, positions, by, on):
    meeting = item.meeting
    yield from obstacles_to_acting_as_secretariat(by, meeting.partnership, on)
    if meeting.status not in (meeting.Status.CALLED, meeting.Status.HELD):
        yield NOT_CALLED(status=meeting.get_status_display())
    elif meeting.day > on:
        yield NOT_YET(day=formats.day(meeting.day))
    if item.case_id is None:
        yield NO_CASE(item=item.heading)
        return
    if item.paper_id is None:
        yield NO_PAPER()
    if not text.strip():
        yield NO_TEXT()
    mandate = mandate_for(item)
    if mandate is None:
        yield NO_MANDATE(forum=item.forum, day=formats.day(meeting.day))
        return
    if outcome not in permitted_on(item, mandate):
        yield _outside(mandate, item, Outcome(outcome))
    if anchoring.must_be_heard(item, outcome):
        yield from _obstacles_in_anchoring(item, mandate)
    room = Room(meeting)
    parties = room.parties(item)
    voting = [party for party, (chair, _state) in parties.items() if chair]
    # Too few may still agree to wait for the others.
    if len(voting) < mandate.quorum and outcome not in PROCEDURAL:
        yield NO_QUORUM(present=len(voting), needed=mandate.quorum)
    yield from _obstacles_in_positions(item, parties, positions or {})
    if outcome not in WITHOUT_VOTE:
        yield from _obstacles_by_rule(mandate, whole_positions(parties, positions))


def _obstacles_in_anchoring(item, mandate):
    return anchoring.obstacles_to_concluding(item.case, forum=item.forum, mandate=mandate, paper=item.paper)


def _outside(mandate, item, outcome):
    """Why the mandate does not carry this outcome, with its own point and words."""
    case, asked = item.case, ACT_WORDS[outcome]
    mandate_facts = {"mandate": mandate, "forum": item.forum, "asked": asked}
    for row in mandate.authority.all():
        if row.limit_mnok is not None and outcome in row.outcomes and row.case_kind_id in (None, case.kind_id):
            limit = formats.number(row.limit_mnok)
            if case.amount_mnok is None:
                return AMOUNT_UNKNOWN(point=row.point, limit=limit, **mandate_facts)
            return AMOUNT_ABOVE(
                point=row.point, limit=limit, amount=formats.number(case.amount_mnok), **mandate_facts
            )
    point = mandate.point_against(case.kind)
    return NOT_IN_MANDATE(
        point=point.point if point else "–",
        words=point.text if point else "–",
        permitted=listed(ACT_WORDS[may] for may in permitted_on(item, mandate)) or _("ikke konkludere"),
        **mandate_facts,
    )


def _obstacles_in_positions(item, parties, positions):
    for party, standpoint in positions.items():
        stance, reservation = Standpoint(*standpoint)
        stance = Stance(stance)
        if party not in parties:
            yield NO_VOTE(party=party, forum=item.forum)
            continue
        is_there = parties[party][1] == "present"
        if stance in IN_ROOM and not is_there:
            yield NOT_PRESENT(party=party, stance=stance.label)
        if stance not in IN_ROOM and is_there:
            yield PRESENT_WITHOUT_STANCE(party=party, stance=stance.label)
        if stance == Stance.RESERVED and not reservation.strip():
            yield RESERVATION_WITHOUT_WORDS(party=party)


def _obstacles_by_rule(mandate, whole):
    against = sorted((p for p, s in whole.items() if s.stance == Stance.AGAINST), key=_order)
    agreeing = [p for p, s in whole.items() if s.stance in (Stance.FOR, Stance.RESERVED)]
    rule = DecisionRule(mandate.decision_rule)
    if rule == DecisionRule.CONSENSUS and against:
        yield NO_CONSENSUS(parties=named(against))
    elif rule == DecisionRule.VETO and against:
        yield VETOED(parties=named(against))
    elif against and not _carries(rule, len(agreeing), len(against)):
        yield NO_MAJORITY(votes_for=len(agreeing), votes_against=len(against), rule=rule.label)


def _carries(rule, votes_for, votes_against):
    """Majority is more than half of the votes cast, qualified majority at least two thirds."""
    if rule == DecisionRule.QUALIFIED:
        return votes_for * 3 >= (votes_for + votes_against) * 2
    return votes_for > votes_against


def _order(party: Party):
    return party.order, party.pk
