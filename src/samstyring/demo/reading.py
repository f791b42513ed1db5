"""Reading the demo's facts as they lie in `facts/`: rows of CSV and tables of TOML, gaps kept as gaps."""

import csv
import tomllib
from datetime import date, datetime, time
from decimal import Decimal
from importlib.resources import files

from django.utils import timezone

FACTS = files("samstyring.demo") / "facts"


def rows(name):
    """The rows of `facts/<name>.csv` as dictionaries."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables(name):
    """The content of `facts/<name>.toml`."""
    return tomllib.loads((FACTS / f"{name}.toml").read_text(encoding="utf-8"))


def day(text, *, end=False):
    """A date from `2021-10-08`, `2021-10` or `2021`; the first day of what is known, or the last."""
    if not text:
        return None
    parts = [int(part) for part in str(text).split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (12 if end else 1)
    if not end:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - date.resolution


def amount(text):
    return Decimal(str(text)) if text not in ("", None) else None


def several(text):
    """`a;b` as a list; several values share a cell."""
    return [part.strip() for part in text.split(";") if part.strip()]


def at(day, hour=9, minute=0):
    """A moment of a day, in Norway."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
