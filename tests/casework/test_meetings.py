"""Meetings: planned, seen in a list, moved, cancelled and closed, by those who may."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.casework.actions import decisions, meetings
from samstyring.casework.models import AgendaItem, Meeting
from samstyring.ground import history
from samstyring.partnership.models import Outcome
from tests.refusals import why_not


def url(name, partnership, *args):
    return reverse(f"casework:{name}", args=[partnership.key, *args])


PAGES = [
    "meeting", "meeting_edit", "meeting_move", "meeting_cancel", "agenda", "attendance", "minutes", "minutes_edit",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_secretariat_reads_every_page_of_a_meeting(cast, sign_in, page):
    item = cast.item()
    answer = sign_in(cast.secretary).get(url(page, cast.fjord, item.meeting_id), follow=True)
    assert answer.status_code == 200
    assert "Styringsgruppen" in answer.content.decode()


@pytest.mark.parametrize("page", [*PAGES, "meeting_close", "meeting_call"])
def test_somebody_outside_does_not_learn_that_the_meeting_exists(cast, sign_in, page):
    item = cast.item()
    client = sign_in(cast.outsider)
    assert client.get(url(page, cast.fjord, item.meeting_id)).status_code == 404
    assert client.post(url(page, cast.fjord, item.meeting_id)).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "meeting_close", "meeting_call"])
def test_a_meeting_of_another_partnership_does_not_exist_here(cast, sign_in, page):
    item = cast.item(cast.board)
    answer = sign_in(cast.secretary).post(url(page, cast.fjord, item.meeting_id))
    assert answer.status_code == 404


def test_a_member_does_not_open_the_pages_of_the_secretariat(cast, sign_in):
    item = cast.item()
    client = sign_in(cast.member_sjo)
    for page in ("meeting_edit", "meeting_move", "meeting_cancel", "agenda", "attendance", "minutes_edit"):
        answer = client.get(url(page, cast.fjord, item.meeting_id))
        assert answer.status_code == 422
        assert "Bare sekretariatet" in answer.content.decode()


# Planning


def plan(cast, **more):
    told = {"forums": [cast.steering], "day": cast.today + timedelta(days=10), "by": cast.secretary} | more
    return meetings.plan(cast.fjord, **told)


def test_a_meeting_is_planned_from_the_page_and_opens_its_agenda(cast, sign_in):
    day = cast.today + timedelta(days=10)
    answer = sign_in(cast.secretary).post(
        url("meeting_new", cast.fjord),
        {"forums": [cast.steering.pk], "day": day.isoformat(), "starts_at": "09:00", "ends_at": "11:30",
         "place": "Rådhuset", "stream_url": ""},
    )  # fmt: skip
    meeting = Meeting.objects.get()
    assert answer.url == url("agenda", cast.fjord, meeting.pk)
    assert (meeting.day, meeting.place, list(meeting.forums.all())) == (day, "Rådhuset", [cast.steering])
    assert history.about(meeting).first().kind == "meeting.planned"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "2026-02-31"}, "gyldig dato"),
        ({"day": ""}, "må fylles ut"),
        ({"forums": []}, "Velg minst ett forum."),
        ({"starts_at": "25:00"}, "gyldig tid"),
        ({"stream_url": "ikke en adresse"}, "gyldig"),
        ({"starts_at": "12:00", "ends_at": "09:00"}, "Møtet slutter 09.00, før det begynner 12.00."),
        ({"day": "2020-01-01"}, "Møtedagen 1. januar 2020 er passert."),
        ({"forums": ["999999"]}, "gyldig valg"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(cast, sign_in, typed, words):
    told = {"forums": [cast.steering.pk], "day": (cast.today + timedelta(days=9)).isoformat(), "place": "Sal 4"}
    answer = sign_in(cast.secretary).post(url("meeting_new", cast.fjord), told | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Sal 4" in page
    assert not Meeting.objects.exists()


def test_a_forum_of_another_partnership_is_not_offered(cast, sign_in):
    answer = sign_in(cast.secretary).post(
        url("meeting_new", cast.fjord), {"forums": [cast.board.pk], "day": cast.today.isoformat()}
    )
    assert answer.status_code == 422


def test_a_forum_that_has_ended_does_not_meet(cast):
    cast.steering.to_day = cast.today + timedelta(days=3)
    cast.steering.save()
    assert why_not(lambda: plan(cast)) == {"forum-not-active"}


def test_a_secretary_whose_role_has_ended_plans_nothing(cast):
    assert why_not(lambda: plan(cast, by=cast.former_secretary)) == {"role-ended"}


# Moving and cancelling


def test_a_moved_meeting_keeps_its_numbers_and_its_first_day(cast, sign_in):
    item = cast.item(meeting=cast.meeting(cast.steering, day=cast.today + timedelta(days=3)))
    first_day, new_day = item.meeting.day, cast.today + timedelta(days=9)
    answer = sign_in(cast.secretary).post(
        url("meeting_move", cast.fjord, item.meeting_id),
        {"day": new_day.isoformat(), "reason": "Rådhuset er stengt"},
        follow=True,
    )
    meeting = Meeting.objects.get(pk=item.meeting_id)
    assert (meeting.day, meeting.moved_from) == (new_day, first_day)
    assert meeting.items.get().number == item.number
    assert "Rådhuset er stengt" in answer.content.decode()
    assert history.about(meeting).first().facts["from_day"] == first_day.isoformat()


@pytest.mark.parametrize(
    ("days", "reason", "code"),
    [(0, "Grunn", "moved-to-same-day"), (-3, "Grunn", "meeting-day-passed"), (3, " ", "change-without-reason")],
)
def test_a_move_has_another_day_to_come_and_a_reason(cast, days, reason, code):
    meeting = cast.meeting(cast.steering)
    act = lambda: meetings.move(meeting, day=cast.today + timedelta(days=days), reason=reason, by=cast.secretary)  # noqa: E731
    assert why_not(act) == {code}


def test_a_cancelled_meeting_stays_to_be_seen_with_its_reason(cast, sign_in):
    item = cast.item()
    sign_in(cast.secretary).post(url("meeting_cancel", cast.fjord, item.meeting_id), {"reason": "For få kan møte"})
    page = sign_in(cast.member_sjo).get(url("meeting", cast.fjord, item.meeting_id)).content.decode()
    assert "Møtet er avlyst" in page
    assert "For få kan møte" in page


def test_a_meeting_with_decisions_is_neither_moved_nor_cancelled(cast):
    item = cast.item()
    decisions.decide(item, outcome=Outcome.ADOPTED, text="Vedtas.", by=cast.secretary)
    later = cast.today + timedelta(days=3)
    assert why_not(lambda: meetings.cancel(item.meeting, reason="x", by=cast.secretary)) == {
        "meeting-has-decisions"
    }
    act = lambda: meetings.move(item.meeting, day=later, reason="x", by=cast.secretary)  # noqa: E731
    assert why_not(act) == {"meeting-has-decisions"}


# Closing


def test_a_meeting_is_closed_when_every_case_has_come_to_something(cast, sign_in):
    item = cast.item()
    client = sign_in(cast.secretary)
    answer = client.post(url("meeting_close", cast.fjord, item.meeting_id))
    assert answer.status_code == 422
    assert "er ikke avgjort" in answer.content.decode()
    decisions.decide(item, outcome=Outcome.ADOPTED, text="Vedtas.", by=cast.secretary)
    answer = client.post(url("meeting_close", cast.fjord, item.meeting_id))
    assert answer.url == url("minutes", cast.fjord, item.meeting_id)
    assert Meeting.objects.get().status == Meeting.Status.HELD


def test_a_meeting_is_not_closed_before_its_day_or_without_attendance(cast):
    meeting = cast.meeting(cast.steering, day=cast.today + timedelta(days=1))
    told = why_not(lambda: meetings.close(meeting, by=cast.secretary))
    assert told == {"meeting-not-yet", "attendance-not-taken"}


# What is read


def test_the_list_shows_the_next_meeting_first_and_can_be_kept_to_one_forum(cast, sign_in):
    far = cast.meeting(cast.steering, day=cast.today + timedelta(days=30))
    near = cast.meeting(cast.council, day=cast.today + timedelta(days=3))
    cast.meeting(cast.coordination, day=cast.today - timedelta(days=3), status="held")
    client = sign_in(cast.member_sjo)
    page = client.get(url("meetings", cast.fjord)).content.decode()
    addresses = [url("meeting", cast.fjord, meeting.pk) for meeting in (near, far)]
    assert page.index(addresses[0]) < page.index(addresses[1])
    assert "Samordningsfunksjonen" in page
    assert 'aria-current="page"' in page
    only = client.get(url("meetings", cast.fjord), {"forum": "styringsgruppe"}).content.decode()
    assert addresses[1] in only
    assert addresses[0] not in only


def test_the_list_of_a_forum_holds_what_the_forums_before_it_did(cast, sign_in):
    before = cast._forum("akg", "Koordineringsgruppen før", "coordination", "", 9, to_day=cast.today)
    cast.council.predecessors.add(before)
    old = cast.meeting(before, day=cast.today - timedelta(days=300), status="held")
    page = sign_in(cast.member_sjo).get(url("meetings", cast.fjord), {"forum": "prioriteringsrad"})
    assert url("meeting", cast.fjord, old.pk) in page.content.decode()


@pytest.mark.parametrize("query", [{"forum": "finnes-ikke"}, {"side": "tull"}, {"side": "-1"}])
def test_nonsense_in_the_address_of_the_list_does_no_harm(cast, sign_in, query):
    assert sign_in(cast.member_sjo).get(url("meetings", cast.fjord), query).status_code == 200


def test_an_outsider_does_not_learn_that_the_list_exists(cast, sign_in):
    assert sign_in(cast.outsider).get(url("meetings", cast.fjord)).status_code == 404


def test_members_do_not_see_an_agenda_that_is_not_sent(cast, sign_in):
    meeting = plan(cast)
    AgendaItem.objects.create(meeting=meeting, forum=cast.steering, case=cast.case(title="Hemmelig ennå"), order=9)
    for person, seen in ((cast.member_sjo, False), (cast.secretary, True)):
        page = sign_in(person).get(url("meeting", cast.fjord, meeting.pk)).content.decode()
        assert ("Hemmelig ennå" in page) is seen


def test_a_closed_case_shows_its_basis_and_nothing_more_to_those_without_a_seat(cast, sign_in):
    item = cast.item()
    item.case.closed_basis, item.case.public_title = "offentleglova § 23", "Kjøp av grunn"
    item.case.save()
    decisions.decide(item, outcome=Outcome.ADOPTED, text="Kjøpet vedtas.", by=cast.secretary)
    page = sign_in(cast.clerk_sjo).get(url("meeting", cast.fjord, item.meeting_id)).content.decode()
    assert "Kjøp av grunn" in page
    assert "offentleglova § 23" in page
    assert item.case.title not in page
    assert "Kjøpet vedtas." not in page
    page = sign_in(cast.member_sjo).get(url("meeting", cast.fjord, item.meeting_id)).content.decode()
    assert item.case.title in page
    assert "Kjøpet vedtas." in page


@pytest.mark.parametrize("page", ["meetings", "meeting", "decide"])
def test_a_page_asks_the_same_number_of_questions_however_much_it_shows(cast, sign_in, page):
    meeting, client, counts = cast.meeting(cast.steering), sign_in(cast.secretary), []
    for size in (2, 6):
        while meeting.items.count() < size:
            item = cast.item(meeting=meeting, case=cast.case())
            decisions.decide(item, outcome=Outcome.ADOPTED, text="Vedtas.", by=cast.secretary)
            cast.meeting(cast.council, day=cast.today + timedelta(days=meeting.items.count()))
        address = {
            "meetings": url("meetings", cast.fjord),
            "meeting": url("meeting", cast.fjord, meeting.pk),
            "decide": url("decide", cast.fjord, meeting.items.first().pk),
        }[page]
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[1] <= 45
