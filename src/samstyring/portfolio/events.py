"""What the acts of the portfolio are called when people read the history."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samstyring.ground import history
from samstyring.partnership.models import Party
from samstyring.portfolio.models import AdoptionAct, MeasureLanding, MeasureReport

history.kinds(
    project_created=_("Prosjektet ble registrert"),
    project_placed=_("Prosjekteier eller arbeidsgruppe ble endret"),
    sheet_written=_("Prosjektarket ble endret"),
    sheets_imported=_("Prosjektark ble hentet inn fra en fil"),
    project_documented=_("Et dokument ble lagt til prosjektet"),
    question_asked=_("Noen spurte om prosjektarket"),
    question_answered=_("Et spørsmål om prosjektarket ble besvart"),
    sheet_anchored=_("Parten svarte om forankring av arket"),
    sheet_confirmed=_("Byggherrens svar på arket ble ført"),
    sheet_look_asked=_("En gruppe ble bedt om å se på arket"),
    sheet_looked_at=_("En gruppe har sett på arket"),
    group_tied_to_project=_("En gruppe ble knyttet til prosjektet"),
    sheet_submitted=_("Prosjektarket ble lagt fram for et forum"),
    sheet_forwarded=_("Forumet sendte prosjektarket videre"),
    sheet_returned=_("Forumet sendte prosjektarket tilbake"),
    criteria_drafted=_("En ny versjon av kriteriene ble laget"),
    criteria_submitted=_("Kriteriene ble lagt fram i en sak"),
    criteria_adopted=_("Kriteriene ble vedtatt"),
    criteria_reopened=_("Vedtaket av kriteriene ble rettet, og kriteriene gjelder ikke lenger"),
    criteria_weighed=_("En part ga sine egne vekter"),
    project_assessed=_("Prosjektet ble vurdert"),
    scenario_drafted=_("Scenarioet ble opprettet"),
    scenario_changed=_("Scenarioet ble endret"),
    scenario_started=_("Scenarioet ble beregnet"),
    scenario_stopped=_("Beregningen ble avbrutt"),
    scenario_noted=_("Noen skrev et notat på scenarioet"),
    scenario_front_started=_("Scenarioets nytte ved andre rammer ble beregnet"),
    scenario_front_stopped=_("Beregningen av andre rammer ble avbrutt"),
    scenario_inquired=_("Robusthet eller usikkerhet i scenarioet ble regnet ut"),
    scenario_recommended=_("Scenarioet ble frosset som forslag i saken"),
    assumptions_removed=_("Forutsetningene ble fjernet"),
    programme_drafted=_("Handlingsprogrammet ble laget av forslaget"),
    programme_revised=_("En ny versjon av handlingsprogrammet ble laget"),
    programme_made_main=_("Den enklere revisjonen ble gjort om til en hovedrevisjon"),
    revision_rule_set=_("Regelen for enklere revisjon ble endret"),
    pot_released=_("Penger i en samlepott ble frigitt til et prosjekt"),
    pot_taken_back=_("Frigitte penger ble tatt tilbake til samlepotten"),
    index_uploaded=_("En prisindeks ble lastet opp"),
    frame_written=_("En ramme ble ført"),
    programme_imported=_("Linjer i handlingsprogrammet ble hentet inn fra Excel"),
    programme_changed=_("Linjer i handlingsprogrammet ble endret"),
    programme_adopted=_("Handlingsprogrammet ble vedtatt"),
    programme_reopened=_("Vedtaket av handlingsprogrammet ble rettet, og programmet er ikke lenger vedtatt"),
    programme_final=_("Handlingsprogrammet ble endelig"),
    programme_not_final=_("Handlingsprogrammet er ikke lenger endelig"),
    strategy_final=_("Strategien ble endelig hos alle parter"),
    strategy_not_final=_("Strategien er ikke lenger endelig hos alle parter"),
    strategy_laid=_("Strategien ble lagt fram for partene"),
    agreement_final=_("Avtaleteksten ble endelig hos alle parter"),
    agreement_not_final=_("Avtaleteksten er ikke lenger endelig hos alle parter"),
    agreement_laid=_("Avtaleteksten ble lagt fram for partene"),
    requirement_settled=_("Behandlingen hos en part ble fastsatt"),
    adoption_recorded=_("Partens vedtak ble registrert"),
    adoption_corrected=_("Partens vedtak ble rettet"),
    strategy_drafted=_("En versjon av strategien ble laget"),
    strategy_changed=_("Utkastet til strategi ble endret"),
    strategy_submitted=_("Strategien ble lagt fram i en sak"),
    strategy_adopted=_("Strategien ble vedtatt"),
    strategy_reopened=_("Vedtaket av strategien ble rettet, og strategien gjelder ikke lenger"),
    strategy_revision_opened=_("Strategien krever revisjon av mandatet, og saken om det ble opprettet"),
    measure_proposed=_("Tiltaket ble registrert"),
    measure_changed=_("Tiltaket ble endret"),
    measure_graded=_("Tiltakets relevans og gjennomførbarhet ble vurdert"),
    measure_submitted=_("Tiltaket ble lagt fram i en sak"),
    measure_adopted=_("Tiltaket ble vedtatt"),
    measure_reopened=_("Vedtaket av tiltaket ble rettet, og tiltaket er ikke lenger vedtatt"),
    executor_appointed=_("En utfører ble oppnevnt"),
    executor_ended=_("Oppdraget til en utfører ble avsluttet"),
    measure_assessed=_("Tiltaket fikk poeng etter kriteriene"),
    measure_costed=_("Det ble ført hva tiltaket koster"),
    strategy_framed=_("Rammen for tiltakene i strategien ble ført"),
    measure_reported=_("Det ble rapportert på tiltaket"),
    measure_landed=_("En part fortalte hvor tiltaket står i egne planer"),
    plan_drafted=_("En versjon av årsprogrammet ble laget"),
    plan_line_added=_("En linje ble lagt til i årsprogrammet"),
    plan_line_changed=_("En linje i årsprogrammet ble endret"),
    plan_line_removed=_("En linje ble tatt ut av årsprogrammet"),
    plan_submitted=_("Årsprogrammet ble lagt fram i en sak"),
    plan_adopted=_("Årsprogrammet ble vedtatt"),
    plan_reopened=_("Vedtaket av årsprogrammet ble rettet, og programmet er ikke lenger vedtatt"),
    funder_added=_("Finansiøren ble registrert"),
    funder_changed=_("Finansiøren ble endret"),
    funder_report_expected=_("En rapport til finansiøren fikk frist"),
    funder_report_delivered=_("Rapporten til finansiøren ble levert"),
    operating_settled=_("Driftspotten for et budsjettår ble fastsatt"),
)


@history.told_by("measure.reported")
def what_was_reported(event):
    """`Rapportert: påbegynt`"""
    status = MeasureReport.Status(event.facts["status"]).label
    return gettext("Rapportert: %(status)s") % {"status": status}


@history.told_by("measure.landed")
def where_it_landed(event):
    """`Bergen kommune: kommuneplan, tatt inn`"""
    parties = (one.subject for one in event.subjects.all() if isinstance(one.subject, Party))
    party = next(parties, None)
    if party is None:
        return ""
    return gettext("%(party)s: %(plan)s, %(status)s") % {
        "party": party,
        "plan": MeasureLanding.Plan(event.facts["plan"]).label,
        "status": MeasureLanding.Status(event.facts["status"]).label,
    }


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
