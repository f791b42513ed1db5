"""Those who look at our PDFs and whom we have not written: outloud at what is read aloud, qpdf at the syntax,
pdfinfo at what a reader is told first. Where one is missing, the test says so and is skipped."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# `make test` gives outloud an environment of its own; it is also found where the tests run, or on the path.
PLACES = (ROOT / ".local" / "outloud" / "bin", Path(sys.prefix) / "bin")
MISSING = {
    "outloud": "outloud is not installed (`make test` installs it), so nobody else listens to the papers.",
    "qpdf": "qpdf is not installed (tools/ensure-readers does it), so nobody else reads the syntax of the papers.",
    "pdfinfo": "pdfinfo is not installed (tools/ensure-readers does it), so nobody else looks for tags and title.",
}


def reader(name):
    own = (str(place / name) for place in PLACES if (place / name).exists())
    found = next(own, None) or shutil.which(name)
    if found is None:
        pytest.skip(MISSING[name])
    return found


def kept(files, folder):
    """The files on disk: {name: path}."""
    paths = {}
    for number, (name, content) in enumerate(files.items()):
        paths[name] = folder / f"{number}.pdf"
        paths[name].write_bytes(content)
    return paths


def listened_to(files, folder):
    """What outloud finds in each file, errors and warnings: {name: {rule: sentence}}. One run for all of them."""
    paths = kept(files, folder)
    done = subprocess.run(
        [reader("outloud"), "--json", "-", *paths.values()], capture_output=True, text=True, timeout=300
    )
    told = {one["path"]: one for one in json.loads(done.stdout)["results"]}
    assert len(told) == len(files), done.stderr
    found = {}
    for name, path in paths.items():
        result = told[str(path)]
        assert result["error"] is None, (name, result["error"])
        # Rules that crashed or were left out say nothing about the file.
        ran = [rule for rule in result["rules"] if rule["status"] == "ran"]
        assert len(ran) > 20, name
        found[name] = {
            one["rule"]: f"{one['message']}: {one.get('evidence') or ''}"
            for one in result["findings"]
            if one["severity"] in ("error", "warning")
        }
    return found


def syntax_is_right(file, folder):
    path = kept({"": file}, folder)[""]
    return subprocess.run([reader("qpdf"), "--check", path], capture_output=True).returncode == 0


def told_first(file, folder):
    """What pdfinfo says about the file: {name: value}."""
    path = kept({"": file}, folder)[""]
    done = subprocess.run([reader("pdfinfo"), path], capture_output=True, text=True, check=True)
    return {name: value.strip() for name, _, value in (line.partition(":") for line in done.stdout.splitlines())}
