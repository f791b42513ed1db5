"""Read the fields of a damaged or whole JSON document, and say exactly where it is wrong."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

LONGEST_KEY = 200
LARGEST_AMOUNT = 1e9
MOST_YEARS = 60


class ProblemError(ValueError):
    """The problem cannot be used as it stands.

    Parameters
    ----------
    where : str
        Path to the field, such as ``projects[3].cost_profile[1]``; empty for the whole document.
    what : str
        What is wrong with it, in plain English.
    """

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.where = where
        self.what = what

    def __reduce__(self) -> tuple[type[ProblemError], tuple[str, str]]:
        # Background workers send errors between processes.
        return (type(self), (self.where, self.what))


def parse(text: str | bytes) -> object:
    """Parse JSON strictly: UTF-8, no repeated keys, no NaN or Infinity.

    Raises
    ------
    ProblemError
        If the text is not such JSON.

    Examples
    --------
    >>> parse('{"a": 1, "a": 2}')
    Traceback (most recent call last):
        ...
    samstyring.engine.fields.ProblemError: the key "a" is written twice in the same object
    """
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(decoded, object_pairs_hook=_object, parse_constant=_not_a_number)
    except ProblemError:
        raise
    except UnicodeDecodeError as error:
        raise ProblemError("", f"the file is not UTF-8 text (byte {error.start})") from None
    except json.JSONDecodeError as error:
        raise ProblemError("", f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise ProblemError("", "not a problem: lists or objects are nested too deeply") from None
    except ValueError:
        # Python refuses to read whole numbers of more than some thousand digits.
        raise ProblemError("", "a number has too many digits") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ProblemError("", f'the key "{_shown(key)}" is written twice in the same object')
        found[key] = value
    return found


def _not_a_number(constant: str) -> NoReturn:
    raise ProblemError("", f"{constant} is not a number that can be used")


def mapping(value: object, where: str) -> Mapping[str, object]:
    """A JSON object with text keys."""
    if not isinstance(value, Mapping):
        raise ProblemError(where, f"should be an object, not {_kind(value)}")
    for key in value:
        text(key, where)
    return value


def record(
    value: object, where: str, *, required: Iterable[str], optional: Iterable[str] = ()
) -> Mapping[str, object]:
    """A JSON object with exactly these fields; unknown ones are refused, so that none is silently lost."""
    found = mapping(value, where)
    needed = tuple(required)
    for name in needed:
        if name not in found:
            raise ProblemError(where, f'the field "{name}" is missing')
    known = {*needed, *optional}
    unknown = sorted(name for name in found if name not in known)
    if unknown:
        raise ProblemError(where, f"unknown field: {', '.join(_shown(name) for name in unknown[:10])}")
    return found


def listed(
    value: object, where: str, *, least: int = 0, most: int | None = None, exactly: int | None = None
) -> list[object]:
    """A JSON list of an expected length."""
    if not isinstance(value, list | tuple):
        raise ProblemError(where, f"should be a list, not {_kind(value)}")
    if exactly is not None and len(value) != exactly:
        raise ProblemError(where, f"should have {exactly} entries, but has {len(value)}")
    if len(value) < least:
        raise ProblemError(where, f"should have at least {least} entries, but has {len(value)}")
    if most is not None and len(value) > most:
        raise ProblemError(where, f"has {len(value)} entries, more than {most}")
    return list(value)


def text(value: object, where: str) -> str:
    """A short text that can serve as a key."""
    if not isinstance(value, str):
        raise ProblemError(where, f"should be text, not {_kind(value)}")
    if not value.strip():
        raise ProblemError(where, "is empty")
    if len(value) > LONGEST_KEY:
        raise ProblemError(where, f"is longer than {LONGEST_KEY} characters")
    if not value.isprintable():
        raise ProblemError(where, "contains characters that cannot be shown")
    return value


def number(value: object, where: str, *, low: float, high: float) -> float:
    """A finite number between `low` and `high`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProblemError(where, f"should be a number, not {_kind(value)}")
    if isinstance(value, float) and not math.isfinite(value):
        raise ProblemError(where, "is not a number that can be used")
    if value < low:
        raise ProblemError(where, "cannot be negative" if low == 0 else f"is less than {low:g}")
    if value > high:
        raise ProblemError(where, f"is more than {high:g}, which cannot be right")
    # Adding zero turns -0.0 into 0.0.
    return float(value) + 0.0


def amount(value: object, where: str) -> float:
    """An amount in the problem's unit, not below 0."""
    return number(value, where, low=0, high=LARGEST_AMOUNT)


def amounts(
    value: object, where: str, *, least: int = 0, most: int | None = None, exactly: int | None = None
) -> tuple[float, ...]:
    """Amounts, one per year."""
    entries = listed(value, where, least=least, most=most, exactly=exactly)
    return tuple(amount(one, f"{where}[{n}]") for n, one in enumerate(entries))


def integer(value: object, where: str, *, low: int, high: int) -> int:
    """A whole number between `low` and `high`."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ProblemError(where, f"should be a whole number, not {_kind(value)}")
    if not low <= value <= high:
        raise ProblemError(where, f"should be between {low} and {high}")
    return value


def truth(value: object, where: str) -> bool:
    """True or false, and nothing else."""
    if not isinstance(value, bool):
        raise ProblemError(where, f"should be true or false, not {_kind(value)}")
    return value


def one_of(value: object, where: str, known: Iterable[str], what: str) -> str:
    """The key of something that exists elsewhere in the document."""
    found = text(value, where)
    if found not in known:
        raise ProblemError(where, f'"{_shown(found)}" is not a {what} in this problem')
    return found


def distinct(values: Iterable[str], where: str) -> None:
    """Refuse a key that is written twice in the same list."""
    seen: set[str] = set()
    for position, value in enumerate(values):
        if value in seen:
            raise ProblemError(f"{where}[{position}]", f'"{_shown(value)}" is listed twice')
        seen.add(value)


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number" if not isinstance(value, float) or value.is_integer() else "a decimal number"
    if isinstance(value, str):
        return "text"
    return "an object" if isinstance(value, Mapping) else "a list"


def _shown(key: str) -> str:
    printable = "".join(letter if letter.isprintable() else "?" for letter in key)
    return printable if len(printable) <= 60 else printable[:57] + "..."
