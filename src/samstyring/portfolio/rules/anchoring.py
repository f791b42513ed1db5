"""Anchoring of a sheet: who must have answered on the version before the coordinators get it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samstyring.casework.models.anchoring import WITH_WORDS, Answer
from samstyring.casework.rules.anchoring import asks_for_answers, point_words
from samstyring.ground import formats
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import BuilderConfirmation, SheetAnchoring
from samstyring.portfolio.rules import sheets

Confirmation = BuilderConfirmation.Answer

OWNER_SILENT = Obstacle(
    "sheet-not-anchored",
    _("«{mandate}»{point} sier at arket skal være forankret. {party} har ikke forankret versjon {version}."),
    _("De som har en rolle hos {party}, kan svare. Sekretariatet kan føre svaret på vegne av parten."),
)
BUILDER_SILENT = Obstacle(
    "builder-not-confirmed",
    _("«{mandate}»{point} sier at arket skal være forankret. {builder} har ikke bekreftet versjon {version}."),
    _("Byggherren bekrefter arket. Prosjekteieren eller sekretariatet kan føre det."),
)
BUILDER_DECLINED = Obstacle(
    "builder-declined",
    _("{builder} har ikke bekreftet versjon {version}: {words}"),
    _("Rett arket i en ny versjon, og be byggherren om å se på den."),
)
NO_BUILDER = Obstacle(
    "sheet-without-builder",
    _("Arket sier ikke hvem som er byggherre."),
    _("{who} kan fylle ut arket."),
)
NOT_FOR_PARTY = Obstacle(
    "not-for-party",
    _("Bare de som har en rolle hos {party} eller sitter for {party} i et forum, kan svare."),
    _("Sekretariatet kan føre svaret på vegne av parten."),
)
NOT_FOR_BUILDER = Obstacle(
    "not-for-builder",
    _("Bare byggherren, de som kan skrive arket, og sekretariatet kan føre bekreftelsen."),
    _("{who} kan føre den."),
)
NEWER_SHEET = Obstacle(
    "newer-sheet",
    _("Versjon {new} av arket kom mens du svarte på versjon {old}."),
    _("Les versjon {new}, og send svaret på nytt. Det du skrev, står i skjemaet."),
)
WITHOUT_WORDS = Obstacle(
    "answer-without-words", _("Svaret «{answer}» mangler ord."), _("Skriv forbeholdet, eller grunnen.")
)
IN_FUTURE = Obstacle("stated-in-future", _("Datoen {day} er ikke kommet ennå."), _("Rett datoen."))
BEFORE_SHEET = Obstacle(
    "stated-before-sheet",
    _("Datoen {day} er før versjon {version} ble skrevet {written}."),
    _("Rett datoen."),
)

GLYPHS = {Answer.ANCHORED: "done", Answer.RESERVED: "dev", Answer.NO_REMARK: "done", Answer.WAIVED: "none"}
CONFIRMATION_GLYPHS = {Confirmation.CONFIRMED: "done", Confirmation.RESERVED: "dev", Confirmation.DECLINED: "stop"}


@dataclass(frozen=True)
class Standing:
    """What the owner has said, or the builder, on the newest version; `older` is what was said before it."""

    who: str
    told: Any = None
    older: Any = None

    @property
    def kind(self):
        if self.told is None:
            return "late" if self.older else "todo"
        return (GLYPHS | CONFIRMATION_GLYPHS)[self.told.answer]

    @property
    def word(self):
        if self.told is None:
            return gettext("Utdatert") if self.older else gettext("Ikke svart")
        return self.told.get_answer_display().capitalize()

    @property
    def note(self):
        """Who answered, with the words of a reservation, or which version an outdated answer was about."""
        if self.told is None:
            if self.older is None:
                return ""
            return gettext("Svarte på versjon %(version)s.") % {"version": self.older.sheet.version}
        who = getattr(self.told, "stated_by", "") or getattr(self.told, "confirmed_by", "")
        return f"{who}. {self.told.words}" if self.told.words else who


def standings_of(project, sheet):
    """(the parties that have answered, the owner first, the builder), on this version of the sheet."""
    said = SheetAnchoring.objects.filter(sheet__project=project, sheet__version__lte=sheet.version)
    by_party = {project.owner: []} if project.owner_id else {}
    for one in said.select_related("party", "sheet"):
        by_party.setdefault(one.party, []).append(one)
    parties = {party: _standing(str(party), told, sheet) for party, told in by_party.items()}
    confirmed = BuilderConfirmation.objects.filter(
        sheet__project=project, sheet__version__lte=sheet.version
    ).select_related("sheet")
    return parties, _standing(sheet.builder, list(confirmed), sheet)


def _standing(who, told, sheet):
    newest = told[-1] if told else None
    is_current = newest is not None and newest.sheet_id == sheet.pk
    return Standing(who, newest if is_current else None, None if is_current else newest)


def obstacles_to_coordinating(project, sheet, *, mandate):
    """Yield what is not anchored, where the mandate of the forum that takes the sheet asks for it."""
    if not asks_for_answers(mandate):
        return
    parties, builder = standings_of(project, sheet)
    page = reverse("portfolio:sheet_anchoring", args=[project.partnership.key, project.key])
    facts = {"mandate": mandate, "point": point_words(mandate), "version": sheet.version, "act_url": page}
    if project.owner_id and parties[project.owner].told is None:
        yield OWNER_SILENT(party=project.owner, act_label=_("Forankre"), **facts)
    if not sheet.builder:
        yield NO_BUILDER(who=sheets.editors_in_words(project))
    elif builder.told is None:
        yield BUILDER_SILENT(builder=sheet.builder, act_label=_("Bekreft"), **facts)
    elif builder.told.answer == Confirmation.DECLINED:
        yield BUILDER_DECLINED(builder=sheet.builder, version=sheet.version, words=builder.told.words)


def speaks_for(person, party, on):
    return acting.parties_of(person, party.partnership, on).filter(pk=party.pk).exists()


def may_answer_for(person, party, on):
    return speaks_for(person, party, on) or acting.is_secretariat(person, party.partnership, on)


def may_confirm(person, project, sheet, on):
    """The builder where it is a party, those who may write the sheet, and the secretariat."""
    if acting.is_secretariat(person, project.partnership, on):
        return True
    if project.pk in sheets.editable(person, [project], on):
        return True
    mine = acting.parties_of(person, project.partnership, on)
    return bool(sheet.builder) and any(sheet.builder in (party.name, party.short) for party in mine)


def _obstacles_in_time(project, sheet, day, on):
    newest = project.sheets.order_by("-version").first()
    if newest is not None and newest.pk != sheet.pk:
        yield NEWER_SHEET(new=newest.version, old=sheet.version)
    if day > on:
        yield IN_FUTURE(day=formats.day(day))
    elif day < timezone.localdate(sheet.written_at):
        yield BEFORE_SHEET(day=formats.day(day), version=sheet.version, written=formats.day(sheet.written_at))


def obstacles_to_stating(project, sheet, *, party, answer, words, stated_on, by, on):
    """Yield why this answer cannot be kept for the party on this version."""
    if not may_answer_for(by, party, on):
        yield NOT_FOR_PARTY(party=party)
    yield from _obstacles_in_time(project, sheet, stated_on, on)
    if answer in WITH_WORDS and not words.strip():
        yield WITHOUT_WORDS(answer=Answer(answer).label)


def obstacles_to_confirming(project, sheet, *, answer, words, confirmed_on, by, on):
    """Yield why the builder's confirmation cannot be kept on this version."""
    if not may_confirm(by, project, sheet, on):
        yield NOT_FOR_BUILDER(who=sheets.editors_in_words(project))
    if not sheet.builder:
        yield NO_BUILDER(who=sheets.editors_in_words(project))
    yield from _obstacles_in_time(project, sheet, confirmed_on, on)
    if answer != Confirmation.CONFIRMED and not words.strip():
        yield WITHOUT_WORDS(answer=Confirmation(answer).label)
