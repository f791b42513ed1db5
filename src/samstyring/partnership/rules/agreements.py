"""Questions about agreements, areas, focus areas and governing documents: may this be written down?"""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import AgreementStep
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat
from samstyring.partnership.rules.seating import ENDS_BEFORE_IT_BEGINS

SECRETARIAT_MENDS = _("Sekretariatet kan rette det.")

AGREEMENT_EXISTS = Obstacle(
    "agreement-exists",
    _("«{name}» er alt registrert som avtale eller pakke."),
    _("Åpne den som finnes, eller velg et annet navn."),
)
STEP_AHEAD = Obstacle(
    "step-ahead",
    _("Steget er datert {day}, som ikke har vært ennå."),
    _("Registrer steget når det er gjort."),
)
NO_TIME = Obstacle(
    "step-without-time",
    _("Steget sier ikke når det skjedde."),
    _("Skriv datoen, eller tiden i ord når dagen ikke er kjent, for eksempel «våren 2020»."),
)
NOT_SIGNED = Obstacle(
    "not-signed",
    _("{agreement} kan ikke stå som i kraft før den er registrert som signert."),
    _("Registrer signeringen først."),
)
BEFORE_SIGNING = Obstacle(
    "before-signing",
    _("{agreement} ble signert {signed} og kan ikke være i kraft fra {day}."),
    SECRETARIAT_MENDS,
)
NO_NAME = Obstacle(
    "custodian-without-name",
    _("Det står ikke hvem som har ansvaret."),
    _("Velg en part, eller skriv navnet på et organ utenfor avtalen."),
)
CUSTODIAN_BEFORE = Obstacle(
    "custodian-before",
    _("{name} har ansvaret fra {day}. Det nye ansvaret kan ikke begynne samme dag eller før."),
    _("Velg en senere dag."),
)
AREA_EXISTS = Obstacle(
    "area-exists",
    _("Det finnes alt et område som heter «{name}»."),
    _("Avslutt det gamle området først, eller velg et annet navn."),
)
NO_PLACES = Obstacle(
    "area-without-places", _("Området har ingen steder."), _("Skriv minst én kommune eller bydel.")
)
PLACE_TAKEN = Obstacle(
    "place-taken",
    _("«{place}» ligger alt i området {area}, som {forum} har."),
    _("Skriv bydelen i stedet, eller avslutt det andre området."),
)
AREA_ENDED = Obstacle(
    "area-ended",
    _("Området er alt avsluttet. Siste dag er {day}."),
    _("Last siden på nytt."),
)
NO_FOCUS = Obstacle(
    "focus-empty", _("Listen har ingen satsingsområder."), _("Skriv navnet på minst ett satsingsområde.")
)
FOCUS_TWICE = Obstacle("focus-twice", _("«{name}» står to ganger på listen."), _("Ta bort det ene."))
DRAFT_AT_SAME_TIME = Obstacle(
    "written-at-same-time",
    _("En annen førte en versjon samtidig."),
    _("Send inn en gang til, så får din versjon neste nummer."),
)
DOCUMENT_EXISTS = Obstacle(
    "document-exists",
    _("«{title}» står alt i registeret."),
    _("Åpne dokumentet og før en ny versjon der."),
)
NO_TEXT = Obstacle(
    "document-without-text",
    _("Versjonen har verken fil eller lenke, og sier ikke hvorfor teksten mangler."),
    _("Legg ved filen, skriv lenken, eller skriv hvorfor teksten mangler."),
)
ADOPTED_AHEAD = Obstacle(
    "document-adopted-ahead",
    _("Versjonen er ført som vedtatt {day}, som ikke har vært ennå."),
    _("Før den når den er vedtatt, eller la dagen stå tom."),
)


def obstacles_to_registering(partnership, *, name, from_day, to_day, by, today):
    """Yield why this cannot be written down as an agreement or a package."""
    yield from obstacles_to_acting_as_secretariat(by, partnership, today)
    if from_day and to_day and to_day < from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{from_day:%d.%m.%Y}", last=f"{to_day:%d.%m.%Y}")
    if partnership.agreements.filter(name=name).exists():
        yield AGREEMENT_EXISTS(name=name)


def obstacles_to_stepping(agreement, *, kind, taken_on, day_words, by, today, but=None):
    """Yield why this step cannot be written down. An agreement is in force only after it is signed.

    `but` is the step that is corrected, which does not count.
    """
    yield from obstacles_to_acting_as_secretariat(by, agreement.partnership, today)
    if taken_on is None and not day_words.strip():
        yield NO_TIME()
    if taken_on and taken_on > today:
        yield STEP_AHEAD(day=f"{taken_on:%d.%m.%Y}")
    if kind == AgreementStep.Kind.IN_FORCE:
        others = agreement.steps.exclude(pk=but.pk if but else None)
        signed = others.filter(kind=AgreementStep.Kind.SIGNED).order_by("taken_on").last()
        if signed is None:
            yield NOT_SIGNED(agreement=agreement)
        elif signed.taken_on and taken_on and taken_on < signed.taken_on:
            yield BEFORE_SIGNING(
                agreement=agreement, signed=f"{signed.taken_on:%d.%m.%Y}", day=f"{taken_on:%d.%m.%Y}"
            )


def obstacles_to_naming(partnership, *, kind, party, name, from_day, by, today):
    """Yield why this body cannot take over as host, controller or archive from this day."""
    yield from obstacles_to_acting_as_secretariat(by, partnership, today)
    if party is None and not name.strip():
        yield NO_NAME()
    now = partnership.custodians.filter(kind=kind, to_day__isnull=True).first()
    if now and now.from_day and now.from_day >= from_day:
        yield CUSTODIAN_BEFORE(name=now, day=f"{now.from_day:%d.%m.%Y}")


def obstacles_to_drawing(partnership, *, name, places, by, today):
    """Yield why these places cannot be one working group's. A place belongs to one area at a time."""
    yield from obstacles_to_acting_as_secretariat(by, partnership, today)
    if not places:
        yield NO_PLACES()
    standing = list(partnership.areas.on(today).select_related("forum"))
    if any(area.name.casefold() == name.casefold() for area in standing):
        yield AREA_EXISTS(name=name)
    for place in places:
        for area in standing:
            if place.casefold() in (known.casefold() for known in area.places):
                yield PLACE_TAKEN(place=place, area=area, forum=area.forum)


def obstacles_to_ending_area(area, *, last_day, by, today):
    yield from obstacles_to_acting_as_secretariat(by, area.partnership, today)
    if area.to_day:
        yield AREA_ENDED(day=f"{area.to_day:%d.%m.%Y}")
    if area.from_day and last_day < area.from_day:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{area.from_day:%d.%m.%Y}", last=f"{last_day:%d.%m.%Y}")


def obstacles_to_drafting_focus(partnership, *, lines, by, today):
    yield from obstacles_to_acting_as_secretariat(by, partnership, today)
    if not lines:
        yield NO_FOCUS()
    seen = set()
    for line in lines:
        key = line["name"].casefold()
        if key in seen:
            yield FOCUS_TWICE(name=line["name"])
        seen.add(key)


def obstacles_to_filing(partnership, *, title=None, adopted_on, has_file, link, missing, by, today):
    """Yield why this version cannot stand in the register; `title` is told for a new document."""
    yield from obstacles_to_acting_as_secretariat(by, partnership, today)
    if title is not None and partnership.governing_documents.filter(title=title).exists():
        yield DOCUMENT_EXISTS(title=title)
    if not has_file and not link and not missing.strip():
        yield NO_TEXT()
    if adopted_on and adopted_on > today:
        yield ADOPTED_AHEAD(day=f"{adopted_on:%d.%m.%Y}")
