"""docs/krav.md says of every requirement where it is shown, and by tests that exist."""

import re
from pathlib import Path

from tests.house.walking import routes

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (S\d-\d\d) \| (.+) \| (.+) \| (.+) \| (.+) \|$", re.M)
ROWS = ROW.findall((ROOT / "docs" / "krav.md").read_text())
HOW_MANY = {"S0": 19, "S1": 65, "S3": 27, "S4": 18}
TEST = re.compile(r"`(tests/[\w/]+\.py)((?:::\w+)+)`")


def test_every_requirement_stands_there_once():
    told = [row[0] for row in ROWS]
    assert len(told) == len(set(told))
    for part, number in HOW_MANY.items():
        assert {f"{part}-{one:02d}" for one in range(1, number + 1)} <= set(told)


def test_each_says_whether_it_is_shown_and_what_is_missing_where_it_is_not():
    for key, _what, where, tests, standing in ROWS:
        word, _colon, missing = standing.partition(": ")
        assert word in ("vist", "delvis", "senere"), key
        assert bool(missing) == (word != "vist"), key
        if word != "senere":
            assert TEST.search(tests), key
            assert "`" in where, key


def test_every_page_it_names_exists():
    known = {str(route) for route in routes()}
    named = {name for row in ROWS for name in re.findall(r"`(\w+:\w+)`", row[2])}
    assert named - known == set()


def test_every_test_it_names_exists():
    gone = []
    for row in ROWS:
        for file, path in TEST.findall(row[3]):
            text = (ROOT / file).read_text() if (ROOT / file).exists() else ""
            *around, name = path.strip(":").split("::")
            found = re.search(rf"^\s*def {name}\(", text, re.M) and all(
                f"\nclass {one}:" in text for one in around
            )
            if not found:
                gone.append(f"{row[0]}: {file}{path}")
    assert gone == []
