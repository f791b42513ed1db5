"""Questions about sending a version to the parties: may it be laid before them, and by when must they act?"""

from django.utils.translation import gettext_lazy as _

from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import AgreementText
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat
from samstyring.portfolio.models import Programme, Strategy
from samstyring.portfolio.rules import adoptable, adoption

MATRIX_LOCKED = Obstacle(
    "matrix-locked",
    _("{programme} er vedtatt, og hvem som må behandle det, ligger fast."),
    _("Lag en ny versjon på en ny sak hvis noe skal endres."),
)
ALREADY_FINAL = Obstacle(
    "already-final",
    _("{subject} er endelig, og hvem som måtte behandle det, ligger fast."),
    _("Lag en ny versjon hvis noe skal endres."),
)
NOBODY_ASKED = Obstacle(
    "nobody-asked",
    _("Ingen part er valgt."),
    _("Velg minst én part som skal behandle eller bekrefte."),
)
ASKED_TWICE = Obstacle(
    "asked-twice",
    _("{party} kan ikke både behandle og bekrefte."),
    _("Velg parten ett av stedene."),
)
ALREADY_LAID = Obstacle(
    "already-laid",
    _("{party} har fått denne versjonen til behandling fra før."),
    _("Ta parten bort fra valget."),
)
SENT_AHEAD = Obstacle(
    "sent-ahead",
    _("Dagen {day} er ikke kommet ennå."),
    _("Legg versjonen fram for partene når den er sendt."),
)
DUE_BEFORE_SENT = Obstacle(
    "due-before-sent",
    _("Fristen {due} er før versjonen ble sendt {sent}."),
    _("Velg en senere frist."),
)
NO_CASE = Obstacle(
    "strategy-without-case",
    _("Strategien er et utkast som ikke er lagt fram i noen sak."),
    _("Legg strategien fram i en sak først, så alle parter behandler det samme."),
)
NEWER_TEXT = Obstacle(
    "newer-text",
    _("Det finnes en nyere versjon av avtaleteksten."),
    _("Legg fram den nyeste versjonen."),
)


def obstacles_to_laying(subject, asked, *, sent_on, due_on, by, on):
    """Yield why these parties cannot be asked. `asked` are (party, how it acts)."""
    yield from obstacles_to_acting_as_secretariat(by, adoptable.partnership_of(subject), on)
    if isinstance(subject, Strategy) and subject.case_id is None:
        yield NO_CASE()
    if isinstance(subject, AgreementText) and subject.agreement.texts.filter(version__gt=subject.version).exists():
        yield NEWER_TEXT()
    if not asked:
        yield NOBODY_ASKED()
    parties = [party for party, _kind in asked]
    for party in dict.fromkeys(parties):
        if parties.count(party) > 1:
            yield ASKED_TWICE(party=party)
    for requirement in subject.requirements.filter(party__in=parties).select_related("party"):
        yield ALREADY_LAID(party=requirement.party)
    if sent_on > on:
        yield SENT_AHEAD(day=formats.day(sent_on))
    if due_on and due_on < sent_on:
        yield DUE_BEFORE_SENT(due=formats.day(due_on), sent=formats.day(sent_on))


def obstacles_to_settling(subject, *, by, on):
    """Who must act is settled by the secretariat until it is adopted; after that only the parties act.

    A programme's matrix is locked when the forum adopts it, the others' when the last party has said yes.
    """
    yield from obstacles_to_acting_as_secretariat(by, adoptable.partnership_of(subject), on)
    if isinstance(subject, Programme):
        if subject.decision_id is not None:
            yield MATRIX_LOCKED(programme=subject)
    elif adoption.is_final(subject):
        yield ALREADY_FINAL(subject=subject)
