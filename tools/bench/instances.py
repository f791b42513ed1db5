"""What is solved: invented problems, sample problems, OR-Library knapsacks and city votes.

Each is a file in the format ``samstyring-portfolio-problem/1`` with the same model as MPS beside it,
in `.local/bench/instances`. A *city vote* (Pabulib) is turned into that format: one year and one
source, and a proposal is worth its votes. A *knapsack* with several limits is no programme; it is
a file of numbers, which Samstyring's solvers are given as a matrix.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from samstyring.engine.portfolio import write
from samstyring.engine.problem import read
from samstyring.engine.simulate import cost_distributions, party_weights, simulate

from . import machine, models, mps

FORMAT = "samstyring-portfolio-problem/1"
SIZES = (60, 200, 1000, 2000)
YEARS = (4, 10)
SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Instance:
    """One problem. `make` gives the text of its file; `known` is what is known about its best."""

    name: str
    family: str  # generated, sample, mkp or pabulib
    make: Callable[[], str]
    projects: int = 0
    years: int = 1
    known: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Laid:
    """An instance as files."""

    problem: Path
    mps: Path
    digest: str
    folder: Path


def lay(instance: Instance, folder: Path) -> Laid:
    """Write the instance's files, unless they are there and still what they should be.

    The model has the state of the code that builds it in its name; what was made from an earlier
    problem of the same name is thrown away.
    """
    place = folder / instance.name
    problem, text = place / "problem.json", instance.make()
    if not problem.exists() or problem.read_text(encoding="utf-8") != text:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        problem.write_text(text, encoding="utf-8")
    model = place / f"model-{machine.engine('problem', 'columns', 'search', 'solvers.plain')}.mps"
    if not model.exists():
        model.write_text(mps.text(*models.modelled(text)), encoding="utf-8")
    digest = hashlib.sha256(problem.read_bytes() + model.read_bytes()).hexdigest()[:12]
    return Laid(problem, model, digest, place)


def lay_parties(laid: Laid, *, seed: int) -> tuple[Path, Path]:
    """The weights of nine invented parties and the uncertainty of every cost, beside the problem."""
    problem = read(laid.problem.read_bytes())
    weights, costs = laid.folder / f"parties-{seed}.json", laid.folder / f"costs-{seed}.json"
    for path, drawn in ((weights, party_weights), (costs, cost_distributions)):
        path.write_text(json.dumps(drawn(problem, seed=seed)), encoding="utf-8")
    return weights, costs


def generated(projects: int, years: int, seed: int) -> Instance:
    return Instance(
        f"g{projects}_T{years}_s{seed}",
        "generated",
        lambda: write(simulate(projects=projects, years=years, seed=seed)),
        projects,
        years,
    )


def listed(projects: int, seed: int) -> Instance:
    """So small that every plan can be listed: two years, and no minimum shares, which would leave one plan or two."""
    return Instance(
        f"l{projects}_T2_s{seed}",
        "listed",
        lambda: write(replace(simulate(projects=projects, years=2, seed=seed), minimum_shares={})),
        projects,
        2,
    )


def samples(data: Path) -> Iterator[Instance]:
    """The sample problems, with the reference's value and bound."""
    folder = data / "problems"
    known = json.loads((folder / "reference.json").read_text()) if folder.exists() else {}
    for path in sorted(folder.glob("n*_T*_s*.json"), key=lambda one: _numbers(one.stem)):
        projects, years, _seed = _numbers(path.stem)
        yield Instance(path.stem, "sample", _text_of(path), projects, years, known.get(path.stem, {}))


def _numbers(name: str) -> tuple[int, ...]:
    return tuple(int(one) for one in re.findall(r"\d+", name))


def _text_of(path: Path) -> Callable[[], str]:
    return lambda: path.read_text(encoding="utf-8")


def knapsacks(data: Path) -> Iterator[Instance]:
    """Chu and Beasley's problems from OR-Library, with the value their genetic algorithm reached."""
    folder = data / "mkp"
    reached = _reached(folder / "mkcbres.txt")
    for path in sorted(folder.glob("mknapcb*.txt")):
        numbers = [float(one) for one in path.read_text().split()]
        count, place = int(numbers[0]), 1
        for which in range(count):
            projects, limits = int(numbers[place]), int(numbers[place + 1])
            start = place + 3
            place = start + projects * (limits + 1) + limits
            name = f"{limits}.{projects}-{which:02}"
            yield Instance(
                f"mkp{name}",
                "mkp",
                _knapsack(numbers[start:place], projects, limits),
                projects,
                limits,
                {"reached": reached[name]} if name in reached else {},
            )


def _reached(path: Path) -> dict[str, float]:
    if not path.exists():
        return {}
    rows = (line.split() for line in path.read_text().splitlines())
    return {row[0]: float(row[1]) for row in rows if len(row) >= 2 and re.fullmatch(r"\d+\.\d+-\d+", row[0])}


def _knapsack(numbers: list[float], projects: int, limits: int) -> Callable[[], str]:
    def text() -> str:
        rest = numbers[projects:]
        return json.dumps(
            {
                "format": models.KNAPSACK,
                "worth": numbers[:projects],
                "weights": [rest[row * projects : (row + 1) * projects] for row in range(limits)],
                "limits": rest[limits * projects :],
            }
        )

    return text


def votes(data: Path) -> Iterator[Instance]:
    """Elections from Pabulib; `selected` is what the city's own rule chose."""
    for path in sorted((data / "pabulib").glob("*.pb")):
        budget, rows = _election(path)
        proposals = [
            _proposal(f"P{n:04}", float(row["votes"]), [float(row["cost"])]) for n, row in enumerate(rows)
        ]
        chosen = sum(float(row["votes"]) for row in rows if row.get("selected") not in (None, "", "0"))
        yield Instance(
            path.stem.strip("_"),
            "pabulib",
            _written(frames=[budget], projects=proposals),
            len(rows),
            1,
            {"selected": chosen},
        )


def _written(*, frames: list[float], projects: list[dict[str, Any]]) -> Callable[[], str]:
    return lambda: _document(frames=frames, projects=projects)


def _election(path: Path) -> tuple[float, list[dict[str, str]]]:
    meta, rows, part, heads = {}, [], "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip('"') for cell in line.split(";")]
        if len(cells) == 1:
            part, heads = cells[0], []
        elif part == "META":
            meta[cells[0]] = cells[1]
        elif part == "PROJECTS" and not heads:
            heads = cells
        elif part == "PROJECTS":
            rows.append(_row(heads, cells))
    return float(meta["budget"].replace(",", ".")), rows


def _row(heads: list[str], cells: list[str]) -> dict[str, str]:
    # A name may itself have semicolons in it; what comes after the name is counted from the end.
    name = heads.index("name") if "name" in heads else len(heads)
    after = len(heads) - name - 1
    found = dict(zip(heads[:name], cells[:name], strict=True))
    return found | (dict(zip(heads[name + 1 :], cells[len(cells) - after :], strict=True)) if after else {})


def _proposal(key: str, worth: float, profile: list[float]) -> dict[str, Any]:
    return {
        "key": key,
        "scores": {"worth": 100},
        "size": worth / 100,
        "cost_profile": profile,
        "earliest": 0,
        "latest": 0,
        "sources": ["budget"],
    }


def _document(*, frames: list[float], projects: list[dict[str, Any]]) -> str:
    return json.dumps(
        {
            "format": FORMAT,
            "unit": "units",
            "years": [2025],
            "tail_years": 0,
            "delay_factor": 1,
            "weights": {"worth": 1},
            "sources": [{"key": "budget", "frames": frames}],
            "projects": projects,
        }
    )
