"""A new installation gets its first partnership from the command line, and somebody who can sign in to it."""

import pytest
from django.core.management import CommandError, call_command

from samstyring.partnership.models import Partnership

TOLD = [
    "nordloftet",
    "--template=byvekstavtale",
    "--name=Nordløftet",
    "--agreement=Byvekstavtale 2027–2036",
    "--from=2027-01-01",
    "--to=2036-12-31",
    "--goal=Veksten tas med kollektiv, sykkel og gange.",
    "--administrator=Nina, leder",
    "--username=nina",
]


@pytest.fixture
def good_password(monkeypatch):
    monkeypatch.setenv("SAMSTYRING_PASSWORD", "en lang og god setning")


def test_the_first_partnership_has_forums_mandates_and_an_administrator(client, db, good_password):
    call_command("create_partnership", *TOLD)
    partnership = Partnership.objects.get(key="nordloftet")
    assert partnership.forums.filter(key="styringsgruppe").exists()
    assert partnership.mandates.exists()
    assert client.login(username="nina", password="en lang og god setning")
    assert client.get("/nordloftet/").status_code == 200


def test_a_weak_password_creates_nothing(db, monkeypatch):
    monkeypatch.setenv("SAMSTYRING_PASSWORD", "kort")
    with pytest.raises(CommandError) as refusal:
        call_command("create_partnership", *TOLD)
    assert refusal.value.returncode == 2
    assert not Partnership.objects.exists()


def test_a_key_in_use_is_refused_and_nothing_is_left_half_made(cast, good_password):
    told = [cast.fjord.key, *TOLD[1:]]
    with pytest.raises(CommandError) as refusal:
        call_command("create_partnership", *told)
    assert refusal.value.returncode == 1
    assert not cast.secretary.user.__class__.objects.filter(username="nina").exists()
