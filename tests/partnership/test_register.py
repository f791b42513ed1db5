"""The register: everything the partnership is steered by, in versions that are never written over."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.partnership.models import DocumentVersion, GoverningDocument


def at(name, *args):
    return reverse(f"partnership:{name}", args=["fjordloftet", *args])


def filed(client, **told):
    return client.post(
        at("document_new"),
        {"title": "Retningslinjer for sekretariatet", "kind": "guideline", "link": "https://example.org/r"} | told,
    )


def pdf(words=b"tekst"):
    return SimpleUploadedFile("rutine.pdf", b"%PDF-1.7 " + words, content_type="application/pdf")


def test_a_guideline_is_filed_with_adopter_and_date_and_stands_beside_the_mandates(cast, sign_in):
    client = sign_in(cast.secretary)
    answer = filed(client, adopter=cast.steering.pk, adopted_in="sak 49/20", adopted_on="2020-09-04")
    assert answer.url == GoverningDocument.objects.get().get_absolute_url()
    page = client.get(at("documents"))
    row = next(row for row in page.context["rows"] if row.kind == "guideline")
    assert (row.adopter, row.adopted_on) == ("Styringsgruppen, sak 49/20", date(2020, 9, 4))
    assert {row.title for row in page.context["rows"]} > {"Mandat for Styringsgruppen"}


def test_the_register_is_filtered_by_an_address_that_can_be_kept(cast, sign_in):
    client = sign_in(cast.secretary)
    filed(client)
    page = client.get(at("documents"), {"slag": "mandat", "sok": "styrings"})
    assert [row.title for row in page.context["rows"]] == ["Mandat for Styringsgruppen"]
    assert client.get(at("documents"), {"slag": "tull"}).status_code == 200
    assert "Ingen treff" in client.get(at("documents"), {"sok": "finnes ikke"}).content.decode()


def test_a_new_version_leaves_the_old_one_as_it_was(cast, sign_in):
    client = sign_in(cast.secretary)
    filed(client, link="", upload=pdf(b"den gamle"))
    document = GoverningDocument.objects.get()
    assert client.post(at("document_renew", document.pk), {"upload": pdf(b"den nye")}).status_code == 302
    first, second = document.versions.order_by("version")
    assert first.file.sha256 != second.file.sha256
    for version, words in ((1, b"den gamle"), (2, b"den nye")):
        answer = client.get(at("document_file", document.pk, version))
        assert words in b"".join(answer.streaming_content)
        assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"link": ""}, "document-without-text"),
        ({"adopted_on": (date.today() + timedelta(days=400)).isoformat()}, "document-adopted-ahead"),
    ],
)
def test_what_cannot_stand_in_the_register_is_refused_with_the_words_kept(cast, sign_in, told, code):
    answer = filed(sign_in(cast.secretary), source="Ord som blir", **told)
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == [code]
    assert "Ord som blir" in answer.content.decode()
    assert not DocumentVersion.objects.exists()


def test_the_same_title_twice_is_refused(cast, sign_in):
    client = sign_in(cast.secretary)
    filed(client)
    assert [o.code for o in filed(client).context["obstacles"]] == ["document-exists"]


def test_a_false_file_is_refused_in_words_and_nothing_is_filed(cast, sign_in):
    false = SimpleUploadedFile("rutine.pdf", b"MZ ikke en PDF")
    answer = filed(sign_in(cast.secretary), link="", upload=false)
    assert [o.code for o in answer.context["obstacles"]] == ["file-type"]
    assert not GoverningDocument.objects.exists()


def test_a_link_that_is_a_script_is_not_taken(cast, sign_in):
    answer = filed(sign_in(cast.secretary), link="javascript:alert(1)")
    assert answer.status_code == 422
    assert "link" in answer.context["form"].errors


def test_a_text_that_is_missing_says_why(cast, sign_in):
    client = sign_in(cast.secretary)
    filed(client, link="", missing="Ikke funnet i arkivet.")
    page = client.get(GoverningDocument.objects.get().get_absolute_url()).content.decode()
    assert "Ikke funnet i arkivet." in page


def test_only_the_secretariat_files(cast, sign_in):
    answer = filed(sign_in(cast.member_sjo))
    assert [o.code for o in answer.context["obstacles"]] == ["not-secretariat"]


def test_strangers_find_nothing(cast, sign_in):
    filed(sign_in(cast.secretary), link="", upload=pdf())
    document = GoverningDocument.objects.get()
    addresses = (at("documents"), document.get_absolute_url(), at("document_file", document.pk, 1))
    for person in (cast.outsider, cast.os_secretary):
        for address in addresses:
            assert sign_in(person).get(address).status_code == 404


def test_a_longer_register_asks_no_more(cast, sign_in):
    client = sign_in(cast.secretary)
    filed(client, adopter=cast.steering.pk, forums=[cast.west.pk])
    client.get(at("documents"))
    with CaptureQueriesContext(connection) as few:
        client.get(at("documents"))
    for number in range(5):
        filed(client, title=f"Rutine {number}", adopter=cast.steering.pk, forums=[cast.west.pk])
    with CaptureQueriesContext(connection) as many:
        client.get(at("documents"))
    assert len(many) <= len(few)
