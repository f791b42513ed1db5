"""What a forum may conclude: its mandate, its quorum, its rule, and who was in the room."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection

from samstyring.casework.actions import attendance, decisions
from samstyring.casework.models import Decision, MandateAdoption, Meeting, Presence, Stance
from samstyring.casework.rules import deciding
from samstyring.casework.rules.deciding import Standpoint
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Authority, DecisionRule, Outcome, Person
from tests.cast import Cast

TEXT = "Forslaget vedtas."


def codes(act):
    """The codes of the obstacles an act is refused with."""
    with pytest.raises(Refused) as refused:
        act()
    return {obstacle.code for obstacle in refused.value.obstacles}


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
    codes(lambda: decide(item, cast.os_secretary))
    assert not history.about(item.case).exists()


def test_a_forum_without_a_mandate_on_the_meeting_day_cannot_conclude(cast):
    cast.steering_mandate.ended_on = cast.today - timedelta(days=1)
    cast.steering_mandate.save()
    assert codes(lambda: decide(cast.item(), cast.secretary)) == {"no-mandate"}


def test_a_mandate_that_is_not_adopted_gives_nothing(cast):
    cast.steering_mandate.adopted_on = None
    cast.steering_mandate.save()
    assert codes(lambda: decide(cast.item(), cast.secretary)) == {"no-mandate"}


def test_a_mandate_adopted_after_the_meeting_is_flagged_not_refused(cast):
    cast.steering_mandate.adopted_on = cast.today + timedelta(days=7)
    cast.steering_mandate.save()
    decision = decide(cast.item(), cast.secretary)
    assert history.about(decision).first().facts["mandate_adopted_later"] is True


@pytest.mark.parametrize(
    ("amount", "code"), [(None, "amount-unknown"), (15, None), (16, "amount-above-limit")]
)
def test_a_limit_in_the_mandate_holds_for_the_amount_of_the_case(cast, amount, code):
    Authority.objects.create(
        mandate=cast.council_mandate, point="7", limit_mnok=15, outcomes=["adopted"], text="Rådet omdisponerer."
    )
    item = cast.item(cast.council)
    item.case.amount_mnok = amount
    item.case.save()
    if code:
        assert codes(lambda: decide(item, cast.secretary)) == {code}
    else:
        assert decide(item, cast.secretary).authority.point == "7"


# Who may record, and where


def test_only_the_secretariat_records_what_was_concluded(cast):
    item = cast.item()
    for person in (cast.leader, cast.observer, cast.outsider, cast.os_secretary):
        assert "not-secretariat" in codes(lambda person=person: decide(item, person))


def test_a_secretary_whose_role_has_ended_is_told_so(cast):
    assert codes(lambda: decide(cast.item(), cast.former_secretary)) == {"role-ended"}


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_a_forum_decides_only_in_a_meeting_it_is_called_to(cast, status):
    item = cast.item(meeting=cast.meeting(cast.steering, status=status))
    assert codes(lambda: decide(item, cast.secretary)) == {"meeting-not-called"}


def test_nothing_is_decided_before_the_meeting_day(cast):
    item = cast.item(meeting=cast.meeting(cast.steering, day=cast.today + timedelta(days=1)))
    assert codes(lambda: decide(item, cast.secretary)) == {"meeting-not-yet"}


def test_a_standing_item_is_not_decided_as_a_case(cast):
    meeting = cast.meeting(cast.steering)
    point = meeting.items.create(forum=cast.steering, standing="any_other", order=1)
    assert codes(lambda: decide(point, cast.secretary)) == {"item-without-case"}


def test_a_case_without_a_paper_cannot_be_decided(cast):
    item = cast.item(case=cast.case(paper=False))
    assert codes(lambda: decide(item, cast.secretary)) == {"item-without-paper"}


def test_a_decision_has_words(cast):
    assert codes(lambda: decide(cast.item(), cast.secretary, text="  ")) == {"decision-without-text"}


def test_every_obstacle_is_told_at_once(cast):
    item = cast.item(cast.kg, case=cast.case("styresak", partnership=cast.os, paper=False), everyone_present=False)
    told = codes(lambda: decide(item, cast.outsider, text=""))
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
    assert codes(lambda: decide(item, cast.secretary)) == {"no-quorum"}


def test_a_vara_steps_in_for_the_party(cast):
    item = cast.item()
    set_present(item, cast.leader, cast.member_berg)
    assert decide(item, cast.secretary).positions.get(party=cast.berg).stance == Stance.FOR


def test_a_recused_leader_does_not_count_and_is_written_as_recused(cast):
    item = cast.item()
    row = item.meeting.attendance.get(person=cast.leader)
    attendance.note_presence(
        item, row, kind=Presence.Kind.RECUSED, ground="Eier av tiltaket", by=cast.secretary
    )
    assert decide(item, cast.secretary).positions.get(party=cast.vei).stance == Stance.RECUSED


def test_a_recused_leader_may_break_the_quorum(cast):
    item = cast.item()
    set_present(item, cast.member_sjo)
    row = item.meeting.attendance.get(person=cast.leader)
    attendance.note_presence(item, row, kind=Presence.Kind.RECUSED, ground="Eier", by=cast.secretary)
    assert codes(lambda: decide(item, cast.secretary)) == {"no-quorum"}


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
        assert codes(lambda: decide(item, cast.secretary, positions=positions)) == {code}
    else:
        assert decide(item, cast.secretary, positions=positions).positions.filter(stance="against").count() == 1


def test_nobody_is_outvoted_where_a_case_is_only_taken_note_of(cast):
    positions = {cast.sjo: Standpoint(Stance.AGAINST)}
    assert decide(cast.item(), cast.secretary, Outcome.NOTED, "Tatt til orientering.", positions=positions)


def test_a_party_that_is_not_present_takes_no_stand(cast):
    item = cast.item()
    set_present(item, cast.member_sjo)
    positions = {cast.sjo: Standpoint(Stance.FOR)}
    assert codes(lambda: decide(item, cast.secretary, positions=positions)) == {"party-not-present"}


def test_a_party_that_is_present_is_not_written_as_absent(cast):
    positions = {cast.sjo: Standpoint(Stance.ABSENT)}
    assert codes(lambda: decide(cast.item(), cast.secretary, positions=positions)) == {"party-is-present"}


def test_a_party_without_a_seat_has_no_vote(cast):
    positions = {cast.os_party: Standpoint(Stance.FOR)}
    assert codes(lambda: decide(cast.item(), cast.secretary, positions=positions)) == {"party-without-vote"}


def test_a_reservation_has_words(cast):
    positions = {cast.sjo: Standpoint(Stance.RESERVED, " ")}
    told = codes(lambda: decide(cast.item(), cast.secretary, positions=positions))
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


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_deciding_at_once_make_one_decision():
    cast = Cast()
    item = cast.item()
    together, answers = threading.Barrier(2), {}

    def record(person):
        try:
            fresh = type(item).objects.get(pk=item.pk)
            secretary = Person.objects.get(pk=person.pk)
            together.wait(timeout=20)
            answers[person] = decide(fresh, secretary, text=f"Ført av {secretary}.")
        except Refused as refusal:
            answers[person] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=record, args=[p]) for p in (cast.secretary, cast.second_secretary)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    made = [answer for answer in answers.values() if isinstance(answer, Decision)]
    (refusal,) = [answer for answer in answers.values() if isinstance(answer, Refused)]
    assert len(made) == Decision.objects.count() == 1
    assert [obstacle.code for obstacle in refusal.obstacles] == ["already-decided"]
    assert made[0].text in refusal.obstacles[0].text
    assert history.about(item.case).filter(kind="case.decided").count() == 1


# Corrections


def correct(decision, by, reason="Feil i ordlyden", text="Rettet ordlyd.", outcome=Outcome.ADOPTED, **more):
    return decisions.correct(decision, outcome=outcome, text=text, reason=reason, by=by, **more)


def test_a_correction_is_a_new_decision_and_the_old_one_stays(cast):
    item = cast.item()
    first = decide(item, cast.secretary)
    second = correct(first, cast.second_secretary)
    third = correct(second, cast.secretary, text="Enda en rettelse.")
    assert item.decisions.count() == 3
    assert item.decision == third
    assert (second.replaces, third.replaces) == (first, second)
    first.refresh_from_db()
    assert first.text == TEXT
    assert list(item.case.decisions.standing()) == [third]
    event = history.about(third).first()
    assert (event.kind, event.facts["replaces"]) == ("decision.corrected", second.pk)


def test_a_decision_is_corrected_only_once(cast):
    first = decide(cast.item(), cast.secretary)
    correct(first, cast.secretary)
    assert codes(lambda: correct(first, cast.second_secretary)) == {"already-corrected"}


def test_a_correction_says_what_it_corrects(cast):
    first = decide(cast.item(), cast.secretary)
    assert codes(lambda: correct(first, cast.secretary, reason=" ")) == {"correction-without-reason"}


def test_a_correction_cannot_go_beyond_the_mandate(cast):
    item = cast.item(cast.kg)
    first = decide(item, cast.os_secretary, Outcome.ADVISED)
    assert codes(lambda: correct(first, cast.os_secretary)) == {"not-in-mandate"}


def test_what_was_taken_over_as_it_was_is_not_corrected(cast):
    case = cast.case()
    old = Decision.objects.create(
        case=case, forum=cast.steering, outcome="adopted", text="2020", decided_on=date(2020, 1, 2), is_imported=True
    )
    assert codes(lambda: correct(old, cast.secretary)) == {"decision-not-made-here"}


# A case that carries a mandate


@pytest.fixture
def new_mandate(cast):
    mandate = cast.mandate(
        cast.council, title="Nytt mandat for Prioriteringsrådet", quorum=2, adopted_on=None,
        effective_from=cast.today + timedelta(days=10), version=2,
        points=[("4", None, "advised recommended", "Rådet innstiller.")],
    )  # fmt: skip
    case = cast.case("mandat", title="Nytt mandat")
    MandateAdoption.objects.create(case=case, mandate=mandate)
    return mandate


def test_the_owner_forum_puts_a_mandate_into_force_and_ends_the_one_before(cast, new_mandate):
    item = cast.item(case=new_mandate.adoption.case)
    decision = decide(item, cast.secretary)
    new_mandate.refresh_from_db()
    cast.council_mandate.refresh_from_db()
    assert new_mandate.adopted_on == item.meeting.day
    assert "Styringsgruppen" in new_mandate.adopted_by
    assert new_mandate.adoption.decision == decision
    assert cast.council_mandate.ended_on == new_mandate.effective_from - timedelta(days=1)
    assert cast.council.mandate_on(new_mandate.effective_from) == new_mandate
    assert cast.council.mandate_on(cast.today) == cast.council_mandate
    assert history.about(new_mandate).first().kind == "mandate.adopted"
    assert history.about(cast.council_mandate).first().kind == "mandate.ended"


def test_advice_on_a_mandate_does_not_put_it_into_force(cast, new_mandate):
    decide(cast.item(cast.council, case=new_mandate.adoption.case), cast.secretary, Outcome.ADVISED)
    new_mandate.refresh_from_db()
    assert new_mandate.adopted_on is None


def test_a_forum_cannot_adopt_a_mandate_it_does_not_own(cast, new_mandate):
    Authority.objects.create(
        mandate=cast.council_mandate, point="8", case_kind=cast.kinds["mandat"], outcomes=["adopted"], text="Alt."
    )
    item = cast.item(cast.council, case=new_mandate.adoption.case)
    assert codes(lambda: decide(item, cast.secretary)) == {"not-mandate-owner"}
    assert not Decision.objects.exists()
    assert not history.about(item.case).exists()


def test_the_top_forum_adopts_its_own_mandate(cast):
    mandate = cast.mandate(
        cast.steering, title="Nytt mandat for Styringsgruppen", adopted_on=None, effective_from=cast.today,
        points=[("1", None, "adopted", "Alt.")],
    )  # fmt: skip
    case = cast.case("mandat", title="Styringsgruppens mandat")
    MandateAdoption.objects.create(case=case, mandate=mandate)
    decide(cast.item(case=case), cast.secretary)
    mandate.refresh_from_db()
    assert mandate.adopted_on == cast.today


def test_a_mandate_that_also_serves_others_lives_on_for_them(cast):
    mandate = cast.mandate(
        cast.west, title="Mandat for Vest", adopted_on=None, effective_from=cast.today,
        points=[("1", None, "advised", "Råd.")],
    )  # fmt: skip
    case = cast.case("mandat", title="Mandat for Vest")
    MandateAdoption.objects.create(case=case, mandate=mandate)
    decide(cast.item(case=case), cast.secretary)
    assert cast.east.mandate_on(cast.today) == cast.group_mandate
    assert cast.west.mandate_on(cast.today) == mandate


def test_a_correction_carries_the_mandate_but_cannot_take_it_back(cast, new_mandate):
    first = decide(cast.item(case=new_mandate.adoption.case), cast.secretary)
    assert codes(lambda: correct(first, cast.secretary, outcome=Outcome.RETURNED)) == {"mandate-in-force"}
    second = correct(first, cast.secretary)
    new_mandate.adoption.refresh_from_db()
    assert new_mandate.adoption.decision == second


def test_what_is_permitted_is_told_with_its_point(cast):
    item = cast.item()
    permitted = deciding.permitted_on(item, deciding.mandate_for(item))
    assert permitted[Outcome.ADOPTED].point == "3"
    assert permitted[Outcome.NOTED].point == "6"
    assert Outcome.ADVISED not in permitted
    assert Meeting.objects.count() == 1
