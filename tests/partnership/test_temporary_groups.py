"""Temporary groups: set up with an end in sight, warned before it, closed with their seats, read afterwards."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.actions import memberships, temporary
from samstyring.partnership.models import Area, TemporaryGroup
from samstyring.partnership.rules import temporary as temporary_rules
from samstyring.partnership.rules import temporary_waiting


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


@pytest.fixture
def group(cast):
    """A project group that ends in a month, with a leader from Sjø."""
    made = temporary.set_up(
        cast.fjord, name="Prosjektgruppe sentrum", kind="project_group", purpose="Utrede sentrum.",
        owner=cast.steering, mandate=cast.group_mandate, from_day=cast.today - timedelta(days=100),
        to_day=cast.today + timedelta(days=30), by=cast.secretary,
    )  # fmt: skip
    memberships.appoint(
        cast.owner, to=made.forum, kind="leader", party=cast.sjo, from_day=cast.today, by=cast.secretary
    )
    return made


def test_the_secretariat_sets_up_a_group_that_inherits_a_mandate_and_serves_an_area(cast, sign_in):
    area = Area.objects.create(partnership=cast.fjord, name="Sentrum", forum=cast.west, places=["Sjø"])
    client = sign_in(cast.secretary)
    told = {
        "name": "Arealgruppen", "kind": "working_group", "purpose": "Samordne areal.", "owner": cast.steering.pk,
        "prepares_for": cast.council.pk, "mandate": cast.group_mandate.pk, "area": area.pk, "serves": "Havnen",
        "from_day": cast.today.isoformat(), "ends_when": "planen er vedtatt", "set_up_in": "sak 4/26",
    }  # fmt: skip
    answer = client.post(at("temporary_new"), told)
    made = TemporaryGroup.objects.get()
    assert answer.url == made.get_absolute_url()
    body = client.get(answer.url).content.decode()
    for words in ("Samordne areal.", "Avsluttes når planen er vedtatt.", "sak 4/26", "Havnen", "Sentrum", "arvet"):
        assert words in body
    assert made.forum.mandate_on(cast.today) == cast.group_mandate
    assert made.get_absolute_url() in client.get(at("temporary_groups")).content.decode()
    assert made.get_absolute_url() in client.get(at("forum", made.forum.key)).content.decode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "group-without-end"),
        ({"to_day": -1}, "ends-before-it-begins"),
        ({"to_day": 9, "mandate": "early"}, "mandate-not-then"),
        ({"to_day": 9, "name": "Styringsgruppen"}, "name-taken"),
        ({"to_day": 9, "by": "member_sjo"}, "not-secretariat"),
    ],
)
def test_a_group_that_cannot_be_set_up(cast, change, code):
    told = {"name": "Gruppe", "kind": "project_group", "purpose": "Formål.", "from_day": cast.today} | change
    if "to_day" in told:
        told["to_day"] = cast.today + timedelta(days=told["to_day"])
    if told.get("mandate"):
        told["mandate"] = cast.mandate(
            cast.east, title="Kommer", points=[], effective_from=cast.today + timedelta(days=5)
        )
    by = getattr(cast, told.pop("by", "secretary"))
    with pytest.raises(Refused) as refused:
        temporary.set_up(cast.fjord, **told, by=by)
    assert code in {one.code for one in refused.value.obstacles}
    assert not TemporaryGroup.objects.exists()


def test_a_seat_ends_with_the_group(cast, group):
    assert group.forum.seats.get().to_day == group.forum.to_day


def test_those_concerned_are_warned_before_it_ends(cast, group, sign_in):
    for person in (cast.secretary, cast.owner):
        tasks = temporary_waiting.group_tasks(cast.fjord, person, on=cast.today)
        assert [task.href for task in tasks] == [group.get_absolute_url()]
        assert tasks[0].due == group.forum.to_day
    assert temporary_waiting.group_tasks(cast.fjord, cast.member_berg, on=cast.today) == []
    early = group.forum.to_day - temporary_rules.WARNED - timedelta(days=1)
    assert temporary_waiting.group_tasks(cast.fjord, cast.secretary, on=early) == []
    body = sign_in(cast.observer).get(group.get_absolute_url()).content.decode()
    assert "Slutter snart" in body
    assert "30 dager igjen." in body
    assert "Avslutt Prosjektgruppe sentrum" in sign_in(cast.secretary).get(at("home")).content.decode()


def test_a_group_may_last_longer_and_its_seats_follow(cast, group, sign_in):
    later = cast.today + timedelta(days=200)
    address = at("temporary_lasting", group.forum.key)
    client = sign_in(cast.secretary)
    assert client.post(address, {"to_day": later.isoformat(), "reason": "sak 9/26"}).status_code == 302
    group.forum.refresh_from_db()
    assert group.forum.to_day == group.forum.seats.get().to_day == later
    refused = client.post(address, {"to_day": cast.today.isoformat(), "reason": "sak 9/26"})
    assert [one.code for one in refused.context["obstacles"]] == ["group-not-longer"]


def test_a_group_ends_with_its_seats_and_is_read_afterwards(cast, group, sign_in):
    client = sign_in(cast.secretary)
    address = at("temporary_close", group.forum.key)
    yesterday = cast.today - timedelta(days=1)
    group.forum.seats.update(from_day=cast.today - timedelta(days=50))
    answer = client.post(address, {"last_day": yesterday.isoformat(), "ended_in": "sak 12/26"})
    assert answer.url == group.get_absolute_url()
    assert group.forum.seats.get().to_day == yesterday
    body = sign_in(cast.observer).get(group.get_absolute_url()).content.decode()
    assert "Avsluttet" in body
    assert "Bestemt i sak 12/26." in body
    assert "Utrede sentrum." in body
    assert history.about(group).first().kind == "temporary.closed"
    again = sign_in(cast.secretary).post(address, {"last_day": cast.today.isoformat(), "ended_in": "x"})
    assert "group-ended" in [one.code for one in again.context["obstacles"]]


def test_a_group_that_ends_by_decision_says_which(cast, group):
    group.ends_when = "utredningen er behandlet"
    group.save()
    with pytest.raises(Refused) as refused:
        temporary.close(group, last_day=cast.today, by=cast.secretary)
    assert {one.code for one in refused.value.obstacles} == {"group-ended-nowhere"}


def test_the_leader_writes_down_what_was_delivered(cast, group, sign_in):
    client = sign_in(cast.owner)
    answer = client.post(
        at("temporary_deliver", group.forum.key),
        {"title": "Utredning", "delivered_on": cast.today.isoformat(),
         "upload": SimpleUploadedFile("u.pdf", b"%PDF-1.7 u")},
    )  # fmt: skip
    assert answer.status_code == 302
    delivery = group.deliveries.get()
    body = client.get(group.get_absolute_url()).content.decode()
    assert "Utredning" in body
    address = at("temporary_file", group.forum.key, delivery.pk)
    assert address in body
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("who", "days", "code"),
    [
        ("member_berg", 0, "may-not-tell-delivery"),
        ("owner", 1, "delivered-ahead"),
        ("owner", -999, "delivered-before"),
    ],
)
def test_a_delivery_that_cannot_be(cast, group, sign_in, who, days, code):
    day = cast.today + timedelta(days=days)
    answer = sign_in(getattr(cast, who)).post(
        at("temporary_deliver", group.forum.key), {"title": "Min rapport", "delivered_on": day.isoformat()}
    )
    assert answer.status_code == 422
    assert code in [one.code for one in answer.context["obstacles"]]
    assert "Min rapport" in answer.content.decode()


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_strangers_find_nothing(cast, group, sign_in, who):
    client = sign_in(getattr(cast, who))
    for name in ("temporary_group", "temporary_lasting", "temporary_close", "temporary_deliver"):
        assert client.get(at(name, group.forum.key)).status_code == 404
    assert client.get(at("temporary_groups")).status_code == 404


def test_more_groups_ask_no_more(cast, group, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.observer)
    with django_assert_max_num_queries(20) as few:
        client.get(at("temporary_groups"))
    for number in range(4):
        temporary.set_up(
            cast.fjord, name=f"Gruppe {number}", kind="network", purpose="Formål.", from_day=cast.today,
            ends_when="ferdig", owner=cast.steering, by=cast.secretary,
        )  # fmt: skip
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(at("temporary_groups"))
