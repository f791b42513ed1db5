"""What the acts of the portfolio are called when people read the history."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samstyring.ground import history
from samstyring.partnership.models import Party
from samstyring.portfolio.models import AdoptionAct

history.kinds(
    project_created=_("Prosjektet ble registrert"),
    project_placed=_("Prosjekteier eller arbeidsgruppe ble endret"),
    sheet_written=_("Prosjektarket ble endret"),
    sheets_imported=_("Prosjektark ble hentet inn fra en fil"),
    question_asked=_("Noen spurte om prosjektarket"),
    question_answered=_("Et spørsmål om prosjektarket ble besvart"),
    sheet_submitted=_("Prosjektarket ble lagt fram for et forum"),
    sheet_forwarded=_("Forumet sendte prosjektarket videre"),
    sheet_returned=_("Forumet sendte prosjektarket tilbake"),
    criteria_drafted=_("En ny versjon av kriteriene ble laget"),
    criteria_submitted=_("Kriteriene ble lagt fram i en sak"),
    criteria_adopted=_("Kriteriene ble vedtatt"),
    criteria_reopened=_("Vedtaket av kriteriene ble rettet, og kriteriene gjelder ikke lenger"),
    project_assessed=_("Prosjektet ble vurdert"),
    scenario_drafted=_("Scenarioet ble opprettet"),
    scenario_changed=_("Scenarioet ble endret"),
    scenario_started=_("Scenarioet ble beregnet"),
    scenario_stopped=_("Beregningen ble avbrutt"),
    scenario_recommended=_("Scenarioet ble frosset som forslag i saken"),
    assumptions_removed=_("Forutsetningene ble fjernet"),
    programme_drafted=_("Handlingsprogrammet ble laget av forslaget"),
    programme_changed=_("Linjer i handlingsprogrammet ble endret"),
    programme_adopted=_("Handlingsprogrammet ble vedtatt"),
    programme_reopened=_("Vedtaket av handlingsprogrammet ble rettet, og programmet er ikke lenger vedtatt"),
    programme_final=_("Handlingsprogrammet ble endelig"),
    programme_not_final=_("Handlingsprogrammet er ikke lenger endelig"),
    requirement_settled=_("Behandlingen hos en part ble fastsatt"),
    adoption_recorded=_("Partens vedtak ble registrert"),
    adoption_corrected=_("Partens vedtak ble rettet"),
)


@history.told_by("adoption.recorded")
def what_a_party_did(event):
    """`Askøy kommune: vedtatt med avvik`"""
    return _of_party(event, gettext("%(party)s: %(outcome)s"))


@history.told_by("adoption.corrected")
def what_a_party_did_is_corrected(event):
    return _of_party(event, gettext("%(party)s: rettet, %(outcome)s"))


def _of_party(event, words):
    parties = (one.subject for one in event.subjects.all() if isinstance(one.subject, Party))
    party = next(parties, None)
    if party is None or "outcome" not in event.facts:
        return ""
    return words % {"party": party, "outcome": AdoptionAct.Outcome(event.facts["outcome"]).label}
