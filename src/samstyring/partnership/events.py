"""What the acts of the partnership are called when people read the history."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground import history

history.kinds(
    partnership_created=_("Samarbeidet ble opprettet"),
    party_joined=_("En part kom med"),
    secretariat_appointed=_("Sekretariatet fikk en person"),
    person_registered=_("En person ble registrert"),
    seat_given=_("Plassen ble gitt"),
    seat_ended=_("Plassen ble avsluttet"),
    style_set=_("Stilen for Word-dokumenter ble endret"),
    mandate_drafted=_("Et utkast til mandat ble skrevet"),
)
