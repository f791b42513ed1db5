"""Words in three languages, and the marks the reader checks a template by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The same words in bokmål, nynorsk and English."""

    nb: str
    nn: str
    en: str

    def __str__(self) -> str:
        return self.nb

    def in_language(self, language: str) -> str:
        """The words in `language`; anything that is not nn or en reads bokmål."""
        return {"nn": self.nn, "en": self.en}.get(language[:2], self.nb)


@dataclass(frozen=True)
class OneOf:
    """A mark on a field: its value, or each of its values, is one of these codes."""

    codes: tuple[str, ...]
