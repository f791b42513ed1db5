"""The agreement: its road to force, what contains and follows what, who was party when, and who keeps house."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.ground import history
from samstyring.partnership.models import Agreement, AgreementStep, Custodian


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


def words(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def agreement(cast):
    made = Agreement.objects.create(
        partnership=cast.fjord, name="Byvekstavtale 2019–2035 (eksempel)", from_day=date(2019, 1, 1)
    )
    made.parties.set([cast.sjo, cast.berg, cast.fylke, cast.vei])
    return made


def taken(client, agreement, **told):
    return client.post(at("agreement_step", agreement.pk), {"kind": "draft", "taken_on": "2019-12-01"} | told)


# Agreements and packages


def test_a_package_lies_inside_an_agreement_with_its_own_area_and_sources(cast, agreement, sign_in):
    client = sign_in(cast.secretary)
    answer = client.post(at("agreement_new"), {
        "name": "Bypakke Sjø (eksempel)", "kind": "package", "inside": agreement.pk, "from_day": "2019-01-01",
        "territory": [cast.sjo.pk], "sources": [cast.sources[1].pk],
    })  # fmt: skip
    package = Agreement.objects.get(name="Bypakke Sjø (eksempel)")
    assert answer.url == package.get_absolute_url()
    page = words(client, package.get_absolute_url())
    assert "Bompenger" in page
    assert "utenfor: Berg kommune" in page
    assert "Bypakke Sjø (eksempel)" in words(client, agreement.get_absolute_url())
    assert history.about(package).first().kind == "agreement.registered"


def test_agreements_are_followed_backwards_and_forwards(cast, agreement, sign_in):
    before = Agreement.objects.create(partnership=cast.fjord, name="Programmet før", kind="program",
                                      to_day=date(2018, 12, 31), planned_to="2025")  # fmt: skip
    agreement.replaces = before
    agreement.save()
    client = sign_in(cast.observer)
    assert "Programmet før" in words(client, agreement.get_absolute_url())
    page = words(client, before.get_absolute_url())
    assert agreement.name in page
    assert "planlagt til 2025" in page


def test_the_same_name_twice_is_refused_and_what_was_typed_stays(cast, agreement, sign_in):
    answer = sign_in(cast.secretary).post(
        at("agreement_new"), {"name": agreement.name, "kind": "agreement", "text": "Ord som blir."}
    )
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == ["agreement-exists"]
    assert "Ord som blir." in answer.content.decode()


# The road to force


def test_the_road_shows_every_step_with_its_day_and_source_and_what_is_not_known(cast, agreement, sign_in):
    client = sign_in(cast.secretary)
    assert taken(client, agreement, source="avtalen s. 1 (eksempel)").status_code == 302
    assert taken(client, agreement, kind="local", taken_on="", day_words="våren 2020").status_code == 302
    assert taken(client, agreement, kind="signed", taken_on="2020-09-24").status_code == 302
    page = client.get(agreement.get_absolute_url())
    told = page.content.decode()
    assert "1. desember 2019" in told
    assert "våren 2020" in told
    assert "avtalen s. 1 (eksempel)" in told
    assert [len(steps) for _kind, steps in page.context["road"]] == [0, 1, 1, 0, 1, 0]
    assert "ikke registrert" in told
    assert "Signert" in words(client, at("agreements"))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"taken_on": ""}, "step-without-time"),
        ({"taken_on": (date.today() + timedelta(days=400)).isoformat()}, "step-ahead"),
        ({"kind": "in_force"}, "not-signed"),
    ],
)
def test_a_step_that_cannot_be_is_refused(cast, agreement, sign_in, told, code):
    answer = taken(sign_in(cast.secretary), agreement, **told)
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == [code]
    assert not agreement.steps.exists()


def test_no_agreement_is_in_force_before_it_is_signed(cast, agreement, sign_in):
    AgreementStep.objects.create(agreement=agreement, kind="signed", taken_on=date(2020, 9, 24))
    client = sign_in(cast.secretary)
    answer = taken(client, agreement, kind="in_force", taken_on="2020-09-23")
    assert [o.code for o in answer.context["obstacles"]] == ["before-signing"]
    assert taken(client, agreement, kind="in_force", taken_on="2020-09-24").status_code == 302


def test_a_day_that_is_no_day_is_told_and_nothing_is_written(cast, agreement, sign_in):
    answer = taken(sign_in(cast.secretary), agreement, taken_on="31.02.2020", note="Merket")
    assert answer.status_code == 422
    assert "Merket" in answer.content.decode()
    assert not agreement.steps.exists()


# Parties then and now


def test_who_was_party_on_a_day_can_be_asked(cast, agreement, sign_in):
    cast.berg.from_day = date(2021, 1, 1)
    cast.berg.save()
    client = sign_in(cast.observer)
    then = client.get(at("agreements"), {"dag": "2020-01-01"}).context["then"]
    now = client.get(at("agreements")).context["then"]
    assert set(now) - set(then) == {cast.berg}


def test_nonsense_for_a_day_is_answered_with_today(cast, sign_in):
    page = sign_in(cast.observer).get(at("agreements"), {"dag": "i fjor"})
    assert page.status_code == 200
    assert page.context["day"] == cast.today


# Who keeps house


def test_a_new_host_takes_over_the_day_after_the_old_one_and_both_are_read(cast, sign_in):
    old = Custodian.objects.create(
        partnership=cast.fjord, kind="host", name="Gamlevert", from_day=date(2020, 1, 1)
    )
    client = sign_in(cast.secretary)
    answer = client.post(at("custodian_new"), {"kind": "host", "party": cast.sjo.pk, "from_day": "2022-05-01"})
    assert answer.status_code == 302
    old.refresh_from_db()
    assert old.to_day == date(2022, 4, 30)
    page = words(client, at("agreements"))
    assert "Sjø kommune" in page
    assert "Gamlevert" in page


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": "", "from_day": "2022-05-01"}, "custodian-without-name"),
        ({"name": "Ny", "from_day": "2019-05-01"}, "custodian-before"),
    ],
)
def test_a_custodian_without_name_or_out_of_order_is_refused(cast, sign_in, told, code):
    Custodian.objects.create(partnership=cast.fjord, kind="host", name="Gamlevert", from_day=date(2020, 1, 1))
    answer = sign_in(cast.secretary).post(at("custodian_new"), {"kind": "host"} | told)
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == [code]


# Who may


@pytest.mark.parametrize("name", ["agreement_new", "custodian_new"])
def test_only_the_secretariat_writes_and_others_are_told_so(cast, sign_in, name):
    answer = sign_in(cast.member_sjo).post(at(name), {"name": "Forsøk", "kind": "host"})
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == ["not-secretariat"]
    assert not Agreement.objects.filter(name="Forsøk").exists()


def test_strangers_find_nothing(cast, agreement, sign_in):
    for person in (cast.outsider, cast.os_secretary):
        for address in (at("agreements"), agreement.get_absolute_url(), at("agreement_step", agreement.pk)):
            assert sign_in(person).get(address).status_code == 404


def test_an_agreement_is_not_found_under_another_partnership(cast, agreement, sign_in):
    address = reverse("partnership:agreement", args=["osregionen", agreement.pk])
    assert sign_in(cast.os_secretary).get(address).status_code == 404


def test_more_agreements_ask_no_more(cast, agreement, sign_in):
    client = sign_in(cast.secretary)

    def more(number):
        one = Agreement.objects.create(partnership=cast.fjord, name=f"Pakke {number}", inside=agreement)
        AgreementStep.objects.create(agreement=one, kind="signed", taken_on=date(2020, 1, 1))
        one.territory.set([cast.sjo])

    more(0)
    for address in (at("agreements"), agreement.get_absolute_url()):
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        for number in range(5):
            more(f"{address}{number}")
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) == len(few)
