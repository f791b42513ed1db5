"""What the acts of this room are called when people read the history."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models import FollowUp
from samstyring.casework.models.anchoring import Answer
from samstyring.casework.models.followup import Progress
from samstyring.casework.rules.naming import named
from samstyring.ground import history
from samstyring.partnership.models import Party

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

# Cases proposed to the secretariat.
history.kinds(
    proposal_made=_("En sak ble meldt til sekretariatet"),
    proposal_taken_in=_("En innmeldt sak ble tatt inn"),
    proposal_declined=_("Det ble svart at en innmeldt sak ikke tas opp"),
)

# Elections.
history.kinds(
    election_opened=_("Valget ble opprettet"),
    election_nominated=_("En kandidat ble ført opp"),
    election_struck=_("En kandidat ble strøket"),
    election_chosen=_("Det ble ført hvem som er valgt"),
    election_settled=_("Valget ble avgjort, og plassene ble gitt"),
)

# People invited to one item.
history.kinds(
    invitation_sent=_("En person ble invitert til saken"),
    invitation_withdrawn=_("En invitasjon til saken ble trukket"),
    invitation_noted=_("Det ble ført om en invitert møtte"),
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

# What decisions ask somebody to do.
history.kinds(
    followup_noted=_("Ført opp til oppfølging"),
    followup_reported=_("Meldt tilbake om oppfølging"),
)

# What a case has in place before it is called.
history.kinds(
    checklist_answered=_("Sjekklisten ble fylt ut"),
    checklist_chosen=_("Sjekklisten for sakstypen ble valgt"),
)

# What the parties say about a case before it is concluded.
history.kinds(
    anchoring_named=_("Det ble ført opp hvilke parter saken berører"),
    anchoring_scoped=_("Det ble sagt hvilke parter den nye versjonen gjelder"),
    anchoring_asked=_("Parten ble bedt om å forankre saken"),
    anchoring_reminded=_("Parten ble minnet om å forankre saken"),
    anchoring_stated=_("Parten svarte om forankring"),
    anchoring_waived=_("Lederen gikk videre uten svar fra en berørt part"),
)


@history.told_by("followup.noted")
def what_was_noted(event):
    """`Til oppfølging: Legge fram nytt kostnadsanslag`"""
    return _of_follow_up(event, gettext("Til oppfølging: %(text)s"))


@history.told_by("followup.reported")
def what_was_reported(event):
    return _of_follow_up(event, gettext("Oppfølging, %(progress)s: %(text)s"))


def _of_follow_up(event, words):
    found = next((one.subject for one in event.subjects.all() if isinstance(one.subject, FollowUp)), None)
    if found is None:
        return ""
    progress = event.facts.get("progress")
    return words % {"text": found.text, "progress": Progress(progress).label if progress else ""}


@history.told_by("anchoring.asked")
def who_was_asked(event):
    """`Alver kommune ble bedt om å forankre versjon 3`"""
    return _of_party(event, gettext("%(party)s ble bedt om å forankre versjon %(version)s"))


@history.told_by("anchoring.reminded")
def who_was_reminded(event):
    return _of_party(event, gettext("%(party)s ble minnet om å forankre versjon %(version)s"))


@history.told_by("anchoring.stated")
def what_a_party_stated(event):
    """`Askøy kommune, versjon 3: forankret med forbehold`"""
    return _of_party(event, gettext("%(party)s, versjon %(version)s: %(answer)s"))


@history.told_by("anchoring.waived")
def who_was_gone_on_without(event):
    parties = [one.subject for one in event.subjects.all() if isinstance(one.subject, Party)]
    if not parties:
        return ""
    return gettext("Lederen gikk videre uten svar fra %(parties)s") % {"parties": named(parties)}


def _of_party(event, words):
    parties = (one.subject for one in event.subjects.all() if isinstance(one.subject, Party))
    party = next(parties, None)
    if party is None:
        return ""
    answer = event.facts.get("answer")
    told = {"party": party, "version": event.facts.get("version", "–")}
    return words % (told | {"answer": Answer(answer).label if answer else ""})


history.kinds(focus_forwarded=_("Satsingsområdene ble fremmet som sak"))
