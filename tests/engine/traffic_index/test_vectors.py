"""`samstyring byindeks`: figures for each name, or a sentence, whatever the others are like."""

from __future__ import annotations

import json

import pytest

from samstyring.engine.commands import main
from samstyring.engine.traffic_index.vectors import results

from .things import NORD_JAEREN, SHARED, needs_published


@needs_published
def test_the_published_cases_come_out_as_published(tmp_path):
    out = tmp_path / "results.json"
    assert main(["byindeks", str(SHARED / "vectors.json"), "--out", str(out)]) == 0
    found, asked = json.loads(out.read_text()), json.loads((SHARED / "vectors.json").read_text())
    assert set(found) == set(asked)
    for name, one in asked.items():
        if one["kind"] == "chain":
            last = one["published"][-1]
            assert found[name]["se"] == pytest.approx(last["se"], abs=1e-9)
            assert set(found[name]) == {"index", "p", "se", "lower", "upper", "verdict"}
            continue
        told = one["published"]
        assert found[name]["n"] == told["n_trp"]
        # Annual indices are published with four decimals.
        assert found[name]["index"] == pytest.approx(
            told["index_i"], abs=1e-12 if one["kind"] == "rolling" else 5e-5
        )
        se = told.get("standard_error_p", told.get("standard_error"))
        if se is not None:
            assert found[name]["se"] == pytest.approx(se, abs=1e-9)
    assert found["bergen_12m_2026_04"]["verdict"] == "increase"
    assert found["bergen_36m_2026_04"]["verdict"] == "uncertain"


@pytest.mark.parametrize("names", [("ref", "calc"), ("base", "calc")])
def test_points_are_pairs_or_objects(names):
    pairs = [list(one) for one in NORD_JAEREN.values()]
    objects = [dict(zip(names, one, strict=True)) | {"name": name} for name, one in NORD_JAEREN.items()]
    found = results(
        {"par": {"kind": "annual", "points": pairs}, "objekter": {"kind": "annual", "points": objects}}
    )
    assert found["par"] == found["objekter"]
    assert round(found["par"]["lower"], 6) == -6.277475


def test_a_chain_gives_its_last_link():
    found = results(
        {"kjede": {"kind": "chain", "links": [{"index_i": 0.98, "se": 1}, {"index_i": 1.03, "se": 2}]}}
    )
    assert (round(found["kjede"]["index"], 7), round(found["kjede"]["se"], 7)) == (1.0094, 2.2142493)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (None, "det står ikke et objekt under navnet"),
        ({}, "kind: skal være rolling, annual eller chain"),
        ({"kind": ["rolling"]}, "kind: skal være"),
        ({"kind": "rolling"}, "points: listen over punkter mangler"),
        ({"kind": "rolling", "points": []}, "det er ingen punkter"),
        ({"kind": "rolling", "points": [[1, 2]]}, "ett punkt har ingen spredning"),
        ({"kind": "rolling", "points": [[1, 2, 3], [1, 2]]}, "punkt 1: har 3 tall, og skal ha to"),
        ({"kind": "rolling", "points": [[1, 2], 7]}, "punkt 2: er ikke to tall eller et objekt"),
        ({"kind": "rolling", "points": [[1, 2], [0, 7]]}, "punkt 2: trafikken i referansen er 0"),
        ({"kind": "rolling", "points": [[1, 2], [-3, 7]]}, "punkt 2: trafikken i referansen er -3"),
        ({"kind": "annual", "points": [[1, 2], [None, 7]]}, "punkt 2: er ikke et tall"),
        ({"kind": "annual", "points": [[1, 2], [True, 7]]}, "punkt 2: er ikke et tall"),
        ({"kind": "annual", "points": [[1, 2], [10**400, 7]]}, "punkt 2: er ikke et tall som kan brukes"),
        ({"kind": "annual", "points": [{"trp": "A", "calc": 2}]}, "punkt 1 (A): mangler ref eller base"),
        ({"kind": "annual", "points": [{"ref": 1}]}, "punkt 1: mangler calc"),
        (
            {"kind": "annual", "points": [{"trp": "A", "ref": 1, "calc": 2}, {"trp": "A", "ref": 1, "calc": 2}]},
            "punkt 2 (A): er det samme som punkt 1",
        ),
        ({"kind": "chain"}, "links: listen over ledd mangler"),
        ({"kind": "chain", "links": []}, "det er ingen ledd å kjede"),
        ({"kind": "chain", "links": [7]}, "ledd 1: er ikke et objekt"),
        ({"kind": "chain", "links": [{"index_i": 1}]}, "ledd 1: mangler se"),
        ({"kind": "chain", "links": [{"index_i": -1, "se": 1}]}, "ledd 1: indeksen er ikke et tall over null"),
    ],
)
def test_what_cannot_be_computed_is_a_sentence_and_the_rest_still_comes(asked, words):
    found = results({"galt": asked, "rett": {"kind": "rolling", "points": [[1, 2], [3, 4]]}})
    assert set(found["galt"]) == {"error"}
    assert found["galt"]["error"].startswith("Ikke beregnbart: ")
    assert words in found["galt"]["error"]
    assert found["rett"]["n"] == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[]", "should be"),
        (b'{"a": 1', "not JSON"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": 1, "a": 2}', "written twice"),
        (b"\xff", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_exit_code_2(tmp_path, capsys, content, words):
    file = tmp_path / "vectors.json"
    file.write_bytes(content)
    assert main(["byindeks", str(file)]) == 2
    assert words in capsys.readouterr().err


def test_without_out_the_figures_are_printed(tmp_path, capsys):
    file = tmp_path / "vectors.json"
    file.write_text('{"a": {"kind": "rolling", "points": [[1, 1], [2, 2]]}}', encoding="utf-8")
    assert main(["byindeks", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["a"] == {
        "index": 1.0, "p": 0.0, "n": 2, "n_eff": pytest.approx(1.8), "sd": 0.0, "se": 0.0, "lower": 0.0, "upper": 0.0,
        "verdict": "uncertain",
    }  # fmt: skip
