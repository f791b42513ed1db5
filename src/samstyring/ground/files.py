"""Stored files: what is received is kept as it was, known by its hash, and checked before it is kept."""

import hashlib
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from samstyring.ground.models import StoredFile
from samstyring.ground.refusal import Obstacle, refuse_if

TOO_LARGE = Obstacle(
    "file-too-large",
    _("Filen «{name}» er på {size} MB. Grensen er {limit} MB."),
    _("Del filen i flere, eller lagre den på nytt med lavere oppløsning."),
)
EMPTY = Obstacle("file-empty", _("Filen «{name}» er tom."), _("Velg filen på nytt."))
NOT_THAT_TYPE = Obstacle(
    "file-type",
    _("Filen «{name}» er ikke det navnet sier. Innholdet er ikke en gyldig {expected}-fil."),
    _("Lagre dokumentet på nytt som PDF eller Word og last det opp igjen."),
)
UNKNOWN_TYPE = Obstacle(
    "file-unknown-type",
    _("Filer av typen «{ending}» kan ikke legges ved."),
    _("Du kan legge ved PDF, Word, Excel, PowerPoint, tekst, CSV, PNG og JPEG."),
)

_ZIP = b"PK\x03\x04"
TYPES = {  # ending: (media type, how such a file begins)
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ZIP),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ZIP),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _ZIP),
    "odt": ("application/vnd.oasis.opendocument.text", _ZIP),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "txt": ("text/plain", b""),
    "csv": ("text/csv", b""),
}


def ending_of(name):
    return PurePath(name).suffix.lower().lstrip(".")


def obstacles_to_storing(upload):
    """Yield every reason why this upload cannot be kept."""
    limit = settings.UPLOAD_LIMIT_MB
    if upload.size > limit * 1024 * 1024:
        yield TOO_LARGE(name=upload.name, size=round(upload.size / 1024 / 1024), limit=limit)
        return
    if not upload.size:
        yield EMPTY(name=upload.name)
        return
    ending = ending_of(upload.name)
    if ending not in TYPES:
        yield UNKNOWN_TYPE(ending=ending or upload.name)
        return
    upload.seek(0)
    start = upload.read(1024)
    _media_type, signature = TYPES[ending]
    if not start.startswith(signature) or (ending in ("txt", "csv") and b"\0" in start):
        yield NOT_THAT_TYPE(name=upload.name, expected=ending.upper())


def store(upload):
    """Keep an upload and return it; the same bytes are kept once. Raises `Refused`."""
    refuse_if(obstacles_to_storing(upload))
    upload.seek(0)
    content = upload.read()
    sha256 = hashlib.sha256(content).hexdigest()
    known = StoredFile.objects.filter(sha256=sha256).first()
    if known:
        return known
    name = PurePath(upload.name).name[-200:]
    stored = StoredFile(sha256=sha256, name=name, media_type=TYPES[ending_of(name)][0], size=len(content))
    stored.content.save(f"{sha256}.{ending_of(name)}", ContentFile(content), save=False)
    stored.save()
    return stored
