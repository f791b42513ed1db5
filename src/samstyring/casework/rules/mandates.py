"""Questions about putting a drafted mandate forward as a case."""

from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import MandateAdoption
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat

CASE_KIND = "mandat"

ALREADY_IN_FORCE = Obstacle(
    "mandate-already-adopted",
    _("Mandatet er alt vedtatt {day}."),
    _("Sekretariatet kan skrive et nytt utkast."),
)
ALREADY_PUT_FORWARD = Obstacle(
    "mandate-already-put-forward",
    _("Mandatet er alt fremmet i saken «{case}»."),
    _("Åpne saken for å arbeide videre med den."),
)
NO_CASE_KIND = Obstacle(
    "no-mandate-cases",
    _("{partnership} har ingen sakstype for mandater."),
    _("Partnerskapets administrator kan legge den til."),
)


def obstacles_to_putting_forward(mandate, *, by, on):
    yield from obstacles_to_acting_as_secretariat(by, mandate.partnership, on)
    if mandate.adopted_on:
        yield ALREADY_IN_FORCE(day=formats.day(mandate.adopted_on))
    adoption = MandateAdoption.objects.filter(mandate=mandate).select_related("case").first()
    if adoption:
        yield ALREADY_PUT_FORWARD(case=adoption.case)
    if case_kind(mandate) is None:
        yield NO_CASE_KIND(partnership=mandate.partnership)


def case_kind(mandate):
    return mandate.partnership.case_kinds.filter(key=CASE_KIND).first()
