"""An election is a case: the decision gives the chosen their seats, and ends those of the ones before, or nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.casework.actions import elections as acts
from samstyring.casework.models import Case, Election, Meeting
from samstyring.casework.papers import drafted_minutes
from samstyring.casework.rules.attendance import parties_voting_on
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.actions import offices
from samstyring.partnership.models import Party, Person, Seat
from samstyring.partnership.rules import acting
from tests.refusals import codes


@pytest.fixture(autouse=True)
def mandate(cast):
    """The council chooses its own leader and deputy leader (003:159)."""
    return cast.council_mandate.authority.create(
        point="8", case_kind=cast.kinds["annet"], outcomes=["adopted", "deferred"], text="Rådet velger selv leder."
    )


def held(cast, **more):
    told = {"chosen_by": cast.council, "from_day": cast.today, "by": cast.secretary}
    return acts.hold(cast.council, **(told | more))


def nominate(cast, election, person, kind="leader", party=None, **more):
    return acts.nominate(election, person, kind=kind, party=party or cast.sjo, **({"by": cast.secretary} | more))


def decide(cast, election, *, forum=None, outcome="adopted"):
    item = cast.item(forum or cast.council, case=election.case)
    return decisions.decide(item, outcome=outcome, text="Valgt som foreslått.", by=cast.secretary)


def at(name, *args):
    return reverse(f"casework:{name}", args=["fjordloftet", *args])


def leader_on(forum, day):
    return [seat.person for seat in forum.seats.on(day).filter(kind="leader")]


def test_the_decision_seats_the_chosen_and_ends_the_one_before(cast):
    election = held(cast, from_day=cast.today, to_day=cast.today + timedelta(days=729))
    nominate(cast, election, cast.member_sjo)
    decision = decide(cast, election)
    assert leader_on(cast.council, cast.today) == [cast.member_sjo]
    assert leader_on(cast.council, cast.today - timedelta(days=1)) == [cast.leader]
    seat = cast.council.seats.get(person=cast.member_sjo, kind="leader")
    assert (seat.party, seat.to_day) == (cast.sjo, cast.today + timedelta(days=729))
    election.refresh_from_db()
    assert election.decision == decision
    told = {event.kind for event in history.about(cast.council)}
    assert {"seat.given", "seat.ended", "election.settled"} <= told


def test_a_day_ahead_seats_the_chosen_from_then(cast):
    later = cast.today + timedelta(days=30)
    election = held(cast, from_day=later)
    nominate(cast, election, cast.member_sjo)
    decide(cast, election)
    assert leader_on(cast.council, cast.today) == [cast.leader]
    assert leader_on(cast.council, later) == [cast.member_sjo]


def test_leader_and_deputy_are_chosen_in_one_decision(cast):
    election = held(cast)
    nominate(cast, election, cast.member_sjo)
    nominate(cast, election, cast.member_berg, "deputy_leader", cast.berg)
    decide(cast, election)
    assert acting.has_seat(cast.member_berg, cast.council, cast.today, kinds=["deputy_leader"])
    assert leader_on(cast.council, cast.today) == [cast.member_sjo]


def test_a_new_member_takes_over_for_the_same_party_only(cast):
    election = held(cast)
    nominate(cast, election, cast.owner, "member", cast.sjo)
    decide(cast, election)
    assert acting.has_seat(cast.owner, cast.council, cast.today)
    assert not acting.has_seat(cast.member_sjo, cast.council, cast.today)
    assert acting.has_seat(cast.member_berg, cast.council, cast.today)


def test_the_one_who_is_chosen_again_goes_on(cast):
    election = held(cast)
    nominate(cast, election, cast.leader, party=cast.vei)
    decide(cast, election)
    assert leader_on(cast.council, cast.today) == [cast.leader]
    assert cast.council.seats.filter(kind="leader", person=cast.leader).count() == 2


def test_of_two_candidates_the_one_that_is_written_as_chosen_gets_the_seat(cast):
    election = held(cast)
    nominate(cast, election, cast.member_sjo)
    other = nominate(cast, election, cast.member_berg, party=cast.berg)
    with pytest.raises(Refused) as refusal:
        decide(cast, election)
    assert codes(refusal) == {"not-chosen"}
    assert leader_on(cast.council, cast.today) == [cast.leader]
    acts.choose(election.candidates.get(person=cast.member_sjo), by=cast.secretary)
    acts.choose(other, by=cast.secretary)
    decisions.decide(election.case.items.first(), outcome="adopted", text="Bjarte er valgt.", by=cast.secretary)
    assert leader_on(cast.council, cast.today) == [cast.member_berg]


def test_when_a_seat_cannot_be_given_nothing_is_decided(cast):
    """All or nothing: the party left between the nomination and the decision."""
    election = held(cast)
    nominate(cast, election, cast.member_sjo)
    nominate(cast, election, cast.member_berg, "deputy_leader", cast.berg)
    item = cast.item(cast.council, case=election.case)
    cast.berg.to_day = cast.today - timedelta(days=1)
    cast.berg.save()
    with pytest.raises(Refused) as refusal:
        decisions.decide(item, outcome="adopted", text="Valgt.", by=cast.secretary)
    assert "party-not-then" in codes(refusal)
    assert not item.decisions.exists()
    assert leader_on(cast.council, cast.today) == [cast.leader]


def test_an_election_that_is_put_off_gives_no_seats(cast):
    election = held(cast)
    nominate(cast, election, cast.member_sjo)
    decide(cast, election, outcome="deferred")
    assert leader_on(cast.council, cast.today) == [cast.leader]


def test_an_election_without_candidates_is_not_adopted(cast):
    with pytest.raises(Refused) as refusal:
        decide(cast, held(cast))
    assert codes(refusal) == {"no-candidates"}


def test_another_forum_does_not_settle_it(cast):
    cast.steering_mandate.authority.create(
        point="9", case_kind=cast.kinds["annet"], outcomes=["adopted"], text="Gruppen vedtar."
    )
    election = held(cast)
    nominate(cast, election, cast.member_sjo)
    with pytest.raises(Refused) as refusal:
        decide(cast, election, forum=cast.steering)
    assert codes(refusal) == {"another-forum-elects"}


def test_a_seat_that_follows_the_office_changes_with_the_election(cast):
    offices.lay_down(
        cast.steering, kind="observer", office_forum=cast.council, office_kind="leader",
        from_day=cast.today - timedelta(days=9), by=cast.secretary,
    )  # fmt: skip
    election = held(cast)
    nominate(cast, election, cast.owner)
    decide(cast, election)
    assert acting.has_seat(cast.owner, cast.steering, cast.today, kinds=["observer"])
    assert not acting.has_seat(cast.leader, cast.steering, cast.today, kinds=["observer"])


def test_a_correction_keeps_the_seats_or_is_refused(cast):
    election = held(cast)
    nominate(cast, election, cast.member_sjo)
    decision = decide(cast, election)
    told = {"text": "Siri er valgt.", "reason": "Navnet manglet.", "by": cast.secretary}
    corrected = decisions.correct(decision, outcome="adopted", **told)
    election.refresh_from_db()
    assert election.decision == corrected
    assert cast.council.seats.filter(person=cast.member_sjo, kind="leader").count() == 1
    with pytest.raises(Refused) as refusal:
        decisions.correct(corrected, outcome="deferred", **told)
    assert codes(refusal) == {"election-gave-seats"}


def test_the_old_leader_stays_in_the_record_of_the_meeting_that_chose_another(cast):
    """The roll was taken before the election; the rest of the meeting keeps its quorum, and the minutes their names."""
    election = held(cast)
    nominate(cast, election, cast.member_sjo)
    decision = decide(cast, election)
    words = drafted_minutes(decision.item.meeting)
    assert "Leif, leder fra Statens veier, Statens veier (leder)" in words
    assert "Siri, medlem fra Sjø, Sjø kommune (medlem)" in words
    later = cast.item(cast.council, meeting=decision.item.meeting)
    assert {party.key for party in parties_voting_on(later)} == {"sjo", "berg", "fylke", "vei"}


def test_a_forum_whose_mandate_does_not_let_it_elect_is_told_at_once(cast):
    with pytest.raises(Refused) as refusal:
        held(cast, chosen_by=cast.coordination)
    assert codes(refusal) == {"not-an-elector"}
    assert not Case.objects.filter(title__startswith="Valg i").exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"to_day": -1}, "ends-before-it-begins"), ({"by": "member_sjo"}, "not-secretariat")],
)
def test_what_stands_in_the_way_of_an_election_is_told(cast, changed, code):
    told = {
        key: cast.today + timedelta(days=value) if isinstance(value, int) else getattr(cast, value)
        for key, value in changed.items()
    }
    with pytest.raises(Refused) as refusal:
        held(cast, **told)
    assert code in codes(refusal)


def test_a_municipality_outside_cannot_stand(cast):
    outside = Party.objects.create(
        partnership=cast.fjord, key="nabo", name="Nabo", short="Nabo", kind="municipality", is_member=False
    )
    with pytest.raises(Refused) as refusal:
        nominate(cast, held(cast), cast.owner, "member", outside)
    assert codes(refusal) == {"not-a-party"}


def test_a_settled_election_is_not_changed(cast):
    election = held(cast)
    candidate = nominate(cast, election, cast.member_sjo)
    decide(cast, election)
    election, candidate = Election.objects.get(), Election.objects.get().candidates.get(pk=candidate.pk)
    for act in (
        lambda: nominate(cast, election, cast.owner),
        lambda: acts.strike(candidate, by=cast.secretary),
        lambda: acts.choose(candidate, by=cast.secretary),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert codes(refusal) == {"election-is-settled"}


# In the browser


def test_the_secretariat_holds_a_constituting_meeting_in_the_browser(cast, sign_in):
    client, day = sign_in(cast.secretary), cast.today + timedelta(days=14)
    assert (
        "Nytt valg"
        in client.get(reverse("partnership:forum", args=["fjordloftet", "prioriteringsrad"])).content.decode()
    )
    answer = client.post(
        at("election_new", "prioriteringsrad"),
        {"chosen_by": cast.council.pk, "from_day": day.isoformat(), "meeting_day": day.isoformat()},
    )
    election = Election.objects.get()
    assert answer.url == at("election", election.pk)
    meeting = Meeting.objects.get(day=day)
    assert [item.heading for item in meeting.items.all()] == [
        "Godkjenning av innkalling og saksliste", "Spørsmål om habilitet", "Godkjenning av protokoll",
        "Gjennomgang av mandatet", "Valg i Prioriteringsrådet", "Rutiner for arbeidet i forumet", "Eventuelt",
    ]  # fmt: skip
    client.post(answer.url, {"name": "Nina (eksempel)", "kind": "leader", "party": cast.sjo.pk})
    client.post(answer.url, {"person": cast.member_berg.pk, "kind": "leader", "party": cast.berg.pk})
    page = client.get(answer.url).content.decode()
    assert "Nina (eksempel)" in page
    assert "Foreslått" in page
    paper = election.case.latest_paper
    assert "Til leder: Nina (eksempel) (Sjø)" in paper.proposal
    first, second = election.candidates.order_by("pk")
    client.post(at("candidate_choose", election.pk, first.pk))
    client.post(at("candidate_strike", election.pk, second.pk))
    assert "Ført som valgt" in client.get(answer.url).content.decode()
    assert "Nina" in client.get(election.case.get_absolute_url()).content.decode()


def test_the_groups_own_case_takes_in_an_observer_from_outside(cast, sign_in):
    """003:193-199: the groups may take in observers; whether this one may is asked of its mandate."""
    climate = Party.objects.create(
        partnership=cast.fjord, key="klimasenteret", name="Klimasenteret (eksempel)", short="Klimasenteret",
        kind="other", is_member=False, order=9,
    )  # fmt: skip
    mandate = cast.council_mandate
    mandate.composition = mandate.composition | {"observers": False}
    mandate.save()
    election, client = held(cast), sign_in(cast.secretary)
    told = {"name": "Oda fra Klimasenteret", "kind": "observer", "party": climate.pk}
    refused = client.post(at("election", election.pk), told)
    assert refused.status_code == 422
    mandate.composition = mandate.composition | {"observers": True}
    mandate.save()
    assert client.post(at("election", election.pk), told).status_code == 302
    decide(cast, election)
    seat = cast.council.seats.on(cast.today).get(person__name="Oda fra Klimasenteret")
    assert (seat.kind, seat.party) == ("observer", climate)
    page = client.get(reverse("partnership:forum", args=["fjordloftet", cast.council.key])).content.decode()
    assert "Oda fra Klimasenteret" in page


def test_a_paper_somebody_has_written_in_other_words_is_left_alone(cast):
    election = held(cast)
    cast.paper(election.case, proposal="Valgkomiteen foreslår Siri.")
    nominate(cast, election, cast.member_sjo)
    assert election.case.latest_paper.proposal == "Valgkomiteen foreslår Siri."


@pytest.mark.parametrize("changed", [{"chosen_by": "99999"}, {"from_day": "31.02.2026"}, {"from_day": ""},
                                     {"to_day": "2019-01-01"}, {"meeting_day": "2020-01-01"}])  # fmt: skip
def test_bad_input_about_an_election_is_answered_on_the_page(cast, sign_in, changed):
    told = {"chosen_by": cast.council.pk, "from_day": cast.today.isoformat()}
    assert sign_in(cast.secretary).post(at("election_new", "prioriteringsrad"), told | changed).status_code == 422
    assert not Election.objects.exists()


@pytest.mark.parametrize("fields", [{"name": "", "kind": "leader"}, {"name": "N", "kind": "konge"},
                                    {"name": "N", "kind": "secretary"}, {"person": "99999", "kind": "leader"}])  # fmt: skip
def test_bad_input_about_a_candidate_is_answered_on_the_page(cast, sign_in, fields):
    election = held(cast)
    assert sign_in(cast.secretary).post(at("election", election.pk), fields).status_code == 422
    assert not election.candidates.exists()


def test_the_same_person_stands_once_for_a_seat(cast, sign_in):
    election = held(cast)
    nominate(cast, election, cast.member_sjo)
    fields = {"person": cast.member_sjo.pk, "kind": "leader", "party": cast.sjo.pk}
    answer = sign_in(cast.secretary).post(at("election", election.pk), fields)
    assert answer.status_code == 422
    assert "er alt foreslått som leder" in answer.content.decode()


def test_members_read_and_the_secretariat_writes(cast, sign_in):
    election = held(cast)
    client = sign_in(cast.member_sjo)
    assert "Ny kandidat" not in client.get(at("election", election.pk)).content.decode()
    assert client.post(at("election", election.pk), {"name": "Nina", "kind": "leader"}).status_code == 422
    assert not Person.objects.filter(name="Nina").exists()


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_find_no_election(cast, sign_in, who):
    election, client = held(cast), sign_in(getattr(cast, who))
    candidate = nominate(cast, election, cast.member_sjo)
    assert client.get(at("election", election.pk)).status_code == 404
    assert client.get(at("election_new", "prioriteringsrad")).status_code == 404
    assert client.post(at("candidate_choose", election.pk, candidate.pk)).status_code == 404
    assert not Seat.objects.filter(person=cast.member_sjo, kind="leader").exists()
