"""External executors: appointed to a measure, seeing that alone, and nothing the day after it ends."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Person
from samstyring.portfolio.actions import executors
from samstyring.portfolio.models import ExecutorAppointment
from tests.portfolio.strategy_things import Things, address


@pytest.fixture
def things(cast):
    return Things(cast)


@pytest.fixture
def measure(things):
    return things.decided_measure(executor="Byrået (eksempel)")


def appoint(things, measure, person, **told):
    told = {"covers": "Lage kampanjen.", "from_day": things.cast.today} | told
    return executors.appoint(person, to=measure, by=things.by, on=things.cast.today, **told)


def test_the_secretariat_appoints_somebody_by_name_who_is_then_invited(cast, things, measure, sign_in):
    client = sign_in(things.by)
    page = address("executors", measure.pk)
    assert page in client.get(measure.get_absolute_url()).content.decode()
    answer = client.post(
        page,
        {"name": "Ella (eksempel)", "email": "ella@example.org", "organisation": "Byrået", "covers": "Kampanjen.",
         "from_day": cast.today.isoformat()},
    )  # fmt: skip
    assert answer.status_code == 302
    ella = Person.objects.get(name="Ella (eksempel)")
    assert history.about(measure).first().kind == "executor.appointed"
    assert "Ella (eksempel)" in client.get(measure.get_absolute_url()).content.decode()
    invite = reverse("partnership:account_invite", args=["osregionen", ella.pk])
    assert invite in client.get(page).content.decode()
    assert client.post(invite, {"email": ella.email}).status_code == 302
    client.logout()
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    words = "en lang setning om kampanjen"
    answer = client.post(link, {"password": words, "again": words}, follow=True)
    assert answer.status_code == 200
    assert address("assignments") in answer.content.decode()
    assert client.get(address("assignment", measure.pk)).status_code == 200


def test_the_executor_reads_the_assignment_and_own_reports_and_nothing_else(cast, things, measure, sign_in):
    appoint(things, measure, cast.outsider, covers="Bare kampanjen.")
    inside = things.by
    sign_in(inside).post(address("report_measure", measure.pk), {"status": "started", "words": "Internt notat."})
    client = sign_in(cast.outsider)
    page = client.get(address("assignment", measure.pk)).content.decode()
    assert "Bare kampanjen." in page
    assert "Internt notat." not in page
    other = things.decided_measure(title="Et annet tiltak")
    closed = [
        address("assignment", other.pk), address("executors", measure.pk), measure.get_absolute_url(),
        address("measures"), cast.os.get_absolute_url(), measure.case.get_absolute_url(),
        reverse("partnership:accounts", args=["osregionen"]),
    ]  # fmt: skip
    assert [client.get(place).status_code for place in closed] == [404] * len(closed)


def test_nothing_is_seen_before_the_first_day_or_after_the_last(cast, things, measure, sign_in):
    appointment = appoint(things, measure, cast.outsider, from_day=things.days(1))
    client, page = sign_in(cast.outsider), address("assignment", measure.pk)
    assert client.get(page).status_code == 404
    ExecutorAppointment.objects.update(from_day=things.days(-9))
    assert client.get(page).status_code == 200
    appointment.refresh_from_db()
    secretary = sign_in(things.by)
    answer = secretary.post(
        address("end_executor", measure.pk, appointment.pk),
        {"last_day": things.days(-1).isoformat(), "reason": "Avtalen er sagt opp"},
    )
    assert answer.status_code == 302
    assert "Avsluttet: Avtalen er sagt opp" in secretary.get(address("executors", measure.pk)).content.decode()
    client = sign_in(cast.outsider)
    assert client.get(page).status_code == 404
    assert client.post(page, {"status": "done", "words": "For sent."}).status_code == 404
    assert not measure.reports.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"to_day": -1}, "ends-before-it-begins"),
        ({"again": True}, "appointed-already"),
        ({"over": True}, "measure-is-over"),
        ({"by": "kg_leader"}, "not-secretariat"),
    ],
)
def test_an_appointment_that_cannot_be(cast, things, measure, change, code):
    if change.get("again"):
        appoint(things, measure, cast.outsider)
    if change.get("over"):
        measure.reports.create(status="done", words="Ferdig.", by=things.by)
    with pytest.raises(Refused) as refused:
        executors.appoint(
            cast.outsider, to=measure, covers="Alt.", from_day=cast.today,
            to_day=things.days(change["to_day"]) if "to_day" in change else None,
            by=getattr(cast, change["by"]) if "by" in change else things.by, on=cast.today,
        )  # fmt: skip
    assert code in {one.code for one in refused.value.obstacles}
    assert ExecutorAppointment.objects.count() == bool(change.get("again"))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"covers": "Alt."}, "Velg en person, eller skriv navnet på en ny."),
        ({"name": "Ny", "person": "known", "covers": "Alt."}, "ikke begge deler"),
        ({"name": "Ny"}, "Feltet er påkrevet."),
        ({"name": "Ny", "email": "ny", "covers": "Mine ord"}, "e-post"),
        ({"person": "9" * 19, "covers": "Mine ord"}, "gyldig valg"),
    ],
)
def test_what_is_wrong_is_told_and_nobody_is_made(cast, things, measure, sign_in, told, words):
    if told.get("person") == "known":
        told = told | {"person": cast.kg_leader.pk}
    people = Person.objects.count()
    answer = sign_in(things.by).post(address("executors", measure.pk), {"from_day": cast.today.isoformat()} | told)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Person.objects.count() == people
    assert not ExecutorAppointment.objects.exists()


def test_an_appointment_ends_once(cast, things, measure, sign_in):
    appointment = appoint(things, measure, cast.outsider, from_day=things.days(-9))
    page = address("end_executor", measure.pk, appointment.pk)
    client = sign_in(things.by)
    assert client.post(page, {"last_day": things.days(-20).isoformat()}).status_code == 422
    assert client.post(page, {"last_day": things.days(-2).isoformat()}).status_code == 302
    again = client.post(page, {"last_day": cast.today.isoformat()})
    assert [one.code for one in again.context["obstacles"]] == ["appointment-ended"]


def test_members_read_who_carries_it_out_but_do_not_appoint(cast, things, measure, sign_in):
    client = sign_in(cast.kg_leader)
    page = address("executors", measure.pk)
    assert client.get(page).status_code == 200
    told = {"name": "Ny", "covers": "Mine ord", "from_day": cast.today.isoformat()}
    answer = client.post(page, told)
    assert answer.status_code == 422
    assert "Mine ord" in answer.content.decode()
    assert not Person.objects.filter(name="Ny").exists()
    for stranger in (cast.outsider, cast.secretary):
        assert sign_in(stranger).get(page).status_code == 404
