"""Governing documents are filed in the register, and followed by new versions. None is written over."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from samstyring.ground import files, history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.partnership.models import DocumentVersion, GoverningDocument
from samstyring.partnership.rules import agreements as rules
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat


@transaction.atomic
def register(partnership, *, title, kind, forums, case_kinds=(), by, **version):
    """File a document with its first version, and return it."""
    refuse_if(_obstacles(partnership, by, version, title=title))
    try:
        with transaction.atomic():
            document = GoverningDocument.objects.create(partnership=partnership, title=title, kind=kind)
    except IntegrityError:
        raise Refused(rules.DOCUMENT_EXISTS(title=title)) from None
    document.forums.set(forums)
    document.case_kinds.set(case_kinds)
    _file(document, 1, by, version)
    history.record("document.registered", about=[document, partnership], by=by)
    return document


@transaction.atomic
def point_to(document, *, forums, case_kinds, by):
    """Say which forums and kinds of case the document is for; there it is linked where people work."""
    refuse_if(obstacles_to_acting_as_secretariat(by, document.partnership, timezone.localdate()))
    document.forums.set(forums)
    document.case_kinds.set(case_kinds)
    history.record("document.pointed", about=[document, document.partnership], by=by)
    return document


@transaction.atomic
def renew(document, *, by, **version):
    """File the next version of a document. The ones before stand as they were."""
    refuse_if(_obstacles(document.partnership, by, version))
    newest = document.versions.order_by("-version").first()
    filed = _file(document, newest.version + 1 if newest else 1, by, version)
    history.record("document.renewed", about=[document, document.partnership], by=by, version=filed.version)
    return filed


def _obstacles(partnership, by, version, *, title=None):
    return rules.obstacles_to_filing(
        partnership,
        title=title,
        adopted_on=version["adopted_on"],
        has_file=bool(version["upload"]),
        link=version["link"],
        missing=version["missing"],
        by=by,
        today=timezone.localdate(),
    )


def _file(document, number, by, version):
    upload = version.pop("upload")
    stored = files.store(upload) if upload else None
    try:
        with transaction.atomic():
            return DocumentVersion.objects.create(
                document=document, version=number, file=stored, written_by=by, **version
            )
    except IntegrityError:
        raise Refused(rules.DRAFT_AT_SAME_TIME()) from None
