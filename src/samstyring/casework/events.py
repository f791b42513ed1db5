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

# Meetings and their agendas.
history.kinds(
    meeting_planned=_("Møtet ble planlagt"),
    meeting_changed=_("Opplysninger om møtet ble endret"),
    meeting_reordered=_("Rekkefølgen på sakslisten ble endret"),
    meeting_called=_("Innkallingen ble sendt"),
    meeting_moved=_("Møtet ble flyttet"),
    meeting_cancelled=_("Møtet ble avlyst"),
    meeting_held=_("Møtet ble avsluttet"),
    item_added=_("Satt på sakslisten"),
    item_planned=_("Formål eller tid på sakslisten ble endret"),
    item_removed=_("Tatt av sakslisten"),
    item_renewed=_("Ny versjon av saksframlegget ble ettersendt"),
    item_noted=_("Notat til protokollen ble skrevet"),
    attendance_taken=_("Frammøtet ble ført"),
    attendance_changed=_("Frammøtet ved en sak ble ført"),
)

# Decisions, what they put into force, and the minutes.
history.kinds(
    case_decided=_("Saken ble avgjort"),
    decision_corrected=_("Vedtaket ble rettet"),
    mandate_forwarded=_("Mandatet ble fremmet som sak"),
    mandate_adopted=_("Mandatet ble vedtatt"),
    mandate_ended=_("Mandatet ble avløst av et nytt"),
    minutes_written=_("Ny versjon av protokollen"),
    minutes_approved=_("Protokollen ble godkjent"),
)
