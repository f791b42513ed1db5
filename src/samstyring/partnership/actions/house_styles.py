"""Choose how the partnership's Word papers look."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samstyring import documents
from samstyring.ground import files, history
from samstyring.ground.refusal import Obstacle, Refused, refuse_if
from samstyring.partnership.models import HouseStyle
from samstyring.partnership.rules import acting

NOT_WORD = Obstacle(
    "style-not-word",
    _("Filen «{name}» er ikke en Word-fil som kan brukes som stil."),
    _("Last ned stilen som gjelder, endre den i Word, og lagre den som .docx uten makroer."),
)
STYLES_MISSING = Obstacle(
    "style-incomplete",
    _("Filen «{name}» mangler disse stilene: {missing}."),
    _("Last ned stilen som gjelder, og endre den i Word uten å gi stilene nye navn."),
)
SET_MEANWHILE = Obstacle(
    "style-set-meanwhile", _("Noen andre lagret en ny stil samtidig."), _("Last siden på nytt, og prøv igjen.")
)


def obstacles_to_using(upload):
    """Yield why the file cannot be the style of Word papers."""
    upload.seek(0)
    try:
        documents.check_style(upload.read())
    except documents.StyleError as error:
        yield (
            STYLES_MISSING(name=upload.name, missing=", ".join(error.missing))
            if error.missing
            else NOT_WORD(name=upload.name)
        )


@transaction.atomic
def set_style(partnership, *, upload=None, by, on=None):
    """Use this Word file for papers from now on, or Samstyring's own where there is no file."""
    on = on or timezone.localdate()
    refuse_if(acting.obstacles_to_acting_as_secretariat(by, partnership, on))
    if upload:
        refuse_if(files.obstacles_to_storing(upload))
        refuse_if(obstacles_to_using(upload))
    file = files.store(upload) if upload else None
    newest = partnership.house_styles.first()
    try:
        with transaction.atomic():
            style = HouseStyle.objects.create(
                partnership=partnership, version=newest.version + 1 if newest else 1, file=file, set_by=by
            )
    except IntegrityError:
        raise Refused(SET_MEANWHILE()) from None
    history.record("style.set", about=partnership, by=by, version=style.version)
    return style
