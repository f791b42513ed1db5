"""Numbers as the page writes them: comma for the decimals, a space between thousands."""

from collections.abc import Iterable, Sequence
from math import exp, fsum, log

NOTHING = "–"


def plain(number: float | None, digits: int = 0) -> str:
    return NOTHING if number is None else f"{number:,.{digits}f}".replace(",", " ").replace(".", ",")


def seconds(number: float | None) -> str:
    """Two digits that matter."""
    return NOTHING if number is None else plain(number, 2 if number < 9.95 else 1 if number < 99.5 else 0)


def percent(share: float | None, digits: int = 1) -> str:
    return NOTHING if share is None else f"{plain(100 * share, digits)} %"


def gap(share: float | None) -> str:
    if share is None:
        return NOTHING
    return "≤ 0,01 %" if share <= 1.001e-4 else percent(share, 3 if share < 0.1 else 1)


def times(ratio: float | None) -> str:
    return NOTHING if ratio is None else f"{plain(ratio, 2 if ratio < 10 else 0)} ×"


def mean_ratio(ratios: Iterable[float]) -> float | None:
    """The geometric mean: twice as fast and half as fast make one."""
    found = [log(ratio) for ratio in ratios if ratio > 0]
    return exp(fsum(found) / len(found)) if found else None


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> list[str]:
    """A table in Markdown; the first columns are words, the rest numbers."""
    marks = ["---"] * words + ["--:"] * (len(heads) - words)
    return [f"| {' | '.join(heads)} |", f"|{'|'.join(marks)}|", *(f"| {' | '.join(row)} |" for row in rows), ""]
