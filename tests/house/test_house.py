"""The house holds: floors, names, documents and locks say the same as the code."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from samstyring.ground import history

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "samstyring"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
GLOSSARY = (ROOT / "docs" / "ordliste.md").read_text()
ROOMS = ("ground", "partnership", "casework", "portfolio")


def our_models():
    return [m for m in apps.get_models() if m.__module__.startswith("samstyring.")]


def python_files():
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def test_the_glossary_is_in_the_order_of_the_alphabet():
    words = re.findall(r"^\| (\w+) \|", GLOSSARY, re.M)[1:]
    assert words == sorted(words, key=str.lower)


def test_every_model_is_in_the_glossary():
    listed = set(re.findall(r"^\| (\w+) \|", GLOSSARY, re.M))
    assert {model.__name__ for model in our_models()} <= listed


def test_the_glossary_names_no_model_that_is_gone():
    listed = set(re.findall(r"^\| (\w+) \|", GLOSSARY, re.M)) - {"Code"}
    assert listed <= {model.__name__ for model in our_models()}


@pytest.mark.parametrize("part", ["base", "dev"])
def test_every_dependency_has_its_reason(part):
    wanted = (ROOT / "requirements" / f"{part}.in").read_text()
    names = [re.split(r"[\[<>=]", line)[0] for line in wanted.splitlines() if line and line[0] not in "#-"]
    missing = [name for name in names if not re.search(rf"^\| .*\b{re.escape(name)}\b", ARCHITECTURE, re.M)]
    assert not missing


def test_every_test_the_documents_name_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "testing.md").read_text())
    assert len(named) > 40
    gone = [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).exists() or f"\ndef {test}(" not in (ROOT / file).read_text()
    ]
    assert gone == []


def test_every_room_is_on_the_map():
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert all(f"── {room}/" in ARCHITECTURE for room in rooms)


def test_every_consequence_is_listed():
    for kind, functions in history.known_consequences().items():
        for function in functions:
            if function.__module__.startswith("samstyring."):
                room = function.__module__.split(".")[1]
                assert re.search(rf"^\| `{re.escape(kind)}` \| .* \| `{room}`", ARCHITECTURE, re.M), (kind, room)


def test_every_package_is_seen_by_the_import_linter():
    folders = {path.parent for path in python_files()}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


def test_the_engines_commands_load_no_django():
    asked = "import sys, samstyring.cli; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT).returncode == 0


def test_files_are_about_one_subject():
    long = {str(p.relative_to(ROOT)): n for p in python_files() if (n := len(p.read_text().splitlines())) > 400}
    assert not long


def test_no_file_is_named_by_kind():
    kinds = {"utils", "helpers", "services", "managers", "signals", "misc", "common"}
    assert not [path for path in SOURCE.rglob("*") if path.stem in kinds and "node_modules" not in path.parts]


def test_views_fetch_only_what_may_be_seen():
    """In a view every `.objects` leads to `visible_to` or `public`."""
    loose = []
    for path in python_files():
        if "views" not in path.parts and path.name != "views.py" or "ground" in path.parts:
            continue
        tree = ast.parse(path.read_text())
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "objects":
                following = parents[node]
                if not (isinstance(following, ast.Attribute) and following.attr in ("visible_to", "public")):
                    loose.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not loose


def test_locks_name_no_address():
    locks = [*(ROOT / "requirements").glob("*.lock"), ROOT / "frontend" / "package-lock.json"]
    text = "\n".join(path.read_text() for path in locks[:-1])
    assert "://" not in text
    assert "--index-url" not in text
    assert '"resolved"' not in locks[-1].read_text()


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("partnership/rules.py", "import samstyring.casework.models"),
        ("engine/scoring.py", "import django"),
        ("casework/rules/deciding.py", "import samstyring.casework.actions.decisions"),
        ("portfolio/actions/sheets.py", "import samstyring.portfolio.exchange.reading"),
        ("basement/__init__.py", ""),
    ],
    ids=["floors", "cellar", "order-in-a-room", "exchange-above-actions", "a-room-without-a-place"],
)
def test_a_broken_contract_is_caught(tmp_path, room, line):
    """Each contract is broken once in a copy of the house, and the linter sees it."""
    shutil.copytree(SOURCE, tmp_path / "src" / "samstyring", ignore=shutil.ignore_patterns("*.csv", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    broken = tmp_path / "src" / "samstyring" / room
    broken.parent.mkdir(exist_ok=True)
    with broken.open("a") as file:
        file.write(f"\n{line}\n")
    lint = Path(sys.executable).parent / "lint-imports"
    outcome = subprocess.run(
        [lint, "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
    )
    assert outcome.returncode == 1, outcome.stdout
    assert "BROKEN" in outcome.stdout or "not a valid" in outcome.stdout or "exhaustive" in outcome.stdout
