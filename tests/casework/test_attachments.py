"""Annexes: numbered, in versions, and closed ones only for those entitled."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samstyring.casework.actions import attachments as acts
from samstyring.casework.models import Attachment
from samstyring.ground import history
from samstyring.ground.models import StoredFile

PDF = b"%PDF-1.7\neksempel"


def url(name, case, *args):
    return reverse(f"casework:{name}", args=[case.partnership.key, case.pk, *args])


def upload(name="Årshjul og roller.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def typed(**more):
    return {"label": "2a", "title": "Årshjul", "missing": "", "closed_basis": ""} | more


def annexed(case, by, **more):
    told = {"label": "1", "title": "Tallgrunnlag", "upload": upload()} | more
    return acts.attach(case, by=by, on=case.created_on, **told)


def test_a_file_is_added_and_fetched_as_it_was(cast, sign_in):
    case = cast.case()
    answer = sign_in(cast.secretary).post(url("attachment_new", case), typed(upload=upload()))
    assert answer.status_code == 302
    attachment = case.attachments.get()
    assert (attachment.label, attachment.version, attachment.added_by) == ("2a", 1, cast.secretary)
    fetched = sign_in(cast.observer).get(url("attachment_file", case, attachment.pk))
    assert b"".join(fetched.streaming_content) == PDF
    assert fetched["Content-Type"] == "application/pdf"
    assert fetched["X-Content-Type-Options"] == "nosniff"
    assert fetched["Content-Disposition"].startswith("attachment; filename")
    assert "%C3%85rshjul" in fetched["Content-Disposition"]
    assert [e.kind for e in history.about(case)] == ["attachment.added"]


def test_a_new_file_is_a_new_version_and_the_old_one_stays(cast, sign_in):
    case = cast.case()
    first = annexed(case, cast.secretary)
    told = {
        "title": "Tallgrunnlag, rettet",
        "missing": "",
        "closed_basis": "",
        "upload": upload(content=PDF + b"2"),
    }
    assert sign_in(cast.secretary).post(url("attachment_renew", case, first.pk), told).status_code == 302
    assert [(a.label, a.version) for a in case.attachments.all()] == [("1", 1), ("1", 2)]
    assert sign_in(cast.observer).get(url("attachment_file", case, first.pk)).status_code == 200
    page = sign_in(cast.observer).get(case.get_absolute_url() + "?del=papirer").content.decode()
    assert "Tallgrunnlag, rettet" in page
    assert "versjon 1" in page


def test_content_that_is_missing_says_why(cast, sign_in):
    case = cast.case()
    answer = sign_in(cast.secretary).post(url("attachment_new", case), typed(missing="Ikke funnet i arkivet"))
    assert answer.status_code == 302
    attachment = case.attachments.get()
    assert "Ikke funnet i arkivet" in sign_in(cast.observer).get(case.get_absolute_url()).content.decode()
    assert sign_in(cast.observer).get(url("attachment_file", case, attachment.pk)).status_code == 404


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (lambda: upload("virus.exe", b"MZ"), "file-unknown-type"),
        (lambda: upload("uten-endelse", b"MZ"), "file-unknown-type"),
        (lambda: upload("later-som.pdf", b"MZ"), "file-type"),
        (lambda: upload("tom.pdf", b""), "file-empty"),
        (lambda: upload("stor.pdf", PDF + b"0" * (1024 * 1024)), "file-too-large"),
    ],
)
def test_a_file_that_cannot_be_kept_says_why_and_the_words_stay(cast, sign_in, settings, file, code):
    settings.UPLOAD_LIMIT_MB = 1
    case = cast.case()
    answer = sign_in(cast.secretary).post(url("attachment_new", case), typed(upload=file()))
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == [code]
    assert "Årshjul" in answer.content.decode()
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_person_is_told_what_is_wrong_with_a_false_file(cast, sign_in):
    answer = sign_in(cast.secretary).post(
        url("attachment_new", cast.case()), typed(upload=upload("later-som.pdf", b"MZ"))
    )
    assert "Innholdet er ikke en gyldig PDF-fil." in answer.content.decode()


def test_forty_megabytes_are_the_limit(cast, sign_in):
    case = cast.case()
    answer = sign_in(cast.secretary).post(
        url("attachment_new", case), typed(upload=upload("stor.pdf", PDF.ljust(41 * 1024 * 1024)))
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Filen «stor.pdf» er på 41 MB. Grensen er 40 MB." in page
    assert "Årshjul" in page
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "upload"),
        ({"label": "../etc", "missing": "x"}, "label"),
        ({"label": "", "missing": "x"}, "label"),
        ({"title": "", "missing": "x"}, "title"),
        ({"closed_basis": "fordi", "missing": "x"}, "closed_basis"),
    ],
)
def test_a_half_filled_annex_says_what_is_missing(cast, sign_in, more, field):
    answer = sign_in(cast.secretary).post(url("attachment_new", cast.case()), typed(**more))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_the_same_number_is_not_given_twice(cast, sign_in):
    case = cast.case()
    annexed(case, cast.secretary, label="2a")
    answer = sign_in(cast.secretary).post(url("attachment_new", case), typed(upload=upload()))
    assert [o.code for o in answer.context["obstacles"]] == ["label-taken"]


def test_the_next_number_is_offered(cast, sign_in):
    case = cast.case()
    annexed(case, cast.secretary, label="2a")
    assert sign_in(cast.secretary).get(url("attachment_new", case)).context["form"]["label"].value() == "3"


def test_a_closed_annex_of_an_open_case_is_for_those_who_treat_it(cast, sign_in):
    case = cast.case()
    secret = annexed(case, cast.secretary, title="Grunnerverv, tre eiendommer", closed_basis="offentleglova § 23")
    for person, status in (
        (cast.secretary, 200),
        (cast.member_sjo, 200),
        (cast.observer, 200),
        (cast.clerk_sjo, 404),
        (cast.group_leader, 404),
        (cast.former_secretary, 404),
        (cast.outsider, 404),
    ):
        client = sign_in(person)
        assert client.get(url("attachment_file", case, secret.pk)).status_code == status, person
        if person is not cast.outsider:
            for part in ("?del=papirer", "", "historikk/"):
                page = client.get(case.get_absolute_url() + part).content.decode()
                assert ("Grunnerverv, tre eiendommer" in page) == (status == 200), (person, part)
                assert part == "historikk/" or "offentleglova § 23" in page


def test_opening_a_closed_annex_leaves_a_trace_and_an_open_one_does_not(cast, sign_in):
    case = cast.case()
    secret = annexed(case, cast.secretary, closed_basis="offentleglova § 23")
    plain = annexed(case, cast.secretary, label="2")
    client = sign_in(cast.member_sjo)
    client.get(url("attachment_file", case, secret.pk))
    client.get(url("attachment_file", case, plain.pk))
    assert "attachment.read" in [e.kind for e in history.about(secret)]
    assert "attachment.read" not in [e.kind for e in history.about(plain)]
    assert "attachment.read" not in [e.kind for e in history.about(case)], "who has read is not for all to see"


def test_an_annex_is_not_reached_through_another_case_or_partnership(cast, sign_in):
    case, other = cast.case(), cast.case()
    foreign = cast.case("styresak", partnership=cast.os)
    attachment = annexed(case, cast.secretary)
    theirs = annexed(foreign, cast.os_secretary)
    client = sign_in(cast.secretary)
    assert client.get(url("attachment_file", other, attachment.pk)).status_code == 404
    assert client.get(url("attachment_file", case, theirs.pk)).status_code == 404
    assert client.get(url("attachment_renew", case, theirs.pk)).status_code == 404
    assert client.get(url("attachment_file", foreign, theirs.pk)).status_code == 404


@pytest.mark.parametrize("who", ["observer", "member_sjo"])
def test_others_than_the_secretariat_and_the_responsible_do_not_add(cast, sign_in, who):
    case = cast.case()
    answer = sign_in(getattr(cast, who)).post(url("attachment_new", case), typed(upload=upload()))
    assert answer.status_code == 422
    assert not Attachment.objects.exists()


def test_a_file_that_is_gone_from_the_store_is_told(cast, sign_in):
    case = cast.case()
    attachment = annexed(case, cast.secretary)
    attachment.file.content.storage.delete(attachment.file.content.name)
    answer = sign_in(cast.secretary).get(url("attachment_file", case, attachment.pk))
    assert [o.code for o in answer.context["obstacles"]] == ["file-lost"]
