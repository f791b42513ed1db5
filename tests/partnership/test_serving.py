"""Roles in the partnership as a whole, and the overview for those who follow several partnerships."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.casework.actions import decisions
from samstyring.ground import history
from samstyring.partnership.models import Partnership, PartnershipRole, Person
from samstyring.partnership.rules import acting
from tests.house.filled import Filled
from tests.house.walking import forms_on


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


@pytest.fixture
def administrator(cast):
    PartnershipRole.objects.create(partnership=cast.fjord, person=cast.secretary, kind="administrator")
    return cast.secretary


def given(client, **told):
    return client.post(at("give_role"), {"kind": "secretariat", "from_day": "2026-01-05"} | told)


def test_the_administrator_takes_somebody_into_the_secretariat(cast, administrator, sign_in):
    client = sign_in(administrator)
    assert given(client, name="Nina (eksempel)", title="rådgiver").status_code == 302
    nina = Person.objects.get(name="Nina (eksempel)")
    assert acting.is_secretariat(nina, cast.fjord, cast.today)
    assert history.about(nina).first().kind == "service.given"
    page = client.get(at("roles")).content.decode()
    assert "Nina (eksempel), rådgiver" in page
    assert "ingen konto" in page


def test_a_role_that_ends_gives_nothing_the_day_after(cast, administrator, sign_in):
    role = cast.fjord.roles.get(person=cast.second_secretary)
    client = sign_in(administrator)
    answer = client.post(at("end_role", role.pk), {"last_day": cast.today.isoformat()})
    assert answer.status_code == 302
    assert not acting.is_secretariat(cast.second_secretary, cast.fjord, cast.today + timedelta(days=1))
    assert "service.ended" in {event.kind for event in history.about(cast.second_secretary)}


def test_somebody_must_be_left_who_can_give_roles(cast, administrator, sign_in):
    role = cast.fjord.roles.get(person=administrator, kind="administrator")
    answer = sign_in(administrator).post(at("end_role", role.pk), {"last_day": cast.today.isoformat()})
    assert [o.code for o in answer.context["obstacles"]] == ["last-administrator"]
    given(sign_in(administrator), person=cast.second_secretary.pk, kind="administrator")
    answer = sign_in(administrator).post(at("end_role", role.pk), {"last_day": cast.today.isoformat()})
    assert answer.status_code == 302


def test_where_there_is_no_administrator_the_secretariat_gives_roles(cast, sign_in):
    assert given(sign_in(cast.secretary), name="Nina (eksempel)", kind="administrator").status_code == 302
    refused = given(sign_in(cast.second_secretary), name="Ola (eksempel)")
    assert [o.code for o in refused.context["obstacles"]] == ["not-administrator"]
    assert "Nina (eksempel)" in refused.content.decode()


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"from_day": "2026-01-05", "to_day": "2025-01-05"}, "ends-before-it-begins"), ({}, "service-held")],
)
def test_a_role_that_cannot_be_is_refused_and_the_words_stay(cast, administrator, sign_in, changed, code):
    answer = given(sign_in(administrator), person=cast.second_secretary.pk, title="Ord som blir", **changed)
    assert answer.status_code == 422
    assert code in [o.code for o in answer.context["obstacles"]]
    assert "Ord som blir" in answer.content.decode()


@pytest.mark.parametrize("changed", [{"name": ""}, {"name": "N", "kind": "konge"}, {"name": "N", "from_day": "x"},
                                     {"person": "99999"}])  # fmt: skip
def test_bad_input_is_answered_on_the_page(cast, administrator, sign_in, changed):
    before = PartnershipRole.objects.count()
    assert given(sign_in(administrator), **changed).status_code == 422
    assert PartnershipRole.objects.count() == before


@pytest.mark.parametrize("who", ["member_sjo", "observer", "second_secretary", "former_secretary"])
def test_others_are_told_who_can_do_it(cast, administrator, sign_in, who):
    answer = given(sign_in(getattr(cast, who)), name="Nina")
    assert answer.status_code == 422
    assert "Sara, sekretær" in answer.content.decode()
    assert not Person.objects.filter(name="Nina").exists()


def test_strangers_find_nothing(cast, sign_in):
    for person in (cast.outsider, cast.os_secretary):
        for address in (at("roles"), at("give_role"), at("end_role", cast.fjord.roles.first().pk)):
            assert sign_in(person).get(address).status_code == 404


def test_a_role_of_another_partnership_is_not_found_under_this_one(cast, administrator, sign_in):
    theirs = cast.os.roles.first()
    assert sign_in(administrator).get(at("end_role", theirs.pk)).status_code == 404


# Somebody who follows several partnerships


@pytest.fixture
def reader(cast):
    person = cast.person("Unni, leser på tvers")
    for partnership in (cast.fjord, cast.os):
        PartnershipRole.objects.create(partnership=partnership, person=person, kind="reader")
    return person


def test_a_reader_of_several_sees_them_in_one_table(cast, reader, sign_in):
    cast.council_mandate.forums.clear()
    item = cast.item(case=cast.case(title="Programmet (eksempel)"))
    decisions.decide(item, outcome="adopted", text="Vedtatt.", by=cast.secretary)
    client = sign_in(reader)
    assert reverse("partnership:across") in client.get("/").content.decode()
    page = client.get(reverse("partnership:across")).content.decode()
    assert cast.fjord.name in page
    assert cast.os.name in page
    assert "1 av 5 uten mandat" in page
    assert "Programmet (eksempel), vedtatt" in page
    assert "4 parter" in page


def test_the_administrator_of_several_lets_the_same_reader_follow_them_all(cast, administrator, reader, sign_in):
    PartnershipRole.objects.filter(person=reader, partnership=cast.fjord).delete()
    PartnershipRole.objects.create(partnership=cast.os, person=administrator, kind="administrator")
    assert given(sign_in(administrator), person=reader.pk, kind="reader").status_code == 302
    assert reader.partnership_roles.count() == 2


def test_a_closed_case_is_not_told_across(cast, reader, sign_in):
    item = cast.item(case=cast.case(title="Hemmelig (eksempel)"))
    decisions.decide(item, outcome="adopted", text="Vedtatt.", by=cast.secretary)
    item.case.closed_basis = "offentleglova § 23"
    item.case.save()
    assert "Hemmelig" not in sign_in(reader).get(reverse("partnership:across")).content.decode()


@pytest.mark.parametrize("who", ["outsider", "member_sjo", "clerk_sjo"])
def test_whoever_follows_none_finds_no_such_page(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert client.get(reverse("partnership:across")).status_code == 404
    assert reverse("partnership:across") not in client.get("/").content.decode()


def test_a_visitor_is_asked_to_sign_in(cast, client):
    assert client.get(reverse("partnership:across")).url.startswith("/konto/")


def walked(client, start):
    """Every page that links lead to from here, by address."""
    pages, ahead = {}, [start]
    while ahead:
        address = ahead.pop()
        answer = client.get(address, follow=True)
        if address in pages or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        assert answer.status_code == 200, address
        pages[address] = answer.content.decode()
        links = re.findall(r'href="(/fjordloftet/[^"#?]*)', pages[address])
        ahead += [link for link in links if link not in pages]
    return pages


def test_wherever_links_lead_a_reader_there_is_nothing_to_send(cast, reader):
    """000:25-31: the body that follows up sees everything open, and touches nothing."""
    filled, client = Filled(cast), Client()
    client.force_login(reader.user)
    pages = walked(client, filled.cast.fjord.get_absolute_url())
    assert len(pages) > 40
    sent = {
        (address, form.action)
        for address, page in pages.items()
        for form in forms_on(page, address)
        if form.action.startswith("/fjordloftet/")
    }
    assert sent == set()


def test_more_partnerships_ask_no_more(cast, reader, sign_in, django_assert_max_num_queries):
    client, page = sign_in(reader), reverse("partnership:across")
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for number in range(4):
        one = Partnership.objects.create(
            key=f"samarbeid{number}", name=f"Samarbeid {number} (eksempel)", agreement="Avtale", goal="Mål",
            starts_on=cast.today, ends_on=cast.today, template_key="ipr", template_version=1,
        )  # fmt: skip
        PartnershipRole.objects.create(partnership=one, person=reader, kind="reader")
    with django_assert_max_num_queries(len(few)):
        client.get(page)
