"""The routine that covers a meeting or a kind of case is linked where the secretary stands."""

from datetime import date

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.partnership.models import GoverningDocument


@pytest.fixture
def routine(cast):
    made = GoverningDocument.objects.create(partnership=cast.fjord, title="Rutine for møteledelse", kind="routine")
    made.versions.create(version=2, adopted_on=date(2024, 3, 1), link="https://example.org/rutine")
    return made


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return "Rutine for møteledelse" in answer.content.decode()


def test_the_routine_of_a_forum_is_linked_from_its_meeting_and_every_item(cast, routine, sign_in):
    item = cast.item()
    client = sign_in(cast.secretary)
    pages = [
        reverse("casework:meeting", args=["fjordloftet", item.meeting_id]),
        reverse("casework:decide", args=["fjordloftet", item.pk]),
    ]
    assert not any(shown(client, page) for page in pages)
    routine.forums.add(cast.steering)
    for page in pages:
        assert shown(client, page)
        assert "versjon 2, vedtatt 1. mar. 2024" in client.get(page).content.decode()


def test_the_routine_of_a_kind_of_case_is_linked_from_the_case_and_the_meeting_that_treats_it(
    cast, routine, sign_in
):
    item = cast.item()
    routine.case_kinds.add(item.case.kind)
    client = sign_in(cast.secretary)
    assert shown(client, item.case.get_absolute_url())
    assert shown(client, reverse("casework:meeting", args=["fjordloftet", item.meeting_id]))
    other = cast.case("orientering", title="Orientering")
    assert not shown(client, other.get_absolute_url())


def test_a_mandate_or_strategy_in_the_register_is_no_routine(cast, routine, sign_in):
    GoverningDocument.objects.update(kind="strategy")
    routine.forums.add(cast.steering)
    item = cast.item()
    page = reverse("casework:meeting", args=["fjordloftet", item.meeting_id])
    assert not shown(sign_in(cast.secretary), page)


def test_the_secretariat_says_what_a_document_is_for(cast, routine, sign_in):
    address = reverse("partnership:document_point", args=["fjordloftet", routine.pk])
    client = sign_in(cast.secretary)
    assert address in client.get(routine.get_absolute_url()).content.decode()
    told = {"forums": [cast.steering.pk], "case_kinds": [cast.kinds["mandat"].pk]}
    assert client.post(address, told).status_code == 302
    assert "Gjelder sakstypene Mandat." in client.get(routine.get_absolute_url()).content.decode()
    assert client.post(address, {"forums": ["999999999999999999999"]}).status_code == 422
    assert sign_in(cast.member_sjo).post(address, told).status_code == 422
    assert sign_in(cast.outsider).get(address).status_code == 404


def test_what_is_to_be_done_after_a_decision_stands_beside_it_on_the_case(cast, sign_in):
    item = cast.item()
    decision = decisions.decide(item, outcome="adopted", text="Vedtatt.", by=cast.secretary)
    decision.follow_ups.create(text="Send brev til fylket", party=cast.sjo, due_on=cast.today)
    body = sign_in(cast.observer).get(f"{item.case.get_absolute_url()}?del=vedtak").content.decode()
    assert "Send brev til fylket" in body
    assert f'id="oppfolging-{decision.pk}"' in body
