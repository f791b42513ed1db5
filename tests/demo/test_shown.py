"""What the real partnerships require can be seen on the pages of the demo, with the words of the sources."""

import re
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samstyring.demo import load
from samstyring.partnership.models import Mandate, Party, Person


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, loaded once for all of this file, and gone again after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def read(demo, db):
    """The words of a page as somebody of the demo reads them."""

    def words_of(who, name, *args, **asked):
        client = Client()
        client.force_login(Person.objects.get(user__username=who).user)
        answer = client.get(reverse(name, args=args), asked)
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))

    return words_of


def test_four_frameworks_follow_one_another_and_the_package_lies_inside(read):
    """001:3-9: the programme of 2002, the agreement of 2017, the umbrella of 2018, the agreement of 2019."""
    told = read("eva", "partnership:agreements", "miljoloftet")
    assert "Byvekstavtale Bergen 2017-2023 avtale 1. jan. 2017 – 23. sept. 2020 Bergensprogrammet" in told
    assert "Bypakke Bergen pakke fra 1. jan. 2018 – Miljøløftet (fellesnavn)" in told
    assert "Byvekstavtale for Bergen og omegn 2019-2029" in told


@pytest.mark.parametrize(
    ("day", "there", "not_there"),
    [
        ("2019-01-01", ["Hordaland fylkeskommune", "Bergen kommune"], ["Alver kommune", "Vestland fylkeskommune"]),
        ("2021-01-01", ["Alver kommune", "Askøy kommune", "Bjørnafjorden kommune", "Øygarden kommune"],
         ["Hordaland fylkeskommune"]),
    ],
)  # fmt: skip
def test_four_municipalities_came_later_than_the_other_parties(read, day, there, not_there):
    told = read("eva", "partnership:agreements", "miljoloftet", dag=day)
    told = told[told.index("Parter i avtalen") :]
    assert all(name in told for name in there)
    assert not any(name in told for name in not_there)


def test_the_coordination_group_before_2021_is_shown_without_a_mandate(read):
    """001:371-374: it decided for years on no mandate; the council after it has one, with both days kept."""
    assert "Uten mandat" in read("eva", "partnership:forum", "miljoloftet", "akg")
    council = read("eva", "partnership:forum", "miljoloftet", "prioriteringsrad")
    assert "Mandatet gjelder fra 1. oktober 2021, men ble vedtatt 8. oktober 2021." in council


def test_the_meetings_of_the_forum_before_stand_on_the_page_of_the_one_after(read):
    told = read("eva", "partnership:forum", "miljoloftet", "prioriteringsrad")
    assert "Kom etter Administrativ koordineringsgruppe (AKG)" in told
    assert re.search(r"feb\. 2021 Administrativ koordineringsgruppe \(AKG\) Torsdag Holdt", told)


def test_the_guidelines_for_the_secretariat_stand_in_the_register_with_their_case(read):
    told = read("eva", "partnership:documents", "miljoloftet")
    assert "Retningslinjer for sekretariatet for Miljøløftet retningslinjer 1 4. sept. 2020 " \
        "Styringsgruppen, sak 49/20" in told  # fmt: skip


def test_one_mandate_of_2020_is_the_basis_of_seven_groups(read):
    """003:149-173: the board's case 59-20 still holds, and no group may decide anything."""
    mandate = Mandate.objects.get(partnership__key="osloregionen", title="Mandat for administrative organer")
    told = read("thea", "partnership:mandate", "osloregionen", mandate.pk)
    assert mandate.forums.count() == 7
    assert "Sak 59 - 20" in told
    assert all(forum.name in told for forum in mandate.forums.all())
    assert "avgrensning" in told
    details = told[told.index("Utdypes av") :]
    assert "Mandat, rolle og struktur for administrative grupper i Osloregionen" in details


def test_each_step_of_a_sheet_belongs_to_the_group_of_its_area(read):
    told = read("eva", "partnership:areas", "miljoloftet", sted="Askøy")
    assert "Arbeidsgruppe Vest" in told[told.index("Finn arbeidsgruppen") :]


def test_the_ministry_the_strategy_and_the_years_budget_are_there(read):
    assert "Strategiske føringer 2025–2028" in read("thea", "portfolio:strategies", "osloregionen")
    assert "Årsprogram 2026" in read("thea", "portfolio:action_plans", "osloregionen")
    assert "Kommunal- og moderniseringsdepartementet" in read("runa", "portfolio:action_plans", "byregion")


def test_a_municipality_outside_gets_no_seat_in_osloregionen(demo, db):
    """003:201-203, with the mandate's own words."""
    client = Client()
    client.force_login(Person.objects.get(user__username="thea").user)
    outside = Party.objects.create(
        partnership=Mandate.objects.filter(partnership__key="osloregionen").first().partnership, key="utenfor",
        name="Eksempel kommune", short="Eksempel", kind="municipality", is_member=False,
    )  # fmt: skip
    answer = client.post(
        reverse("partnership:appoint", args=["osloregionen", "fg-atp"]),
        {"name": "Nina (eksempel)", "kind": "observer", "party": outside.pk, "from_day": "2026-01-05"},
    )
    assert answer.status_code == 422
    words = unescape(answer.content.decode())
    assert "er en kommune utenfor samarbeidet og kan ikke få plass" in words
    assert "Mandatet, punkt" in words
