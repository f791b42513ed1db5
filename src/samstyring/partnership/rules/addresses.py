"""Questions about a new partnership: its place in the addresses, and its period."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Partnership
from samstyring.partnership.rules.seating import ENDS_BEFORE_IT_BEGINS

KEY_TAKEN = Obstacle(
    "key-taken",
    _("Et annet samarbeid bruker allerede adressen «{key}»."),
    _("Velg en annen adresse."),
)
KEY_RESERVED = Obstacle(
    "key-reserved",
    _("Adressen «{key}» brukes av Samstyring selv."),
    _("Velg en annen adresse."),
)

# The first part of an address that leads somewhere else than to a partnership.
RESERVED_KEYS = (
    "offentlig",
    "konto",
    "utseende",
    "sprak",
    "demo",
    "healthz",
    "static",
    "api",
    "nytt-samarbeid",
    "pa-tvers",
)


def obstacles_to_creating(*, key, starts_on, ends_on):
    """Yield why a partnership cannot have this key or this period."""
    if key in RESERVED_KEYS:
        yield KEY_RESERVED(key=key)
    if Partnership.objects.filter(key=key).exists():
        yield KEY_TAKEN(key=key)
    if ends_on < starts_on:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{starts_on:%d.%m.%Y}", last=f"{ends_on:%d.%m.%Y}")
