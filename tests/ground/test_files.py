"""What is received is kept as it was; what is not what it says is refused in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samstyring.ground import files
from samstyring.ground.refusal import Refused


def upload(name, content):
    return SimpleUploadedFile(name, content)


def test_the_same_bytes_are_kept_once(db):
    first = files.store(upload("a.pdf", b"%PDF-1.7 innhold"))
    second = files.store(upload("b.pdf", b"%PDF-1.7 innhold"))
    assert first == second
    assert first.content.read() == b"%PDF-1.7 innhold"


@pytest.mark.parametrize(
    ("name", "content", "obstacle"),
    [
        ("virus.pdf", b"MZ\x90\x00 dette er et program", files.NOT_THAT_TYPE),
        ("ark.xlsx", b"navn;belop", files.NOT_THAT_TYPE),
        ("liste.csv", b"a;b\0\0", files.NOT_THAT_TYPE),
        ("tom.pdf", b"", files.EMPTY),
        ("program.exe", b"MZ", files.UNKNOWN_TYPE),
        ("utenendelse", b"x", files.UNKNOWN_TYPE),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(db, name, content, obstacle):
    with pytest.raises(Refused) as refusal:
        files.store(upload(name, content))
    assert refusal.value.obstacles[0].code == obstacle.code


def test_a_file_over_the_limit_is_refused_with_its_size(db, settings):
    settings.UPLOAD_LIMIT_MB = 1
    with pytest.raises(Refused) as refusal:
        files.store(upload("stor.pdf", b"%PDF-" + b"x" * 2_000_000))
    assert "Grensen er 1 MB" in refusal.value.obstacles[0].text
