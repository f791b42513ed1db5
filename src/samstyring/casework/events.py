"""What the acts of this room are called when people read the history."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground import history

# Cases and their papers.
history.kinds(
    case_opened=_("Saken ble opprettet"),
    case_proposed=_("Saken ble meldt"),
    case_changed=_("Opplysninger om saken ble endret"),
    case_routed=_("Veien gjennom fora ble endret"),
    case_related=_("Saken ble knyttet til en annen sak"),
    case_unrelated=_("Koblingen til en annen sak ble fjernet"),
    paper_written=_("Ny versjon av saksframlegget"),
    attachment_added=_("Vedlegg lagt ved"),
    attachment_renewed=_("Ny versjon av et vedlegg"),
    attachment_read=_("Lukket vedlegg ble åpnet"),
)
