"""Seats: who may be given one, by whom, from when, and how they end."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.actions import memberships
from samstyring.partnership.models import Party, Person, Seat
from samstyring.partnership.rules import acting, seating
from tests.refusals import codes


@pytest.fixture
def outside(cast):
    """Bodies that are known, but have not signed the agreement."""

    def body(kind, key="utenfor"):
        return Party.objects.create(
            partnership=cast.fjord, key=key, name=f"{key.capitalize()} (eksempel)", short=key, kind=kind,
            is_member=False,
        )  # fmt: skip

    return body


def appoint(cast, person=None, **changed):
    seat = {"to": cast.council, "kind": "member", "party": cast.sjo, "from_day": cast.today, "by": cast.secretary}
    return memberships.appoint(person or cast.owner, **(seat | changed))


def test_the_secretariat_gives_a_seat_and_history_tells_it(cast):
    seat = appoint(cast)
    assert seat in cast.council.seats.on(cast.today)
    event = history.about(cast.council).first()
    assert event.kind == "seat.given"
    assert event.facts == {"seat": seat.pk}


def test_somebody_new_is_registered_by_name(cast):
    seat = memberships.appoint_new(
        "Nina, ny (eksempel)",
        to=cast.council,
        kind="member",
        party=cast.berg,
        from_day=cast.today,
        by=cast.secretary,
    )
    assert seat.person.user is None
    assert seat.person.name == "Nina, ny (eksempel)"


def test_a_refusal_leaves_no_new_person_behind(cast, outside):
    before = Person.objects.count()
    with pytest.raises(Refused):
        memberships.appoint_new(
            "Nina (eksempel)", to=cast.council, kind="member", party=outside("municipality"), from_day=cast.today,
            by=cast.secretary,
        )  # fmt: skip
    assert Person.objects.count() == before


def test_a_municipality_outside_the_partnership_gets_no_seat_and_the_mandate_is_quoted(cast, outside):
    cast.council_mandate.composition = {"text": "Kommuner som ikke er medlem, deltar ikke."}
    cast.council_mandate.save()
    with pytest.raises(Refused) as refusal:
        appoint(cast, party=outside("municipality"), kind="observer")
    assert refusal.value.obstacles == (seating.NOT_A_PARTY,)
    assert "Kommuner som ikke er medlem, deltar ikke." in refusal.value.obstacles[0].text


def test_other_bodies_outside_may_only_observe(cast, outside):
    body = outside("other")
    with pytest.raises(Refused) as refusal:
        appoint(cast, party=body, kind="member")
    assert codes(refusal) == {"only-observer"}
    assert not appoint(cast, party=body, kind="observer").votes


def test_no_observers_where_the_mandate_does_not_admit_them(cast, outside):
    cast.council_mandate.composition = {"observers": False}
    cast.council_mandate.save()
    with pytest.raises(Refused) as refusal:
        appoint(cast, party=outside("other"), kind="observer")
    assert codes(refusal) == {"no-observers"}


@pytest.mark.parametrize("who", ["member_sjo", "observer", "former_secretary", "outsider", "os_secretary"])
def test_only_the_secretariat_of_the_partnership_gives_seats(cast, who):
    with pytest.raises(Refused) as refusal:
        appoint(cast, by=getattr(cast, who))
    assert codes(refusal) == {"role-ended" if who == "former_secretary" else "not-secretariat"}


def test_a_party_that_has_left_gets_no_new_seat(cast):
    cast.berg.to_day = cast.today - timedelta(days=1)
    cast.berg.save()
    with pytest.raises(Refused) as refusal:
        appoint(cast, party=cast.berg)
    assert codes(refusal) == {"party-not-then"}


def test_a_forum_that_has_ended_gets_no_new_seats(cast):
    cast.council.to_day = cast.today - timedelta(days=1)
    cast.council.save()
    with pytest.raises(Refused) as refusal:
        appoint(cast)
    assert codes(refusal) == {"forum-not-then"}


def test_nobody_has_the_same_seat_twice_at_once(cast):
    with pytest.raises(Refused) as refusal:
        appoint(cast, cast.member_sjo)
    assert codes(refusal) == {"already-seated"}


def test_a_seat_ends_and_gives_no_rights_the_day_after(cast):
    seat = cast.council.seats.get(person=cast.member_sjo)
    memberships.end(seat, last_day=cast.today, by=cast.secretary)
    assert acting.has_seat(cast.member_sjo, cast.council, cast.today)
    assert not acting.has_seat(cast.member_sjo, cast.council, cast.today + timedelta(days=1))
    assert history.about(cast.member_sjo).first().kind == "seat.ended"


def test_a_seat_cannot_end_before_it_begins(cast):
    seat = cast.council.seats.get(person=cast.member_sjo)
    with pytest.raises(Refused) as refusal:
        memberships.end(seat, last_day=seat.from_day - timedelta(days=1), by=cast.secretary)
    assert codes(refusal) == {"ends-before-it-begins"}


def test_two_secretaries_ending_the_same_seat_are_told_of_each_other(cast):
    mine = cast.council.seats.get(person=cast.member_sjo)
    theirs = Seat.objects.get(pk=mine.pk)
    memberships.end(theirs, last_day=cast.today, by=cast.second_secretary)
    with pytest.raises(Refused) as refusal:
        memberships.end(mine, last_day=cast.today + timedelta(days=9), by=cast.secretary)
    assert codes(refusal) == {"seat-ended"}
    assert Seat.objects.get(pk=mine.pk).to_day == cast.today


# On the page


def give(client, forum, **fields):
    address = reverse("partnership:appoint", args=["fjordloftet", forum.key])
    return client.post(address, {"kind": "member", "from_day": "2026-01-05"} | fields)


def test_the_page_gives_a_seat_to_somebody_new(cast, sign_in):
    answer = give(sign_in(cast.secretary), cast.council, name="Nina (eksempel)", party=cast.berg.pk)
    assert answer.status_code == 302
    assert cast.council.seats.filter(person__name="Nina (eksempel)", party=cast.berg).exists()


def test_a_refusal_on_the_page_keeps_what_was_typed(cast, sign_in, outside):
    answer = give(sign_in(cast.secretary), cast.council, name="Nina (eksempel)", party=outside("municipality").pk)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "kan ikke få plass i Prioriteringsrådet" in page
    assert 'value="Nina (eksempel)"' in page


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": "Nina", "from_day": "31.02.2026"},
        {"name": "Nina", "from_day": ""},
        {"name": "Nina", "kind": "konge"},
        {"name": "Nina", "party": "99999"},
        {"name": "N" * 121},
        {"name": "Nina", "email": "ikke en adresse"},
        {"person": "99999"},
        {"name": "Nina", "to_day": "2025-12-31"},
    ],
)
def test_bad_input_is_answered_on_the_page(cast, sign_in, fields):
    before = Seat.objects.count()
    answer = give(sign_in(cast.secretary), cast.council, **fields)
    assert answer.status_code == 422
    assert Seat.objects.count() == before


def test_choosing_a_person_and_writing_a_name_is_one_too_many(cast, sign_in):
    answer = give(sign_in(cast.secretary), cast.council, person=cast.owner.pk, name="Nina")
    assert answer.status_code == 422


def test_people_of_another_partnership_are_not_offered(cast, sign_in):
    answer = give(sign_in(cast.secretary), cast.council, person=cast.os_secretary.pk)
    assert answer.status_code == 422
    assert cast.os_secretary.name not in answer.content.decode()


def test_the_page_ends_a_seat(cast, sign_in):
    seat = cast.council.seats.get(person=cast.observer)
    address = reverse("partnership:end_seat", args=["fjordloftet", cast.council.key, seat.pk])
    assert sign_in(cast.secretary).post(address, {"last_day": cast.today.isoformat()}).status_code == 302
    seat.refresh_from_db()
    assert seat.to_day == cast.today


@pytest.mark.parametrize("who", ["member_sjo", "observer", "former_secretary"])
def test_others_are_told_who_can_give_seats(cast, sign_in, who):
    answer = give(sign_in(getattr(cast, who)), cast.council, name="Nina (eksempel)")
    assert answer.status_code == 422
    assert not Person.objects.filter(name="Nina (eksempel)").exists()


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_do_not_learn_of_the_forum(cast, sign_in, who):
    assert give(sign_in(getattr(cast, who)), cast.council, name="Nina").status_code == 404


def test_a_seat_of_another_forum_is_not_found(cast, sign_in):
    seat = cast.kg.seats.first()
    address = reverse("partnership:end_seat", args=["fjordloftet", cast.council.key, seat.pk])
    assert sign_in(cast.secretary).get(address).status_code == 404
