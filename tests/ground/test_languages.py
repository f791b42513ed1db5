"""A person reads in the language they chose; the partnership's papers are written in its own."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from samstyring.ground import formats, history
from samstyring.ground.models import Preference
from samstyring.partnership.actions import adapting


def front(client):
    return client.get("/").content.decode()


def test_the_pages_are_in_bokmaal_whatever_the_browser_asks_for(client, db):
    answer = client.get("/", headers={"accept-language": "en"})

    assert answer.headers["Content-Language"] == "nb"
    assert '<html lang="nb"' in answer.content.decode()


@pytest.mark.parametrize(("code", "words"), [("nn", "Gå til innhaldet"), ("en", "Skip to content")])
def test_somebody_who_is_not_signed_in_chooses_for_the_browser(client, db, code, words):
    client.post(reverse("ground:language"), {"value": code, "next": "/"})

    page = front(client)
    assert f'<html lang="{code}"' in page
    assert words in page


def test_a_language_that_is_not_offered_changes_nothing(client, db):
    client.post(reverse("ground:language"), {"value": "fr"})

    assert '<html lang="nb"' in front(client)


def test_the_choice_follows_the_account_to_another_machine(client, cast):
    client.force_login(cast.secretary.user)
    client.post(reverse("ground:language"), {"value": "nn"})
    client.logout()

    assert '<html lang="nb"' in front(client)
    client.force_login(cast.secretary.user)

    assert client.get(cast.fjord.get_absolute_url()).headers["Content-Language"] == "nn"
    assert Preference.objects.get(user=cast.secretary.user).language == "nn"


def test_two_people_on_one_machine_read_each_their_own(client, cast):
    client.force_login(cast.secretary.user)
    client.post(reverse("ground:language"), {"value": "en"})
    client.force_login(cast.member_sjo.user)
    client.post(reverse("ground:language"), {"value": "nn"})
    client.force_login(cast.secretary.user)

    assert client.get(cast.fjord.get_absolute_url()).headers["Content-Language"] == "en"


def test_numbers_and_dates_are_written_as_the_reader_writes_them():
    day = date(2026, 3, 8)
    assert (formats.number(Decimal("-1234.5")), formats.day(day)) == ("−1\u00a0234,5", "8. mars 2026")
    with translation.override("en"):
        assert (formats.number(Decimal("-1234.5")), formats.day(day)) == ("−1\u00a0234.5", "8 March 2026")
        assert formats.day_in_week(day) == "Sunday 8 March 2026"
    with translation.override("nn"):
        assert (formats.number(Decimal("-1234.5")), formats.day_in_week(day)) == (
            "−1\u00a0234,5",
            "søndag 8. mars 2026",
        )


# What the partnership writes


def test_records_are_written_in_the_language_of_the_partnership(cast):
    adapting.change_partnership(cast.fjord, language="nn", by=cast.secretary)

    with translation.override("en"), cast.fjord.in_its_language():
        assert translation.get_language() == "nn"
    assert history.about(cast.fjord).first().facts == {"fields": ["language"]}


def test_the_secretariat_settles_the_language_of_the_papers(cast, sign_in):
    client, address = sign_in(cast.secretary), reverse("partnership:adapt_about", args=[cast.fjord.key])

    told = {"name": "Fjordløftet", "goal": "Færre bilar.", "language": "nn"}
    assert client.post(address, told).status_code == 302
    cast.fjord.refresh_from_db()
    assert (cast.fjord.name, cast.fjord.goal, cast.fjord.language) == ("Fjordløftet", "Færre bilar.", "nn")
    assert client.post(address, told | {"language": "en"}).status_code == 422


def test_two_partnerships_are_not_called_the_same(cast, sign_in):
    address = reverse("partnership:adapt_about", args=[cast.fjord.key])

    answer = sign_in(cast.secretary).post(address, {"name": cast.os.name, "goal": "Mål.", "language": "nb"})

    assert answer.status_code == 422
    assert cast.os.name in answer.content.decode()


def test_others_than_the_secretariat_are_told_who_settles_it(cast, sign_in):
    address = reverse("partnership:adapt_about", args=[cast.fjord.key])

    answer = sign_in(cast.member_sjo).post(address, {"name": "Annet", "goal": "Mål.", "language": "nn"})

    assert answer.status_code == 422
    assert "sekretariatet" in answer.content.decode().lower()
