"""Correcting an agreement: with a reason, the old words kept; what is signed only by a decision; texts in versions."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.actions import corrections
from samstyring.partnership.models import Agreement, AgreementCorrection


@pytest.fixture
def agreement(cast):
    made = Agreement.objects.create(
        partnership=cast.fjord, name="Byvekstavtale (eksempel)", from_day=date(2019, 1, 1), text="Ordd.",
        to_day=date(2029, 12, 31),
    )  # fmt: skip
    made.parties.set([cast.sjo, cast.berg])
    made.steps.create(kind="draft", taken_on=date(2018, 5, 1), note="Utkastet")
    return made


@pytest.fixture
def signed(agreement):
    agreement.steps.create(kind="signed", taken_on=date(2018, 12, 1))
    return agreement


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


def typed(page, **changed):
    """What a browser would send back from the form."""
    form, data = page.context["form"], {}
    for name in form.fields:
        value = form[name].value()
        if hasattr(value, "all") or isinstance(value, (list, tuple)):
            value = [getattr(one, "pk", one) for one in value]
        if hasattr(value, "pk"):
            value = value.pk
        if value not in (None, "", []):
            data[name] = value
    return data | changed


def codes(answer):
    return {obstacle.code for obstacle in answer.context["obstacles"]}


def test_a_slip_of_the_pen_is_corrected_with_a_reason_and_what_stood_is_still_read(cast, signed, sign_in):
    client = sign_in(cast.secretary)
    address = at("agreement_correct", signed.pk)
    assert address in client.get(signed.get_absolute_url()).content.decode()
    answer = client.post(address, typed(client.get(address), text="Ord.", reason="Skrivefeil"))
    assert answer.url == signed.get_absolute_url()
    body = client.get(answer.url).content.decode()
    assert "<del>Ordd.</del>" in body
    assert "<ins>Ord.</ins>" in body
    assert "Skrivefeil" in body
    event = history.about(signed).first()
    assert (event.kind, event.facts) == ("agreement.corrected", {"fields": ["text"]})


def test_what_was_signed_takes_a_decision_to_correct(cast, signed, sign_in):
    client = sign_in(cast.secretary)
    address = at("agreement_correct", signed.pk)
    wrong = typed(client.get(address), to_day="2030-12-31", parties=[cast.sjo.pk], reason="Feil periode")
    refused = client.post(address, wrong)
    assert refused.status_code == 422
    assert codes(refused) == {"agreed-is-locked"}
    assert "Feil periode" in refused.content.decode()
    signed.refresh_from_db()
    assert signed.to_day == date(2029, 12, 31)
    decided = wrong | {"decided_in": "sak 12/26 i Styringsgruppen", "decided_on": cast.today.isoformat()}
    assert client.post(address, decided).status_code == 302
    kept = {one.field: (one.before, one.after) for one in signed.corrections.all()}
    assert kept == {
        "to_day": ("31.12.2029", "31.12.2030"),
        "parties": ("Sjø kommune, Berg kommune", "Sjø kommune"),
    }
    assert "sak 12/26 i Styringsgruppen" in client.get(signed.get_absolute_url()).content.decode()


def test_before_it_is_signed_everything_may_be_corrected(cast, agreement):
    corrections.correct(agreement, to_day=date(2030, 12, 31), reason="Feil dato", by=cast.secretary)
    assert Agreement.objects.get(pk=agreement.pk).to_day == date(2030, 12, 31)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "nothing-corrected"),
        ({"decided_in": "sak 1/26"}, "half-a-decision"),
        ({"text": "Ny", "decided_in": "sak 1/26", "decided_on": "ahead"}, "correction-decided-ahead"),
        ({"to_day": date(2018, 1, 1)}, "ends-before-it-begins"),
        ({"name": "Annen avtale"}, "agreement-exists"),
        ({"inside": "package"}, "agreement-in-circle"),
        ({"text": "Ny", "by": "clerk_sjo"}, "not-secretariat"),
    ],
)
def test_what_is_no_correction_is_refused(cast, agreement, change, code):
    Agreement.objects.create(partnership=cast.fjord, name="Annen avtale")
    package = Agreement.objects.create(partnership=cast.fjord, name="Pakke", inside=agreement)
    told = {"from_day": agreement.from_day} | change
    if told.get("inside"):
        told["inside"] = package
    if told.get("decided_on"):
        told["decided_on"] = cast.today + timedelta(days=1)
    by = getattr(cast, told.pop("by", "secretary"))
    with pytest.raises(Refused) as refused:
        corrections.correct(agreement, reason="Feil", by=by, **told)
    assert code in {one.code for one in refused.value.obstacles}
    assert not AgreementCorrection.objects.exists()


def test_a_missing_package_is_put_inside_and_the_correction_tells(cast, signed, sign_in):
    package = Agreement.objects.create(partnership=cast.fjord, name="Bypakke (eksempel)")
    client = sign_in(cast.secretary)
    address = at("agreement_correct", package.pk)
    answer = client.post(address, typed(client.get(address), inside=signed.pk, reason="Manglet"))
    assert answer.status_code == 302
    assert "Bypakke (eksempel)" in client.get(signed.get_absolute_url()).content.decode()


def test_a_wrong_day_on_a_step_is_corrected_and_told(cast, signed, sign_in):
    client = sign_in(cast.secretary)
    step = signed.steps.get(kind="signed")
    address = at("agreement_step_correct", signed.pk, step.pk)
    answer = client.post(address, typed(client.get(address), taken_on="2018-12-11", reason="Lest feil"))
    assert answer.status_code == 302
    step.refresh_from_db()
    assert step.taken_on == date(2018, 12, 11)
    body = client.get(signed.get_absolute_url()).content.decode()
    assert "<del>01.12.2018</del>" in body
    assert history.about(signed).first().kind == "agreement.step_corrected"


def test_a_step_in_force_still_needs_the_signature_when_that_is_corrected_away(cast, signed, sign_in):
    client = sign_in(cast.secretary)
    step = signed.steps.get(kind="signed")
    address = at("agreement_step_correct", signed.pk, step.pk)
    refused = client.post(address, typed(client.get(address), kind="in_force", reason="Feil slag"))
    assert codes(refused) == {"not-signed"}


def test_the_text_comes_in_versions_and_the_later_ones_say_where_they_were_decided(cast, agreement, sign_in):
    client = sign_in(cast.secretary)
    address = at("agreement_text_new", agreement.pk)
    first = {"dated_on": "2018-05-01", "words": "Nullvekst.", "upload": SimpleUploadedFile("a.pdf", b"%PDF-1.7 a")}
    assert client.post(address, first).status_code == 302
    refused = client.post(address, {"dated_on": "2018-04-01", "words": "Ny."})
    assert codes(refused) == {"text-undecided", "text-dated-before"}
    ahead = (cast.today + timedelta(days=1)).isoformat()
    assert codes(client.post(address, {"dated_on": ahead, "words": "Ny.", "decided_in": "sak"})) == {
        "text-dated-ahead"
    }
    second = {"dated_on": "2019-05-01", "words": "Ny.", "decided_in": "sak 3/19"}
    assert client.post(address, second).status_code == 302
    assert [text.version for text in agreement.texts.all()] == [2, 1]
    body = client.get(agreement.get_absolute_url()).content.decode()
    assert "sak 3/19" in body
    assert client.get(at("agreement_text_file", agreement.pk, 1)).status_code == 200
    assert client.get(at("agreement_text_file", agreement.pk, 2)).status_code == 404


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_strangers_find_nothing(cast, signed, sign_in, who):
    client = sign_in(getattr(cast, who))
    for address in (
        at("agreement_correct", signed.pk),
        at("agreement_step_correct", signed.pk, signed.steps.first().pk),
        at("agreement_text_new", signed.pk),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, {"reason": "x"}).status_code == 404


def test_a_member_is_told_that_the_secretariat_corrects(cast, signed, sign_in):
    answer = sign_in(cast.member_sjo).post(at("agreement_correct", signed.pk), {"reason": "Min grunn"})
    assert answer.status_code == 422
    assert "Min grunn" in answer.content.decode()
