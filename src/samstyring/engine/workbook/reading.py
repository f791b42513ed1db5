"""Read a problem from a workbook, and say in which cell it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import problem
from ..fields import ProblemError
from ..portfolio import FORMAT, POINTS, Problem
from . import headings as h
from .cells import Cell, Table, place, tables


def read_problem(content: bytes) -> Problem:
    """Read and check a problem from the bytes of an Excel workbook.

    Raises
    ------
    ProblemError
        With the sheet, the row and the column, and what is wrong there.
    """
    reader = _Reader(tables(content))
    document = reader.document()
    try:
        return problem.read(document)
    except ProblemError as error:
        raise ProblemError(reader.place_of(error.where), error.what) from None


class _Reader:
    """Turns tables into a problem document, and remembers which cell each field came from."""

    def __init__(self, found: Mapping[str, Table]) -> None:
        self.tables = found
        self.places: dict[str, str] = {}

    def place_of(self, path: str) -> str:
        """The cell of a field; of what it is a part of, where it has none of its own."""
        while path and path not in self.places:
            shorter = max(path.rfind("."), path.rfind("["))
            path = path[: max(shorter, 0)]
        return self.places.get(path, "")

    def _keep(self, path: str, cell: Cell) -> None:
        self.places[path] = cell.where

    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = {"format": FORMAT}
        found |= self._facts()
        years = self._frames(found)
        criteria = self._criteria(found)
        self._projects(found, years, criteria)
        self._rules(found)
        return found

    def _facts(self) -> dict[str, Any]:
        table = self.tables[h.FACTS]
        table.check((h.FIELD, h.VALUE))
        known = {
            h.FORMAT_FACT: ("format", Cell.text),
            h.UNIT: ("unit", Cell.text),
            h.DELAY: ("delay_factor", Cell.number),
            h.TAIL: ("tail_years", Cell.whole),
            h.SIZE_POLICY: ("size_policy", Cell.text),
            h.SCORE_POLICY: ("score_policy", lambda cell: cell.one_of(h.POLICIES)),
            h.CORRELATION: ("correlation", Cell.number),
        }
        found: dict[str, Any] = {}
        for row in table.cells():
            if row[h.FIELD].empty:
                raise row[h.FIELD].wrong("says nothing about what stands beside it")
            name = row[h.FIELD].text().strip()
            if name not in known:
                raise row[h.FIELD].wrong(f"{row[h.FIELD].shown} is not one of {', '.join(known)}")
            field, meaning = known[name]
            if field in found:
                raise row[h.FIELD].wrong(f"{row[h.FIELD].shown} is written twice")
            if not row[h.VALUE].empty:
                found[field] = meaning(row[h.VALUE])
                self._keep(field, row[h.VALUE])
        for name in (h.UNIT, h.DELAY, h.TAIL):
            if known[name][0] not in found:
                raise ProblemError(place(h.FACTS), f'"{name}" is missing')
        if found.pop("format", FORMAT) != FORMAT:
            raise ProblemError(self.places["format"], f'should be "{FORMAT}"')
        return found

    def _frames(self, found: dict[str, Any]) -> list[int]:
        table = self.tables[h.FRAMES]
        named = [name for name in table.columns if name.isascii() and name.isdigit() and len(name) == 4]
        table.check((h.SOURCE, *named), (h.CARRY,))
        calendar = [int(name) for name in named]
        horizon = len(calendar) - found["tail_years"]
        if (
            horizon < 1
            or found["tail_years"] < 0
            or calendar != list(range(calendar[0], calendar[0] + len(calendar)))
        ):
            what = "needs a column for each year of the programme and after it, one after the other"
            raise ProblemError(place(h.FRAMES, 1), what)
        found["years"] = calendar[:horizon]
        found["sources"] = []
        seen: set[str] = set()
        self.places["years"] = place(h.FRAMES, 1)
        for n, row in enumerate(table.cells()):
            path = f"sources[{n}]"
            self._keep(path, row[h.SOURCE])
            amounts = []
            for k, name in enumerate(named):
                field = f"{path}.frames[{k}]" if k < horizon else f"{path}.tail_frames[{k - horizon}]"
                self._keep(field, row[name])
                if row[name].empty:
                    raise row[name].wrong("is empty; write 0 where there is no frame")
                amounts.append(row[name].number())
            entry: dict[str, Any] = {
                "key": self._new_key(row[h.SOURCE], seen),
                "frames": amounts[:horizon],
                "tail_frames": amounts[horizon:],
            }
            if h.CARRY in row and not row[h.CARRY].empty:
                entry["carry_over_cap"] = row[h.CARRY].number()
                self._keep(f"{path}.carry_over_cap", row[h.CARRY])
            found["sources"].append(entry)
        return calendar[:horizon]

    @staticmethod
    def _key(cell: Cell) -> str:
        if cell.empty:
            raise cell.wrong("is empty")
        return cell.text()

    def _new_key(self, cell: Cell, seen: set[str]) -> str:
        key = self._key(cell)
        if key in seen:
            raise cell.wrong(f'"{key}" is listed twice')
        seen.add(key)
        return key

    def _criteria(self, found: dict[str, Any]) -> list[str]:
        table = self.tables[h.CRITERIA]
        table.check((h.CRITERION,), (h.WEIGHT, h.RANK))
        rows = list(table.cells())
        weighed = [row for row in rows if h.WEIGHT in row and not row[h.WEIGHT].empty]
        ranked = [row for row in rows if h.RANK in row and not row[h.RANK].empty]
        if len(weighed) + len(ranked) != len(rows) or (weighed and ranked) or not rows:
            what = f'needs either "{h.WEIGHT}" or "{h.RANK}" for every criterion, and not both'
            raise ProblemError(place(h.CRITERIA), what)
        keys = [self._key(row[h.CRITERION]) for row in rows]
        for n, key in enumerate(keys):
            if key in keys[:n]:
                raise rows[n][h.CRITERION].wrong(f'"{key}" is listed twice')
        self.places["weights"] = self.places["ranking"] = place(h.CRITERIA)
        if weighed:
            found["weights"] = {}
            for key, row in zip(keys, rows, strict=True):
                found["weights"][key] = row[h.WEIGHT].number()
                self._keep(f"weights.{key}", row[h.WEIGHT])
        else:
            order = sorted(range(len(keys)), key=lambda n: rows[n][h.RANK].number())
            if [rows[n][h.RANK].number() for n in order] != list(range(1, len(keys) + 1)):
                raise ProblemError(place(h.CRITERIA), f'"{h.RANK}" should be 1, 2, 3 and so on')
            found["ranking"] = [keys[n] for n in order]
        return keys

    def _projects(self, found: dict[str, Any], years: list[int], criteria: list[str]) -> None:
        table = self.tables[h.PROJECTS]
        costs: list[str] = []
        while (name := h.COST.format(len(costs) + 1)) in table.columns:
            costs.append(name)
        scores = {criterion: h.SCORE_OF + criterion for criterion in criteria}
        payers = {one["key"]: h.PAID_BY + one["key"] for one in found["sources"]}
        optional = (
            *(
                h.FOCUS,
                h.AREA,
                h.OWNER,
                h.EARLIEST,
                h.LATEST,
                h.SIZE,
                h.MUST_START,
                h.LOCKED,
                h.EXCLUDED,
                h.FROZEN,
            ),
            *(h.DISTRIBUTION, *h.POINTS.values(), *scores.values(), *payers.values(), *costs),
        )
        table.check((h.KEY, h.COST.format(1)), optional)
        found["projects"] = []
        seen: set[str] = set()
        found["locked"], found["frozen"], found["excluded"] = {}, {}, []
        for n, row in enumerate(table.cells()):
            cells = {name: cell for name, cell in row.items() if not cell.empty}
            path = f"projects[{n}]"
            entry: dict[str, Any] = {"key": self._new_key(row[h.KEY], seen)}
            self._keep(path, row[h.KEY])
            meanings = {
                **{
                    name: (field, Cell.text)
                    for name, field in ((h.FOCUS, "focus"), (h.AREA, "area"), (h.OWNER, "owner"))
                },
                **{h.SIZE: ("size", Cell.number), h.MUST_START: ("must_start", Cell.truth)},
                h.EARLIEST: ("earliest", lambda cell: _year(cell, years) - years[0]),
                h.LATEST: ("latest", lambda cell: _year(cell, years) - years[0]),
            }
            for name, (field, meaning) in meanings.items():
                if name in cells:
                    entry[field] = meaning(cells[name])
                    self._keep(f"{path}.{field}", cells[name])
            entry["scores"] = {}
            for criterion, name in scores.items():
                if name in cells:
                    entry["scores"][criterion] = cells[name].score()
                    self._keep(f"{path}.scores.{criterion}", cells[name])
            entry["sources"] = [key for key, name in payers.items() if name in cells and cells[name].truth()]
            entry["cost_profile"] = self._costs(row, costs, path)
            if (uncertain := self._distribution(cells, row, path)) is not None:
                entry["cost_distribution"] = uncertain
            found["projects"].append(entry)
            self._decisions(found, entry["key"], cells, years)

    def _costs(self, row: Mapping[str, Cell], costs: list[str], path: str) -> list[float]:
        last = max((k for k, name in enumerate(costs) if not row[name].empty), default=-1)
        if last < 0:
            raise row[costs[0]].wrong("the project has no cost; write 0 if it costs nothing")
        for k, name in enumerate(costs[: last + 1]):
            self._keep(f"{path}.cost_profile[{k}]", row[name])
            if row[name].empty:
                raise row[name].wrong("is empty before a later cost; write 0 if the year costs nothing")
        return [row[name].number() for name in costs[: last + 1]]

    def _distribution(
        self, cells: Mapping[str, Cell], row: Mapping[str, Cell], path: str
    ) -> dict[str, Any] | None:
        given = [name for name in h.POINTS.values() if name in cells]
        if h.DISTRIBUTION not in cells:
            if given:
                raise cells[given[0]].wrong(f'is given, and "{h.DISTRIBUTION}" is empty')
            return None
        kind = cells[h.DISTRIBUTION].one_of(h.KINDS)
        self._keep(f"{path}.cost_distribution", cells[h.DISTRIBUTION])
        found: dict[str, Any] = {"kind": kind}
        for point, name in h.POINTS.items():
            if point in POINTS[kind]:
                if name not in cells:
                    raise cells[h.DISTRIBUTION].wrong(f'needs "{name}"')
                found[point] = cells[name].number()
                self._keep(f"{path}.cost_distribution.{point}", cells[name])
            elif name in cells:
                raise cells[name].wrong(f"does not belong to {cells[h.DISTRIBUTION].shown}")
        return found

    def _decisions(self, found: dict[str, Any], key: str, cells: Mapping[str, Cell], years: list[int]) -> None:
        if h.LOCKED in cells:
            cell = cells[h.LOCKED]
            found["locked"][key] = None if _says(cell, h.YES) else _year(cell, years, h.YES)
            self._keep(f"locked.{key}", cell)
        if h.FROZEN in cells:
            cell = cells[h.FROZEN]
            found["frozen"][key] = None if _says(cell, h.NO) else _year(cell, years, h.NO)
            self._keep(f"frozen.{key}", cell)
        if h.EXCLUDED in cells and cells[h.EXCLUDED].truth():
            self._keep(f"excluded[{len(found['excluded'])}]", cells[h.EXCLUDED])
            found["excluded"].append(key)

    def _rows(self, sheet: str, needed: tuple[str, ...], known: tuple[str, ...] = ()) -> list[Mapping[str, Cell]]:
        if sheet not in self.tables:
            return []
        self.tables[sheet].check(needed, known)
        rows = list(self.tables[sheet].cells())
        for row in rows:
            for name in needed:
                if row[name].empty:
                    raise row[name].wrong("is empty")
        return rows

    def _rules(self, found: dict[str, Any]) -> None:
        sheets = {one["key"]: (n, one) for n, one in enumerate(found["projects"])}
        found["dependencies"] = []
        for n, row in enumerate(self._rows(h.DEPENDENCIES, (h.KEY, h.REQUIRES), (h.LAG,))):
            entry: dict[str, Any] = {"project": row[h.KEY].text(), "requires": row[h.REQUIRES].text()}
            if h.LAG in row and not row[h.LAG].empty:
                entry["lag"] = row[h.LAG].whole()
                self._keep(f"dependencies[{n}].lag", row[h.LAG])
            self._keep(f"dependencies[{n}]", row[h.KEY])
            self._keep(f"dependencies[{n}].requires", row[h.REQUIRES])
            found["dependencies"].append(entry)
        groups: dict[str, list[str]] = {}
        for row in self._rows(h.EXCLUSIONS, (h.GROUP, h.KEY)):
            members = groups.setdefault(row[h.GROUP].text(), [])
            path = f"exclusions[{list(groups).index(row[h.GROUP].text())}]"
            self.places.setdefault(path, row[h.GROUP].where)
            self._keep(f"{path}[{len(members)}]", row[h.KEY])
            members.append(row[h.KEY].text())
        found["exclusions"] = list(groups.values())
        found["minimum_shares"] = {}
        for row in self._rows(h.SHARES, (h.DIMENSION, h.GROUP, h.SHARE)):
            dimension, group = row[h.DIMENSION].one_of(h.DIMENSIONS), row[h.GROUP].text()
            self.places.setdefault(f"minimum_shares.{dimension}", row[h.DIMENSION].where)
            self._keep(f"minimum_shares.{dimension}.{group}", row[h.SHARE])
            shares = found["minimum_shares"].setdefault(dimension, {})
            if group in shares:
                raise row[h.GROUP].wrong(f"{row[h.GROUP].shown} is listed twice")
            shares[group] = row[h.SHARE].number()
        found["owner_caps"] = {}
        for row in self._rows(h.OWNERS, (h.OWNER,), (h.MONEY_PER_YEAR, h.STARTS_PER_YEAR)):
            owner = row[h.OWNER].text()
            if owner in found["owner_caps"]:
                raise row[h.OWNER].wrong(f"{row[h.OWNER].shown} is listed twice")
            limits = {
                "money_per_year": (h.MONEY_PER_YEAR, Cell.number),
                "starts_per_year": (h.STARTS_PER_YEAR, Cell.whole),
            }
            found["owner_caps"][owner] = self._limits(row, limits, f"owner_caps.{owner}", row[h.OWNER])
        for row in self._rows(h.CAPS, (h.KEY, h.SOURCE), (h.TOTAL, h.PER_YEAR)):
            n, entry = self._project(row[h.KEY], sheets)
            caps, source = entry.setdefault("caps", {}), row[h.SOURCE].text()
            if source in caps:
                raise row[h.SOURCE].wrong(f"{row[h.SOURCE].shown} is listed twice for {row[h.KEY].shown}")
            limits = {"total": (h.TOTAL, Cell.number), "per_year": (h.PER_YEAR, Cell.number)}
            caps[source] = self._limits(row, limits, f"projects[{n}].caps.{source}", row[h.SOURCE])
        for row in self._rows(h.MATCHING, (h.KEY, h.FOLLOWS, h.FOLLOWED, h.SHARE)):
            n, entry = self._project(row[h.KEY], sheets)
            rules = entry.setdefault("matching", [])
            path = f"projects[{n}].matching[{len(rules)}]"
            self._keep(path, row[h.KEY])
            for field, name in (("source", h.FOLLOWS), ("of", h.FOLLOWED), ("share", h.SHARE)):
                self._keep(f"{path}.{field}", row[name])
            rules.append(
                {"source": row[h.FOLLOWS].text(), "of": row[h.FOLLOWED].text(), "share": row[h.SHARE].number()}
            )

    def _limits(self, row: Mapping[str, Cell], known: Mapping[str, Any], path: str, about: Cell) -> dict[str, Any]:
        self._keep(path, about)
        found = {}
        for field, (name, meaning) in known.items():
            if name in row and not row[name].empty:
                found[field] = meaning(row[name])
                self._keep(f"{path}.{field}", row[name])
        return found

    @staticmethod
    def _project(cell: Cell, sheets: Mapping[str, tuple[int, dict[str, Any]]]) -> tuple[int, dict[str, Any]]:
        if cell.text() not in sheets:
            raise cell.wrong(f"{cell.shown} is not a project in this workbook")
        return sheets[cell.text()]


def _says(cell: Cell, word: str) -> bool:
    if isinstance(cell.value, bool):
        return cell.value == (word == h.YES)
    return isinstance(cell.value, str) and cell.value.strip().casefold() == word


def _year(cell: Cell, years: list[int], word: str = "") -> int:
    other = f', or "{word}"' if word else ""
    wanted = f"should be a year of the programme, {years[0]}–{years[-1]}{other}, not {cell.shown}"
    try:
        year = cell.whole()
    except ProblemError:
        raise cell.wrong(wanted) from None
    if year not in years:
        raise cell.wrong(wanted)
    return year
