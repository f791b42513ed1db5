"""Questions about putting a drafted version of the focus areas forward as a case."""

from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import FocusAdoption
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat

CASE_KIND = "satsingsomrader"

ALREADY_IN_FORCE = Obstacle(
    "focus-already-adopted",
    _("Versjonen er alt vedtatt {day}."),
    _("Sekretariatet kan skrive et nytt utkast."),
)
ALREADY_PUT_FORWARD = Obstacle(
    "focus-already-put-forward",
    _("Versjonen er alt fremmet i saken «{case}»."),
    _("Åpne saken for å arbeide videre med den."),
)
NO_CASE_KIND = Obstacle(
    "no-focus-cases",
    _("{partnership} har ingen sakstype for satsingsområder."),
    _("Administratoren kan legge den til fra malen."),
)


def obstacles_to_putting_forward(drafted, *, by, on):
    yield from obstacles_to_acting_as_secretariat(by, drafted.partnership, on)
    if drafted.adopted_on:
        yield ALREADY_IN_FORCE(day=formats.day(drafted.adopted_on))
    adoption = FocusAdoption.objects.filter(focus_list=drafted).select_related("case").first()
    if adoption:
        yield ALREADY_PUT_FORWARD(case=adoption.case)
    if case_kind(drafted) is None:
        yield NO_CASE_KIND(partnership=drafted.partnership)


def case_kind(drafted):
    return drafted.partnership.case_kinds.filter(key=CASE_KIND).first()
