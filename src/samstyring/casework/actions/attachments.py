"""Adding annexes to a case. A new file under the same number is a new version; the old one stays."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import Attachment
from samstyring.casework.rules import preparing
from samstyring.ground import files, history
from samstyring.ground.refusal import Obstacle, Refused, refuse_if

LABEL_TAKEN = Obstacle(
    "label-taken",
    _("Saken har alt et vedlegg {label}."),
    _("Velg et annet nummer, eller last opp filen som ny versjon av vedlegg {label}."),
)


@transaction.atomic
def attach(case, *, label, title, by, on, upload=None, missing="", closed_basis=""):
    """Add a numbered annex: a file, or the reason why the content is missing."""
    refuse_if(preparing.obstacles_to_preparing(case, by, on))
    if case.attachments.filter(label=label).exists():
        raise Refused(LABEL_TAKEN(label=label))
    return _keep(case, label, 1, title, upload, missing, closed_basis, by, "attachment.added")


@transaction.atomic
def renew(attachment, *, title, by, on, upload=None, missing="", closed_basis=""):
    """Add the next version of an annex."""
    case = attachment.case
    refuse_if(preparing.obstacles_to_preparing(case, by, on))
    latest = case.attachments.filter(label=attachment.label).order_by("-version").first()
    version = latest.version + 1
    return _keep(case, attachment.label, version, title, upload, missing, closed_basis, by, "attachment.renewed")


def _keep(case, label, version, title, upload, missing, closed_basis, by, act):
    stored = files.store(upload) if upload else None
    try:
        with transaction.atomic():
            attachment = Attachment.objects.create(
                case=case, label=label, version=version, title=title, file=stored,
                missing="" if stored else missing, closed_basis=closed_basis, added_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(LABEL_TAKEN(label=label)) from None
    sha256 = stored.sha256 if stored else ""
    history.record(act, about=[case, attachment], by=by, version=version, sha256=sha256)
    return attachment


@transaction.atomic
def note_reading(attachment, *, by):
    """Keep a trace of who opened a closed paper. Open papers leave none."""
    if attachment.closed_basis or attachment.case.closed_basis:
        history.record("attachment.read", about=attachment, by=by)
