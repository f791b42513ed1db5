"""Indices from a file of points: ``{name: {"kind": …, "points": […]}}``, and what comes out for each name.

Each name stands by itself. What cannot be computed gets a sentence where the others have figures,
and does not stop the rest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .. import fields
from .area import AreaIndex, Quantile, area_index
from .chain import Chained, Link, chain
from .refusal import NotComputable
from .verdict import change

# The quantile of each kind; the third is "chain".
QUANTILES: Mapping[str, Quantile] = {"rolling": "t", "annual": "normal"}
# What a point's volumes may be called, and what it may be called itself.
BASES, NAMES = ("ref", "base"), ("trp", "msnr", "key", "id", "name")


def read(text: str | bytes) -> Mapping[str, object]:
    """The names of a file and what stands under each.

    Raises
    ------
    ProblemError
        If it is not JSON, or not an object.
    """
    return fields.mapping(fields.parse(text), "")


def results(vectors: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    """Figures for each name, or ``error`` with a sentence.

    Examples
    --------
    >>> found = results({"V5": {"kind": "rolling", "points": [[1000, 1100], [5000, 5000], [20000, 19600]]}})
    >>> round(found["V5"]["p"], 4), found["V5"]["verdict"]
    (-1.1538, 'uncertain')
    >>> results({"tom": {"kind": "annual", "points": []}})
    {'tom': {'error': 'Ikke beregnbart: det er ingen punkter.'}}
    """
    return {name: _result(asked) for name, asked in vectors.items()}


def _result(asked: object) -> dict[str, Any]:
    try:
        if not isinstance(asked, Mapping):
            raise NotComputable("kind", "", "det står ikke et objekt under navnet")
        kind = asked.get("kind")
        if kind == "chain":
            return _chained(asked)
        if not isinstance(kind, str) or kind not in QUANTILES:
            raise NotComputable("kind", "kind", "skal være rolling, annual eller chain")
        return _area(asked, QUANTILES[kind])
    except NotComputable as error:
        return {"error": str(error)}


def _area(asked: Mapping[str, object], quantile: Quantile) -> dict[str, Any]:
    points = asked.get("points")
    if not isinstance(points, list):
        raise NotComputable("points", "points", "listen over punkter mangler")
    names, base, calc = [], [], []
    for number, one in enumerate(points, start=1):
        name, a, b = _point(one, number)
        names.append(name)
        base.append(a)
        calc.append(b)
    return _figures(area_index(base, calc, quantile=quantile, names=names))


def _chained(asked: Mapping[str, object]) -> dict[str, Any]:
    links = asked.get("links")
    if not isinstance(links, list):
        raise NotComputable("links", "links", "listen over ledd mangler")
    steps = []
    for number, one in enumerate(links, start=1):
        if not isinstance(one, Mapping):
            raise NotComputable("link", f"ledd {number}", "er ikke et objekt med index_i og se")
        steps.append(Link(_number(one, "index_i", f"ledd {number}"), _number(one, "se", f"ledd {number}")))
    return _figures(chain(steps)[-1])


def _figures(found: AreaIndex | Chained) -> dict[str, Any]:
    """What was found and its verdict. The quantile follows from the kind, which is the asker's own."""
    figures = {name: value for name, value in asdict(found).items() if name != "quantile"}
    return figures | {"verdict": change(found.lower, found.upper)}


def _point(one: object, number: int) -> tuple[str, float, float]:
    """The name of a point, if it has one, and its two volumes."""
    place = f"punkt {number}"
    if isinstance(one, list):
        if len(one) != 2:
            raise NotComputable("point", place, f"har {len(one)} tall, og skal ha to: referanse og beregning")
        return "", _amount(one[0], place), _amount(one[1], place)
    if not isinstance(one, Mapping):
        raise NotComputable("point", place, "er ikke to tall eller et objekt")
    name = next((str(one[key]) for key in NAMES if isinstance(one.get(key), str | int) and one[key] != ""), "")
    place = f"{place} ({name})" if name else place
    base = next((key for key in BASES if key in one), None)
    if base is None:
        raise NotComputable("point", place, f"mangler {' eller '.join(BASES)}")
    return name, _number(one, base, place), _number(one, "calc", place)


def _number(one: Mapping[str, object], key: str, place: str) -> float:
    if key not in one:
        raise NotComputable("point", place, f"mangler {key}")
    return _amount(one[key], f"{place}, {key}")


def _amount(value: object, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotComputable("not-a-number", place, "er ikke et tall")
    try:
        amount = float(value)
    except OverflowError:
        amount = math.inf
    if not math.isfinite(amount):
        raise NotComputable("not-a-number", place, "er ikke et tall som kan brukes")
    return amount
