"""Questions about notes on a scenario: who may write one, and that it says something."""

from django.utils.translation import gettext_lazy as _

from samstyring.ground.refusal import Obstacle
from samstyring.portfolio.rules import questions

LONGEST = 4000

NOT_WITH_A_SEAT = Obstacle(
    "not-with-a-seat",
    _("Du har ingen plass i et forum i {partnership}, og kan ikke skrive notat på scenarioet."),
    _("Sekretariatet kan skrive notatet for deg."),
)
NO_WORDS = Obstacle("note-without-words", _("Notatet er tomt."), _("Skriv hva du vil at andre skal vite."))


def may_write(person, partnership, on):
    """The secretariat, and those who have a say in some forum."""
    return questions.may_ask(person, partnership, on)


def obstacles_to_writing(scenario, *, words, by, on):
    if not may_write(by, scenario.partnership, on):
        yield NOT_WITH_A_SEAT(partnership=scenario.partnership)
    if not words.strip():
        yield NO_WORDS()
