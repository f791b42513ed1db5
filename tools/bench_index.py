"""How long the rolling indices of many areas take, and how near published ones come out.

Run by `make bench-index`. Each size is a process of its own, whose memory is read from outside, on
invented months drawn from a seed. The published workbooks are read from ../shared when they are
there. The section «Byindeks» of docs/benchmarks.md is written anew; no figure in it is typed by hand.
"""

import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from samstyring.engine.traffic_index.area import area_index
from samstyring.engine.traffic_index.control import control
from samstyring.engine.traffic_index.months import Points
from samstyring.engine.traffic_index.published import read
from samstyring.engine.traffic_index.rolling import rolling
from tools.bench import machine, measure
from tools.bench.report.numbers import plain, table
from tools.bench.report.section import keep

PAGE = machine.ROOT / "docs" / "benchmarks.md"
HEADING = "## Byindeks"
SIZES = (1, 10, 100, 1000)
POINTS, MONTHS, WINDOWS, REFERENCE = 60, 120, (12, 24, 36), 2015
BOOKS = {"Bergen": "8952", "Buskerudbyen": "1952"}
HEADS = ("Areas", "Indices", "Seconds", "Microseconds each", "One at a time, microseconds each", "Memory, MB")
BOOK_HEADS = ("Workbook", "Windows", "Equal", "Without points", "Largest difference: change, %", "SE", "Limits")
PUBLISHED = machine.ROOT.parent / "shared" / "data" / "byindeks"


def drawn(areas: int) -> tuple[Points, dict[str, list[str]]]:
    """Invented months: seasons, noise, and one month in thirty missing."""
    rng = np.random.default_rng(1)
    count = areas * POINTS
    season = 1 + 0.15 * np.sin(2 * np.pi * np.arange(MONTHS) / 12)
    mdt = rng.lognormal(8, 0.8, (count, 1)) * season * rng.normal(1, 0.04, (count, MONTHS))
    mdt[rng.random(mdt.shape) < 1 / 30] = np.nan
    keys = [f"P{n}" for n in range(count)]
    inside = {f"O{n}": keys[n * POINTS : (n + 1) * POINTS] for n in range(areas)}
    return Points.of(keys, f"{REFERENCE}-01", mdt), inside


def once(areas: int) -> None:
    """All windows of so many areas, and of one of them by the function for single areas, for the ratio."""
    points, inside = drawn(areas)
    began = time.perf_counter()
    found = [rolling(points, inside, reference=REFERENCE, window=window) for window in WINDOWS]
    together = time.perf_counter() - began
    began, single = time.perf_counter(), 0
    for one in found:
        for column in range(len(one.ends)):
            used = one.used[:POINTS, column]
            value = area_index(one.reference_mean[:POINTS][used], one.window_mean[:POINTS][used, column])
            if abs(value.upper - one.upper[0, column]) > 1e-9:
                raise SystemExit("the two ways differ")
            single += 1
    alone = time.perf_counter() - began
    print(json.dumps({"seconds": together, "indices": single * areas, "single": alone / single}))


def measured(areas: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tools.bench_index", str(areas)]
        found = measure.run(command, seconds=600, folder=Path(folder))
    if found.code != 0:
        raise SystemExit(found.errors)
    return json.loads(found.output) | {"memory": found.memory_mb, "others": found.others}


def number(amount: float, digits: int = 3) -> str:
    """So many digits that matter, however small the number."""
    return f"{amount:.{digits}g}".replace(".", ",")


def section() -> str:
    """The section as Markdown."""
    lines = [
        HEADING,
        "",
        f"Every rolling index of 12, 24 and 36 months that {MONTHS} months allow, for areas of {POINTS} points each, invented from a "
        "seed. *One at a time* is the same figures by the function for a single area, from means that are known: the part of the "
        "work that is easily compared. Memory is that of the process, Python and the drawn months included. "
        "`make bench-index` makes this section anew.",
        "",
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {machine.machine()} with Python {sys.version.split()[0]} and numpy {np.__version__}.",
        "",
        *table(HEADS, map(_row, SIZES), words=0),
        *_published(),
    ]
    return "\n".join(lines)


def _row(areas: int) -> list[str]:
    one = measured(areas)
    each = 1e6 * one["seconds"] / one["indices"]
    row = [plain(areas), plain(one["indices"]), number(one["seconds"]), number(each)]
    row += [number(1e6 * one["single"]), plain(one["memory"])]
    print(*row, sep=" | ")
    return row


def _published() -> list[str]:
    if not PUBLISHED.exists():
        return [f"The published workbooks were not there ({PUBLISHED})."]
    rows = []
    for name, city in BOOKS.items():
        found = control(read((PUBLISHED / f"tallmateriale_{city}.xlsx").read_bytes()))
        most = found.largest
        counts = [len(found.windows), len(found.of("equal")), len(found.of("uncheckable"))]
        amounts = [most["p"], most["se"], max(most["lower"], most["upper"])]
        rows.append([name, *map(plain, counts), *(number(one, 2) for one in amounts)])
    return [
        "Published workbooks of Statens vegvesen, every window computed anew from its points. The limits of the interval are "
        "published with one decimal, so that 0,05 is what rounding allows.",
        "",
        *table(BOOK_HEADS, rows),
    ]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        once(int(sys.argv[1]))
    else:
        keep(PAGE, HEADING, section())
        print(f"Written: {PAGE}")
