"""The set of weights the parties leave open: read with reasons, cut by statements, drawn from evenly."""

from __future__ import annotations

import json
import pickle
import random
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from scipy.optimize import linprog

from samstyring.engine import robust
from samstyring.engine.fields import ProblemError
from samstyring.engine.robust.region import NoWeights, Region, draw, region
from samstyring.engine.robust.shares import divide, interval, never_seen

CRITERIA = ("klima", "nytte", "støy")
SCHEMAS = Path(robust.__file__).parents[1] / "schemas"
EXAMPLES = Path(__file__).parent / "examples"


def said(*parties: dict[str, float], statements: list[dict] | None = None) -> dict:
    found: dict = {"format": "samstyring-party-weights/1"}
    if parties:
        found["parties"] = [{"key": f"part-{n}", "weights": weights} for n, weights in enumerate(parties)]
    if statements is not None:
        found["statements"] = statements
    return found


def left_open(*parties: dict[str, float], statements: list[dict] | None = None, criteria=CRITERIA) -> Region:
    return region(robust.read_weights(said(*parties, statements=statements), criteria))


ORDER = {"kind": "order", "criteria": ["klima", "nytte", "støy"]}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes (line 1, column 2)"),
        ([], "should be an object, not a list"),
        ({}, 'the field "format" is missing'),
        ({"format": "annet/1"}, 'format: should be "samstyring-party-weights/1"'),
        (said(), 'give "parties", "statements" or both'),
        (said() | {"vekter": []}, "unknown field: vekter"),
        (said({"klima": -1}), "parties[0].weights.klima: cannot be negative"),
        (said({"klima": 1}, {"fart": 1}), 'parties[1].weights: "fart" is not a criterion in this problem'),
        (said({"klima": 0}), "parties[0].weights: part-0 should give at least one criterion a weight above 0"),
        (said({"klima": "mye"}), "parties[0].weights.klima: should be a number, not text"),
        (said({"klima": None}), "parties[0].weights.klima: should be a number, not null"),
        (
            {"format": "samstyring-party-weights/1", "parties": [{"key": "a", "weights": {"klima": 1}}] * 2},
            'parties[1]: "a" is listed twice',
        ),
        (
            {"format": "samstyring-party-weights/1", "parties": [{"key": "a"}]},
            'parties[0]: the field "weights" is missing',
        ),
        (said(statements=[{}]), "statements[0].kind: should be one of order, share, ratio, linear"),
        (
            said(statements=[ORDER, {"kind": "order", "criteria": ["klima"]}]),
            "statements[1].criteria: should have at least 2 entries, but has 1",
        ),
        (
            said(statements=[{"kind": "order", "criteria": ["klima", "klima"]}]),
            'statements[0].criteria[1]: "klima" is listed twice',
        ),
        (
            said(statements=[{"kind": "share", "criterion": "klima"}]),
            'statements[0]: give "at_least", "at_most" or both',
        ),
        (
            said(statements=[{"kind": "share", "criterion": "klima", "at_least": 1.5}]),
            "statements[0].at_least: is more than 1, which cannot be right",
        ),
        (
            said(statements=[{"kind": "share", "criterion": "klima", "at_least": 0.5, "at_most": 0.2}]),
            "statements[0].at_most: is 0.2, less than at_least, which is 0.5",
        ),
        (
            said(statements=[{"kind": "ratio", "criterion": "klima", "of": "klima", "at_least": 2}]),
            "statements[0].of: a criterion cannot be compared with itself",
        ),
        (
            said(statements=[{"kind": "linear", "coefficients": {"klima": 0}, "at_least": 1}]),
            "statements[0].coefficients: at least one coefficient should differ from 0",
        ),
    ],
)
def test_weights_that_cannot_be_used_name_the_field(content, sentence):
    with pytest.raises(ProblemError) as refusal:
        robust.read_weights(content, CRITERIA)
    assert str(refusal.value) == sentence


def test_the_example_follows_the_schema_and_can_be_read():
    example = json.loads((EXAMPLES / "party-weights.json").read_text(encoding="utf-8"))
    jsonschema.validate(example, json.loads((SCHEMAS / "party-weights.json").read_text(encoding="utf-8")))
    criteria = ("klima", "fremkommelighet", "trafikksikkerhet")
    assert len(robust.read_weights(example, criteria).parties) == 3


def test_only_the_proportions_of_weights_matter():
    one = robust.read_weights(said({"klima": 2, "nytte": 6}), CRITERIA)
    other = robust.read_weights(said({"nytte": 0.75, "klima": 0.25, "støy": 0}), CRITERIA)
    assert one.parties[0].weights == {"klima": 0.25, "nytte": 0.75, "støy": 0.0}
    assert one.digest() == other.digest()


def test_the_corners_of_a_rank_order_are_equal_weights_of_the_first_criteria():
    found = left_open(statements=[ORDER])
    assert found.corners == pytest.approx(np.array([[1 / 3, 1 / 3, 1 / 3], [1 / 2, 1 / 2, 0], [1, 0, 0]]))
    assert found.kind == "statements"


def test_a_party_in_the_middle_of_the_others_adds_no_corner():
    found = left_open({"klima": 1}, {"nytte": 1}, {"klima": 1, "nytte": 1}, {"nytte": 5})
    assert found.corners == pytest.approx(np.array([[0, 1, 0], [1, 0, 0]]))
    assert found.inside == (True, True, True, True)


def test_statements_leave_out_a_party_that_does_not_satisfy_them():
    found = left_open(
        {"klima": 1}, {"nytte": 1}, statements=[{"kind": "share", "criterion": "klima", "at_least": 0.4}]
    )
    assert found.corners == pytest.approx(np.array([[0.4, 0.6, 0], [1, 0, 0]]))
    assert (found.kind, found.inside) == ("hull-and-statements", (True, False))


def test_statements_that_cannot_hold_together_are_named_and_no_others():
    high = {"kind": "share", "criterion": "støy", "at_least": 0.6, "name": "Støy først"}
    with pytest.raises(NoWeights) as refusal:
        left_open(statements=[{"kind": "share", "criterion": "nytte", "at_least": 0.1}, ORDER, high])
    assert str(refusal.value) == (
        "statements: these cannot all hold: "
        "statements[1] (klima ≥ nytte ≥ støy); statements[2] (Støy først: 0.6 ≤ støy)"
    )
    assert str(pickle.loads(pickle.dumps(refusal.value))) == str(refusal.value)


def test_a_statement_no_mixture_of_the_parties_satisfies_is_refused():
    with pytest.raises(NoWeights, match="statements\\[0\\] .* cannot hold in any mixture of the parties' weights"):
        left_open({"klima": 1}, {"nytte": 1}, statements=[{"kind": "share", "criterion": "støy", "at_least": 0.1}])


@pytest.mark.parametrize("seed", range(8))
def test_the_corners_reach_as_far_as_linear_programming_says(seed):
    rng = random.Random(seed)
    criteria = tuple("abcde"[: rng.randint(2, 5)])
    statements = []
    for _ in range(rng.randint(1, 5)):
        one, other = rng.sample(criteria, 2)
        statements.append(
            rng.choice(
                [
                    {"kind": "order", "criteria": [one, other]},
                    {"kind": "share", "criterion": one, "at_least": 0.05, "at_most": 0.6},
                    {"kind": "ratio", "criterion": one, "of": other, "at_least": 0.3, "at_most": 3},
                    {"kind": "linear", "coefficients": {one: 1, other: -0.5}, "at_least": -0.2},
                ]
            )
        )
    given = robust.read_weights(said(statements=statements), criteria)
    found = region(given)
    limits = [limit for one in given.statements for limit in one.limits]
    table = np.array([[-limit.coefficients.get(name, 0) for name in criteria] for limit in limits])
    least = np.array([-limit.at_least for limit in limits])
    for _ in range(20):
        towards = np.array([rng.gauss(0, 1) for _ in criteria])
        best = linprog(-towards, A_ub=table, b_ub=least, A_eq=np.ones((1, len(criteria))), b_eq=[1])
        assert (found.corners @ towards).max() == pytest.approx(-best.fun, abs=1e-7)
    drawn, _ = draw(found, 200, seed=seed)
    assert (drawn @ table.T <= least + 1e-9).all()
    assert drawn.sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize("points", ["independent", "sobol"])
def test_uniform_draws_fall_in_each_half_as_often_as_its_size_says(points):
    # A square has two triangles; its middle splits it in equal halves whatever the division.
    square = [{"kind": "share", "criterion": name, "at_least": 0.1, "at_most": 0.3} for name in ("klima", "nytte")]
    found = left_open(statements=square)
    assert len(found.corners) == 4
    drawn, method = draw(found, 2048, seed=1, points=points)
    assert method == "uniform"
    assert (drawn[:, 0] < 0.2).mean() == pytest.approx(0.5, abs=0.04)
    assert (drawn[:, 0] + drawn[:, 1] < 0.3).mean() == pytest.approx(0.125, abs=0.03)


def test_the_same_seed_draws_the_same_weights():
    found = left_open({"klima": 1}, {"nytte": 1}, {"støy": 1})
    first, method = draw(found, 50, seed=4)
    assert method == "mixtures"
    assert (first == draw(found, 50, seed=4)[0]).all()
    assert (first != draw(found, 50, seed=5)[0]).any()


def test_a_single_set_of_weights_is_drawn_every_time():
    found = left_open({"klima": 3, "nytte": 1}, {"klima": 6, "nytte": 2})
    assert len(found.corners) == 1
    assert draw(found, 3, seed=0, method="uniform")[0] == pytest.approx(np.array([[0.75, 0.25, 0]] * 3))


def test_confidence_intervals_are_those_of_the_tables():
    # Clopper and Pearson for 3 of 20, as printed in statistical tables.
    assert interval(3, 20) == pytest.approx((0.0321, 0.3789), abs=1e-4)
    assert interval(20, 20)[1] == 1.0
    assert interval(0, 0) == (0.0, 1.0)
    assert never_seen(1000) == pytest.approx(0.003, abs=1e-4)
    assert never_seen(1000, confidence=1 - 0.05 / 200) == pytest.approx(0.0083, abs=1e-4)


def test_the_criterion_that_tells_most_is_found_with_its_mistakes():
    weights = np.random.default_rng(3).dirichlet([1, 1, 1], 400)
    inside = weights[:, 1] < 0.3
    inside[:8] = ~inside[:8]
    found = divide(weights, inside)
    assert (found.criterion, found.side, found.error) == (1, "below", 0.02)
    assert found.threshold == pytest.approx(0.3, abs=0.02)
