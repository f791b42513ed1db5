"""Measure what has not been measured, and write docs/benchmarks.md as it goes."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import instances, machine, measure, report, roster, runs, studies_of, trace
from .ledger import Ledger

ROOT = machine.ROOT
# What a run may use beyond its limit before it is stopped: reading the file, and telling.
GRACE = 120.0


def main() -> int:
    asked = _arguments()
    data = asked.data
    if not data.exists():
        print(f"{data} is not here: only invented problems are measured.")
    wanted = runs.chosen(runs.planned(data, quick=asked.quick), asked.only)
    ledger = Ledger(asked.results)
    if asked.list:
        for one in wanted:
            print(
                f"{'done' if ledger.newest(_line(one, asked.folder)) else '    '} {one.words} {json.dumps(one.setting)}"
            )
        return 0
    failed = 0
    for count, one in enumerate(() if asked.report else wanted, start=1):
        failed += _measure(one, ledger, asked.folder, f"{count}/{len(wanted)}", again=asked.again)
        if asked.page:
            report.write(ledger.lines, asked.page)
    if asked.page:
        report.write(ledger.lines, asked.page)
        print(f"Written: {asked.page}")
    if failed:
        print(f"{failed} runs gave no result; they are tried again the next time.")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer problems, shorter limits")
    parser.add_argument("--only", default="", help="only runs with one of these words, commas between them")
    parser.add_argument("--again", action="store_true", help="make runs again that were disturbed")
    parser.add_argument("--list", action="store_true", help="say what would be run")
    parser.add_argument("--report", action="store_true", help="only write the page")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "bench")
    parser.add_argument("--folder", type=Path, default=ROOT / ".local" / "bench" / "instances")
    parser.add_argument("--results", type=Path, default=ROOT / ".local" / "bench" / "results.jsonl")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "benchmarks.md")
    parser.add_argument("--no-page", dest="page", action="store_const", const=None, help="write no page")
    return parser.parse_args()


def _versions(run: runs.Run) -> Mapping[str, str] | None:
    if run.kind in studies_of.STUDIES:
        return studies_of.STUDIES[run.kind].versions()
    return roster.versions(run.peer)


def _line(run: runs.Run, folder: Path) -> dict[str, Any]:
    """What a run is known by; laying out its files is needed for the digest."""
    laid = instances.lay(run.instance, folder)
    return {
        "group": run.group,
        "kind": run.kind,
        "instance": run.instance.name,
        "family": run.instance.family,
        "projects": run.instance.projects,
        "years": run.instance.years,
        "known": dict(run.instance.known),
        "digest": laid.digest,
        "peer": run.peer,
        "setting": dict(run.setting),
        "versions": dict(_versions(run) or {}),
        "machine": machine.machine(),
    }


def _measure(run: runs.Run, ledger: Ledger, folder: Path, count: str, *, again: bool = False) -> int:
    """Make a run unless it is known, or was disturbed and is to be made again; 1 when it gave no result."""
    if _versions(run) is None:
        return 0
    line = _line(run, folder)
    known = ledger.newest(line)
    if known is not None and not (again and known["others"] > report.NOISE):
        return 0
    laid = instances.lay(run.instance, folder)
    weights, costs = instances.lay_parties(laid, seed=1) if run.kind in studies_of.STUDIES else ("", "")
    job = dict(run.setting) | {
        "mps": str(laid.mps), "problem": str(laid.problem), "parties": str(weights), "costs": str(costs),
    }  # fmt: skip
    if run.kind in studies_of.STUDIES:
        command = [sys.executable, "-m", f"tools.bench.studies.{studies_of.STUDIES[run.kind].module}"]
        limit = 3600.0
    else:
        peer = roster.PEERS[run.peer]
        command, job = peer.command(), job | dict(peer.job or {})
        limit = float(run.setting.get("seconds", 600)) + GRACE
    print(f"{count} {run.words} … ", end="", flush=True)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "job.json"
        path.write_text(json.dumps(job), encoding="utf-8")
        environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        found = measure.run([*command, str(path)], seconds=limit, folder=Path(place), environment=environment)
    told = _told(found.output)
    if told is None:
        if found.code is None:
            print(f"stopped after {found.wall:.0f} s")
        else:
            last = (found.errors.strip().splitlines() or ["nothing was said"])[-1]
            print(f"no result, exit code {found.code}: {last}")
        return 1
    told["trace"] = trace.thin(told.get("trace", []))
    ledger.add(
        line
        | {
            "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "commit": _commit(),
            "load": found.load,
            "others": found.others,
            "wall": found.wall,
            "cpu": found.cpu,
            "memory_mb": found.memory_mb,
            "result": told,
        }
    )
    noise = f"  ({found.others:.1f} cores were at work for others)" if found.others > report.NOISE else ""
    print(f"{told['status']} after {told['seconds']:.1f} s, {found.memory_mb:.0f} MB{noise}")
    return 0


def _told(output: str) -> dict[str, Any] | None:
    for line in reversed(output.splitlines()):
        if line.startswith("{"):
            try:
                return dict(json.loads(line))
            except json.JSONDecodeError:
                return None
    return None


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
