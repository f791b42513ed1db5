"""«Ord vi bruker»: the words of the field in the partnership's adopted meaning, or in the common one."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy

from samstyring.ground.refusal import Obstacle
from samstyring.partnership.rules.acting import obstacles_to_acting_as_secretariat
from samstyring.partnership.rules.responsibility import guide

NO_MEANING = Obstacle(
    "word-without-meaning",
    gettext_lazy("Det står ikke hva «{word}» betyr."),
    gettext_lazy("Skriv betydningen i en setning eller to."),
)
MEANT_SINCE = Obstacle(
    "word-meant-since",
    gettext_lazy(
        "«{word}» har hatt betydningen den har, siden {day}. Den nye kan ikke gjelde fra samme dag eller før."
    ),
    gettext_lazy("Velg en senere dag."),
)


@dataclass(frozen=True)
class Entry:
    """One word: what it means in common, and what the partnership has adopted, newest first."""

    word: str
    common: str
    own: list

    @property
    def now(self):
        return next((one for one in self.own if one.to_day is None), None)

    @property
    def meaning(self):
        return self.now.meaning if self.now else self.common

    @property
    def before(self):
        return [one for one in self.own if one.to_day is not None]


def entries(partnership):
    """Every word, common and own, in the order of the alphabet."""
    language = get_language() or "nb"
    own = {}
    for one in partnership.own_words.all():
        own.setdefault(one.word.casefold(), []).append(one)
    found = []
    for term in guide().terms:
        word = term.word.in_language(language)
        adopted = own.pop(term.word.nb.casefold(), None) or own.pop(word.casefold(), [])
        found.append(Entry(word, term.meaning.in_language(language), adopted))
    found += [Entry(adopted[0].word, "", adopted) for adopted in own.values()]
    return sorted((one for one in found if one.meaning), key=lambda one: _alphabet(one.word))


def _alphabet(word):
    """æ, ø and å come last, as people look for them."""
    return word.casefold().replace("æ", "zæ").replace("ø", "zø").replace("å", "zå")


def obstacles_to_adopting(partnership, *, word, meaning, from_day, by, today):
    yield from obstacles_to_acting_as_secretariat(by, partnership, today)
    if not meaning.strip():
        yield NO_MEANING(word=word)
    now = partnership.own_words.filter(word__iexact=word, to_day__isnull=True).first()
    if now and now.from_day and now.from_day >= from_day:
        yield MEANT_SINCE(word=word, day=f"{now.from_day:%d.%m.%Y}")
