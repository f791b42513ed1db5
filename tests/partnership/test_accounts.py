"""Invitations to an account: a letter that tells what it is, a link that works once, and every way it can fail."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from samstyring.ground import history
from samstyring.partnership.models import AccountInvitation, PartnershipRole, Person

GOOD = {"password": "en lang setning om fjorden", "again": "en lang setning om fjorden"}


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


@pytest.fixture
def nina(cast):
    """Somebody in the secretariat who is known by name and has no account."""
    person = Person.objects.create(name="Nina (eksempel)")
    PartnershipRole.objects.create(partnership=cast.fjord, person=person, kind="secretariat", from_day=cast.today)
    return person


@pytest.fixture
def invited(cast, nina, sign_in):
    """Nina is invited; the link in her letter, read by somebody who is not signed in."""
    client = sign_in(cast.secretary)
    assert client.post(at("account_invite", nina.pk), {"email": "nina@example.org"}).status_code == 302
    client.logout()
    return re.search(r"http://testserver(/konto/invitasjon/\S+)", mail.outbox[0].body)[1]


def codes(answer):
    return [one.code for one in answer.context["obstacles"]]


def test_the_letter_tells_who_invites_to_what_and_how_long_the_link_works(cast, nina, invited):
    (letter,) = mail.outbox
    assert letter.to == ["nina@example.org"]
    assert cast.fjord.name in letter.subject
    for words in (nina.name, cast.secretary.name, "én gang", "ikke send den videre"):
        assert words in letter.body
    invitation = AccountInvitation.objects.get()
    assert invitation.fingerprint not in invited
    assert history.about(nina).first().kind == "account.invited"


def test_the_invited_chooses_a_password_and_is_in(cast, nina, invited, client):
    page = client.get(invited)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert f"{cast.secretary.name} har invitert deg til" in page.content.decode()
    answer = client.post(invited, GOOD)
    assert answer.url == cast.fjord.get_absolute_url()
    nina.refresh_from_db()
    assert nina.user.check_password(GOOD["password"])
    assert client.get(answer.url).status_code == 200
    client.logout()
    login = {"login": "nina@example.org", "password": GOOD["password"]}
    assert client.post(reverse("account_login"), login).status_code == 302


def test_the_link_works_once(cast, invited, client):
    client.post(invited, GOOD)
    client.logout()
    again = client.get(invited)
    assert again.status_code == 410
    assert "link-used" in codes(again)
    assert client.post(invited, GOOD).status_code == 410
    assert get_user_model().objects.filter(email="nina@example.org").count() == 1


def test_a_link_that_has_run_out_says_when_and_who_to_ask(cast, nina, invited, client):
    gone = timezone.now() - timedelta(days=1)
    AccountInvitation.objects.update(sent_at=gone - timedelta(days=7), expires_at=gone)
    answer = client.get(invited)
    assert answer.status_code == 410
    assert codes(answer) == ["link-expired"]
    assert f"Be {cast.secretary} om å sende en ny." in answer.content.decode()
    nina.refresh_from_db()
    assert nina.user is None


def test_a_new_letter_stops_the_link_in_the_old_one(cast, nina, invited, sign_in):
    client = sign_in(cast.secretary)
    client.post(at("account_invite", nina.pk), {"email": "nina@example.org"})
    client.logout()
    assert codes(client.get(invited)) == ["link-withdrawn"]
    newer = re.search(r"http://testserver(\S+)", mail.outbox[1].body)[1]
    assert client.get(newer).status_code == 200


def test_an_invitation_is_taken_back(cast, nina, invited, sign_in):
    client = sign_in(cast.secretary)
    assert "sendt, gjelder til" in client.get(at("accounts")).content.decode()
    assert client.post(at("account_withdraw", nina.pk)).status_code == 302
    assert "trukket tilbake" in client.get(at("accounts")).content.decode()
    again = client.post(at("account_withdraw", nina.pk))
    assert codes(again) == ["link-withdrawn"]
    client.logout()
    assert codes(client.get(invited)) == ["link-withdrawn"]


@pytest.mark.parametrize("token", ["x", "a.b.c", "%20", "æ" * 300])
def test_a_link_nobody_was_sent_is_not_found_and_says_so(client, db, token):
    answer = client.get(reverse("partnership:account_enter", args=[token]))
    assert answer.status_code == 404
    assert "Lenken finnes ikke" in answer.content.decode()


def test_a_link_that_was_changed_is_not_found(invited, client):
    assert client.get(f"{invited[:-2]}x/").status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        {"password": "kort", "again": "kort"},
        {"password": "passordpassord1", "again": "noe helt annet her"},
        {"password": "", "again": ""},
    ],
)
def test_a_password_that_will_not_do_is_told_and_nothing_is_made(nina, invited, client, typed):
    answer = client.post(invited, typed)
    assert answer.status_code == 422
    assert typed["password"] not in answer.content.decode() or not typed["password"]
    nina.refresh_from_db()
    assert nina.user is None


def test_somebody_else_who_is_signed_in_is_told_so(cast, nina, invited, sign_in):
    client = sign_in(cast.member_sjo)
    answer = client.get(invited)
    assert codes(answer) == ["not-the-invited"]
    assert client.post(invited).status_code == 422
    nina.refresh_from_db()
    assert nina.user is None


def test_an_account_with_the_same_address_is_used_instead_of_a_second_one(cast, nina, invited, client):
    known = get_user_model().objects.create_user("nina", "Nina@example.org", "et gammelt passord")
    assert codes(client.get(invited)) == ["account-exists"]
    client.force_login(known)
    assert client.get(invited).status_code == 200
    assert client.post(invited).status_code == 302
    nina.refresh_from_db()
    assert nina.user == known


@pytest.mark.parametrize(
    ("who", "by", "email", "code"),
    [
        ("nina", "member_sjo", "n@example.org", "not-secretariat"),
        ("member_sjo", "secretary", "n@example.org", "has-account"),
        ("nina", "secretary", "taken@example.org", "address-taken"),
    ],
)
def test_somebody_who_cannot_be_invited(cast, nina, sign_in, who, by, email, code):
    cast.member_berg.user.email = "taken@example.org"
    cast.member_berg.user.save()
    person = nina if who == "nina" else getattr(cast, who)
    answer = sign_in(getattr(cast, by)).post(at("account_invite", person.pk), {"email": email})
    assert answer.status_code == 422
    assert code in codes(answer)
    assert mail.outbox == []
    assert not AccountInvitation.objects.exists()


def test_a_letter_that_cannot_be_sent_leaves_nothing_behind(cast, nina, sign_in, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 1,
    )  # fmt: skip
    answer = sign_in(cast.secretary).post(at("account_invite", nina.pk), {"email": "nina@example.org"})
    assert codes(answer) == ["mail-failed"]
    assert "nina@example.org" in answer.content.decode()
    assert not AccountInvitation.objects.exists()


def test_an_address_that_is_none_is_told(cast, nina, sign_in):
    answer = sign_in(cast.secretary).post(at("account_invite", nina.pk), {"email": "nina"})
    assert answer.status_code == 422
    assert mail.outbox == []


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_strangers_find_nothing(cast, nina, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert client.get(at("accounts")).status_code == 404
    assert client.get(at("account_invite", nina.pk)).status_code == 404
    assert client.post(at("account_withdraw", nina.pk)).status_code == 404


def test_somebody_of_another_partnership_is_not_found_here(cast, sign_in):
    client = sign_in(cast.secretary)
    assert client.get(at("account_invite", cast.kg_leader.pk)).status_code == 404


def test_a_person_has_one_open_invitation(cast, nina, invited):
    one = AccountInvitation.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountInvitation.objects.create(
            partnership=cast.fjord, person=nina, email="x@example.org", fingerprint="x", sent_by=cast.secretary,
            expires_at=one.expires_at,
        )  # fmt: skip


def test_more_people_ask_no_more(cast, nina, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.secretary)
    with django_assert_max_num_queries(20) as few:
        client.get(at("accounts"))
    for number in range(4):
        person = Person.objects.create(name=f"Person {number}")
        PartnershipRole.objects.create(partnership=cast.fjord, person=person, kind="reader", from_day=cast.today)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(at("accounts"))
