"""Where and with what it is measured: the machine, the peers' versions, and the state of the engine."""

import ast
import hashlib
import os
import platform
import re
import shutil
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "src" / "samstyring" / "engine"


@cache
def machine() -> str:
    """Processor and number of cores."""
    cpus = Path("/proc/cpuinfo")
    names = re.findall(r"^model name\s*: (.*)$", cpus.read_text(), re.M) if cpus.exists() else []
    return f"{(names[0] if names else platform.machine()).strip()}, {os.cpu_count()} cores"


@cache
def engine(*modules: str) -> str:
    """A digest of the engine's modules of these names, and of all they import.

    Comments, docstrings and layout do not count, so telling something better does not ask for
    measuring it again.
    """
    found = hashlib.sha256()
    waiting = [path for name in modules for path in _files(name)]
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        waiting += _imported(path)
    for path in sorted(seen):
        found.update(f"{path.relative_to(ENGINE)}\n{code(path.read_text(encoding='utf-8'))}\n".encode())
    return found.hexdigest()[:12]


def exists(name: str) -> bool:
    """Whether the engine has a module or a folder of this dotted name."""
    return bool(_files(name))


def _files(name: str) -> list[Path]:
    """The files of a module or a folder of the engine, by its dotted name; none if it is not there."""
    place = ENGINE.joinpath(*name.split("."))
    if place.is_dir():
        return sorted(place.glob("*.py"))
    module = place.with_suffix(".py")
    return [module] if module.exists() else []


def _imported(path: Path) -> list[Path]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        folder = path.parents[node.level - 1].relative_to(ENGINE).parts
        whole = ".".join((*folder, *((node.module or "").split(".") if node.module else ())))
        if node.module:
            found += _files(whole)
        for alias in node.names:
            found += _files(f"{whole}.{alias.name}" if whole else alias.name)
    return [one for one in found if one.is_relative_to(ENGINE)]


def code(text: str) -> str:
    """A module without its docstrings, comments and layout."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            value = body[0].value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                body[0] = ast.Expr(ast.Constant(...))
    return ast.dump(tree)


@cache
def package(name: str) -> str | None:
    """The version of an installed Python package; None when it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


@cache
def told(*command: str, pattern: str) -> str | None:
    """The version a program tells of itself; None when there is no such program."""
    if shutil.which(command[0]) is None and not Path(command[0]).exists():
        return None
    done = subprocess.run(list(command), capture_output=True, text=True, check=False, timeout=60)
    found = re.search(pattern, done.stdout + done.stderr)
    return found[1] if found else "unknown"
