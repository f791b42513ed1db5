"""Numbers inside bokmål sentences and tables: a comma before the decimals."""

from __future__ import annotations


def plain(amount: float) -> str:
    """As short as it can be told, for an amount somebody has written: ``12,5``.

    The minus is the one of the keyboard, as in the file the amount came from.
    """
    return f"{amount + 0.0:g}".replace(".", ",")


def hundredths(amount: float | None, *, unknown: str = "ukjent") -> str:
    """With two decimals and a printed minus: ``−2,31``."""
    return unknown if amount is None else f"{amount + 0.0:.2f}".replace(".", ",").replace("-", "−")
