"""What has been measured: one JSON object a line, added as soon as a run ends.

A run is known by what was measured (kind, instance and its digest), by whom (peer and its
versions), how (setting), and where (machine). A run that is in the ledger is not made again, so an
interrupted `make bench` goes on where it stopped.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

KEYS = ("kind", "instance", "digest", "peer", "setting", "versions", "machine")


def key(line: Mapping[str, Any]) -> str:
    """What a run is known by, as text."""
    known = {name: line.get(name) for name in KEYS}
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:20]


class Ledger:
    """The lines of a file, and a way to add more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines = list(_read(path))

    def newest(self, line: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The last line about the same run; None when there is none."""
        wanted = key(line)
        return next((one for one in reversed(self.lines) if key(one) == wanted), None)

    def add(self, line: Mapping[str, Any]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # A run that was cut off while it was written down must not spoil the next line.
        torn = self.path.exists() and not self.path.read_bytes().endswith(b"\n") and self.path.stat().st_size
        with self.path.open("a", encoding="utf-8") as file:
            file.write(("\n" if torn else "") + json.dumps(line, ensure_ascii=False) + "\n")
        self.lines.append(dict(line))


def _read(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(found, dict):
            yield found
