"""Seats change hands, follow offices, are shared by groups of parties; and parties have people at home."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.actions import groups, memberships, offices
from samstyring.partnership.models import GroupMembership, Party, PartyRole, Person, Seat
from samstyring.partnership.rules import acting
from tests.refusals import codes


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


def tied(cast, **more):
    """The leader of group West sits in the steering group (the seeds' seats by office, 001:833-838)."""
    told = {"kind": "member", "office_forum": cast.west, "office_kind": "leader", "from_day": cast.today}
    return offices.lay_down(cast.steering, by=cast.secretary, **(told | more))


# Seats that follow an office


def test_whoever_leads_the_group_gets_the_seat_that_follows(cast):
    tied(cast)
    seat = cast.steering.seats.get(person=cast.group_leader)
    assert (seat.kind, seat.party, seat.from_day) == ("member", cast.sjo, cast.today)
    assert seat.following.office == cast.west.seats.get(kind="leader")


def test_a_new_leader_gets_the_seat_the_same_day_and_the_old_one_loses_it(cast, sign_in):
    tied(cast, from_day=cast.today - timedelta(days=30))
    office = cast.west.seats.get(kind="leader")
    answer = sign_in(cast.secretary).post(
        at("succeed", "vest", office.pk), {"name": "Nina (eksempel)", "party": cast.berg.pk,
                                           "from_day": cast.today.isoformat()},
    )  # fmt: skip
    assert answer.status_code == 302
    nina, yesterday = Person.objects.get(name="Nina (eksempel)"), cast.today - timedelta(days=1)
    assert acting.has_seat(nina, cast.steering, cast.today)
    assert not acting.has_seat(nina, cast.steering, yesterday)
    assert acting.has_seat(cast.group_leader, cast.steering, yesterday)
    assert not acting.has_seat(cast.group_leader, cast.steering, cast.today)
    assert {event.kind for event in history.about(nina)} >= {"seat.given", "seat.followed"}
    assert "seat.ended" in {event.kind for event in history.about(cast.group_leader)}


def test_a_leader_whose_term_is_known_has_the_following_seat_for_as_long(cast):
    tied(cast)
    office = cast.west.seats.get(kind="leader")
    memberships.succeed(
        office, cast.owner, from_day=cast.today + timedelta(days=5), to_day=cast.today + timedelta(days=50),
        by=cast.secretary,
    )  # fmt: skip
    seat = cast.steering.seats.get(person=cast.owner)
    assert (seat.from_day, seat.to_day) == (cast.today + timedelta(days=5), cast.today + timedelta(days=50))
    old = cast.steering.seats.get(person=cast.group_leader)
    assert old.to_day == cast.today + timedelta(days=4)


def test_a_following_seat_is_not_ended_alone(cast):
    tied(cast)
    with pytest.raises(Refused) as refusal:
        memberships.end(cast.steering.seats.get(person=cast.group_leader), last_day=cast.today, by=cast.secretary)
    assert codes(refusal) == {"follows-office"}
    assert "leder i Arbeidsgruppe Vest" in refusal.value.obstacles[0].text


def test_the_seats_end_when_the_rule_is_lifted(cast):
    rule = tied(cast)
    offices.lift(rule, last_day=cast.today, by=cast.secretary)
    assert not acting.has_seat(cast.group_leader, cast.steering, cast.today + timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        offices.lift(rule, last_day=cast.today, by=cast.secretary)
    assert codes(refusal) == {"office-rule-ended"}
    memberships.succeed(cast.west.seats.get(kind="leader"), cast.owner, from_day=cast.today, by=cast.secretary)
    assert not cast.steering.seats.on(cast.today + timedelta(days=1)).filter(person=cast.owner).exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, "office-rule-exists"),
        ({"office_forum": "steering"}, "office-in-same-forum"),
        ({"by": "member_sjo"}, "not-secretariat"),
    ],
)
def test_a_rule_is_refused_with_the_reason(cast, changed, code):
    tied(cast)
    changed = {key: getattr(cast, value) for key, value in changed.items()}
    told = {"kind": "member", "office_forum": cast.west, "office_kind": "leader", "from_day": cast.today}
    with pytest.raises(Refused) as refusal:
        offices.lay_down(cast.steering, **({"by": cast.secretary} | told | changed))
    assert code in codes(refusal)


def test_two_forums_do_not_follow_each_other_in_a_ring(cast):
    tied(cast)
    with pytest.raises(Refused) as refusal:
        offices.lay_down(cast.west, kind="member", office_forum=cast.steering, office_kind="leader",
                         from_day=cast.today, by=cast.secretary)  # fmt: skip
    assert codes(refusal) == {"office-goes-in-a-ring"}


def test_an_office_gives_no_seat_to_a_body_outside_that_the_mandate_keeps_out(cast):
    body = Party.objects.create(
        partnership=cast.fjord, key="fag", name="Fagmiljøet", short="Fag", kind="other", is_member=False
    )
    tied(cast, office_kind="observer", kind="member")
    with pytest.raises(Refused) as refusal:
        memberships.appoint(
            cast.outsider, to=cast.west, kind="observer", party=body, from_day=cast.today, by=cast.secretary
        )
    assert codes(refusal) == {"only-observer"}
    assert not Seat.objects.filter(person=cast.outsider).exists()


def test_the_page_ties_a_seat_to_an_office_and_shows_it(cast, sign_in):
    client = sign_in(cast.secretary)
    told = {"office_kind": "leader", "office_forum": cast.west.pk, "kind": "member", "from_day": "2026-01-05"}
    assert client.post(at("tie_office", "styringsgruppe"), told).status_code == 302
    page = client.get(at("forum", "styringsgruppe")).content.decode()
    assert "Leder i Arbeidsgruppe Vest" in page
    assert "følger vervet som leder i Arbeidsgruppe Vest" in page
    rule = cast.steering.seats_by_office.get()
    answer = client.post(at("untie_office", "styringsgruppe", rule.pk), {"last_day": cast.today.isoformat()})
    assert answer.status_code == 302
    rule.refresh_from_db()
    assert rule.to_day == cast.today


@pytest.mark.parametrize("changed", [{"office_forum": ""}, {"office_kind": "konge"}, {"from_day": "31.02.2026"},
                                     {"office_forum": "99999"}])  # fmt: skip
def test_bad_input_about_an_office_is_answered_on_the_page(cast, sign_in, changed):
    told = {"office_kind": "leader", "office_forum": cast.west.pk, "kind": "member", "from_day": "2026-01-05"}
    answer = sign_in(cast.secretary).post(at("tie_office", "styringsgruppe"), told | changed)
    assert answer.status_code == 422
    assert not cast.steering.seats_by_office.exists()


def test_the_next_leader_is_proposed_for_the_time_the_mandate_gives(cast, sign_in):
    cast.council_mandate.composition = {"leader_term_months": 12}
    cast.council_mandate.save()
    seat = cast.council.seats.get(kind="leader")
    seat.to_day = cast.today + timedelta(days=20)
    seat.save()
    form = sign_in(cast.secretary).get(at("succeed", "prioriteringsrad", seat.pk)).context["form"]
    begins = cast.today + timedelta(days=21)
    assert form.initial["from_day"] == begins
    assert form.initial["to_day"] == begins.replace(year=begins.year + 1) - timedelta(days=1)
    assert form.initial["party"] == cast.vei.pk


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "N"}, {"name": "N", "from_day": "i morgen"},
                                    {"person": "99999", "from_day": "2026-01-05"}])  # fmt: skip
def test_a_seat_does_not_change_hands_on_bad_input(cast, sign_in, fields):
    seat = cast.west.seats.get(kind="leader")
    assert sign_in(cast.secretary).post(at("succeed", "vest", seat.pk), fields).status_code == 422
    seat.refresh_from_db()
    assert seat.to_day is None


def test_a_refused_successor_leaves_the_old_holder_in_the_seat(cast):
    seat = cast.west.seats.get(kind="leader")
    cast.berg.to_day = cast.today - timedelta(days=1)
    cast.berg.save()
    with pytest.raises(Refused):
        memberships.succeed(seat, cast.owner, party=cast.berg, from_day=cast.today, by=cast.secretary)
    seat.refresh_from_db()
    assert seat.to_day is None


# Groups of parties


def grouped(cast, **more):
    told = {"name": "Sjø og Berg", "short": "Sjø/Berg", "members": [cast.sjo, cast.berg], "from_day": cast.today}
    return groups.form_group(cast.fjord, by=cast.secretary, **(told | more))


def test_a_group_of_parties_is_formed_and_given_a_seat(cast, sign_in):
    client = sign_in(cast.secretary)
    answer = client.post(
        at("form_group"),
        {"name": "Sjø og Berg", "members": [cast.sjo.pk, cast.berg.pk], "from_day": cast.today.isoformat()},
    )
    group = Party.objects.get(name="Sjø og Berg")
    assert answer.status_code == 302
    assert answer.url == at("party", group.key)
    assert (group.kind, group.is_member, group.short) == ("region", True, "Sjø og Berg")
    memberships.appoint(
        cast.owner, to=cast.council, kind="member", party=group, from_day=cast.today, by=cast.secretary
    )
    page = client.get(at("party", group.key)).content.decode()
    assert "Berg kommune" in page
    assert "Prioriteringsrådet" in page


@pytest.mark.parametrize("changed", [{"name": ""}, {"name": "N" * 161}, {"from_day": "x"}, {"members": ["99999"]}])
def test_a_group_is_not_formed_of_bad_input(cast, sign_in, changed):
    told = {"name": "Sjø og Berg", "members": [cast.sjo.pk], "from_day": cast.today.isoformat()}
    assert sign_in(cast.secretary).post(at("form_group"), told | changed).status_code == 422
    assert not Party.objects.filter(kind="region", partnership=cast.fjord).exists()


def test_two_parties_do_not_have_the_same_name(cast):
    with pytest.raises(Refused) as refusal:
        grouped(cast, name="sjø kommune")
    assert codes(refusal) == {"party-name-taken"}


def test_a_party_belongs_to_one_group_at_a_time(cast):
    group = grouped(cast)
    with pytest.raises(Refused) as refusal:
        groups.join(group, cast.sjo, from_day=cast.today, by=cast.secretary)
    assert codes(refusal) == {"already-in-group"}
    with pytest.raises(Refused) as refusal:
        grouped(cast, name="En annen gruppe", short="En annen", members=[cast.sjo])
    assert codes(refusal) == {"in-another-group"}
    assert not Party.objects.filter(name="En annen gruppe").exists()


def test_only_a_group_has_members_and_a_group_is_not_one(cast):
    group = grouped(cast, members=[])
    with pytest.raises(Refused) as refusal:
        groups.join(cast.vei, group, from_day=cast.today, by=cast.secretary)
    assert codes(refusal) == {"not-a-group", "member-is-a-group"}


def test_a_party_leaves_the_group_and_the_history_stands(cast, sign_in):
    group = grouped(cast)
    row = group.group_members.get(member=cast.sjo)
    client = sign_in(cast.secretary)
    answer = client.post(at("leave_group", group.key, row.pk), {"last_day": cast.today.isoformat()})
    assert answer.status_code == 302
    assert not GroupMembership.objects.on(cast.today + timedelta(days=1)).filter(member=cast.sjo).exists()
    assert "En part gikk ut av en gruppe" in client.get(at("party", group.key)).content.decode()


def test_a_new_member_is_added_on_the_page(cast, sign_in):
    group = grouped(cast, members=[])
    told = {"member": cast.fylke.pk, "from_day": cast.today.isoformat()}
    assert sign_in(cast.secretary).post(at("join_group", group.key), told).status_code == 302
    assert group.group_members.get().member == cast.fylke


# People who act for a party at home


@pytest.mark.parametrize("kind", PartyRole.Kind.values)
def test_the_secretariat_says_who_acts_for_a_party(cast, sign_in, kind):
    told = {"name": "Nina (eksempel)", "kind": kind, "from_day": cast.today.isoformat()}
    assert sign_in(cast.secretary).post(at("give_party_role", "sjo"), told).status_code == 302
    nina = Person.objects.get(name="Nina (eksempel)")
    assert acting.acts_for_party(nina, cast.sjo, cast.today)
    assert not acting.has_seat(nina, cast.council, cast.today)


def test_the_partys_own_administrator_does_too_and_only_for_that_party(cast, sign_in):
    groups.give_role(cast.owner, party=cast.sjo, kind="administrator", from_day=cast.today, by=cast.secretary)
    client, told = sign_in(cast.owner), {"name": "Nina", "kind": "officer", "from_day": cast.today.isoformat()}
    assert "Gi rolle" in client.get(at("party", "sjo")).content.decode()
    assert client.post(at("give_party_role", "sjo"), told).status_code == 302
    assert client.post(at("give_party_role", "berg"), told).status_code == 422
    assert "Gi rolle" not in client.get(at("party", "berg")).content.decode()


def test_nobody_holds_the_same_role_at_a_party_twice(cast):
    with pytest.raises(Refused) as refusal:
        groups.give_role(cast.clerk_sjo, party=cast.sjo, kind="clerk", from_day=cast.today, by=cast.secretary)
    assert codes(refusal) == {"party-role-held"}


def test_a_role_at_a_party_ends(cast, sign_in):
    role = cast.sjo.roles.get(person=cast.clerk_sjo)
    answer = sign_in(cast.secretary).post(
        at("end_party_role", "sjo", role.pk), {"last_day": cast.today.isoformat()}
    )
    assert answer.status_code == 302
    assert not acting.acts_for_party(cast.clerk_sjo, cast.sjo, cast.today + timedelta(days=1))
    role.refresh_from_db()
    role.to_day = cast.today - timedelta(days=1)
    role.save()
    with pytest.raises(Refused) as refusal:
        groups.end_role(role, last_day=cast.today, by=cast.secretary)
    assert codes(refusal) == {"party-role-over"}


@pytest.mark.parametrize("who", ["clerk_sjo", "member_sjo", "observer"])
def test_others_are_told_who_can_say_it(cast, sign_in, who):
    told = {"name": "Nina", "kind": "officer", "from_day": cast.today.isoformat()}
    answer = sign_in(getattr(cast, who)).post(at("give_party_role", "sjo"), told)
    assert answer.status_code == 422
    assert "Bare administratoren hos Sjø kommune og sekretariatet" in answer.content.decode()


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_find_no_party_and_no_seat(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    seat = cast.west.seats.first()
    for address in (
        at("party", "sjo"),
        at("form_group"),
        at("succeed", "vest", seat.pk),
        at("tie_office", "vest"),
    ):
        assert client.get(address).status_code == 404
