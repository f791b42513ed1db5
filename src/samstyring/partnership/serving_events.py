"""What is told in history of roles in the partnership as a whole, and of parties that come and go."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground import history

history.kinds(
    service_given=_("En rolle i samarbeidet ble gitt"),
    service_ended=_("En rolle i samarbeidet ble avsluttet"),
    party_changed=_("Opplysningene om parten ble endret"),
    party_left=_("En part gikk ut"),
)
