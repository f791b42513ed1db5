"""A problem file is understood whole or refused with the field that is wrong, whatever happened to it."""

from __future__ import annotations

import contextlib
import copy
import json
import math
import random
from typing import Any

import pytest

from samstyring.engine.problem import ProblemError, digest, read, write

from .cases import document, invented, sheet

# As it was before the format knew owners, caps and the rest.
HASH_OF_ONE_SHEET = "b4dd06a98124f42281e08673dd64c000b9a0be1fec1945eb1b8ad9339d1af23f"


def three(**changes: Any) -> dict[str, Any]:
    return document(sheet("A"), sheet("B"), sheet("C"), **changes)


def test_what_is_written_reads_back_the_same():
    for seed in range(20):
        one = read(invented(seed, ranking=bool(seed % 2)) | {"locked": {"P0": None}, "excluded": ["P1"]})
        assert read(write(one)) == one


def test_the_digest_does_not_depend_on_how_the_file_was_laid_out():
    sheets = three()
    rearranged = dict(reversed(sheets.items()))
    assert digest(read(json.dumps(sheets, indent=3))) == digest(read(rearranged))
    assert digest(read(sheets)) != digest(read(three(delay_factor=0.8)))


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("format", {"format": "samstyring-portfolio-problem/2"}),
        ("", {"colour": "red"}),
        ("years", {"years": []}),
        ("years[1]", {"years": [2026, 2025]}),
        ("years[1]", {"years": [2025, 2027]}),
        ("years[0]", {"years": ["2025", 2026]}),
        ("delay_factor", {"delay_factor": 0}),
        ("delay_factor", {"delay_factor": 1.1}),
        ("tail_years", {"tail_years": -1}),
        ("tail_years", {"tail_years": True}),
        ("weights", {"weights": {"nytte": 0}}),
        ("weights.nytte", {"weights": {"nytte": -1}}),
        ("weights", {"ranking": ["nytte"]}),
        ("sources[0].frames", {"sources": [{"key": "stat", "frames": [1]}]}),
        ("sources[0].frames[1]", {"sources": [{"key": "stat", "frames": [1, -1]}]}),
        ("sources[0].frames[1]", {"sources": [{"key": "stat", "frames": [1, 1e12]}]}),
        ("sources[0].frames[0]", {"sources": [{"key": "stat", "frames": [math.nan, 1]}]}),
        ("sources[1]", {"sources": [{"key": "stat", "frames": [1, 1]}] * 2}),
        ("exclusions[0]", {"exclusions": [["A"]]}),
        ("exclusions[0][1]", {"exclusions": [["A", "X"]]}),
        ("exclusions[0][1]", {"exclusions": [["A", "A"]]}),
        ("dependencies[0]", {"dependencies": [{"project": "A", "requires": "A"}]}),
        ("dependencies[0].requires", {"dependencies": [{"project": "A", "requires": "X"}]}),
        ("dependencies[0].lag", {"dependencies": [{"project": "A", "requires": "B", "lag": -1}]}),
        ("dependencies[1]", {"dependencies": [{"project": "A", "requires": "B"}] * 2}),
        ("minimum_shares", {"minimum_shares": {"size": {}}}),
        ("minimum_shares.area.Nord", {"minimum_shares": {"area": {"Nord": 0.1}}}),
        ("locked.A", {"locked": {"A": 2031}}),
        ("locked", {"locked": {"X": None}}),
        ("excluded[1]", {"excluded": ["A", "A"]}),
        ("frozen.A", {"frozen": {"A": 2031}}),
        ("frozen", {"frozen": {"X": None}}),
        ("owner_caps.Kommunen", {"owner_caps": {"Kommunen": {"starts_per_year": 1}}}),
        ("score_policy", {"score_policy": "mean"}),
        ("size_policy", {"size_policy": ""}),
        ("correlation", {"correlation": 1.5}),
        ("correlation", {"correlation": None}),
    ],
)
def test_a_wrong_field_is_named(where, changes):
    with pytest.raises(ProblemError) as refusal:
        read(three() | changes if None in changes.values() else three(**changes))
    assert refusal.value.where == where


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("projects[1]", {"key": "A"}),
        ("projects[1].key", {"key": ""}),
        ("projects[1].cost_profile[1]", {"cost_profile": [1, -2]}),
        ("projects[1].cost_profile", {"cost_profile": []}),
        ("projects[1].scores", {"scores": {"fart": 1}}),
        ("projects[1].scores.nytte", {"scores": {"nytte": 101}}),
        ("projects[1].scores.nytte", {"scores": {"nytte": "50"}}),
        ("projects[1].latest", {"earliest": 1, "latest": 0}),
        ("projects[1].latest", {"latest": 2}),
        ("projects[1].sources[0]", {"sources": ["kommune"]}),
        ("projects[1].sources[1]", {"sources": ["stat", "stat"]}),
        ("projects[1].size", {"size": float("inf")}),
        ("projects[1].area", {"area": 3}),
        ("projects[1].must_start", {"must_start": 1}),
        ("projects[1].scores.nytte", {"scores": {"nytte": [60, 40]}}),
        ("projects[1].scores.nytte[1]", {"scores": {"nytte": [60, 140]}}),
        ("projects[1].owner", {"owner": ""}),
        ("projects[1].caps.kommune", {"caps": {"kommune": {"total": 1}}}),
        ("projects[1].caps.stat", {"caps": {"stat": {}}}),
        ("projects[1].caps.stat.per_year", {"caps": {"stat": {"per_year": -1}}}),
        ("projects[1].matching[0].of", {"matching": [{"source": "stat", "of": "toll", "share": 1}]}),
        ("projects[1].matching[0]", {"matching": [{"source": "stat", "of": "stat", "share": 1}]}),
        ("projects[1].cost_distribution.kind", {"cost_distribution": {"kind": "normal"}}),
        ("projects[1].cost_distribution", {"cost_distribution": {"kind": "lognormal", "p50": 1}}),
        ("projects[1].cost_distribution.p85", {"cost_distribution": {"kind": "lognormal", "p50": 2, "p85": 1}}),
        ("projects[1].cost_distribution.p50", {"cost_distribution": {"kind": "lognormal", "p50": 0, "p85": 1}}),
        ("projects[1]", {"name": "Bru"}),
    ],
)
def test_a_wrong_field_on_a_sheet_is_named_with_its_row(where, changes):
    with pytest.raises(ProblemError) as refusal:
        read(document(sheet("A"), sheet("B") | changes))
    assert refusal.value.where == where
    assert str(refusal.value).startswith(where + ": ")


def test_projects_that_require_each_other_in_a_ring_are_refused():
    ring = [
        {"project": "A", "requires": "B"},
        {"project": "B", "requires": "C"},
        {"project": "C", "requires": "A"},
    ]
    with pytest.raises(ProblemError, match="A → B → C → A"):
        read(three(dependencies=ring))


def test_a_score_left_out_is_unknown_and_not_zero():
    one = read(document(sheet("A", scores={}), sheet("B", scores={"nytte": None})))
    assert [dict(project.scores) for project in one.projects] == [{"nytte": None}] * 2


def test_an_interval_without_width_is_a_plain_score():
    plain, interval = (document(sheet("A", scores={"nytte": score})) for score in (40, [40, 40]))
    assert digest(read(plain)) == digest(read(interval))


def test_problems_without_the_newer_fields_keep_their_hash():
    assert digest(read(document(sheet("A")))) == HASH_OF_ONE_SHEET


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "3", '"format"', "{", '{"format": NaN}', '{"a": 1, "a": 1}', "\x00", "[" * 100_000),
        *(b"\xff\xfe", b"\xef\xbb\xbf{}", "9" * 10_000, '{"format": "\\ud800"}'),
    ],
)
def test_text_that_is_no_problem_is_refused(text):
    with pytest.raises(ProblemError):
        read(text)


WRONG: list[Any] = [
    *(None, True, -1, 0, 1e300, -0.0, math.nan, math.inf, 10**400, "", " ", "P0", "x" * 500, "\ud800", "a\nb"),
    *([], {}, [None], [[]], {"": 1}, {"key": "P0"}, [1, 2, 3], ["P0", "P0"], 2.5, "stat"),
]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container in a document with each of its keys or positions."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in ((value, key), *places(value[key]))]


@pytest.mark.parametrize("seed", range(400))
def test_a_damaged_problem_is_read_or_refused_but_never_breaks(seed):
    rng = random.Random(seed)
    damaged = copy.deepcopy(invented(seed % 20))
    damaged |= {"locked": {"P0": None}, "excluded": ["P1"]}
    for _ in range(rng.randint(1, 3)):
        container, key = rng.choice(places(damaged))
        if key not in container and isinstance(container, dict):
            continue
        match rng.randrange(4):
            case 0:
                container[key] = copy.deepcopy(rng.choice(WRONG))
            case 1:
                del container[key]
            case 2 if isinstance(container, dict):
                container[rng.choice(["ny", "", "P0", "key"])] = container.pop(key)
            case _ if isinstance(container, list):
                container.insert(key, copy.deepcopy(container[key]))
            case _:
                container[key] = [container[key]]
        if not places(damaged):
            break
    for given in (damaged, json.dumps(damaged), json.dumps(damaged)[: rng.randrange(2000)]):
        with contextlib.suppress(ProblemError):
            assert read(write(one := read(given))) == one
