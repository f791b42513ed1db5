"""Invented problems: the same to the byte each time, readable, and always with a possible programme."""

from __future__ import annotations

import hashlib
import json
import math
from importlib.resources import files

import pytest

from samstyring.engine.columns import build
from samstyring.engine.commands import main
from samstyring.engine.portfolio import write
from samstyring.engine.problem import read
from samstyring.engine.simulate import cost_distributions, party_weights, simulate
from samstyring.engine.solve import Watch, solve

SHAPES = [(0, 1), (1, 1), (2, 3), (16, 1), (30, 4), (45, 2), (60, 10)]


def drawn(tmp_path, *options: str) -> bytes:
    path = tmp_path / "problem.json"
    assert main(["simulate-problem", "--out", str(path), *options]) == 0
    return path.read_bytes()


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    options = ("--projects", "40", "--years", "4", "--seed")
    assert drawn(tmp_path, *options, "7") == drawn(tmp_path, *options, "7")
    assert drawn(tmp_path, *options, "7") != drawn(tmp_path, *options, "8")


def test_a_seed_gives_the_same_problem_as_it_did_when_it_was_measured():
    problem = simulate(projects=60, years=4, seed=1)
    sheets = [(one.key, one.cost_profile, list(one.scores.values()), one.must_start) for one in problem.projects]
    found = hashlib.sha256(json.dumps([sheets, [one.frames for one in problem.sources]]).encode())
    assert found.hexdigest()[:16] == "e3b743e5661c3e24"


@pytest.mark.parametrize(("projects", "years"), SHAPES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_problem_can_be_read_and_has_a_programme(projects, years, seed):
    problem = simulate(projects=projects, years=years, seed=seed)
    assert read(write(problem)) == problem
    assert len(problem.projects) == projects
    assert not solve(build(problem), {}, largest=True, watch=Watch.start(600), gap=1.0).infeasible


def test_it_looks_as_promised():
    problem = simulate(projects=2000, years=10, seed=1)
    costs = [sum(one.cost_profile) for one in problem.projects]
    frames = [sum(one.frames[:10]) for one in problem.sources]
    assert sum(frames) == pytest.approx(0.4 * sum(costs), rel=0.02)
    assert frames[0] / sum(frames) == pytest.approx(0.34, abs=0.02)
    assert sorted(costs)[1000] == pytest.approx(25, rel=0.15)
    assert sum(cost > 100 for cost in costs) / 2000 == pytest.approx(0.12, abs=0.03)
    assert {len(one.cost_profile) for one in problem.projects} == {1, 2, 3, 4, 5}
    assert sum(one.must_start for one in problem.projects) == 133
    assert len(problem.exclusions) == 66
    assert len(problem.dependencies) == 133
    assert problem.minimum_shares["area"] == dict.fromkeys(("A0", "A1", "A2", "A3", "A4"), 0.08)
    assert problem.minimum_shares["focus"] == dict.fromkeys(("S0", "S1", "S2", "S3", "S4", "S5"), 0.06)


def test_criteria_agree_a_little():
    projects = simulate(projects=2000, years=4, seed=3).projects
    pairs = [(one.scores["k0"], one.scores["k5"]) for one in projects]
    means = [math.fsum(column) / len(pairs) for column in zip(*pairs, strict=True)]
    parts = [(first - means[0], second - means[1]) for first, second in pairs]
    spread = math.sqrt(math.fsum(a * a for a, _ in parts) * math.fsum(b * b for _, b in parts))
    assert math.fsum(a * b for a, b in parts) / spread == pytest.approx(0.25, abs=0.06)


def test_parties_and_distributions_are_drawn_too(tmp_path):
    weights, costs = tmp_path / "weights.json", tmp_path / "costs.json"
    drawn(
        tmp_path, "--projects", "5", "--years", "2",
        "--party-weights-out", str(weights), "--distributions-out", str(costs),
    )  # fmt: skip
    problem = simulate(projects=5, years=2, seed=0)
    assert json.loads(weights.read_text(encoding="utf-8")) == party_weights(problem, seed=0)
    parties = party_weights(problem, seed=0)["parties"]
    assert len(parties) == 9
    assert all(sum(party["weights"].values()) == pytest.approx(1, abs=1e-3) for party in parties)
    found = json.loads(costs.read_text(encoding="utf-8"))
    assert found == cost_distributions(problem, seed=0)
    assert all(1.1 <= one["p85"] / one["p50"] <= 1.41 for one in found["projects"].values())


@pytest.mark.parametrize(
    ("schema", "drawn"), [("party-weights", party_weights), ("distributions", cost_distributions)]
)
def test_what_is_drawn_keeps_to_the_published_formats(schema, drawn):
    jsonschema = pytest.importorskip("jsonschema")
    published = files("samstyring.engine") / "schemas" / f"{schema}.json"
    jsonschema.validate(
        drawn(simulate(projects=8, years=2, seed=4), seed=4), json.loads(published.read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize("options", [["--projects", "-1", "--years", "4"], ["--projects", "3", "--years", "0"]])
def test_sizes_that_are_not_sizes_are_refused(options):
    with pytest.raises(SystemExit) as refusal:
        main(["simulate-problem", *options])
    assert refusal.value.code == 2


def test_a_place_that_cannot_be_written_is_refused(tmp_path, capsys):
    assert main(["simulate-problem", "--projects", "1", "--years", "1", "--out", str(tmp_path)]) == 2
    assert "cannot be written" in capsys.readouterr().err
