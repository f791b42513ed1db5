"""Writing the saksframlegg. A version is written once; every change is a new version."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import PaperVersion
from samstyring.casework.rules import preparing
from samstyring.casework.rules.wording import fingerprint
from samstyring.ground import history
from samstyring.ground.refusal import Obstacle, Refused, refuse_if

WRITTEN_MEANWHILE = Obstacle(
    "written-meanwhile",
    _("{author} lagret versjon {version} mens du skrev. Teksten din er ikke lagret ennå, og står i skjemaet."),
    _("Sammenlign tekstene, ta med det du trenger fra versjon {version}, og lagre på nytt."),
)
NOTHING_CHANGED = Obstacle(
    "nothing-changed",
    _("Teksten er den samme som i versjon {version}."),
    _("Endre teksten før du lagrer en ny versjon."),
)


@transaction.atomic
def write_paper(case, *, sections, base, by, on, change_note=""):
    """Keep the text as the next version after `base` (0 for the first).

    Refused when somebody has kept a version after `base`, so that nobody's words are written over unread.
    """
    refuse_if(preparing.obstacles_to_preparing(case, by, on))
    latest = case.latest_paper
    if latest and latest.version != base:
        raise Refused(_written_meanwhile(latest))
    sha256 = fingerprint(sections)
    if latest and sha256 == fingerprint({name: getattr(latest, name) for name in PaperVersion.SECTIONS}):
        raise Refused(NOTHING_CHANGED(version=latest.version))
    try:
        with transaction.atomic():
            paper = PaperVersion.objects.create(
                case=case, version=base + 1, change_note=change_note, author=by, sha256=sha256, **sections
            )
    except IntegrityError:
        raise Refused(_written_meanwhile(case.latest_paper)) from None
    history.record("paper.written", about=[case, paper], by=by, version=paper.version, sha256=sha256)
    return paper


def _written_meanwhile(latest):
    return WRITTEN_MEANWHILE(author=latest.author or _("En annen"), version=latest.version)
