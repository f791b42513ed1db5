"""The versions of the official method, as values: what they take in, which quantile they use, what they demand.

A figure always carries the version it was made by. From 2027 the official method is another one, and
both series must be able to live side by side.

Source: the thresholds of ``svv-rullerende-v1`` and ``svv-aarlig-kjedet-v1`` are those of Statens vegvesen,
github snohan/byindeks at e1b8aa4, and of trafikkdata's documentation at abcbd04. ``svv-rullerende-2027``
follows unfinished code in the former, and is provisional until Statens vegvesen has published it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from .area import Quantile
from .refusal import NotComputable

Kind = Literal["rolling", "chained", "periods"]


@dataclass(frozen=True)
class Demands:
    """What months must be like to count, and how many there must be.

    Attributes
    ----------
    coverage, quality : float
        Least share, in per cent, of the month that was counted, and of its vehicles whose length was measured.
    reference : int
        Fewest months in the reference year.
    window : mapping of int to int
        Fewest months in a window of so many months.
    each : mapping of int to int
        In a window of so many months, a calendar month seen fewer times than this is left out.
    """

    coverage: float = 50.0
    quality: float = 98.5
    reference: int = 10
    window: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({12: 9, 24: 20, 36: 31}))
    each: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({36: 2}))


@dataclass(frozen=True)
class Method:
    """A version of the method."""

    key: str
    kind: Kind
    quantile: Quantile
    valid_from: str
    source: str
    demands: Demands | None = None
    provisional: bool = False


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        one.key: one
        for one in (
            Method(
                "svv-rullerende-v1",
                "rolling",
                "t",
                "2017",
                "github snohan/byindeks at e1b8aa4",
                Demands(),
            ),
            Method("svv-aarlig-kjedet-v1", "chained", "normal", "2017", "github snohan/byindeks at e1b8aa4"),
            Method(
                "svv-rullerende-2027",
                "periods",
                "normal",
                "2027",
                "github snohan/byindeks at e1b8aa4, unfinished; trafikkdata documentation at abcbd04, 6-ny-metode.md",
                provisional=True,
            ),
        )
    }
)
WINDOWS = (12, 24, 36)


def method(key: str) -> Method:
    """The version with this name.

    Raises
    ------
    NotComputable
        If there is none.
    """
    if key not in METHODS:
        raise NotComputable("method", key, f"metoden er ikke kjent; de som er det, er {', '.join(METHODS)}")
    return METHODS[key]


def demands(one: Method, window: int) -> tuple[Demands, int, int]:
    """What a rolling method demands of a window: the demands, fewest months, and fewest of each calendar month.

    Raises
    ------
    NotComputable
        If the method has no windows, or none of this length.
    """
    if one.demands is None:
        raise NotComputable("method", one.key, "metoden har ingen glidende vinduer av måneder")
    if window not in one.demands.window:
        raise NotComputable("window", f"{window} måneder", "vinduet må være 12, 24 eller 36 måneder")
    return one.demands, one.demands.window[window], one.demands.each.get(window, 1)
