"""What the parties say about how much the criteria matter: the format ``samstyring-party-weights/1``.

==============  ===============================================================================
``format``      ``"samstyring-party-weights/1"``
``parties``     [{key, name, weights {criterion: number}}]: only the proportions matter
``statements``  what every set of weights must satisfy; weights add up to 1
==============  ===============================================================================

At least one of the two is given. A statement is one of

``{"kind": "order", "criteria": [a, b, c]}``
    a weighs at least as much as b, and b as c.
``{"kind": "share", "criterion": a, "at_least": 0.1, "at_most": 0.4}``
    One or both bounds on a's share of all weight.
``{"kind": "ratio", "criterion": a, "of": b, "at_least": 1, "at_most": 3}``
    a weighs at least as much as b, and at most three times as much.
``{"kind": "linear", "coefficients": {a: 1, b: -2}, "at_least": 0}``
    Any other linear statement.

Every statement may have a ``name``, which messages use.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .. import fields
from ..fields import ProblemError

FORMAT = "samstyring-party-weights/1"

MOST_PARTIES = 1000
MOST_STATEMENTS = 1000
LARGEST_WEIGHT = 1e6
LARGEST_COEFFICIENT = 1e6


@dataclass(frozen=True)
class Party:
    """A party, and the share it gives each criterion of the problem. The shares add up to 1."""

    key: str
    name: str
    weights: Mapping[str, float]


@dataclass(frozen=True)
class Limit:
    """The sum of coefficient times weight is at least `at_least`."""

    coefficients: Mapping[str, float]
    at_least: float


@dataclass(frozen=True)
class Statement:
    """Something every set of weights must satisfy.

    `where` is its place in the file, and `words` what it says, such as ``klima ≥ 2 · støy``.
    """

    where: str
    words: str
    limits: tuple[Limit, ...]
    name: str | None = None

    def __str__(self) -> str:
        return f"{self.where} ({self.name}: {self.words})" if self.name else f"{self.where} ({self.words})"


@dataclass(frozen=True)
class PartyWeights:
    """What parties and statements say about the criteria of one problem."""

    criteria: tuple[str, ...]
    parties: tuple[Party, ...]
    statements: tuple[Statement, ...]

    def digest(self) -> str:
        """SHA-256 of the weights and statements, however their file was laid out (hexadecimal)."""
        canonical = json.dumps(asdict(self), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def read(source: str | bytes | Mapping[str, Any], criteria: Sequence[str]) -> PartyWeights:
    """Read and check the parties' weights for a problem.

    Parameters
    ----------
    source : str, bytes or mapping
        JSON text (bytes are taken as UTF-8), or the same already parsed.
    criteria : sequence of str
        The criteria of the problem: `Problem.criteria`.

    Returns
    -------
    PartyWeights

    Raises
    ------
    ProblemError
        With the path of the field and what is wrong with it.

    Examples
    --------
    >>> found = read({"format": "samstyring-party-weights/1",
    ...               "parties": [{"key": "eksempel", "weights": {"klima": 30, "støy": 10}}]}, ["klima", "støy"])
    >>> found.parties[0].weights
    {'klima': 0.75, 'støy': 0.25}
    """
    document: object = fields.parse(source) if isinstance(source, str | bytes) else source
    found = fields.record(document, "", required=("format",), optional=("parties", "statements"))
    if found["format"] != FORMAT:
        raise ProblemError("format", f'should be "{FORMAT}"')
    names = tuple(criteria)
    parties = _parties(found.get("parties", []), names)
    entries = fields.listed(found.get("statements", []), "statements", most=MOST_STATEMENTS)
    statements = tuple(_statement(entry, f"statements[{n}]", names) for n, entry in enumerate(entries))
    if not parties and not statements:
        raise ProblemError("", 'give "parties", "statements" or both')
    return PartyWeights(names, parties, statements)


def _parties(value: object, criteria: tuple[str, ...]) -> tuple[Party, ...]:
    found = []
    for n, entry in enumerate(fields.listed(value, "parties", most=MOST_PARTIES)):
        where = f"parties[{n}]"
        given = fields.record(entry, where, required=("key", "weights"), optional=("name",))
        key = fields.text(given["key"], f"{where}.key")
        name = fields.text(given["name"], f"{where}.name") if "name" in given else key
        weights = {}
        for criterion, weight in fields.mapping(given["weights"], f"{where}.weights").items():
            fields.one_of(criterion, f"{where}.weights", criteria, "criterion")
            weights[criterion] = fields.number(weight, f"{where}.weights.{criterion}", low=0, high=LARGEST_WEIGHT)
        total = math.fsum(weights.values())
        if total <= 0:
            raise ProblemError(f"{where}.weights", f"{name} should give at least one criterion a weight above 0")
        found.append(Party(key, name, {one: weights.get(one, 0.0) / total for one in criteria}))
    fields.distinct((one.key for one in found), "parties")
    return tuple(found)


def _statement(entry: object, where: str, criteria: tuple[str, ...]) -> Statement:
    kind = fields.mapping(entry, where).get("kind")
    reader = READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise ProblemError(f"{where}.kind", f"should be one of {', '.join(READERS)}")
    required, optional, limits = reader
    given = fields.record(entry, where, required=("kind", *required), optional=(*optional, "name"))
    words, found = limits(given, where, criteria)
    name = fields.text(given["name"], f"{where}.name") if "name" in given else None
    return Statement(where, words, tuple(found), name)


Said = tuple[str, list[Limit]]


def _order(given: Mapping[str, object], where: str, criteria: tuple[str, ...]) -> Said:
    entries = fields.listed(given["criteria"], f"{where}.criteria", least=2)
    chain = [fields.one_of(one, f"{where}.criteria[{n}]", criteria, "criterion") for n, one in enumerate(entries)]
    fields.distinct(chain, f"{where}.criteria")
    pairs = zip(chain, chain[1:], strict=False)
    return " ≥ ".join(chain), [Limit({more: 1.0, less: -1.0}, 0.0) for more, less in pairs]


def _bounds(given: Mapping[str, object], where: str, high: float) -> tuple[float | None, float | None]:
    low, top = (
        fields.number(given[name], f"{where}.{name}", low=0, high=high) if name in given else None
        for name in ("at_least", "at_most")
    )
    if low is None and top is None:
        raise ProblemError(where, 'give "at_least", "at_most" or both')
    if low is not None and top is not None and low > top:
        raise ProblemError(f"{where}.at_most", f"is {top:g}, less than at_least, which is {low:g}")
    return low, top


def _share(given: Mapping[str, object], where: str, criteria: tuple[str, ...]) -> Said:
    criterion = fields.one_of(given["criterion"], f"{where}.criterion", criteria, "criterion")
    low, top = _bounds(given, where, 1.0)
    limits = []
    if low is not None:
        limits.append(Limit({criterion: 1.0}, low))
    if top is not None:
        limits.append(Limit({criterion: -1.0}, -top))
    return _between(low, criterion, top, ""), limits


def _ratio(given: Mapping[str, object], where: str, criteria: tuple[str, ...]) -> Said:
    criterion = fields.one_of(given["criterion"], f"{where}.criterion", criteria, "criterion")
    of = fields.one_of(given["of"], f"{where}.of", criteria, "criterion")
    if of == criterion:
        raise ProblemError(f"{where}.of", "a criterion cannot be compared with itself")
    low, top = _bounds(given, where, LARGEST_COEFFICIENT)
    limits = []
    if low is not None:
        limits.append(Limit({criterion: 1.0, of: -low}, 0.0))
    if top is not None:
        limits.append(Limit({criterion: -1.0, of: top}, 0.0))
    return _between(low, criterion, top, f" · {of}"), limits


def _linear(given: Mapping[str, object], where: str, criteria: tuple[str, ...]) -> Said:
    coefficients = {}
    for criterion, amount in fields.mapping(given["coefficients"], f"{where}.coefficients").items():
        fields.one_of(criterion, f"{where}.coefficients", criteria, "criterion")
        path = f"{where}.coefficients.{criterion}"
        coefficients[criterion] = fields.number(amount, path, low=-LARGEST_COEFFICIENT, high=LARGEST_COEFFICIENT)
    if not any(coefficients.values()):
        raise ProblemError(f"{where}.coefficients", "at least one coefficient should differ from 0")
    path = f"{where}.at_least"
    least = fields.number(given["at_least"], path, low=-LARGEST_COEFFICIENT, high=LARGEST_COEFFICIENT)
    terms = " + ".join(f"{amount:g} · {criterion}" for criterion, amount in coefficients.items())
    return f"{terms} ≥ {least:g}", [Limit(coefficients, least)]


def _between(low: float | None, middle: str, top: float | None, unit: str) -> str:
    before = "" if low is None else f"{low:g}{unit} ≤ "
    after = "" if top is None else f" ≤ {top:g}{unit}"
    return f"{before}{middle}{after}"


READERS = {
    "order": (("criteria",), (), _order),
    "share": (("criterion",), ("at_least", "at_most"), _share),
    "ratio": (("criterion", "of"), ("at_least", "at_most"), _ratio),
    "linear": (("coefficients", "at_least"), (), _linear),
}
