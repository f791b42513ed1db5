"""The road from idea to adopted project is told from what has been adopted, and changes with it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.portfolio.rules import road
from tests.portfolio import sheet_things as things


def page(client, partnership="fjordloftet"):
    answer = client.get(reverse("portfolio:road", args=[partnership]))
    assert answer.status_code == 200
    return answer


def legs(cast):
    return {str(leg.title): leg for leg in road.legs(cast.fjord, on=cast.today)}


def test_each_step_tells_forum_leader_needs_outcome_and_day(cast, sign_in):
    things.criteria(cast)
    cast.meeting(cast.coordination, day=cast.today + timedelta(days=20), status="planned")
    told = page(sign_in(cast.observer)).content.decode()
    for words in (
        "1. Forstå behovet", "Arbeidsgruppe Vest", "Leder: Vilde, leder av Vest", "Sjekklisten, 15 punkter",
        "En balansert portefølje og en innstilling", "Neste møte er", "Partene behandler programmet",
        "kommunestyret", "Vurdert etter kriteriene, versjon 1",
    ):  # fmt: skip
        assert words in told, words


def test_a_forum_that_loses_its_mandate_is_marked_and_a_step_without_forum_too(cast, sign_in):
    cast.council_mandate.forums.clear()
    cast.coordination.board_step = ""
    cast.coordination.save()
    found = legs(cast)
    assert found["Prioritere og balansere"].without_mandate == [cast.council]
    assert found["Samordne og vurdere"].forums == ()
    told = page(sign_in(cast.observer)).content.decode()
    assert "uten mandat" in told
    assert "Ingen forum har dette steget" in told
    assert "ingen er vedtatt" in told


def test_the_mandates_rule_on_anchoring_is_among_the_needs(cast):
    assert not any("Forankring" in need for need in legs(cast)["Samordne og vurdere"].needs)
    cast.coordination_mandate.anchoring = "affected"
    cast.coordination_mandate.save()
    assert any("Forankring" in need for need in legs(cast)["Samordne og vurdere"].needs)


def test_the_day_is_the_last_that_is_in_time_for_the_next_programme(cast):
    case = cast.case("handlingsprogram", title="Neste handlingsprogram")
    case.flow.filter(forum=cast.council).update(planned_on=cast.today + timedelta(days=40))
    for days in (10, 30, 50):
        cast.meeting(cast.coordination, day=cast.today + timedelta(days=days), status="planned")
    found = legs(cast)
    last = cast.today + timedelta(days=30)
    assert f"{last.day}." in found["Samordne og vurdere"].meets
    assert found["Samordne og vurdere"].meets.startswith("Siste møte før prioriteringen")
    assert found["Prioritere og balansere"].meets.startswith("Prioriterer")
    assert found["Forstå behovet"].meets == "Ingen møtedag er satt"


def test_the_portfolio_leads_there(cast, sign_in):
    front = sign_in(cast.observer).get(reverse("portfolio:portfolio", args=["fjordloftet"])).content.decode()
    assert reverse("portfolio:road", args=["fjordloftet"]) in front


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_strangers_find_nothing(cast, sign_in, who):
    address = reverse("portfolio:road", args=["fjordloftet"])
    assert sign_in(getattr(cast, who)).get(address).status_code == 404


def test_more_forums_and_parties_ask_no_more(cast, sign_in):
    client = sign_in(cast.secretary)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for number in range(4):
        forum = cast._forum(f"g{number}", f"Gruppe {number}", "working_group", "understand", 20)
        cast.mandate(forum, title=f"M {number}", points=[("1", None, "noted", "Tar imot.")])
        cast.seat(forum, cast.person(f"Leder{number}, leder"), "leader", cast.sjo)
        cast._party(f"p{number}", f"P {number}", "municipality", "local", "kommunestyret", 20)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few)
