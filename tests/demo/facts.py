"""The demo's facts as they stand in their files."""

import csv
import tomllib
from pathlib import Path

FACTS = Path(__file__).parents[2] / "src" / "samstyring" / "demo" / "facts"


def rows(name):
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def toml(name):
    return tomllib.loads((FACTS / name).read_text(encoding="utf-8"))


def keys(name, column="key"):
    """The keys of a table, as (partnership, key): they are unique inside one partnership."""
    return {(row["partnership"], row[column]) for row in rows(name)}


def listed(cell):
    return [part for part in cell.split(";") if part]


def in_force(row, day):
    return (row["from"] or "0000") <= day and day <= (row["to"] or "9999")
