"""Questions about questions: who may ask about a sheet, and who answers."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import VOTING_SEATS, Seat
from samstyring.partnership.rules import acting
from samstyring.portfolio.rules import sheets

NOT_REVIEWER = Obstacle(
    "not-reviewer",
    _("Du har ingen plass i et forum i {partnership}, og kan ikke spørre om arket."),
    _("Sekretariatet kan stille spørsmålet for deg."),
)
NO_SHEET_TO_ASK_ABOUT = Obstacle(
    "no-sheet-to-ask-about",
    _("Prosjektet har ikke noe prosjektark å spørre om."),
    _("{who} kan skrive første versjon."),
)
NO_WORDS = Obstacle("no-words", _("Teksten mangler."), _("Skriv hva du lurer på, eller hva svaret er."))
ALREADY_ANSWERED = Obstacle(
    "already-answered",
    _("{person} har alt svart på spørsmålet."),
    _("Les svaret. Er noe fortsatt uklart, kan du stille et nytt spørsmål."),
)


def may_ask(person, partnership, on):
    if acting.is_secretariat(person, partnership, on):
        return True
    seats = Seat.objects.on(on).filter(person=person, forum__partnership=partnership, kind__in=VOTING_SEATS)
    return person is not None and seats.exists()


def obstacles_to_asking(project, *, words, by, on):
    if not may_ask(by, project.partnership, on):
        yield NOT_REVIEWER(partnership=project.partnership)
    if not project.sheets.exists():
        yield NO_SHEET_TO_ASK_ABOUT(who=sheets.editors_in_words(project))
    if not words.strip():
        yield NO_WORDS()


def obstacles_to_answering(question, *, words, by, on):
    yield from sheets.obstacles_to_writing(question.project, by=by, on=on)
    if question.answered_at is not None:
        yield ALREADY_ANSWERED(person=question.answered_by)
    if not words.strip():
        yield NO_WORDS()


def part_words(question):
    """The part of the sheet the question is about, in words; nothing when it is about the whole."""
    return next((section.title for section in sheets.SECTIONS if section.key == question.part), "")
