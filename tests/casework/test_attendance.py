"""Who is there: the whole meeting, who comes and goes, who is recused, and who then speaks for a party."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.casework.actions import attendance, decisions
from samstyring.casework.models import Presence
from samstyring.casework.rules.attendance import Room, parties_voting_on
from samstyring.ground import history
from samstyring.partnership.models import Outcome, SeatType
from tests.refusals import why_not


def url(name, partnership, *args):
    return reverse(f"casework:{name}", args=[partnership.key, *args])


def row_of(item, person):
    return item.meeting.attendance.get(person=person)


def voting(item):
    return {party.short for party in parties_voting_on(item)}


def test_taking_attendance_writes_everyone_with_a_seat_that_day(cast):
    meeting = cast.meeting(cast.steering)
    ended = cast.seat(
        cast.steering, cast.group_leader, SeatType.MEMBER, cast.sjo, to_day=cast.today - timedelta(days=1)
    )
    seats = list(cast.steering.seats.on(meeting.day))
    attendance.take(meeting, present=[s for s in seats if s.person == cast.leader], by=cast.secretary)
    assert {row.seat for row in meeting.attendance.all()} == set(seats) - {ended}
    assert [row.person for row in meeting.attendance.filter(present=True)] == [cast.leader]
    assert history.about(meeting).first().kind == "attendance.taken"


def test_a_seat_from_another_forum_is_not_written(cast):
    meeting = cast.meeting(cast.steering)
    attendance.take(meeting, present=cast.west.seats.all(), by=cast.secretary)
    assert not meeting.attendance.filter(present=True).exists()


def test_attendance_may_be_mended_until_a_decision_rests_on_it(cast):
    item = cast.item()
    everyone = cast.steering.seats.all()
    attendance.take(item.meeting, present=everyone, by=cast.secretary)
    decisions.decide(item, outcome=Outcome.ADOPTED, text="Vedtas.", by=cast.secretary)
    attendance.take(item.meeting, present=everyone, by=cast.secretary)
    assert why_not(lambda: attendance.take(item.meeting, present=[], by=cast.secretary)) == {"presence-is-used"}


@pytest.mark.parametrize(
    ("status", "code"), [("planned", "meeting-not-called"), ("cancelled", "meeting-not-called")]
)
def test_attendance_is_taken_in_a_called_meeting(cast, status, code):
    meeting = cast.meeting(cast.steering, status=status)
    assert why_not(lambda: attendance.take(meeting, present=[], by=cast.secretary)) == {code}


def test_attendance_is_not_taken_before_the_day(cast):
    meeting = cast.meeting(cast.steering, day=cast.today + timedelta(days=1))
    assert why_not(lambda: attendance.take(meeting, present=[], by=cast.secretary)) == {"meeting-not-yet"}


def test_only_the_secretariat_takes_attendance(cast):
    meeting = cast.meeting(cast.steering)
    assert why_not(lambda: attendance.take(meeting, present=[], by=cast.leader)) == {"not-secretariat"}


def test_observers_and_obliged_to_attend_never_vote(cast):
    cast.seat(cast.steering, cast.owner, SeatType.OBLIGED, cast.sjo)
    item = cast.item()
    item.meeting.attendance.exclude(person__in=(cast.observer, cast.owner)).update(present=False)
    assert voting(item) == set()


def test_a_body_that_is_not_a_party_to_the_agreement_does_not_vote(cast):
    cast.sjo.is_member = False
    cast.sjo.save()
    assert voting(cast.item()) == {"Berg", "Fjord", "Statens"}


def test_a_party_that_has_left_does_not_vote(cast):
    cast.sjo.to_day = cast.today - timedelta(days=1)
    cast.sjo.save()
    assert "Sjø" not in voting(cast.item())


def test_the_vara_speaks_only_where_the_member_does_not(cast):
    item = cast.item()
    assert parties_voting_on(item)[cast.berg].person == cast.member_berg
    attendance.note_presence(
        item, row_of(item, cast.member_berg), kind=Presence.Kind.RECUSED, ground="Styreleder", by=cast.secretary
    )
    assert parties_voting_on(item)[cast.berg].person == cast.vara_berg


def test_somebody_who_leaves_is_gone_from_that_item_and_those_that_remain(cast):
    meeting = cast.meeting(cast.steering)
    first, second, third = (cast.item(meeting=meeting, case=cast.case()) for _number in range(3))
    attendance.note_presence(
        second, row_of(second, cast.member_sjo), kind=Presence.Kind.OUT, onwards=True, by=cast.secretary
    )
    assert "Sjø" in voting(first)
    assert "Sjø" not in voting(second)
    assert "Sjø" not in voting(third)


def test_a_recusal_holds_for_its_own_item(cast):
    meeting = cast.meeting(cast.steering)
    first, second = (cast.item(meeting=meeting, case=cast.case()) for _number in range(2))
    attendance.note_presence(
        first, row_of(first, cast.leader), kind=Presence.Kind.RECUSED, ground="Eier", by=cast.secretary
    )
    assert "Statens" not in voting(first)
    assert "Statens" in voting(second)
    assert Room(meeting).leading(first) is None
    assert Room(meeting).leading(second).person == cast.leader


def test_who_is_both_leader_and_member_is_in_the_room_once_and_recused_from_both(cast):
    leads = cast.steering.seats.get(person=cast.leader)
    cast.seat(cast.steering, cast.leader, SeatType.MEMBER, leads.party)
    item = cast.item()
    item.meeting.attendance.all().delete()
    attendance.take(item.meeting, present=cast.steering.seats.all(), by=cast.secretary)
    row = row_of(item, cast.leader)
    assert row.seat == leads
    attendance.note_presence(item, row, kind=Presence.Kind.RECUSED, ground="Eier", by=cast.secretary)
    assert leads.party.short not in voting(item)


def test_a_difference_can_be_taken_back(cast):
    item = cast.item()
    row = row_of(item, cast.member_sjo)
    attendance.note_presence(item, row, kind=Presence.Kind.OUT, by=cast.secretary)
    attendance.note_presence(item, row, kind="", by=cast.secretary)
    assert "Sjø" in voting(item)


def test_a_recusal_has_a_ground(cast):
    item = cast.item()
    act = lambda: attendance.note_presence(  # noqa: E731
        item, row_of(item, cast.leader), kind=Presence.Kind.RECUSED, ground=" ", by=cast.secretary
    )
    assert why_not(act) == {"recusal-without-ground"}


def test_presence_at_a_decided_item_stands(cast):
    item = cast.item()
    decisions.decide(item, outcome=Outcome.ADOPTED, text="Vedtas.", by=cast.secretary)
    act = lambda: attendance.note_presence(  # noqa: E731
        item, row_of(item, cast.leader), kind=Presence.Kind.OUT, by=cast.secretary
    )
    assert why_not(act) == {"item-is-decided"}


def test_somebody_from_another_meeting_is_not_written_here(cast):
    item, other = cast.item(), cast.item(cast.council)
    act = lambda: attendance.note_presence(  # noqa: E731
        item, row_of(other, cast.leader), kind=Presence.Kind.OUT, by=cast.secretary
    )
    assert why_not(act) == {"not-of-forum"}


def test_the_ground_of_a_recusal_is_not_in_the_history(cast):
    item = cast.item()
    attendance.note_presence(
        item, row_of(item, cast.leader), kind=Presence.Kind.RECUSED, ground="Slektskap", by=cast.secretary
    )
    assert "Slektskap" not in str(history.about(item.case).first().facts)


# The pages


def test_attendance_and_recusal_are_written_with_plain_forms(cast, sign_in):
    item, client = cast.item(everyone_present=False), sign_in(cast.secretary)
    seats = cast.steering.seats.exclude(person=cast.member_berg)
    client.post(url("attendance", cast.fjord, item.meeting_id), {"present": [seat.pk for seat in seats]})
    page = client.get(url("decide", cast.fjord, item.pk)).content.decode()
    assert "4 av 4 parter kan stemme" in page
    row = row_of(item, cast.leader)
    refused = client.post(
        url("presence", cast.fjord, item.pk), {"attendance": row.pk, "kind": "recused", "ground": ""}
    )
    assert refused.status_code == 422
    assert "kan ikke føres som inhabil uten grunnlag" in refused.content.decode()
    client.post(url("presence", cast.fjord, item.pk), {"attendance": row.pk, "kind": "recused", "ground": "Eier"})
    page = client.get(url("decide", cast.fjord, item.pk)).content.decode()
    assert "3 av 4 parter kan stemme. Forumet er vedtaksført" in page
    assert "Forumet velger en møteleder" in page


@pytest.mark.parametrize("attendance_key", ["0", "x", ""])
def test_an_unknown_row_does_no_harm(cast, sign_in, attendance_key):
    item = cast.item()
    answer = sign_in(cast.secretary).post(
        url("presence", cast.fjord, item.pk), {"attendance": attendance_key, "kind": "out"}
    )
    assert answer.status_code in (404, 422)
    assert not Presence.objects.exists()


def test_outsiders_write_nobody_as_present(cast, sign_in):
    item = cast.item()
    for person in (cast.outsider, cast.os_secretary):
        for name, key in (("attendance", item.meeting_id), ("presence", item.pk)):
            assert sign_in(person).post(url(name, cast.fjord, key)).status_code == 404


def test_a_member_is_told_that_the_secretariat_takes_attendance(cast, sign_in):
    item = cast.item()
    answer = sign_in(cast.member_sjo).post(url("attendance", cast.fjord, item.meeting_id), {"present": []})
    assert answer.status_code == 422
    assert item.meeting.attendance.filter(present=True).exists()
