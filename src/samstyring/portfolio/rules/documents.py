"""Questions about a project's documents."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground import files
from samstyring.ground.refusal import Obstacle
from samstyring.portfolio.rules import sheets

SAME_AS_BEFORE = Obstacle(
    "document-same-as-before",
    _("Filen er den samme som versjon {version} av «{title}»."),
    _("Velg den nye filen, eller gi den en annen tittel."),
)
AT_SAME_TIME = Obstacle(
    "document-at-same-time",
    _("Noen andre la til «{title}» samtidig."),
    _("Se på listen, og legg til filen på nytt om den mangler."),
)


def obstacles_to_adding(project, *, upload, by, on):
    """Those who may write the sheet may add documents."""
    yield from sheets.obstacles_to_writing(project, by=by, on=on)
    yield from files.obstacles_to_storing(upload)


def newest_first(project):
    """[(the newest document of a title, the older ones)]"""
    by_title = {}
    for document in project.documents.select_related("file", "added_by").order_by("title", "-version"):
        by_title.setdefault(document.title, []).append(document)
    return [(documents[0], documents[1:]) for documents in by_title.values()]
