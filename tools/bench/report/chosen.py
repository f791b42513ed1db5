"""Which lines of the ledger the page is about: the newest of each thing that was measured, on one machine."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from .. import trace

Line = Mapping[str, Any]
OURS = ("samstyring", "samstyring-highs")
PEERS = ("highs", "scip", "cbc", "glpk", "calc")
# Those that are good enough to be compared with; the other two are what people have at hand.
BEST_PEERS = ("highs", "scip", "cbc")


@dataclass(frozen=True)
class Chosen:
    """The lines the page is written from."""

    lines: tuple[Line, ...]

    def solves(self, group: str | None = None) -> dict[str, dict[str, Line]]:
        """{instance: {peer: line}} of what was solved, small problems and short programmes first."""
        found: dict[str, dict[str, Line]] = {}
        for line in sorted(self.lines, key=_size):
            if line["kind"] == "solve" and group in (None, line["group"]):
                found.setdefault(line["instance"], {})[line["peer"]] = line
        return found

    def ranks(self) -> dict[str, dict[str, Line]]:
        """{instance: {ranking: line}}."""
        found: dict[str, dict[str, Line]] = {}
        for line in sorted(self.lines, key=_size):
            if line["kind"] == "rank":
                found.setdefault(line["instance"], {})[line["peer"]] = line
        return found

    def studies(self, kind: str) -> list[Line]:
        return sorted((line for line in self.lines if line["kind"] == kind), key=_size)


def choose(lines: Iterable[Line]) -> Chosen:
    """Of each thing: the newest version of the peer, and then the longest time limit.

    A study is a thing for each setting; a solved problem is one whatever the limit was.
    """
    every = sorted(lines, key=lambda line: line["date"])
    if not every:
        return Chosen(())
    here = [line for line in every if line["machine"] == every[-1]["machine"]]
    newest = {(line["kind"], line["peer"]): line["versions"] for line in here}
    found: dict[tuple[str, ...], Line] = {}
    for line in here:
        setting = "" if line["kind"] == "solve" else json.dumps(line["setting"], sort_keys=True)
        name = (line["kind"], line["instance"], line["peer"], setting)
        if name not in found or _rank(line, newest) >= _rank(found[name], newest):
            found[name] = line
    return Chosen(tuple(found.values()))


def _rank(line: Line, newest: Mapping[tuple[str, str], Any]) -> tuple[bool, float, str]:
    new = line["versions"] == newest[line["kind"], line["peer"]]
    return new, float(line["setting"].get("seconds", 0)), line["date"]


def _size(line: Line) -> tuple[Any, ...]:
    return line["years"], line["projects"], line["instance"], json.dumps(line["setting"], sort_keys=True)


def ours(by_peer: Mapping[str, Line]) -> Line | None:
    """Samstyring's line: as the product is used where that was run, otherwise HiGHS alone."""
    return next((by_peer[peer] for peer in OURS if peer in by_peer), None)


def to(line: Line, wanted: float) -> float | None:
    return trace.time_to(line["result"]["trace"], wanted)


def proof(line: Line) -> float | None:
    """Seconds until it was done with a proof, or until the trace proves it, whichever came first."""
    found = to(line, trace.PROOF)
    done = line["result"]["seconds"] if line["result"]["status"] == "proved" else None
    return min((one for one in (found, done) if one is not None), default=None)


def gap_at(line: Line, seconds: float) -> float | None:
    return trace.gap_at(line["result"]["trace"], seconds, ran=float(line["result"]["seconds"]))


def middle(numbers: Iterable[float | None]) -> float | None:
    """The median; None when any is missing."""
    found = list(numbers)
    if not found or any(one is None for one in found):
        return None
    return median(one for one in found if one is not None)
