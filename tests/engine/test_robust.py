"""What is said to hold whatever the weights, does: checked against every plan there is."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from samstyring.engine import robust
from samstyring.engine.columns import build
from samstyring.engine.fields import ProblemError
from samstyring.engine.problem import Problem, read
from samstyring.engine.programme import Infeasible, NoPlanInTime, Stopped
from samstyring.engine.robust.region import draw, region
from samstyring.engine.robust.uncertain import draw_worths
from samstyring.engine.robust.worths import worths
from samstyring.engine.scoring import ScoresMissing

from .cases import document, invented, sheet
from .robust_oracle import everything, many, one_frame, parties, proved, study

SCHEMA = Path(robust.__file__).parents[1] / "schemas" / "robustness.json"
EXAMPLE = Path(__file__).parent / "examples" / "robustness.json"


@pytest.mark.parametrize("seed", range(5))
def test_what_is_proved_holds_at_twenty_thousand_weights(seed):
    rng = random.Random(seed)
    criteria = ("klima", "nytte", "støy")[: 2 + seed % 2]
    problem, all_plans = one_frame(seed, 13 + seed % 3, criteria)
    weights = parties(*({name: rng.uniform(0.5, 2) for name in criteria} for _ in range(3)))
    found = study(problem, weights, challenges=20)
    always, never = all_plans.always(many(weights, problem, 20_000))
    assert proved(found, "proved-in") <= always
    assert proved(found, "proved-out") <= never
    # The proofs are worth something: most of what is true is also proved.
    assert len(proved(found, "proved-in") | proved(found, "proved-out")) >= 0.5 * len(always | never)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_proved_holds_with_every_kind_of_rule(seed):
    problem = read(invented(seed, most=5))
    all_plans = everything(problem)
    weights = parties({"klima": 1, "nytte": 3}, {"klima": 3, "nytte": 2})
    if not len(all_plans.vectors):
        with pytest.raises(Infeasible):
            study(problem, weights)
        return
    found = study(problem, weights)
    always, never = all_plans.always(many(weights, problem, 2000))
    assert proved(found, "proved-in") <= always
    assert proved(found, "proved-out") <= never


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("epsilon", [0.05, 0.002])
def test_every_sampled_weight_has_a_plan_within_epsilon_of_the_best(seed, epsilon):
    problem, all_plans = one_frame(seed, 11, ("klima", "nytte", "støy"))
    weights = parties({"klima": 1}, {"nytte": 1, "klima": 0.2}, {"støy": 1})
    found = study(problem, weights, epsilon=epsilon, challenges=0, seed=seed)
    shape = region(robust.read_weights(weights, problem.criteria))
    samples, _ = draw(shape, 200, seed=seed)
    pool = np.array([list(one.values.values()) for one in found.plans])
    best = all_plans.best(samples)
    short = best / (samples @ pool.T).max(axis=1) - 1
    assert short.max() <= found.certificate.reached + 1e-9
    assert found.certificate.reached <= epsilon
    assert (found.certificate.ended, found.certificate.open_samples) == ("done", 0)


@pytest.mark.parametrize("seed", range(4))
def test_the_regret_of_every_party_is_within_what_is_proved(seed):
    problem, all_plans = one_frame(seed, 10, ("klima", "nytte"))
    weights = parties({"klima": 1}, {"nytte": 1}, {"klima": 1, "nytte": 1})
    found = study(problem, weights, epsilon=0.02, given={problem.projects[0].key: 2025})
    own = {one.key: np.array(list(one.weights.values())) for one, _ in found.weights.parties}
    for plan in (*found.plans, found.given):
        vector = np.array(list(plan.values.values()))
        for one in plan.regret:
            best = all_plans.best(own[one.party][None])[0]
            true = 1 - vector @ own[one.party] / best
            assert one.at_least - 1e-9 <= true <= one.at_most + 1e-9
    worst = {plan.key: plan.worst.at_least for plan in found.plans}
    assert worst[found.minimax] == min(worst.values())
    for party in found.parties:
        assert party.value - 1e-9 <= all_plans.best(own[party.key][None])[0] <= party.bound * (1 + 1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_the_price_of_the_opposite_is_within_what_is_proved(seed):
    problem, all_plans = one_frame(seed, 10, ("klima", "nytte"))
    found = study(problem, parties({"klima": 2, "nytte": 1}, {"nytte": 1}), epsilon=0.01)
    own = {one.key: np.array(list(one.weights.values())) for one, _ in found.weights.parties}
    for n, project in enumerate(found.projects):
        for view in project.parties:
            values = all_plans.vectors @ own[view.party]
            opposite = values[all_plans.members[:, n] != view.has].max(initial=0.0)
            # What all plans are worth that leave room has been left out of the oracle: only "at least" is exact.
            if not view.has:
                assert view.price.at_least <= 1 - opposite / values.max() + 1e-9
            if view.proved:
                assert view.has == all_plans.members[values.argmax(), n]


def test_a_project_that_depends_on_the_weights_says_on_which():
    problem = read(
        document(
            sheet("Bru", scores={"klima": 10, "nytte": 90}, latest=0),
            sheet("Sykkelvei", scores={"klima": 80, "nytte": 20}, latest=0),
            years=[2025],
            weights={"klima": 1, "nytte": 1},
            sources=[{"key": "stat", "frames": [10], "tail_frames": [], "carry_over_cap": 0}],
        )
    )
    found = study(problem, parties({"klima": 1}, {"nytte": 1}), draws=1000)
    bru, sykkelvei = found.projects
    assert (bru.state, sykkelvei.state) == ("open", "open")
    assert (bru.depends_on.parties_in, bru.depends_on.parties_out) == (("part-1",), ("part-0",))
    assert bru.depends_on.criterion in ("klima", "nytte")
    # 10 k + 90 (1 - k) = 80 k + 20 (1 - k) where k is a half.
    assert bru.depends_on.threshold == pytest.approx(0.5, abs=0.01)
    assert bru.depends_on.error == 0.0
    assert bru.interval[0] < bru.share < bru.interval[1]
    assert found.minimax in {one.key for one in found.plans}


def test_a_choice_is_proved_however_little_it_is_worth():
    near = [sheet("A", latest=0, scores={"nytte": 50.0}), sheet("B", latest=0, scores={"nytte": 49.9})]
    sources = [{"key": "stat", "frames": [10], "tail_frames": [], "carry_over_cap": 0}]
    found = study(read(document(*near, years=[2025], sources=sources)), parties({"nytte": 1}), epsilon=0.01)
    a, b = found.projects
    assert (a.state, b.state) == ("proved-in", "proved-out")
    assert b.parties[0].price.at_least == pytest.approx(0.002)


def test_a_project_nobody_has_scored_is_open_where_there_is_room_for_it():
    found = study(read(document(sheet("A"), sheet("B", scores={}))), parties({"nytte": 1}))
    assert [one.state for one in found.projects] == ["proved-in", "open"]
    assert found.unknown == (("B", "nytte"),)
    assert found.projects[1].near_tie in ((0.0, 1.0), (0.0, 0.0))


def test_an_unknown_score_is_refused_unless_somebody_says_what_it_means():
    problem = read(
        document(
            sheet("A", scores={"klima": 60}),
            sheet("B", scores={"klima": 20, "nytte": 30}),
            weights={"klima": 3, "nytte": 1},
        )
    )
    both = parties({"klima": 1, "nytte": 1})
    with pytest.raises(ScoresMissing, match="no score for A/nytte"):
        study(problem, both, missing="refuse")
    assert study(problem, parties({"klima": 1}), missing="refuse").unknown == ()
    filled = study(problem, both, missing="weights-of-known")
    assert filled.plans[0].values["nytte"] == pytest.approx(60 + 0.9 * 30)


def test_one_party_has_no_regret_in_its_own_plan():
    problem, _ = one_frame(1, 8, ("klima", "nytte"))
    found = study(problem, parties({"klima": 1, "nytte": 1}))
    assert found.plans[0].worst.at_least == 0.0
    assert len(found.weights.vertices) == 1
    assert {one.state for one in found.projects} <= {"proved-in", "proved-out", "open"}


def test_identical_parties_are_as_one():
    problem, _ = one_frame(2, 8, ("klima", "nytte"))
    one = study(problem, parties({"klima": 1, "nytte": 2}))
    three = study(problem, parties(*[{"klima": 1, "nytte": 2}] * 3))
    assert [project.state for project in one.projects] == [project.state for project in three.projects]
    assert {party.value for party in three.parties} == {one.parties[0].value}


def test_a_criterion_nobody_weighs_changes_nothing():
    problem, _ = one_frame(3, 8, ("klima", "nytte"))
    worthless = replace(
        problem,
        projects=tuple(
            replace(one, scores={**one.scores, "støy": 100.0 - n}) for n, one in enumerate(problem.projects)
        ),
        weights={**problem.weights, "støy": 5.0},
    )
    weights = parties({"klima": 1}, {"nytte": 1})
    before, after = study(problem, weights), study(worthless, weights)
    assert [(one.state, one.share) for one in before.projects] == [
        (one.state, one.share) for one in after.projects
    ]


def test_the_order_of_the_projects_does_not_matter():
    problem, _ = one_frame(4, 12, ("klima", "nytte"))
    turned = replace(problem, projects=problem.projects[::-1])
    weights = parties({"klima": 1}, {"nytte": 1}, {"klima": 1, "nytte": 1})
    one, other = study(problem, weights), study(turned, weights)
    assert one.projects == other.projects[::-1]
    assert (one.plans, one.certificate) == (other.plans, other.certificate)


def test_a_ranking_is_studied_with_the_weights_the_parties_give():
    problem = read(invented(5, most=5, ranking=True))
    found = study(
        problem,
        {
            "format": "samstyring-party-weights/1",
            "statements": [{"kind": "order", "criteria": ["klima", "nytte"]}],
        },
    )
    assert (found.parties, found.minimax, found.weights.kind) == ((), None, "statements")
    assert found.weights.statements == ("klima ≥ nytte",)


def test_scores_given_as_intervals_are_drawn_with_the_weights_when_asked():
    def two(score) -> Problem:
        sources = [{"key": "stat", "frames": [10], "tail_frames": [], "carry_over_cap": 0}]
        sheets = (sheet("A", latest=0, scores={"nytte": score}), sheet("B", latest=0, scores={"nytte": 60}))
        return read(
            document(
                *sheets, sheet("C", latest=0, must_start=True, cost_profile=[0]), years=[2025], sources=sources
            )
        )

    counted = study(two([40, 80]), parties({"nytte": 1}))
    assert counted.scores is None
    found = study(two([50, 90]), parties({"nytte": 1}), uncertain_scores=True, draws=1000)
    a, b, c = found.projects
    assert (a.state, b.state, c.state, found.scores.count) == ("open", "open", "proved-in", 1)
    # A is better in three quarters of its interval.
    assert a.interval[0] < 0.75 < a.interval[1]
    assert found.certificate.reached == pytest.approx(0.0, abs=1e-6)
    clear = study(two([70, 90]), parties({"nytte": 1}), uncertain_scores=True)
    assert [one.state for one in clear.projects] == ["seen-in", "seen-out", "proved-in"]


@pytest.mark.parametrize("seed", range(3))
def test_with_uncertain_scores_every_draw_is_still_within_what_is_said(seed):
    problem, all_plans = one_frame(seed, 9, ("klima", "nytte"))
    wide = replace(
        problem,
        projects=tuple(
            replace(one, scores={name: (score, min(100.0, score + 15)) for name, score in one.scores.items()})
            for one in problem.projects
        ),
        score_policy="low",
    )
    weights = parties({"klima": 1}, {"nytte": 1})
    found = study(wide, weights, uncertain_scores=True, challenges=15, seed=seed)
    assert found.certificate.solves <= 15 + 3
    assert not proved(found, "proved-in") | proved(found, "proved-out")
    shape = region(robust.read_weights(weights, wide.criteria))
    samples, _ = draw(shape, 200, seed=seed)
    worth = draw_worths(wide, worths(wide, build(wide), missing="zero"), samples, seed=seed)
    best = (worth @ all_plans.members.T).max(axis=1)
    known = np.array([[key in plan.starts for key in all_plans.keys] for plan in found.plans])
    short = best / (worth @ known.T).max(axis=1) - 1
    assert short.max() <= found.certificate.reached + 1e-9
    assert found.certificate.reached < 0.3
    # What is not certified is not called seen.
    assert not proved(found, "seen-in") | proved(found, "seen-out")


def test_a_problem_without_projects_has_nothing_to_disagree_about():
    found = study(read(document()), parties({"nytte": 1}))
    assert (found.projects, found.certificate.reached) == ((), 0.0)


def test_a_plan_that_was_given_is_judged_project_by_project():
    problem = read(
        document(
            sheet("A", latest=0, scores={"nytte": 80}),
            sheet("B", latest=0, scores={"nytte": 20}),
            years=[2025],
            sources=[{"key": "stat", "frames": [10], "tail_frames": [], "carry_over_cap": 0}],
        )
    )
    found = study(problem, parties({"nytte": 1}), given={"B": 2025})
    assert [one.given for one in found.projects] == [(False, "against-proved"), (True, "against-proved")]
    assert (found.given.regret[0].at_least, found.given.feasible) == (0.75, True)
    assert not study(problem, parties({"nytte": 1}), given={"A": 2025, "B": 2025}).given.feasible
    with pytest.raises(ProblemError, match="starts.C: is not a project"):
        study(problem, parties({"nytte": 1}), given={"C": 2025})
    with pytest.raises(ProblemError, match="starts.A: 2031 is not a year of the programme"):
        study(problem, parties({"nytte": 1}), given={"A": 2031})


def test_an_impossible_problem_says_what_is_missing():
    problem = read(document(sheet("A", must_start=True, cost_profile=[50])))
    with pytest.raises(Infeasible) as refusal:
        study(problem, parties({"nytte": 1}))
    assert refusal.value.shortfalls[0].source == "stat"


def test_a_study_cut_short_says_so_and_claims_no_more_than_it_knows():
    problem, all_plans = one_frame(6, 14, ("klima", "nytte"))
    weights = parties({"klima": 1}, {"nytte": 1}, {"klima": 1, "nytte": 3})
    try:
        found = study(problem, weights, seconds=0.02)
    except NoPlanInTime:
        return
    always, never = all_plans.always(many(weights, problem, 2000))
    assert proved(found, "proved-in") <= always
    assert proved(found, "proved-out") <= never
    assert found.certificate.ended == "time-limit"


def test_a_study_can_be_stopped_and_followed():
    problem, _ = one_frame(7, 10, ("klima", "nytte"))
    weights = parties({"klima": 1}, {"nytte": 1})
    with pytest.raises(Stopped):
        study(problem, weights, cancelled=lambda: True)
    told, published = [], []
    last = study(
        problem, weights, progress=lambda *one: told.append(one), published=lambda one: published.append(one)
    )
    assert [stage for n, (stage, _, _) in enumerate(told) if stage not in {one for one, _, _ in told[:n]}] == [
        "corners",
        "samples",
        "proofs",
        "challenges",
    ]
    assert all(done <= of for _, done, of in told)
    assert {one.certificate.ended for one in published} == {"under-way"}
    assert not proved(published[0], "proved-in")
    assert last.certificate.ended == "done"


def test_the_same_study_twice_is_the_same():
    problem, _ = one_frame(8, 12, ("klima", "nytte", "støy"))
    weights = parties({"klima": 1}, {"nytte": 1}, {"støy": 1})
    one, other = study(problem, weights), study(problem, weights)
    same = {"seconds": 0.0, "cpu_seconds": 0.0}
    assert replace(one, **same) == replace(other, **same)


def test_weights_about_other_criteria_are_refused():
    problem, _ = one_frame(9, 3, ("klima", "nytte"))
    with pytest.raises(ProblemError, match="are about other criteria"):
        robust.study(problem, robust.read_weights(parties({"fart": 1}), ("fart",)))


def test_the_study_and_its_example_follow_the_schema():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(EXAMPLE.read_text(encoding="utf-8")), schema)
    problem, _ = one_frame(10, 10, ("klima", "nytte"))
    weights = parties({"klima": 1}, {"nytte": 1}, {"klima": 2, "nytte": 1})
    found = study(
        problem,
        weights,
        given={"P00": 2025},
        published=lambda one: jsonschema.validate(json.loads(robust.write(one)), schema),
    )
    jsonschema.validate(robust.as_mapping(found), schema)
    jsonschema.validate(json.loads(robust.write(found)), schema)
