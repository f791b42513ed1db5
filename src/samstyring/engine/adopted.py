"""A programme that stands, read from the solution file it was written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import fields, portfolio
from .fields import ProblemError
from .plan import FORMAT, Payment

EARLIEST_YEAR, LATEST_YEAR = 1900, 2300
MOST_VALUE = 1e18


@dataclass(frozen=True)
class Adopted:
    """What starts when, and who pays: the part of a solution that others build on."""

    starts: Mapping[str, int]  # project → calendar year
    money: tuple[Payment, ...]
    value: float
    input_sha256: str | None = None  # of the problem it was balanced from


def read(source: str | bytes | Mapping[str, Any]) -> Adopted:
    """Read the starts and the money of a solution file; its other fields are passed over.

    Parameters
    ----------
    source : str, bytes or mapping
        JSON text (bytes are taken as UTF-8), or the same already parsed.

    Raises
    ------
    ProblemError
        With the path of the field and what is wrong with it.

    Examples
    --------
    >>> read({"format": "samstyring-portfolio-problem/1"})
    Traceback (most recent call last):
        ...
    samstyring.engine.fields.ProblemError: format: this is a problem; give the solution that was made from one
    """
    document: object = fields.parse(source) if isinstance(source, str | bytes) else source
    found = fields.mapping(document, "")
    if found.get("format") == portfolio.FORMAT:
        raise ProblemError("format", "this is a problem; give the solution that was made from one")
    if found.get("format") != FORMAT:
        raise ProblemError("format", f'should be "{FORMAT}"')
    for name in ("starts", "money", "value"):
        if name not in found:
            raise ProblemError("", f'the field "{name}" is missing')
    digest = found.get("input_sha256")
    return Adopted(
        starts={
            key: _year(year, f"starts.{key}") for key, year in fields.mapping(found["starts"], "starts").items()
        },
        money=_money(found["money"]),
        value=fields.number(found["value"], "value", low=-MOST_VALUE, high=MOST_VALUE),
        input_sha256=None if digest is None else fields.text(digest, "input_sha256"),
    )


def _year(value: object, where: str) -> int:
    return fields.integer(value, where, low=EARLIEST_YEAR, high=LATEST_YEAR)


def _money(value: object) -> tuple[Payment, ...]:
    found = []
    for n, entry in enumerate(fields.listed(value, "money")):
        where = f"money[{n}]"
        given = fields.record(entry, where, required=("project", "source", "year", "amount"))
        found.append(
            Payment(
                project=fields.text(given["project"], f"{where}.project"),
                source=fields.text(given["source"], f"{where}.source"),
                year=_year(given["year"], f"{where}.year"),
                amount=fields.amount(given["amount"], f"{where}.amount"),
            )
        )
    return tuple(found)
