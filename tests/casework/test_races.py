"""Two secretaries at once: one of them gets through, and the other is told what stands."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from samstyring.casework.actions import agendas, decisions, meetings, minutes
from samstyring.casework.models import CaseNumber, Decision, Meeting, MinutesVersion
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Outcome, Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Do all the acts at the same moment, each on its own connection; their answers or refusals, in order."""
    together, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def do(place, act):
        try:
            connection.ensure_connection()
            together.wait(timeout=20)
            answers[place] = act()
        except Refused as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def refusals(answers):
    return [[o.code for o in answer.obstacles] for answer in answers if isinstance(answer, Refused)]


def fresh(thing):
    """The thing as another request would read it."""
    return type(thing).objects.get(pk=thing.pk)


def test_two_secretaries_deciding_at_once_make_one_decision():
    cast = Cast()
    item = cast.item()

    def decide(person):
        secretary = Person.objects.get(pk=person.pk)
        text = f"Ført av {secretary}."
        return decisions.decide(fresh(item), outcome=Outcome.ADOPTED, text=text, by=secretary)

    answers = at_once(lambda: decide(cast.secretary), lambda: decide(cast.second_secretary))
    (made,) = [answer for answer in answers if isinstance(answer, Decision)]
    (refusal,) = [answer for answer in answers if isinstance(answer, Refused)]
    assert Decision.objects.get() == made
    assert refusals(answers) == [["already-decided"]]
    assert made.text in refusal.obstacles[0].text
    assert history.about(item.case).filter(kind="case.decided").count() == 1
    assert made.positions.count() == 4


def test_two_secretaries_correcting_at_once_make_one_correction():
    cast = Cast()
    first = decisions.decide(cast.item(), outcome=Outcome.ADOPTED, text="Gammel.", by=cast.secretary)

    def correct(text, by):
        return decisions.correct(fresh(first), outcome=Outcome.ADOPTED, text=text, reason="Feil", by=by)

    answers = at_once(lambda: correct("En.", cast.secretary), lambda: correct("To.", cast.second_secretary))
    assert refusals(answers) == [["already-corrected"]]
    assert Decision.objects.count() == 2


def test_two_calls_at_once_share_no_number_and_leave_no_gap():
    cast = Cast()
    called = []
    for days in (10, 11, 12):
        meeting = meetings.plan(
            cast.fjord, forums=[cast.steering], day=cast.today.replace(month=1, day=1) + timedelta(days=400 + days),
            by=cast.secretary,
        )  # fmt: skip
        for _number in range(3):
            agendas.add(meeting, cast.case(), forum=cast.steering, purpose="decision", by=cast.secretary)
        called.append(meeting)
    answers = at_once(*(lambda m=m: meetings.call(fresh(m), by=cast.secretary) for m in called))
    assert refusals(answers) == []
    assert all(isinstance(answer, Meeting) for answer in answers)
    assert sorted(CaseNumber.objects.values_list("sequence", flat=True)) == list(range(1, 10))


def test_a_call_sent_twice_at_once_is_sent_once():
    cast = Cast()
    meeting = meetings.plan(
        cast.fjord, forums=[cast.steering], day=cast.today + timedelta(days=9), by=cast.secretary
    )
    agendas.add(meeting, cast.case(), forum=cast.steering, purpose="decision", by=cast.secretary)
    answers = at_once(
        lambda: meetings.call(fresh(meeting), by=cast.secretary),
        lambda: meetings.call(fresh(meeting), by=cast.second_secretary),
    )
    assert refusals(answers) == [["already-called"]]
    assert history.about(meeting).filter(kind="meeting.called").count() == 1


def test_the_same_case_put_on_the_agenda_twice_at_once_stands_once():
    cast = Cast()
    meeting, case = cast.meeting(cast.steering, day=cast.today + timedelta(days=9), status="planned"), cast.case()

    def add(by):
        return agendas.add(fresh(meeting), fresh(case), forum=cast.steering, purpose="decision", by=by)

    answers = at_once(lambda: add(cast.secretary), lambda: add(cast.second_secretary))
    assert refusals(answers) == [["case-already-on-agenda"]]
    assert meeting.items.count() == 1


def test_two_who_write_the_minutes_at_once_make_one_version():
    cast = Cast()
    item = cast.item()
    minutes.draft(item.meeting, by=cast.secretary)

    def change(body, by):
        return minutes.change(fresh(item.meeting), body=body, base=1, by=by)

    answers = at_once(lambda: change("En.", cast.secretary), lambda: change("To.", cast.second_secretary))
    assert refusals(answers) == [["minutes-changed-meanwhile"]]
    assert MinutesVersion.objects.count() == 2
