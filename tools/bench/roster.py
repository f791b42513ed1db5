"""Who takes part: the peers, how each is run, its versions, and why one is absent."""

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import machine
from .peers import cbc

Versions = Mapping[str, str]
SYSTEM_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Peer:
    """Somebody who solves. `versions` answers None, with `absent` saying why, when it is not here."""

    key: str
    name: str
    module: str
    versions: Callable[[], Versions | None]
    absent: str = ""
    job: Mapping[str, str] | None = None
    python: str = sys.executable

    @property
    def ours(self) -> bool:
        return self.key.startswith("samstyring")

    def command(self) -> list[str]:
        """The command that does a job, which is its only argument."""
        return [self.python, "-m", f"tools.bench.peers.{self.module}"]


def _packages(*names: str) -> Callable[[], Versions | None]:
    def found() -> Versions | None:
        versions = {name: machine.package(name) for name in names}
        return {name: one for name, one in versions.items() if one} if all(versions.values()) else None

    return found


def _scip() -> Versions | None:
    try:
        from pyscipopt import Model
    except ImportError:
        return None
    return {"SCIP": f"{Model().version():.2f}", "pyscipopt": machine.package("pyscipopt") or ""}


def _cbc() -> Versions | None:
    program = cbc.program()
    told = program and machine.told(str(program), "-quit", pattern=r"Version: *(\S+)")
    return {"CBC": told} if told else None


def _glpk() -> Versions | None:
    told = machine.told("glpsol", "--version", pattern=r"Solver v?(\d+\.\d+)")
    return {"GLPK": told} if told else None


def _calc() -> Versions | None:
    if shutil.which("soffice") is None or not Path(SYSTEM_PYTHON).exists():
        return None
    bridge = machine.told(SYSTEM_PYTHON, "-c", "import uno; print('bridge 1')", pattern=r"bridge (1)")
    told = machine.told("soffice", "--version", pattern=r"LibreOffice (\S+)")
    return {"LibreOffice": told} if told and bridge == "1" else None


def _ours(*modules: str, packages: tuple[str, ...] = ("highspy",)) -> Callable[[], Versions | None]:
    def found() -> Versions | None:
        versions = _packages(*packages)()
        return None if versions is None else {"engine": machine.engine(*modules)} | dict(versions)

    return found


SOLVING = ("programme", "problem", "solvers")
DEBIAN = "tools/ensure-peers installs it from Debian where that is possible"

PEERS = {
    one.key: one
    for one in (
        # As the product is used: a race of two solvers on two cores, and HiGHS alone when the problem is small.
        Peer(
            "samstyring", "Samstyring", "ours",
            _ours(*SOLVING, packages=("highspy", "pyscipopt")), job={"solver": "auto"},
        ),
        Peer("samstyring-highs", "Samstyring, HiGHS alone", "ours", _ours(*SOLVING), job={"solver": "highs"}),
        Peer("highs", "HiGHS", "highs", _packages("highspy"), "its package highspy is not installed"),
        Peer("scip", "SCIP", "scip", _scip, "its package pyscipopt is not installed"),
        Peer("cbc", "CBC", "cbc", _cbc, f"neither PuLP's program nor Debian's was found; {DEBIAN}"),
        Peer("glpk", "GLPK", "glpk", _glpk, f"glpsol was not found; {DEBIAN}"),
        Peer(
            "calc", "LibreOffice Calc", "calc", _calc, f"soffice or its bridge to Python was not found; {DEBIAN}",
            python=SYSTEM_PYTHON,
        ),
        *(
            Peer(
                f"rank-{by}", f"Ranked by {words}", "ranking", _packages("pymcdm", "highspy"),
                "its package pymcdm is not installed", job={"by": by},
            )
            for by, words in (
                ("score", "weighted score"), ("per-krone", "worth per krone"), ("topsis", "TOPSIS"),
            )
        ),
    )
}  # fmt: skip


@cache
def versions(key: str) -> Versions | None:
    """The versions of a peer; None when it is not here."""
    return PEERS[key].versions()
