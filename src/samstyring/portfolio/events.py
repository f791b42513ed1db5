"""What the acts of the portfolio are called when people read the history."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground import history

history.kinds(
    project_created=_("Prosjektet ble registrert"),
    project_placed=_("Prosjekteier eller arbeidsgruppe ble endret"),
    sheet_written=_("Prosjektarket ble endret"),
    sheet_submitted=_("Prosjektarket ble lagt fram for et forum"),
    sheet_forwarded=_("Forumet sendte prosjektarket videre"),
    sheet_returned=_("Forumet sendte prosjektarket tilbake"),
    criteria_drafted=_("En ny versjon av kriteriene ble laget"),
    criteria_submitted=_("Kriteriene ble lagt fram i en sak"),
    criteria_adopted=_("Kriteriene ble vedtatt"),
    project_assessed=_("Prosjektet ble vurdert"),
)
