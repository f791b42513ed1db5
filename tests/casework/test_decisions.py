"""What a forum may conclude: its mandate, its quorum, its rule, and who was in the room."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from samstyring.casework.actions import attendance, decisions
from samstyring.casework.models import Decision, Meeting, Presence, Stance
from samstyring.casework.rules import deciding
from samstyring.casework.rules.deciding import Standpoint
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Authority, DecisionRule, Outcome
from tests.refusals import why_not

TEXT = "Forslaget vedtas."


def decide(item, by, outcome=Outcome.ADOPTED, text=TEXT, **more):
    return decisions.decide(item, outcome=outcome, text=text, by=by, **more)


def set_present(item, *people, present=False):
    item.meeting.attendance.filter(person__in=people).update(present=present)


# What the mandate gives


def test_an_advisory_forum_may_advise_but_not_decide(cast):
    item = cast.item(cast.kg)
    with pytest.raises(Refused) as refused:
        decide(item, cast.os_secretary)
    (obstacle,) = refused.value.obstacles
    assert obstacle.code == "not-in-mandate"
    assert "punkt 6" in obstacle.text
    assert "Gruppen har ingen vedtaksmyndighet og er rådgivende." in obstacle.text
    assert "ta til orientering, drøfte, gi råd eller utsette" in obstacle.text
    assert "gjøre vedtak" in obstacle.text
    assert not Decision.objects.exists()
    advice = decide(item, cast.os_secretary, Outcome.ADVISED, "Gruppen råder styret til å vedta.")
    assert (advice.outcome, advice.authority.point) == (Outcome.ADVISED, "3")


def test_a_decision_knows_its_mandate_its_paper_and_its_day(cast):
    item = cast.item()
    cast.paper(item.case, proposal="En nyere versjon, skrevet etter innkallingen.")
    decision = decide(item, cast.secretary)
    assert decision.mandate == cast.steering_mandate
    assert decision.authority.point == "3"
    assert (decision.paper, decision.paper.version) == (item.paper, 1)
    assert decision.decided_on == item.meeting.day
    assert decision.recorded_by == cast.secretary


def test_the_decision_stands_in_the_history_of_case_and_forum(cast):
    item = cast.item()
    decision = decide(item, cast.secretary)
    for thing in (item.case, decision, item.forum):
        event = history.about(thing).first()
        assert event.kind == "case.decided"
        assert event.facts["outcome"] == Outcome.ADOPTED
        assert (event.facts["mandate"], event.facts["paper"]) == (decision.mandate_id, item.paper_id)
    assert event.subjects.get(part="by").subject == cast.secretary


def test_a_refusal_leaves_no_event(cast):
    item = cast.item(cast.kg)
    why_not(lambda: decide(item, cast.os_secretary))
    assert not history.about(item.case).exists()


def test_a_forum_without_a_mandate_on_the_meeting_day_cannot_conclude(cast):
    cast.steering_mandate.ended_on = cast.today - timedelta(days=1)
    cast.steering_mandate.save()
    assert why_not(lambda: decide(cast.item(), cast.secretary)) == {"no-mandate"}


def test_a_mandate_that_is_not_adopted_gives_nothing(cast):
    cast.steering_mandate.adopted_on = None
    cast.steering_mandate.save()
    assert why_not(lambda: decide(cast.item(), cast.secretary)) == {"no-mandate"}


def test_a_mandate_adopted_after_the_meeting_is_flagged_not_refused(cast):
    cast.steering_mandate.adopted_on = cast.today + timedelta(days=7)
    cast.steering_mandate.save()
    decision = decide(cast.item(), cast.secretary)
    assert history.about(decision).first().facts["mandate_adopted_later"] is True


@pytest.mark.parametrize(("amount", "code"), [(None, "amount-unknown"), (15, None), (16, "amount-above-limit")])
def test_a_limit_in_the_mandate_holds_for_the_amount_of_the_case(cast, amount, code):
    Authority.objects.create(
        mandate=cast.council_mandate, point="7", limit_mnok=15, outcomes=["adopted"], text="Rådet omdisponerer."
    )
    item = cast.item(cast.council)
    item.case.amount_mnok = amount
    item.case.save()
    if code:
        assert why_not(lambda: decide(item, cast.secretary)) == {code}
    else:
        assert decide(item, cast.secretary).authority.point == "7"


# Who may record, and where


def test_only_the_secretariat_records_what_was_concluded(cast):
    item = cast.item()
    for person in (cast.leader, cast.observer, cast.outsider, cast.os_secretary):
        assert "not-secretariat" in why_not(lambda person=person: decide(item, person))


def test_a_secretary_whose_role_has_ended_is_told_so(cast):
    assert why_not(lambda: decide(cast.item(), cast.former_secretary)) == {"role-ended"}


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_a_forum_decides_only_in_a_meeting_it_is_called_to(cast, status):
    item = cast.item(meeting=cast.meeting(cast.steering, status=status))
    assert why_not(lambda: decide(item, cast.secretary)) == {"meeting-not-called"}


def test_nothing_is_decided_before_the_meeting_day(cast):
    item = cast.item(meeting=cast.meeting(cast.steering, day=cast.today + timedelta(days=1)))
    assert why_not(lambda: decide(item, cast.secretary)) == {"meeting-not-yet"}


def test_a_standing_item_is_not_decided_as_a_case(cast):
    meeting = cast.meeting(cast.steering)
    point = meeting.items.create(forum=cast.steering, standing="any_other", order=1)
    assert why_not(lambda: decide(point, cast.secretary)) == {"item-without-case"}


def test_a_case_without_a_paper_cannot_be_decided(cast):
    item = cast.item(case=cast.case(paper=False))
    assert why_not(lambda: decide(item, cast.secretary)) == {"item-without-paper"}


def test_a_decision_has_words(cast):
    assert why_not(lambda: decide(cast.item(), cast.secretary, text="  ")) == {"decision-without-text"}


def test_every_obstacle_is_told_at_once(cast):
    item = cast.item(cast.kg, case=cast.case("styresak", partnership=cast.os, paper=False), everyone_present=False)
    told = why_not(lambda: decide(item, cast.outsider, text=""))
    assert told == {
        "not-secretariat", "item-without-paper", "decision-without-text", "not-in-mandate", "no-quorum",
    }  # fmt: skip


# Quorum


def test_observers_do_not_count_towards_the_quorum(cast):
    item = cast.item()
    set_present(item, cast.leader, cast.member_sjo)
    with pytest.raises(Refused) as refused:
        decide(item, cast.secretary)
    (obstacle,) = refused.value.obstacles
    assert obstacle.code == "no-quorum"
    assert obstacle.text.startswith("2 av 3 nødvendige parter")


def test_two_people_from_one_party_count_once(cast):
    item = cast.item()
    set_present(item, cast.leader, cast.member_fylke)
    assert why_not(lambda: decide(item, cast.secretary)) == {"no-quorum"}


def test_a_vara_steps_in_for_the_party(cast):
    item = cast.item()
    set_present(item, cast.leader, cast.member_berg)
    assert decide(item, cast.secretary).positions.get(party=cast.berg).stance == Stance.FOR


def test_a_recused_leader_does_not_count_and_is_written_as_recused(cast):
    item = cast.item()
    row = item.meeting.attendance.get(person=cast.leader)
    attendance.note_presence(item, row, kind=Presence.Kind.RECUSED, ground="Eier av tiltaket", by=cast.secretary)
    assert decide(item, cast.secretary).positions.get(party=cast.vei).stance == Stance.RECUSED


def test_a_recused_leader_may_break_the_quorum(cast):
    item = cast.item()
    set_present(item, cast.member_sjo)
    row = item.meeting.attendance.get(person=cast.leader)
    attendance.note_presence(item, row, kind=Presence.Kind.RECUSED, ground="Eier", by=cast.secretary)
    assert why_not(lambda: decide(item, cast.secretary)) == {"no-quorum"}


def test_too_few_may_still_defer_the_case(cast):
    item = cast.item()
    set_present(item, cast.leader, cast.member_sjo)
    assert decide(item, cast.secretary, Outcome.DEFERRED, "Saken utsettes.").outcome == Outcome.DEFERRED


# Positions and the decision rule


def test_consensus_is_broken_by_one_party(cast):
    item = cast.item()
    against = {cast.sjo: Standpoint(Stance.AGAINST)}
    with pytest.raises(Refused) as refused:
        decide(item, cast.secretary, positions=against)
    (obstacle,) = refused.value.obstacles
    assert obstacle.code == "no-consensus"
    assert "Sjø kommune" in obstacle.text


def test_a_reservation_does_not_break_consensus_and_is_kept_in_its_own_words(cast):
    words = "Sjø kommune forutsetter statlig finansiering."
    decision = decide(cast.item(), cast.secretary, positions={cast.sjo: Standpoint(Stance.RESERVED, words)})
    assert decision.positions.get(party=cast.sjo).reservation == words
    assert decision.positions.count() == 4


@pytest.mark.parametrize(
    ("rule", "against", "code"),
    [
        (DecisionRule.MAJORITY, 1, None),
        (DecisionRule.MAJORITY, 2, "no-majority"),
        (DecisionRule.QUALIFIED, 1, None),
        (DecisionRule.QUALIFIED, 2, "no-majority"),
        (DecisionRule.VETO, 1, "vetoed"),
    ],
)
def test_the_rule_of_the_mandate_says_how_many_must_agree(cast, rule, against, code):
    cast.steering_mandate.decision_rule = rule
    cast.steering_mandate.save()
    item = cast.item()
    positions = {party: Standpoint(Stance.AGAINST) for party in (cast.sjo, cast.berg)[:against]}
    if code:
        assert why_not(lambda: decide(item, cast.secretary, positions=positions)) == {code}
    else:
        assert decide(item, cast.secretary, positions=positions).positions.filter(stance="against").count() == 1


def test_nobody_is_outvoted_where_a_case_is_only_taken_note_of(cast):
    positions = {cast.sjo: Standpoint(Stance.AGAINST)}
    assert decide(cast.item(), cast.secretary, Outcome.NOTED, "Tatt til orientering.", positions=positions)


def test_a_party_that_is_not_present_takes_no_stand(cast):
    item = cast.item()
    set_present(item, cast.member_sjo)
    positions = {cast.sjo: Standpoint(Stance.FOR)}
    assert why_not(lambda: decide(item, cast.secretary, positions=positions)) == {"party-not-present"}


def test_a_party_that_is_present_is_not_written_as_absent(cast):
    positions = {cast.sjo: Standpoint(Stance.ABSENT)}
    assert why_not(lambda: decide(cast.item(), cast.secretary, positions=positions)) == {"party-is-present"}


def test_a_party_without_a_seat_has_no_vote(cast):
    positions = {cast.os_party: Standpoint(Stance.FOR)}
    assert why_not(lambda: decide(cast.item(), cast.secretary, positions=positions)) == {"party-without-vote"}


def test_a_reservation_has_words(cast):
    positions = {cast.sjo: Standpoint(Stance.RESERVED, " ")}
    told = why_not(lambda: decide(cast.item(), cast.secretary, positions=positions))
    assert told == {"reservation-without-words"}


# Decided is locked


def test_an_item_is_decided_once(cast):
    item = cast.item()
    decide(item, cast.secretary)
    with pytest.raises(Refused) as refused:
        decide(item, cast.second_secretary, text="Noe annet.")
    (obstacle,) = refused.value.obstacles
    assert obstacle.code == "already-decided"
    assert "Sara, sekretær" in obstacle.text
    assert TEXT in obstacle.text


def test_the_database_lets_only_one_first_decision_through(cast):
    item = cast.item()
    first = decide(item, cast.secretary)
    with pytest.raises(IntegrityError):
        Decision.objects.create(
            case=first.case, forum=first.forum, item=item, mandate=first.mandate, authority=first.authority,
            paper=first.paper, outcome="adopted", text="To ganger.", decided_on=first.decided_on,
        )  # fmt: skip


def test_what_is_permitted_is_told_with_its_point(cast):
    item = cast.item()
    permitted = deciding.permitted_on(item, deciding.mandate_for(item))
    assert permitted[Outcome.ADOPTED].point == "3"
    assert permitted[Outcome.NOTED].point == "6"
    assert Outcome.ADVISED not in permitted
    assert Meeting.objects.count() == 1
