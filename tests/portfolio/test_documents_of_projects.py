"""Reports and maps that belong to a project: added by those who write the sheet, read by all who see it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samstyring.ground import history
from samstyring.portfolio.models import ProjectDocument
from tests.portfolio import sheet_things as things


def address(cast, project, *args):
    name = "project_document" if args else "project_documents"
    return reverse(f"portfolio:{name}", args=[cast.fjord.key, project.key, *args])


def pdf(words="kart", name="kart.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7 " + words.encode())


@pytest.fixture
def project(cast):
    return things.project(cast)


def test_a_document_is_added_and_fetched_as_it_was(cast, sign_in, project):
    client = sign_in(cast.group_leader)
    answer = client.post(address(cast, project), {"title": "Kart", "upload": pdf()}, follow=True)
    assert "Versjon 1" in answer.content.decode()
    document = ProjectDocument.objects.get()
    assert history.about(project)[0].kind == "project.documented"
    read = sign_in(cast.observer).get(address(cast, project, document.pk))
    assert b"".join(read.streaming_content) == b"%PDF-1.7 kart"


def test_the_same_title_is_a_new_version_and_the_old_one_stays(cast, sign_in, project):
    client = sign_in(cast.secretary)
    for words in ("kart", "nytt kart"):
        assert client.post(address(cast, project), {"title": "Kart", "upload": pdf(words)}).status_code == 302
    assert [one.version for one in project.documents.all()] == [2, 1]
    words = client.get(address(cast, project)).content.decode()
    assert "Kart, versjon 1" in words


def test_the_same_file_twice_is_told(cast, sign_in, project):
    client = sign_in(cast.secretary)
    client.post(address(cast, project), {"title": "Kart", "upload": pdf()})
    page = client.post(address(cast, project), {"title": "Kart", "upload": pdf()})
    assert page.status_code == 422
    assert "Filen er den samme som versjon 1 av «Kart»." in page.content.decode()


@pytest.mark.parametrize(
    ("upload", "told"),
    [
        (pdf(name="kart.exe"), "kan ikke legges ved"),
        (SimpleUploadedFile("kart.pdf", b"ikke en pdf"), "Innholdet er ikke en gyldig PDF-fil."),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(cast, sign_in, project, upload, told):
    upload.seek(0)
    page = sign_in(cast.secretary).post(address(cast, project), {"title": "Kart", "upload": upload})
    assert page.status_code == 422
    assert told in page.content.decode()
    assert not ProjectDocument.objects.exists()


def test_an_observer_reads_and_cannot_add(cast, sign_in, project):
    page = sign_in(cast.observer).post(address(cast, project), {"title": "Kart", "upload": pdf()})
    assert page.status_code == 422
    assert not ProjectDocument.objects.exists()


def test_somebody_from_elsewhere_finds_nothing(cast, sign_in, project):
    sign_in(cast.secretary).post(address(cast, project), {"title": "Kart", "upload": pdf()})
    document = ProjectDocument.objects.get()
    client = sign_in(cast.os_secretary)
    assert client.get(address(cast, project)).status_code == 404
    assert client.get(address(cast, project, document.pk)).status_code == 404
