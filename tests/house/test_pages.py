"""What every page of the product shares: health, headers, errors, sign-in and appearance."""

import pytest
from django.urls import reverse


def test_healthz_tells_that_the_database_answers(client, db):
    assert client.get("/healthz").json() == {"status": "ok", "database": "ok"}


def test_pages_carry_a_strict_policy(client, db):
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_an_unknown_address_gets_our_own_page(client, db):
    answer = client.get("/finnes-ikke/her/")
    assert answer.status_code == 404
    assert "Samstyring" in answer.content.decode()


def test_a_broken_page_is_designed_and_needs_nothing(client, db, settings):
    from samstyring.ground.views import server_error

    answer = server_error(None)
    assert answer.status_code == 500
    assert "<h1" in answer.content.decode()


def test_accounts_are_not_opened_by_visitors(client, db):
    answer = client.get(reverse("account_signup"))
    assert "password1" not in answer.content.decode()


def test_outside_the_demo_nobody_signs_in_with_one_click(client, cast, settings):
    settings.DEMO = False
    answer = client.post(reverse("ground:demo_login"), {"username": cast.secretary.user.username})
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_in_the_demo_one_click_signs_in(client, cast):
    client.post(reverse("ground:demo_login"), {"username": cast.secretary.user.username})
    assert client.session["_auth_user_id"] == str(cast.secretary.user.pk)


def test_a_link_back_never_leads_away_from_us(client, db):
    answer = client.post(reverse("ground:theme"), {"value": "dark", "next": "https://example.org/"})
    assert answer["Location"] == "/"
    assert answer.cookies["scheme"].value == "dark"


@pytest.mark.parametrize("name", ["partnership:home", "casework:cases", "portfolio:board"])
def test_somebody_without_a_part_does_not_learn_that_the_partnership_exists(sign_in, cast, name):
    assert sign_in(cast.outsider).get(reverse(name, args=["fjordloftet"])).status_code == 404


def test_the_language_is_bokmal_whatever_the_browser_says(client, db):
    answer = client.get("/", headers={"accept-language": "en-US"})
    assert answer["Content-Language"] == "nb"
