"""The front page, home and organisation, as each person meets them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.ground import panels
from samstyring.partnership.actions import memberships
from samstyring.partnership.models import Partnership, Seat
from samstyring.partnership.rules import waiting


@pytest.fixture
def shown_here(monkeypatch):
    """Panels of this test only."""
    kept = {page: list(listed) for page, listed in panels._panels.items()}
    monkeypatch.setattr(panels, "_panels", kept)
    return panels.show_on


def at(name, *args, key="fjordloftet"):
    return reverse(f"partnership:{name}", args=[key, *args])


# Front page


def test_signed_out_the_front_page_is_the_public_entrance(client, cast):
    page = client.get("/").content.decode()
    assert cast.fjord.goal in page
    assert reverse("portal:home", args=["fjordloftet"]) in page
    assert f'href="{at("home")}"' not in page


def test_signed_in_a_card_leads_home_only_where_the_person_has_a_part(cast, sign_in):
    page = sign_in(cast.observer).get("/").content.decode()
    assert f'href="{at("home")}"' in page
    assert f'href="{at("home", key="osregionen")}"' not in page
    assert reverse("portal:home", args=["osregionen"]) in page


def test_the_next_open_meeting_stands_on_the_card(client, cast):
    cast.meeting(cast.steering, day=cast.today + timedelta(days=9))
    cast.meeting(cast.council, day=cast.today + timedelta(days=2))
    cast.meeting(cast.board, day=cast.today + timedelta(days=3), status="planned")
    page = client.get("/").content.decode()
    assert "Neste åpne møte" in page
    assert "Styringsgruppen" in page
    assert "Prioriteringsrådet" not in page
    assert page.count("Neste åpne møte") == 1


def test_an_empty_installation_says_what_to_do_first(client, db):
    assert "Dette er forsiden til installasjonen" in client.get("/").content.decode()


def test_the_front_page_asks_the_same_number_of_times_for_many(client, cast, django_assert_max_num_queries):
    cast.meeting(cast.steering, day=cast.today + timedelta(days=9))
    for number in range(8):
        Partnership.objects.create(
            key=f"p{number}", name=f"P{number}", agreement="Avtale", starts_on=date(2020, 1, 1),
            ends_on=date(2030, 1, 1), goal="Mål", template_key="ipr", template_version=1,
        )  # fmt: skip
    with django_assert_max_num_queries(4):
        client.get("/")


# Home


def test_home_gathers_tasks_from_the_rooms_above_in_the_order_they_are_due(cast, sign_in, shown_here):
    tasks = [
        waiting.Task("Les sak 3", "/c/", due=cast.today + timedelta(days=40)),
        waiting.Task("Kall inn", "/a/", due=cast.today - timedelta(days=1), kind="stop"),
        waiting.Task("Skriv", "/d/"),
        waiting.Task("Forankre", "/b/", due=cast.today + timedelta(days=1)),
    ]
    shown_here("partnership.home", panels.Panel("t", "-", lambda partnership, person: {"tasks": tasks}))
    page = sign_in(cast.secretary).get(at("home"))
    words = page.content.decode()
    assert [heading for heading, _rows in page.context["task_groups"]] == [
        "Over fristen", "I morgen", "Senere", "Uten frist",
    ]  # fmt: skip
    assert "4 oppgaver." in words
    assert "1 dag over" in words


def test_a_panel_may_show_one_person_and_not_another(cast, sign_in, shown_here):
    def only_the_secretary(partnership, person):
        return {"tasks": [waiting.Task("Send ut", "/x/")]} if person == cast.secretary else None

    shown_here("partnership.home", panels.Panel("t", "-", only_the_secretary))
    assert "Send ut" in sign_in(cast.secretary).get(at("home")).content.decode()
    assert "Send ut" not in sign_in(cast.observer).get(at("home")).content.decode()


def test_ended_and_future_roles_are_shown_as_such(cast, sign_in):
    Seat.objects.create(
        forum=cast.west, person=cast.former_secretary, kind="observer", from_day=cast.today + timedelta(days=5)
    )
    page = sign_in(cast.former_secretary).get(at("home")).content.decode()
    assert "Avsluttet" in page
    assert "Ikke begynt" in page
    assert page.count("gir ingen rettigheter") == 2


@pytest.mark.parametrize("name", ["home", "organisation"])
@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_do_not_learn_that_the_partnership_exists(cast, sign_in, name, who):
    assert sign_in(getattr(cast, who)).get(at(name)).status_code == 404


def test_signed_out_the_home_asks_who_you_are(client, cast):
    assert client.get(at("home")).url.startswith("/konto/")


def test_an_account_without_a_person_sees_only_what_is_public(client, cast, django_user_model):
    client.force_login(django_user_model.objects.create(username="ny"))
    assert "Kontoen din hører ikke til noen person" in client.get("/").content.decode()
    assert client.get(at("home")).status_code == 404


# Organisation


def test_a_forum_without_a_mandate_says_so_with_a_word(cast, sign_in):
    cast.council_mandate.forums.clear()
    page = sign_in(cast.observer).get(at("organisation")).content.decode()
    assert "uten mandat" in page
    assert "1 forum mangler gjeldende mandat" in page


def test_earlier_forums_and_their_successors_can_be_followed(cast, sign_in):
    old = cast._forum("akg", "Koordineringsgruppen", "priority", "", 20)
    old.to_day = cast.today - timedelta(days=1)
    old.save()
    cast.council.predecessors.add(old)
    page = sign_in(cast.observer).get(at("organisation")).content.decode()
    assert "Tidligere forum" in page
    assert "avløst av" in page
    assert "Koordineringsgruppen" in sign_in(cast.observer).get(at("forum", "prioriteringsrad")).content.decode()


def test_a_forum_page_answers_what_it_is_for_and_says_what_is_not_stated(cast, sign_in):
    page = sign_in(cast.observer).get(at("forum", "prioriteringsrad")).content.decode()
    for question in ("til for", "kan det gjøre", "ansvar for", "sitter i det", "leder det", "tid tar det"):
        assert question in page
    assert "ikke oppgitt" in page
    assert "Leif, leder fra Statens veier" in page
    assert "Observatører og andre som ikke teller" in page


def test_only_the_secretariat_is_offered_the_acts(cast, sign_in):
    act = at("appoint", "prioriteringsrad")
    assert act in sign_in(cast.secretary).get(at("forum", "prioriteringsrad")).content.decode()
    assert act not in sign_in(cast.member_sjo).get(at("forum", "prioriteringsrad")).content.decode()


def test_a_forum_of_another_partnership_is_not_found_under_this_one(cast, sign_in):
    assert sign_in(cast.secretary).get(at("forum", "kg")).status_code == 404


def questions_asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("args", [("organisation",), ("forum", "prioriteringsrad"), ("home",)])
def test_bigger_organisations_ask_no_more(cast, sign_in, args):
    client = sign_in(cast.secretary)
    before = questions_asked(client, at(*args))
    for number in range(5):
        forum = cast._forum(f"f{number}", f"F{number}", "network", "", 30 + number)
        forum.prepares_for = cast.council
        forum.save()
        forum.predecessors.add(cast.west)
        cast.mandate(forum, cast.council, title=f"M{number}", points=[("1", None, "noted", "Tar imot.")],
                     adopted_on=None, version=2 + number)  # fmt: skip
        cast.seat(
            cast.council,
            cast.person(f"Rad{number}"),
            "member",
            cast._party(f"q{number}", "Q", "state", "none", "", 9),
        )
        cast.seat(forum, cast.secretary, "secretary")
    assert questions_asked(client, at(*args)) == before


def test_a_party_without_a_seat_is_named_where_the_mandate_seats_every_party(cast, sign_in):
    cast.council_mandate.composition = {"every_party": True}
    cast.council_mandate.save()
    address = at("forum", "prioriteringsrad")
    assert "Uten plass som teller" not in sign_in(cast.observer).get(address).content.decode()
    cast.council.seats.filter(party=cast.fylke).delete()
    assert "Uten plass som teller: Fjord fylkeskommune." in sign_in(cast.observer).get(address).content.decode()


def test_the_forum_tells_what_has_been_done_with_it_and_by_whom(cast, sign_in):
    memberships.appoint(cast.owner, to=cast.council, kind="observer", from_day=cast.today, by=cast.secretary)
    page = sign_in(cast.observer).get(at("forum", "prioriteringsrad")).content.decode()
    assert "Plassen ble gitt" in page
    assert "Sara, sekretær" in page
