"""The agenda: standing items, the queue, the order, the numbers, and the call that freezes it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.casework.actions import agendas, decisions, meetings
from samstyring.casework.models import AgendaItem, CaseNumber, FlowStep, Meeting, Purpose
from samstyring.casework.rules import meetings as rules
from samstyring.casework.rules.queue import queue
from samstyring.ground import history
from samstyring.partnership.models import Outcome
from tests.refusals import why_not


def url(name, partnership, *args):
    return reverse(f"casework:{name}", args=[partnership.key, *args])


@pytest.fixture
def planned(cast):
    """A meeting of the steering group in ten days, with its standing items."""
    return meetings.plan(
        cast.fjord, forums=[cast.steering], day=cast.today + timedelta(days=10), by=cast.secretary
    )


def add(planned, cast, case=None, purpose=Purpose.DECISION, **more):
    case = case or cast.case()
    return agendas.add(planned, case, forum=cast.steering, purpose=purpose, by=cast.secretary, **more)


def order_of(meeting):
    return [item.standing or item.case.title for item in meeting.items.all()]


# What stands on it


def test_a_new_agenda_has_the_points_every_agenda_has(planned):
    assert order_of(planned) == ["call", "impartiality", "minutes", "any_other"]


def test_cases_come_before_any_other_business(planned, cast):
    add(planned, cast, cast.case(title="Først"))
    add(planned, cast, cast.case(title="Så"))
    agendas.add_point(planned, title="Besøk", forum=cast.steering, by=cast.secretary)
    assert order_of(planned) == ["call", "impartiality", "minutes", "Først", "Så", "other", "any_other"]


def test_an_item_moves_up_and_down_and_stops_at_the_ends(planned, cast):
    item = add(planned, cast, cast.case(title="Saken"))
    agendas.shift(item, -1, by=cast.secretary)
    assert order_of(planned) == ["call", "impartiality", "Saken", "minutes", "any_other"]
    for _step in range(9):
        agendas.shift(item, 1, by=cast.secretary)
    assert order_of(planned)[-1] == "Saken"


def test_a_dragged_order_is_kept_and_unknown_keys_are_passed_over(planned, cast):
    item = add(planned, cast, cast.case(title="Saken"))
    agendas.reorder(planned, [item.pk, 999_999], by=cast.secretary)
    assert order_of(planned)[0] == "Saken"
    assert history.about(planned).first().kind == "meeting.reordered"


def test_a_case_stands_once_on_the_agenda_of_a_forum(planned, cast):
    case = cast.case()
    add(planned, cast, case)
    assert why_not(lambda: add(planned, cast, case)) == {"case-already-on-agenda"}


def test_a_case_of_another_partnership_is_not_put_here(planned, cast):
    case = cast.case("styresak", partnership=cast.os)
    assert why_not(lambda: add(planned, cast, case)) == {"case-of-other-partnership"}


def test_a_case_goes_only_to_a_forum_that_meets(planned, cast):
    told = why_not(
        lambda: agendas.add(planned, cast.case(), forum=cast.council, purpose="advice", by=cast.secretary)
    )
    assert told == {"forum-not-in-meeting"}


def test_a_case_says_what_the_forum_is_asked_for(planned, cast):
    assert why_not(lambda: add(planned, cast, purpose="")) == {"item-without-purpose"}


def test_a_point_has_a_title(planned, cast):
    told = why_not(lambda: agendas.add_point(planned, title=" ", forum=cast.steering, by=cast.secretary))
    assert told == {"point-without-title"}


def test_a_removed_case_goes_back_and_leaves_an_event(planned, cast):
    item = add(planned, cast)
    case = agendas.remove(item, by=cast.secretary)
    assert not AgendaItem.objects.filter(pk=item.pk).exists()
    assert history.about(case).first().kind == "item.removed"


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_the_agenda_of_a_meeting_that_is_over_is_closed(planned, cast, status):
    planned.status = status
    planned.save()
    assert why_not(lambda: add(planned, cast)) == {"meeting-is-over"}


def test_only_the_secretariat_builds_agendas(planned, cast):
    act = lambda: agendas.add(planned, cast.case(), forum=cast.steering, purpose="decision", by=cast.leader)  # noqa: E731
    assert why_not(act) == {"not-secretariat"}


# The queue


def through(cast, case, *forums):
    """Let the forums before conclude, so that the case is ready for the next."""
    outcomes = {
        cast.coordination: ("advice", Outcome.ADVISED),
        cast.council: ("recommendation", Outcome.RECOMMENDED),
    }
    for forum in forums:
        purpose, outcome = outcomes[forum]
        item = cast.item(forum, case=case, purpose=purpose)
        decisions.decide(item, outcome=outcome, text="Anbefales.", by=cast.secretary)


def test_a_case_is_ready_when_the_forums_before_have_concluded(planned, cast):
    ready, nearly = cast.case(title="Klar"), cast.case(title="På vei")
    through(cast, ready, cast.coordination, cast.council)
    through(cast, nearly, cast.coordination)
    first, second = queue(planned, cast.secretary)
    assert (first.case, first.is_ready, first.purpose) == (ready, True, "decision")
    assert (second.case, second.is_ready) == (nearly, False)
    assert second.missing == ("Prioriteringsrådet har ikke behandlet saken ennå.",)


def test_a_case_without_a_paper_is_not_ready(planned, cast):
    case = cast.case("annet", paper=False)
    FlowStep.objects.create(case=case, order=1, forum=cast.steering, purpose="information")
    (waiting,) = queue(planned, cast.secretary)
    assert waiting.missing == ("Saksframlegget er ikke skrevet.",)


def test_a_case_on_an_agenda_is_not_in_the_queue(planned, cast):
    case = cast.case()
    through(cast, case, cast.coordination, cast.council)
    add(planned, cast, case)
    assert queue(planned, cast.secretary) == []


def test_a_deferred_case_comes_back_to_the_queue_and_keeps_its_trail(planned, cast):
    case = cast.case()
    through(cast, case, cast.coordination, cast.council)
    before = cast.item(case=case)
    decisions.decide(before, outcome=Outcome.DEFERRED, text="Utsettes.", by=cast.secretary)
    (waiting,) = queue(planned, cast.secretary)
    assert (waiting.case, waiting.is_ready, waiting.held_back.outcome) == (case, True, Outcome.DEFERRED)
    item = add(planned, cast, case)
    assert rules.earlier_meetings([item]) == {item: [before]}
    meetings.call(planned, by=cast.secretary)
    item.refresh_from_db()
    if before.meeting.day.year == planned.day.year:
        assert item.number == before.number


def test_a_closed_case_is_in_the_queue_only_for_those_entitled(planned, cast):
    case = cast.case("annet")
    FlowStep.objects.create(case=case, order=1, forum=cast.steering, purpose="information")
    case.closed_basis = "offentleglova § 23"
    case.save()
    assert [w.case for w in queue(planned, cast.secretary)] == [case]
    assert queue(planned, cast.clerk_sjo) == []


# The call


def test_the_call_numbers_the_cases_and_freezes_the_papers(planned, cast):
    first, second = add(planned, cast), add(planned, cast, cast.case(title="To"))
    meetings.call(planned, by=cast.secretary)
    first.refresh_from_db()
    second.refresh_from_db()
    assert [str(item.number) for item in (first, second)] == [
        f"1/{planned.day.year % 100:02d}", f"2/{planned.day.year % 100:02d}",
    ]  # fmt: skip
    assert first.paper == first.case.latest_paper
    cast.paper(first.case, proposal="Nyere")
    first.refresh_from_db()
    assert first.paper.version == 1
    planned.refresh_from_db()
    assert (planned.status, planned.called_by) == (Meeting.Status.CALLED, cast.secretary)
    assert history.about(planned).first().facts["days_late"] == 0


def test_a_late_call_is_sent_and_marked_with_the_number_of_days(cast, sign_in):
    meeting = meetings.plan(
        cast.fjord, forums=[cast.steering], day=cast.today + timedelta(days=5), by=cast.secretary
    )
    add(meeting, cast)
    meetings.call(meeting, by=cast.secretary)
    assert history.about(meeting).first().facts["days_late"] == 2
    page = sign_in(cast.member_sjo).get(url("meeting", cast.fjord, meeting.pk)).content.decode()
    assert "Innkalt 2 dager for sent" in page


def test_a_call_tells_everything_that_is_missing_at_once(cast):
    meeting = cast.meeting(cast.steering, day=cast.today - timedelta(days=1), status="planned")
    cast.steering_mandate.ended_on = cast.today - timedelta(days=2)
    cast.steering_mandate.save()
    assert why_not(lambda: meetings.call(meeting, by=cast.leader)) == {
        "not-secretariat", "meeting-day-passed", "agenda-without-cases", "no-mandate",
    }  # fmt: skip
    meeting.items.create(forum=cast.steering, case=cast.case(paper=False), purpose="decision", order=1)
    assert "case-without-paper" in why_not(lambda: meetings.call(meeting, by=cast.secretary))


def test_a_call_is_sent_once(planned, cast):
    add(planned, cast)
    meetings.call(planned, by=cast.secretary)
    assert why_not(lambda: meetings.call(planned, by=cast.second_secretary)) == {"already-called"}


def test_a_refused_call_gives_no_numbers(planned, cast):
    add(planned, cast)
    add(planned, cast, cast.case(title="Uten papir", paper=False))
    why_not(lambda: meetings.call(planned, by=cast.secretary))
    assert not CaseNumber.objects.exists()


def test_numbers_run_without_gaps_per_forum_and_year(cast):
    this_year, next_year = cast.today, cast.today.replace(year=cast.today.year + 1, month=2, day=1)
    case = cast.case(title="I to fora")
    told = []
    for forum, day in ((cast.steering, this_year), (cast.council, this_year), (cast.steering, next_year)):
        meeting = meetings.plan(cast.fjord, forums=[forum], day=day, by=cast.secretary)
        agendas.add(meeting, case, forum=forum, purpose="discussion", by=cast.secretary)
        agendas.add(meeting, cast.case(title="Ny"), forum=forum, purpose="discussion", by=cast.secretary)
        meetings.call(meeting, by=cast.secretary)
        told.append([str(item.number) for item in meeting.items.filter(case__isnull=False)])
    short, later = this_year.year % 100, next_year.year % 100
    assert told == [[f"1/{short}", f"2/{short}"], [f"1/{short}", f"2/{short}"], [f"1/{later}", f"2/{later}"]]


def test_a_number_taken_meanwhile_is_passed_over(planned, cast):
    """The number another call took between the question and the insert is answered by the next one."""
    CaseNumber.objects.create(case=cast.case(), forum=cast.steering, year=planned.day.year, sequence=1)
    item = add(planned, cast)
    assert agendas.number_for(item).sequence == 2
    assert agendas.number_for(item).sequence == 2


def test_a_case_added_after_the_call_is_numbered_and_marked_as_late(planned, cast, sign_in):
    add(planned, cast)
    meetings.call(planned, by=cast.secretary)
    late = add(planned, cast, cast.case(title="Sent ute"))
    assert late.sent_later_on == cast.today
    assert (late.number.sequence, late.paper.version) == (2, 1)
    page = sign_in(cast.member_sjo).get(url("meeting", cast.fjord, planned.pk)).content.decode()
    assert "Ettersendt" in page


def test_after_the_call_a_case_is_neither_removed_nor_moved(planned, cast):
    item = add(planned, cast)
    meetings.call(planned, by=cast.secretary)
    item.refresh_from_db()
    assert why_not(lambda: agendas.remove(item, by=cast.secretary)) == {"already-called"}
    assert why_not(lambda: agendas.shift(item, -1, by=cast.secretary)) == {"already-called"}
    assert "already-called" in why_not(
        lambda: agendas.plan_item(
            item, purpose="information", present_minutes=0, discuss_minutes=0, by=cast.secretary
        )
    )


def test_a_new_paper_after_the_call_is_dated(planned, cast):
    item = add(planned, cast)
    meetings.call(planned, by=cast.secretary)
    item.refresh_from_db()
    assert why_not(lambda: agendas.send_new_paper(item, by=cast.secretary)) == {"paper-is-newest"}
    newer = cast.paper(item.case, proposal="Nyere")
    agendas.send_new_paper(item, by=cast.secretary)
    item.refresh_from_db()
    assert (item.paper, item.sent_later_on) == (newer, cast.today)


def test_a_joint_meeting_needs_a_mandate_for_each_forum_and_keeps_their_own_items(cast):
    meeting = meetings.plan(
        cast.fjord, forums=[cast.west, cast.east], day=cast.today + timedelta(days=20), by=cast.secretary
    )
    case = cast.case()
    for forum in (cast.west, cast.east):
        agendas.add(meeting, case, forum=forum, purpose="discussion", by=cast.secretary)
    meetings.call(meeting, by=cast.secretary)
    assert [item.number.forum for item in meeting.items.filter(case=case)] == [cast.west, cast.east]


# The page


def test_the_builder_says_where_the_mandate_does_not_reach(cast, sign_in):
    meeting = cast.meeting(cast.kg, day=cast.today + timedelta(days=10), status="planned")
    agendas.add(
        meeting,
        cast.case("styresak", partnership=cast.os),
        forum=cast.kg,
        purpose="decision",
        by=cast.os_secretary,
    )
    page = sign_in(cast.os_secretary).get(url("agenda", cast.os, meeting.pk)).content.decode()
    assert "Mandatet gir ikke Koordineringsgruppen rett til å svare med vedtak" in page


def test_an_agenda_is_built_and_sent_with_plain_forms(planned, cast, sign_in):
    case, client = cast.case(), sign_in(cast.secretary)
    through(cast, case, cast.coordination, cast.council)
    page = client.get(url("agenda", cast.fjord, planned.pk)).content.decode()
    assert case.title in page
    client.post(
        url("agenda_add", cast.fjord, planned.pk),
        {"case": case.pk, "forum": cast.steering.pk, "purpose": "decision"},
    )
    item = planned.items.get(case=case)
    client.post(
        url("agenda_item", cast.fjord, item.pk),
        {"act": "plan", "purpose": "decision", "present_minutes": 5, "discuss_minutes": 15},
    )
    client.post(url("agenda_order", cast.fjord, planned.pk), {"up": item.pk})
    client.post(url("agenda_point", cast.fjord, planned.pk), {"title": "Besøk", "forum": cast.steering.pk})
    item.refresh_from_db()
    assert (item.present_minutes, item.discuss_minutes, item.order) == (5, 15, 3)
    answer = client.post(url("meeting_call", cast.fjord, planned.pk), follow=True)
    assert "Innkallingen er sendt" in answer.content.decode()
    planned.refresh_from_db()
    assert planned.status == Meeting.Status.CALLED


def test_a_refused_call_answers_422_with_whole_sentences(planned, cast, sign_in):
    answer = sign_in(cast.secretary).post(url("meeting_call", cast.fjord, planned.pk))
    assert answer.status_code == 422
    assert "Sakslisten har ingen saker." in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"present_minutes": "-5"}, {"present_minutes": "10000"}, {"discuss_minutes": "ti"}, {"purpose": "fest"}],
)
def test_wrong_minutes_or_purpose_are_told_and_nothing_is_changed(planned, cast, sign_in, typed):
    item = add(planned, cast, present_minutes=7)
    told = {"act": "plan", "purpose": "decision", "present_minutes": "1", "discuss_minutes": "1"} | typed
    assert sign_in(cast.secretary).post(url("agenda_item", cast.fjord, item.pk), told).status_code == 422
    item.refresh_from_db()
    assert item.present_minutes == 7


@pytest.mark.parametrize("keys", [["æ"], ["-1"], ["9" * 30], [""]])
def test_nonsense_in_the_order_does_no_harm(planned, cast, sign_in, keys):
    before = order_of(planned)
    answer = sign_in(cast.secretary).post(url("agenda_order", cast.fjord, planned.pk), {"item": keys})
    assert answer.status_code == 302
    assert order_of(planned) == before


def test_outsiders_and_other_partnerships_reach_no_agenda(planned, cast, sign_in):
    item = add(planned, cast)
    for person in (cast.outsider, cast.os_secretary):
        client = sign_in(person)
        for name, key in (("agenda_add", planned.pk), ("agenda_order", planned.pk), ("agenda_item", item.pk)):
            assert client.post(url(name, cast.fjord, key)).status_code == 404
            assert client.post(url(name, cast.os, key)).status_code == 404


def test_a_member_who_opens_the_builder_is_told_who_builds_it(planned, cast, sign_in):
    answer = sign_in(cast.member_sjo).get(url("agenda", cast.fjord, planned.pk))
    assert answer.status_code == 422
    assert "Bare sekretariatet" in answer.content.decode()


def test_the_builder_asks_the_same_number_of_questions_however_long_the_agenda_is(planned, cast, sign_in):
    client, counts = sign_in(cast.secretary), []
    for size in (2, 6):
        while planned.items.filter(case__isnull=False).count() < size:
            add(planned, cast, cast.case(title="På listen"))
            through(cast, cast.case(title="I køen"), cast.coordination, cast.council)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(url("agenda", cast.fjord, planned.pk))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[1] <= 45
