"""The page docs/benchmarks.md, section «Portefølje», from the lines of the ledger."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .. import roster
from . import numbers, tables
from .checks import checks, versions_of
from .chosen import Chosen, choose
from .section import keep
from .tables import NOISE
from .targets import targets

__all__ = ["NOISE", "write", "written"]

HEADING = "## Portefølje"
METHOD = Path(__file__).with_name("method.md")


def write(lines: Iterable[Mapping[str, Any]], page: Path) -> None:
    """Write the section into the page."""
    keep(page, HEADING, written(lines))


def written(lines: Iterable[Mapping[str, Any]]) -> str:
    """The section as Markdown."""
    chosen = choose(lines)
    parts = [HEADING, "", METHOD.read_text(encoding="utf-8").strip(), ""]
    if not chosen.lines:
        return "\n".join([*parts, "Nothing has been measured yet: `make bench`."]) + "\n"
    parts += [*_circumstances(chosen), "", "### The targets", ""]
    rows = [target.row() for target in targets(chosen)]
    parts += numbers.table(["", "Target", "Measured", "Beside the best peer", ""], rows, words=5)
    for heading, made in (
        ("A first good plan", tables.half_percent(chosen)),
        ("Proof", tables.proofs(chosen)),
        ("How near after ten seconds", tables.gaps(chosen, 10)),
        ("How near after a minute", tables.gaps(chosen, 60)),
        ("Memory", tables.memory(chosen)),
        ("Growth: median seconds to 0,5 %", tables.growth(chosen)),
        ("Beside ranking", tables.rankings(chosen)),
        ("Knapsacks of OR-Library", tables.knapsacks(chosen)),
        ("City votes", tables.elections(chosen)),
        ("Robustness, exactness, uncertainty, rebalancing", list(tables.studies(chosen))),
    ):
        if made:
            parts += [f"### {heading}", "", *made]
    return "\n".join(parts).rstrip() + "\n"


def _circumstances(chosen: Chosen) -> list[str]:
    dates = sorted({line["date"][:10] for line in chosen.lines})
    when = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    loads = sorted(line["others"] for line in chosen.lines)
    disturbed = sum(other > NOISE for other in loads)
    engines = len({line["versions"]["engine"] for line in chosen.lines if "engine" in line["versions"]})
    measured = [
        line for line in sorted(chosen.lines, key=lambda line: line["date"]) if "engine" in line["versions"]
    ]
    commits = list(dict.fromkeys(line["commit"] for line in measured if line["commit"]))
    commits = commits if len(commits) <= 3 else [f"{commits[0]} to {commits[-1]}"]
    said = [
        f"Measured {when} on {chosen.lines[0]['machine']}, {len(chosen.lines)} runs; "
        f"{', '.join(versions_of(chosen.lines))}; Samstyring at {', '.join(commits) or 'no commit'}"
        + (f" ({engines} states of the code that was measured)." if engines > 1 else "."),
        f"In {disturbed} of the runs more than {numbers.plain(NOISE, 1)} cores were at work for somebody else, "
        f"on average (at most {numbers.plain(loads[-1], 2)}); they are marked \\* and stand until they are made again.",
    ]
    absent = [f"{one.name}: {one.absent}" for one in roster.PEERS.values() if one.absent and not one.versions()]
    here = {line["peer"] for line in chosen.lines}
    absent = [
        words
        for words in absent
        if words.partition(":")[0] not in {roster.PEERS[p].name for p in here if p in roster.PEERS}
    ]
    if absent:
        said.append(f"Not available here: {'; '.join(absent)}.")
    return ["\n\n".join([*said, *checks(chosen)])]
