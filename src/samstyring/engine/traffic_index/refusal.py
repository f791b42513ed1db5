"""What cannot be computed is said in a sentence that names the place; no figure is invented instead."""

from __future__ import annotations

from collections.abc import Sequence


class NotComputable(ValueError):
    """The figures do not make an index.

    Parameters
    ----------
    code : str
        What is wrong, as a word that programs know, such as ``one-point``.
    place : str
        Where: a point, a month, a row or a field. Empty for all of it.
    what : str
        The rest of the sentence, in bokmål: those who read these figures read the official ones.

    Examples
    --------
    >>> raise NotComputable("one-point", "", "ett punkt har ingen spredning å regne usikkerhet av")
    Traceback (most recent call last):
        ...
    samstyring.engine.traffic_index.refusal.NotComputable: Ikke beregnbart: ett punkt har ingen spredning å regne usikkerhet av.
    """

    def __init__(self, code: str, place: str, what: str) -> None:
        super().__init__(f"Ikke beregnbart: {f'{place}: ' if place else ''}{what}.")
        self.code, self.place, self.what = code, place, what

    def __reduce__(self) -> tuple[type[NotComputable], tuple[str, str, str]]:
        # Background workers send errors between processes.
        return (type(self), (self.code, self.place, self.what))


def named(place: str, names: Sequence[str] | None, number: int) -> str:
    """``punkt 3`` or ``punkt 3 (Danmarksplass)``, counted from one."""
    name = names[number] if names is not None else ""
    return f"{place} {number + 1}" + (f" ({name})" if name else "")
