"""Questions about the text of an agreement, and about correcting how an agreement or a step is registered."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Agreement, AgreementStep
from samstyring.partnership.rules import agreements as agreement_rules
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat
from samstyring.partnership.rules.seating import ENDS_BEFORE_IT_BEGINS

# What the secretary wrote about the agreement; everything else was agreed by the parties.
WRITTEN = ("name", "text", "source")
AGREED = (
    "kind",
    "from_day",
    "to_day",
    "planned_to",
    "replaces",
    "inside",
    "area",
    "parties",
    "territory",
    "sources",
)
SEVERAL = ("parties", "territory", "sources")
OF_STEP = ("kind", "taken_on", "day_words", "party", "body", "note", "source")
LABELS = {
    "parties": _("parter"),
    "territory": _("gjelder i disse partenes område"),
    "sources": _("egne finansieringskilder"),
    "replaces": _("avløser"),
    "inside": _("ligger i"),
    "party": _("part"),
}

NOTHING_CORRECTED = Obstacle(
    "nothing-corrected", _("Alt står som før, og det er ingenting å rette."), _("Endre det som er feil.")
)
AGREED_IS_LOCKED = Obstacle(
    "agreed-is-locked",
    _("{agreement} er signert. {fields} ligger fast, og kan bare rettes av et vedtak om retting."),
    _("Skriv hvor og når rettingen er vedtatt, eller før en ny versjon av avtaleteksten."),
)
HALF_A_DECISION = Obstacle(
    "half-a-decision",
    _("Et vedtak om retting må ha både sak og dato."),
    _("Fyll ut begge, eller la begge stå tomme."),
)
DECIDED_AHEAD = Obstacle(
    "correction-decided-ahead",
    _("Vedtaket om retting er datert {day}, som ikke har vært ennå."),
    _("Rett når vedtaket er gjort."),
)
GOES_IN_CIRCLE = Obstacle(
    "agreement-in-circle",
    _("«{other}» ligger selv i eller etter {agreement}, så rekkefølgen går i ring."),
    _("Velg en annen avtale."),
)
TEXT_AHEAD = Obstacle(
    "text-dated-ahead",
    _("Avtaleteksten er datert {day}, som ikke har vært ennå."),
    _("Før versjonen når teksten finnes."),
)
TEXT_UNDECIDED = Obstacle(
    "text-undecided",
    _("{agreement} har en tekst fra før. En ny versjon må si hvor den er bestemt."),
    _("Skriv saken eller møtet som bestemte at avtalen endres."),
)
TEXT_BEFORE = Obstacle(
    "text-dated-before",
    _("Versjon {version} er datert {before}. En nyere versjon kan ikke være eldre."),
    _("Rett datoen."),
)


def is_signed(agreement):
    """True from the day the parties have put their names to it."""
    signed = (AgreementStep.Kind.SIGNED, AgreementStep.Kind.IN_FORCE)
    return agreement.steps.filter(kind__in=signed).exists()


def label_of(model, field):
    return LABELS.get(field) or model._meta.get_field(field).verbose_name


def words_of(thing, field):
    """What a field says, as it is kept in the history: names, days and words."""
    if field in SEVERAL:
        return ", ".join(str(one) for one in getattr(thing, field).all())
    value = getattr(thing, field)
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return f"{value:%d.%m.%Y}"
    shown = getattr(thing, f"get_{field}_display", None)
    return str(shown() if shown else value)


def changed(thing, values):
    """The fields that are not as they stand, in the order they are asked."""
    found = []
    for field, value in values.items():
        if field in SEVERAL:
            same = set(getattr(thing, field).all()) == set(value)
        else:
            same = getattr(thing, field) == value
        if not same:
            found.append(field)
    return found


def obstacles_to_correcting(agreement, values, *, decided_in, decided_on, by, today):
    """Yield why the agreement cannot be corrected like this. What is signed takes a decision to correct."""
    yield from obstacles_to_acting_as_secretariat(by, agreement.partnership, today)
    fields = changed(agreement, values)
    if not fields:
        yield NOTHING_CORRECTED()
    agreed = [str(label_of(Agreement, field)) for field in fields if field in AGREED]
    if agreed and is_signed(agreement) and not decided_in.strip():
        yield AGREED_IS_LOCKED(agreement=agreement, fields=", ".join(agreed).capitalize())
    yield from _obstacles_of_decision(decided_in, decided_on, today)
    first, last = values.get("from_day"), values.get("to_day")
    if first and last and last < first:
        yield ENDS_BEFORE_IT_BEGINS(first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}")
    name = values.get("name", agreement.name)
    if agreement.partnership.agreements.filter(name=name).exclude(pk=agreement.pk).exists():
        yield agreement_rules.AGREEMENT_EXISTS(name=name)
    for field in ("replaces", "inside"):
        if values.get(field) and _leads_to(values[field], agreement, field):
            yield GOES_IN_CIRCLE(other=values[field], agreement=agreement)


def _leads_to(start, agreement, field):
    seen, one = set(), start
    while one and one.pk not in seen:
        if one.pk == agreement.pk:
            return True
        seen.add(one.pk)
        one = getattr(one, field)
    return False


def _obstacles_of_decision(decided_in, decided_on, today):
    if bool(decided_in.strip()) != bool(decided_on):
        yield HALF_A_DECISION()
    if decided_on and decided_on > today:
        yield DECIDED_AHEAD(day=f"{decided_on:%d.%m.%Y}")


def obstacles_to_correcting_step(step, values, *, by, today):
    """Yield why the step cannot be corrected like this; what a new step must hold to, this one must too."""
    if not changed(step, values):
        yield NOTHING_CORRECTED()
    yield from agreement_rules.obstacles_to_stepping(
        step.agreement, kind=values["kind"], taken_on=values["taken_on"], day_words=values["day_words"], by=by,
        today=today, but=step,
    )  # fmt: skip


def obstacles_to_writing(agreement, *, dated_on, decided_in, by, today):
    """Yield why this cannot be the next version of the agreement's text."""
    yield from obstacles_to_acting_as_secretariat(by, agreement.partnership, today)
    if dated_on > today:
        yield TEXT_AHEAD(day=f"{dated_on:%d.%m.%Y}")
    newest = agreement.texts.order_by("-version").first()
    if newest and not decided_in.strip():
        yield TEXT_UNDECIDED(agreement=agreement)
    if newest and dated_on < newest.dated_on:
        yield TEXT_BEFORE(version=newest.version, before=f"{newest.dated_on:%d.%m.%Y}")
