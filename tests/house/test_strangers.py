"""Nobody reaches another partnership's things: every address of the product is tried, also those not yet made.

A new address is found by itself. Where it names a thing the tests do not know, `Filled.of` must be told which.
"""

import pytest
from django.urls import reverse

from tests.house.filled import SECRET, Filled
from tests.house.walking import routes

INSIDE = ("partnership", "casework", "portfolio")
# The entrance of the whole installation is for everybody, and belongs to no partnership. New partnerships are for
# those who may create them; tests/partnership/test_starting.py tries the others.
FOR_ALL = {"partnership:front", "partnership:start", "partnership:start_step", "partnership:templates"}
# Those one follows; tests/partnership/test_serving.py tries somebody who follows none.
FOR_ALL |= {"partnership:across"}
# A link in a letter, for whoever has it; tests/partnership/test_accounts.py tries the wrong ones.
FOR_ALL |= {"partnership:account_enter"}
ANSWERS = {200, 302, 404, 405, 422}


@pytest.fixture
def filled(cast):
    return Filled(cast)


def inside():
    return [route for route in routes(*INSIDE) if str(route) not in FOR_ALL]


def body(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def ask(client, address):
    return {method: getattr(client, method)(address) for method in ("get", "post", "head")}


def told_something(client, addresses):
    """The addresses that do not say that there is nothing here. 405 tells only of the address, not of the thing."""
    found = []
    for address in addresses:
        answers = ask(client, address)
        statuses = {method: answer.status_code for method, answer in answers.items()}
        leaks = any(SECRET in body(answer) for answer in answers.values())
        if not {404} <= set(statuses.values()) <= {404, 405} or leaks:
            found.append((address, statuses))
    return found


def test_the_walk_knows_a_thing_for_every_address_and_finds_it(filled, cast, sign_in):
    client = sign_in(cast.secretary)
    answers = {str(route): client.get(route.address(filled)).status_code for route in routes()}
    assert len(answers) == len(routes())
    assert {name: status for name, status in answers.items() if status not in {200, 302, 405}} == {}


def test_somebody_from_another_partnership_finds_nothing_under_its_address(filled, cast, sign_in):
    client = sign_in(cast.os_secretary)
    addresses = [route.address(filled) for route in inside()]
    assert told_something(client, addresses) == []


def test_somebody_from_another_partnership_finds_nothing_under_their_own_address(filled, cast, sign_in):
    client = sign_in(cast.os_secretary)
    addresses = [route.address(filled, "osregionen") for route in inside() if route.has_object]
    assert told_something(client, addresses) == []


def test_lists_of_ones_own_partnership_tell_nothing_of_another(filled, cast, sign_in):
    client = sign_in(cast.os_secretary)
    lists = [route.address(filled, "osregionen") for route in inside() if not route.has_object]
    assert len(lists) > 10
    for address in lists:
        for answer in ask(client, address).values():
            assert answer.status_code in ANSWERS - {404}, address
            assert "Fjordløftet" not in body(answer), address
            assert SECRET not in body(answer), address


def test_somebody_without_any_part_finds_nothing(filled, cast, sign_in):
    client = sign_in(cast.outsider)
    addresses = [route.address(filled) for route in inside()]
    assert told_something(client, addresses) == []


def test_a_visitor_is_asked_to_sign_in_and_sees_nothing(filled, client):
    entrance = reverse("account_login")
    for route in inside():
        for method, answer in ask(client, route.address(filled)).items():
            assert answer.status_code in {302, 404, 405}, (method, str(route))
            assert answer.status_code != 302 or answer["Location"].startswith(entrance), str(route)
            assert SECRET not in body(answer)


def test_an_account_without_a_person_finds_nothing(filled, client, django_user_model):
    client.force_login(django_user_model.objects.create(username="uten-person"))
    addresses = [route.address(filled) for route in inside()]
    assert told_something(client, addresses) == []


def test_open_things_are_not_found_under_another_partnership(filled, client):
    addresses = [route.address(filled, "osregionen") for route in routes("portal") if route.has_object]
    assert told_something(client, addresses) == []


def test_a_number_nobody_has_is_not_found(filled, cast, sign_in):
    client, strange = sign_in(cast.secretary), []
    for route in routes():
        for name in set(route.parameters) - {"partnership", "forum", "key"}:
            for number in (10**20,):
                address = route.address(filled, **{name: number})
                strange += [
                    (method, address, answer.status_code)
                    for method, answer in ask(client, address).items()
                    if answer.status_code not in {404, 405}
                ]
    assert strange == []


def test_names_nobody_has_are_not_found(filled, cast, sign_in):
    client = sign_in(cast.secretary)
    for route in routes():
        for name in set(route.parameters) & {"partnership", "forum", "key"}:
            for key in ("finnes-ikke", "a" * 3000):
                status = client.get(route.address(filled, **{name: key})).status_code
                assert status in {404, 405}, (str(route), name)


def test_every_address_answers_head_and_wrong_methods(filled, cast, sign_in):
    client = sign_in(cast.secretary)
    for route in routes():
        address = route.address(filled)
        for method in ("head", "put"):
            assert getattr(client, method)(address).status_code in ANSWERS, (method, str(route))
