"""Adding documents to a project."""

from django.db import IntegrityError, transaction

from samstyring.ground import files, history
from samstyring.ground.refusal import Refused, refuse_if
from samstyring.portfolio.models import ProjectDocument
from samstyring.portfolio.rules import documents as rules


@transaction.atomic
def add(project, *, title, upload, by, on):
    """Keep a file with the project, and return it. The same title again is a newer version of it."""
    title = title.strip()
    refuse_if(rules.obstacles_to_adding(project, upload=upload, by=by, on=on))
    newest = project.documents.filter(title=title).order_by("-version").first()
    stored = files.store(upload)
    if newest and newest.file == stored:
        raise Refused(rules.SAME_AS_BEFORE(title=title, version=newest.version))
    try:
        with transaction.atomic():
            added = ProjectDocument.objects.create(
                project=project, title=title, version=newest.version + 1 if newest else 1, file=stored, added_by=by
            )
    except IntegrityError:
        raise Refused(rules.AT_SAME_TIME(title=title)) from None
    history.record(
        "project.documented", about=[project, added], by=by, version=added.version, sha256=stored.sha256
    )
    return added
