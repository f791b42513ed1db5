"""A new member gets a pack made from the data, and the words mean what the partnership has adopted."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.partnership.models import OwnWord


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


def words(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def newcomer(cast):
    person = cast.person("Nina, ny i rådet")
    cast.seat(cast.council, person, "member", cast.sjo, from_day=cast.today)
    return person


# The pack


def test_the_pack_says_what_is_expected_and_what_the_forum_may_do(cast, newcomer, sign_in):
    client = sign_in(newcomer)
    page = words(client, client.get(at("welcome")).url)
    assert "Hva som ventes av deg som medlem" in page
    assert "Avklare sakene i egen organisasjon" in page
    assert "gi innstilling" in page
    assert "Leif, leder fra Statens veier" in page
    assert cast.fjord.goal in page
    assert reverse("partnership:mandate", args=["fjordloftet", cast.council_mandate.pk]) in page


def test_the_pack_has_the_calendar_and_the_open_cases_of_ones_own_forums(cast, newcomer, sign_in):
    cast.item(cast.council, case=cast.case(title="Åpen sak (eksempel)"))
    other = cast.meeting(cast.west, day=cast.today + timedelta(days=3))
    page = words(sign_in(newcomer), at("onboarding", newcomer.pk))
    assert "Åpen sak (eksempel)" in page
    assert reverse("casework:meetings", args=["fjordloftet"]) in page
    assert other.get_absolute_url() not in page


def test_a_closed_case_is_not_in_the_pack_of_somebody_who_may_not_read_it(cast, newcomer, sign_in):
    case = cast.case(title="Lukket sak (eksempel)")
    case.closed_basis = "offentleglova § 23"
    case.save()
    case.flow.all().delete()
    cast.item(cast.west, case=case)
    assert "Lukket sak (eksempel)" not in words(sign_in(newcomer), at("onboarding", newcomer.pk))


def test_a_seat_that_has_ended_gives_no_page_of_its_own(cast, sign_in):
    person = cast.person("Gunnar, gått av")
    cast.seat(cast.council, person, "member", cast.sjo, to_day=cast.today - timedelta(days=1))
    page = sign_in(person).get(at("onboarding", person.pk))
    assert page.context["pack"].forums == []
    assert "Ingen plass i noe forum" in page.content.decode()


def test_a_forum_without_a_mandate_says_so_in_the_pack(cast, newcomer, sign_in):
    cast.council_mandate.forums.clear()
    assert "uten gjeldende mandat" in words(sign_in(newcomer), at("onboarding", newcomer.pk))


def test_the_secretariat_sends_the_pack_to_somebody_without_an_account(cast, newcomer, sign_in):
    pypdf = pytest.importorskip("pypdf", reason="pypdf reads the text of the file")
    answer = sign_in(cast.secretary).get(at("onboarding_pdf", newcomer.pk))
    assert answer["Content-Type"] == "application/pdf"
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(answer.content)).pages)
    for expected in (
        "Velkommen, Nina",
        "Prioriteringsrådet",
        "Kalenderen",
        "Åpne saker",
        "Verktøyene",
        "Eksempel",
    ):
        assert expected in text


def test_the_secretariat_chooses_whose_pack_to_see(cast, newcomer, sign_in):
    answer = sign_in(cast.secretary).get(at("welcome"), {"person": newcomer.pk})
    assert answer.url == at("onboarding", newcomer.pk)


@pytest.mark.parametrize("name", ["onboarding", "onboarding_pdf"])
def test_nobody_else_reads_another_persons_pack(cast, newcomer, sign_in, name):
    for person in (cast.member_berg, cast.former_secretary, cast.outsider, cast.os_secretary):
        assert sign_in(person).get(at(name, newcomer.pk)).status_code == 404


def test_a_person_of_another_partnership_has_no_pack_here(cast, sign_in):
    assert sign_in(cast.secretary).get(at("onboarding", cast.os_secretary.pk)).status_code == 404


def test_more_cases_and_meetings_ask_no_more(cast, newcomer, sign_in):
    client = sign_in(newcomer)

    def more(number):
        cast.item(cast.council, case=cast.case(title=f"Sak {number}"))
        cast.meeting(cast.council, day=cast.today + timedelta(days=number + 1))

    more(0)
    client.get(at("onboarding", newcomer.pk))
    with CaptureQueriesContext(connection) as few:
        client.get(at("onboarding", newcomer.pk))
    for number in range(1, 5):
        more(number)
    with CaptureQueriesContext(connection) as many:
        client.get(at("onboarding", newcomer.pk))
    assert len(many) == len(few)


# Ord vi bruker


def test_the_words_of_the_field_are_explained_in_the_common_meaning(cast, sign_in):
    page = words(sign_in(cast.observer), at("words"))
    assert "Prosjektark" in page
    assert "Balansere" in page
    assert "felles" in page


def test_the_partnerships_own_meaning_stands_first_and_the_common_beside_it(cast, sign_in):
    client = sign_in(cast.secretary)
    answer = client.post(at("word_new"), {
        "word": "balansere", "meaning": "Slik vi balanserer her.", "from_day": "2024-01-01", "adopted_in": "sak 3/24",
    })  # fmt: skip
    assert answer.status_code == 302
    entry = next(e for e in client.get(at("words")).context["entries"] if e.word == "balansere")
    assert entry.meaning == "Slik vi balanserer her."
    page = words(client, at("words"))
    assert "sak 3/24" in page
    assert "Felles betydning:" in page


def test_a_new_meaning_leaves_the_old_one_with_its_last_day(cast, sign_in):
    old = OwnWord.objects.create(
        partnership=cast.fjord, word="Kjerne", meaning="Gammel", from_day=date(2020, 1, 1)
    )
    client = sign_in(cast.secretary)
    told = {"word": "kjerne", "meaning": "Ny", "from_day": "2024-01-01"}
    assert client.post(at("word_new"), told).status_code == 302
    old.refresh_from_db()
    assert old.to_day == date(2023, 12, 31)
    page = words(client, at("words"))
    assert "Til 31. desember 2023: Gammel" in page
    again = client.post(at("word_new"), told)
    assert [o.code for o in again.context["obstacles"]] == ["word-meant-since"]


def test_only_the_secretariat_gives_words_their_meaning(cast, sign_in):
    told = {"word": "Kjerne", "meaning": "Ord som blir", "from_day": "2024-01-01"}
    answer = sign_in(cast.member_sjo).post(at("word_new"), told)
    assert [o.code for o in answer.context["obstacles"]] == ["not-secretariat"]
    assert "Ord som blir" in answer.content.decode()


@pytest.mark.parametrize("name", ["words", "word_new", "welcome"])
def test_strangers_find_nothing(cast, sign_in, name):
    assert sign_in(cast.outsider).get(at(name)).status_code == 404
    assert sign_in(cast.os_secretary).get(at(name)).status_code == 404
