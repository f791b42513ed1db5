"""Uncertain costs, against what can be worked out without drawing anything."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from samstyring.engine import exposure
from samstyring.engine.adopted import Adopted
from samstyring.engine.exposure import sampling
from samstyring.engine.exposure.distributions import PERT_ERROR, Z85, CostCurve
from samstyring.engine.fields import ProblemError
from samstyring.engine.plan import Payment
from samstyring.engine.portfolio import CostDistribution, Problem
from samstyring.engine.problem import read
from samstyring.engine.programme import Infeasible, balance

from .cases import document, invented, sheet
from .uncertain import all_in_2025, exposed, one_year, uncertain

# The distributions


@pytest.mark.parametrize("likely", [0, 0.001, 0.1, 0.35, 0.5, 0.8, 1])
def test_the_pert_table_is_as_near_as_it_says(likely):
    curve = CostCurve.of(CostDistribution("pert", (100, 100 + 50 * likely, 150)))
    share = np.concatenate(
        [10.0 ** -np.arange(3, 13), np.linspace(0.001, 0.999, 999), 1 - 10.0 ** -np.arange(3, 10)]
    )
    expected = stats.beta.ppf(share, 1 + 4 * likely, 5 - 4 * likely)
    assert np.abs((curve.at(stats.norm.ppf(share)) - 100) / 50 - expected).max() <= PERT_ERROR


@pytest.mark.parametrize("likely", [0, 0.2, 1])
def test_a_triangle_is_inverted_exactly(likely):
    curve = CostCurve.of(CostDistribution("triangular", (10, 10 + 5 * likely, 15)))
    share = np.linspace(0.0001, 0.9999, 500)
    assert curve.at(stats.norm.ppf(share)) == pytest.approx(stats.triang.ppf(share, likely, 10, 5), rel=1e-9)


def test_a_lognormal_cost_has_the_p50_and_p85_of_the_sheet():
    curve = CostCurve.of(CostDistribution("lognormal", (60, 75)))
    assert curve.at(np.array([0, Z85])) == pytest.approx([60, 75])


@pytest.mark.parametrize(
    "distribution",
    [
        CostDistribution("lognormal", (60, 75)),
        CostDistribution("triangular", (40, 50, 90)),
        CostDistribution("pert", (40, 50, 90)),
        CostDistribution("pert", (40, 40, 90)),
    ],
)
def test_how_certain_a_cost_is_and_the_cost_of_a_certainty_belong_together(distribution):
    curve = CostCurve.of(distribution)
    for z in (-1.5, -0.3, 0.0, 1.0, 2.0):
        assert curve.share_within(float(curve.at(np.array([z]))[0])) == pytest.approx(stats.norm.cdf(z), abs=1e-5)
    assert curve.share_within(0) == 0
    assert curve.share_within(1e6) == pytest.approx(1)


@pytest.mark.parametrize("kind", ["triangular", "pert"])
def test_a_distribution_without_width_is_a_certain_cost(kind):
    found = exposed(uncertain("A", 10, kind, low=12, likely=12, high=12))
    assert (found.total.p50, found.total.p85, found.total.sd) == (12, 12, 0)
    assert found.total.planned == 10


# The sum


def test_one_lognormal_project_has_the_moments_of_the_formula():
    total = exposed(uncertain("A", 100), correlation=1).total
    sigma = math.log(1.25) / Z85
    assert total.mean == pytest.approx(100 * math.exp(sigma**2 / 2), rel=2e-3)
    assert total.sd == pytest.approx(100 * math.exp(sigma**2 / 2) * math.sqrt(math.expm1(sigma**2)), rel=0.02)
    assert (total.p50, total.p85) == pytest.approx((100, 125), rel=0.01)


def test_variances_add_when_costs_have_nothing_to_do_with_each_other():
    costs = [uncertain(f"P{n}", 10 + n, "triangular", low=n, likely=10 + n, high=20 + n) for n in range(120)]
    total = exposed(*costs, correlation=0).total
    assert total.sd == pytest.approx(math.sqrt(120 * 100 / 6), rel=0.02)
    mean = sum(10 + n for n in range(120))
    assert total.mean == pytest.approx(mean, rel=1e-3)
    # The sum of many independent costs is as good as normal.
    assert total.p85 == pytest.approx(mean + Z85 * math.sqrt(120 * 100 / 6), rel=1e-3)


def test_quantiles_add_when_all_costs_move_together():
    total = exposed(
        uncertain("A", 10),
        uncertain("B", 50, "pert", low=40, likely=50, high=90),
        uncertain("C", 30, "triangular", low=30, likely=30, high=60),
        correlation=1,
    ).total
    assert total.p50 == pytest.approx(total.sum_of_p50, rel=1e-3)
    assert total.p85 == pytest.approx(total.sum_of_p85, rel=1e-3)


def test_spread_shares_of_lognormal_costs_are_those_of_the_formula():
    medians, ratios, rho = (10, 40, 25), (1.2, 1.5, 1.1), 0.3
    found = exposed(
        *(
            uncertain(key, median, p50=median, p85=median * ratio)
            for key, median, ratio in zip("ABC", medians, ratios, strict=True)
        ),
        correlation=rho,
    )
    sigmas = [math.log(ratio) / Z85 for ratio in ratios]
    means = [median * math.exp(sigma**2 / 2) for median, sigma in zip(medians, sigmas, strict=True)]
    covariance = [
        [means[i] * means[j] * math.expm1((1 if i == j else rho) * sigmas[i] * sigmas[j]) for j in range(3)]
        for i in range(3)
    ]
    variance = sum(map(sum, covariance))
    shares = {one.project: one.spread_share for one in found.projects}
    assert [shares[key] for key in "ABC"] == pytest.approx([sum(row) / variance for row in covariance], abs=1e-6)
    assert sum(shares.values()) == pytest.approx(1, abs=1e-5)
    assert found.total.sd == pytest.approx(math.sqrt(variance), rel=0.03)
    assert [one.project for one in found.projects] == ["B", "C", "A"]
    assert sum(one.reserve_part for one in found.projects) == pytest.approx(found.total.reserve, abs=1e-4)


def many(count: int = 200) -> list[dict[str, Any]]:
    """Projects of many sizes, each with P85 at 1.25 times P50."""
    rng = np.random.default_rng(7)
    return [uncertain(f"P{n:03}", round(float(cost), 1)) for n, cost in enumerate(rng.lognormal(3, 0.9, count))]


@pytest.mark.parametrize(("rho", "ratio"), [(0, 1.02), (0.2, 1.11), (0.4, 1.15)])
def test_correlation_decides_how_uncertain_the_sum_is(rho, ratio):
    total = exposed(*many(), correlation=rho).total
    assert total.p85 / total.p50 == pytest.approx(ratio, abs=0.01)
    # Skew: half of the projects hold their P50, but the sum of them does not.
    assert total.sum_of_p50 < total.p50
    assert total.p85 < total.sum_of_p85
    assert total.reserve == pytest.approx(total.p85 - total.p50, abs=1e-5)


def test_the_p85_of_two_hundred_projects_is_known_within_three_per_mille():
    found = [exposed(*many(), correlation=0.2, seed=seed).total for seed in range(8)]
    values = np.array([one.p85 for one in found])
    assert 1.96 * values.std(ddof=1) / values.mean() <= 0.003
    for one in found:
        assert (one.p85_interval.high - one.p85_interval.low) / 2 / one.p85 <= 0.003


def share_below(cost: float, rho: float) -> float:
    """How certain two lognormal costs of 60 and 40 together stay below an amount, by integration."""
    sigma = math.log(1.25) / Z85
    z = np.linspace(-9, 9, 20_001)
    rest = cost - 60 * np.exp(sigma * z)
    other = np.log(np.maximum(rest, 1e-300) / 40) / sigma
    return float(np.trapezoid(stats.norm.pdf(z) * stats.norm.cdf((other - rho * z) / math.sqrt(1 - rho**2)), z))


def test_the_stated_sampling_error_holds():
    problem = one_year(uncertain("A", 60), uncertain("B", 40))
    held = 0
    for seed in range(60):
        total = exposure.expose(problem, all_in_2025(problem), correlation=0.5, draws=500, seed=seed).total
        held += share_below(total.p85_interval.low, 0.5) <= 0.85 <= share_below(total.p85_interval.high, 0.5)
    assert held >= 54


# The frames


@pytest.mark.parametrize("seed", range(8))
def test_no_frame_is_exceeded_when_every_cost_is_certain(seed):
    problem = read(invented(seed))
    try:
        programme = balance(problem)
    except Infeasible:
        pytest.skip("no plan is possible in this problem")
    found = exposure.expose(problem, programme, without="certain", draws=50)
    assert found.any_frame.share == 0
    assert all(one.exceeded.share == 0 and one.sd == 0 for one in found.by_source_year)
    assert found.total.p85 == pytest.approx(found.total.planned)
    for one in found.by_source_year:
        assert one.planned == pytest.approx(
            next(at.used for at in programme.use if (at.source, at.year) == (one.source, one.year)), abs=1e-5
        )


def test_a_frame_at_the_p85_is_exceeded_fifteen_times_of_a_hundred():
    found = exposed(uncertain("A", 100), frame=125, correlation=1)
    exceeded = found.by_source_year[0].exceeded
    assert exceeded.share == pytest.approx(0.15, abs=2e-4)
    assert exceeded.low < 0.15 < exceeded.high
    assert found.any_frame == exceeded == found.by_source[0].exceeded


def test_intervals_of_shares_are_those_of_clopper_and_pearson():
    share = sampling.share_of(np.arange(200) < 30)
    expected = stats.binomtest(30, 200).proportion_ci(0.95, "exact")
    assert (share.share, share.low, share.high) == pytest.approx((0.15, expected.low, expected.high))
    assert sampling.share_of(np.zeros(10, dtype=bool)).low == 0
    assert sampling.share_of(np.ones(10, dtype=bool)).high == 1


def two_years() -> tuple[Problem, Adopted]:
    problem = read(
        document(
            sheet(
                "A",
                cost_profile=[10, 20],
                sources=["stat", "fylke"],
                cost_distribution={"kind": "lognormal", "p50": 30, "p85": 45},
            ),
            sources=[
                {"key": "stat", "frames": [9, 14], "tail_frames": [], "carry_over_cap": 2},
                {"key": "fylke", "frames": [4, 6], "tail_frames": [], "carry_over_cap": 0},
            ],
        )
    )
    money = (("stat", 2025, 7.0), ("fylke", 2025, 3.0), ("stat", 2026, 15.0), ("fylke", 2026, 5.0))
    return problem, Adopted({"A": 2025}, tuple(Payment("A", *paid) for paid in money), 0.0)


def test_sources_share_an_overrun_as_they_share_the_payments():
    problem, programme = two_years()
    found = exposure.expose(problem, programme)
    for one in found.by_source_year:
        assert one.mean / one.planned == pytest.approx(found.total.mean / 30, rel=1e-6)
        assert one.p85 / one.planned == pytest.approx(found.total.p85 / 30, rel=1e-6)
    assert [one.planned for one in found.by_year] == [10, 20]


def test_what_is_left_is_carried_and_what_is_missing_burdens_no_later_year():
    problem, programme = two_years()
    found = exposure.expose(problem, programme, draws=400, correlation=0)
    common = sampling.common_factor(400, seed=0)
    curve = CostCurve.of(CostDistribution("lognormal", (30, 45)))
    lacking = {("stat", 2025): [], ("stat", 2026): [], ("fylke", 2025): [], ("fylke", 2026): []}
    for factor in sampling.costs(curve, "A", common, correlation=0, seed=0) / 30:
        left = 9 - 7 * factor
        lacking["stat", 2025].append(max(0, -left))
        lacking["stat", 2026].append(max(0, 15 * factor - 14 - min(2, max(0, left))))
        lacking["fylke", 2025].append(max(0, 3 * factor - 4))
        lacking["fylke", 2026].append(max(0, 5 * factor - 6))
    for one in found.by_source_year:
        expected = np.array(lacking[one.source, one.year])
        assert one.mean_shortfall == pytest.approx(expected.mean(), abs=1e-5)
        assert one.exceeded.share == pytest.approx((expected > 1e-5).mean())
        assert one.p85_shortfall == pytest.approx(np.quantile(expected, 0.85), abs=1e-5)


def test_costs_after_the_tail_are_outside():
    problem = read(
        document(uncertain("A", 0, p50=40, p85=60) | {"cost_profile": [10, 10, 20], "earliest": 1, "latest": 1})
    )
    programme = Adopted({"A": 2026}, (Payment("A", "stat", 2026, 10.0),), 0.0)
    found = exposure.expose(problem, programme)
    assert (found.total.planned, found.total.sum_of_p50, found.total.sum_of_p85) == (10, 10, 15)
    assert found.projects[0].planned_certainty == 0.5


# What is chosen, and said


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    first, again, other = (exposed(*many(10), seed=seed) for seed in (3, 3, 4))
    assert replace(first, seconds=0) == replace(again, seconds=0)
    assert first.total.p85 != other.total.p85


def test_the_order_of_the_projects_does_not_matter():
    problem = one_year(*many(10))
    turned = replace(problem, projects=tuple(reversed(problem.projects)))
    first, second = (exposure.expose(one, all_in_2025(problem)) for one in (problem, turned))
    assert (first.total, first.projects) == (second.total, second.projects)


def test_the_unit_does_not_matter():
    in_millions, in_kroner = (
        exposed(*(uncertain(f"P{n}", (n + 1) * unit) for n in range(5)), frame=20 * unit) for unit in (1, 1000)
    )
    assert in_kroner.total.p85 == pytest.approx(1000 * in_millions.total.p85, rel=1e-6)
    assert in_kroner.any_frame == in_millions.any_frame


def test_a_missing_distribution_must_be_given_a_meaning():
    with pytest.raises(exposure.DistributionsMissing) as refusal:
        exposed(uncertain("A", 10), sheet("B"), sheet("C"))
    assert refusal.value.projects == ("B", "C")
    certain = exposed(uncertain("A", 10), sheet("B"), without="certain")
    assert certain.without_distribution.projects == ("B",)
    assert {one.project: one.basis for one in certain.projects} == {"A": "distribution", "B": "certain"}
    spread = exposed(uncertain("A", 10), sheet("B"), without="large")
    assert spread.without_distribution.p85_over_p50 == 1.4
    assert {one.project: round(one.p85, 6) for one in spread.projects} == {"A": 12.5, "B": 14}
    assert spread.without_distribution.projects == ("B",)


def test_the_correlation_is_the_callers_or_the_files_or_the_problems():
    problem = replace(one_year(uncertain("A", 10)), correlation=0.3)
    beside = exposure.Distributions(correlation=0.7)
    programme = all_in_2025(problem)
    assert exposure.expose(problem, programme, distributions=beside, correlation=0.1).correlation == 0.1
    assert exposure.expose(problem, programme, distributions=beside).correlation == 0.7
    assert exposure.expose(problem, programme).correlation == 0.3
    assert exposed(uncertain("A", 10)).correlation == 0.2


def test_an_empty_programme_is_certain():
    problem = one_year(uncertain("A", 10))
    found = exposure.expose(problem, Adopted({}, (), 0.0))
    assert (found.total.planned, found.total.p85, found.any_frame.share, found.projects) == (0, 0, 0, ())


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"draws": 1}, "draws"),
        ({"correlation": 1.1}, "correlation"),
        ({"correlation": float("nan")}, "correlation"),
    ],
)
def test_choices_out_of_range_are_refused(choices, said):
    with pytest.raises(ValueError, match=said):
        exposed(uncertain("A", 10), **choices)


@pytest.mark.parametrize(
    ("starts", "money", "said"),
    [
        ({"Å": 2025}, (), 'starts: "Å" is not a project'),
        ({"A": 2031}, (), "2031 is not a year of this problem's programme"),
        ({"A": 2025}, (Payment("A", "by", 2025, 10.0),), r"money\[0\].source"),
        ({"A": 2025}, (Payment("A", "stat", 2035, 10.0),), r"money\[0\].year"),
        ({}, (Payment("A", "stat", 2025, 10.0),), "does not start"),
        (
            {"A": 2025},
            (Payment("A", "stat", 2025, 9.0),),
            "pays 9 in 2025, and by the problem the project costs 10",
        ),
        ({"A": 2025}, (Payment("A", "stat", 2026, 10.0),), "pays 0 in 2025"),
    ],
)
def test_a_programme_of_another_problem_is_refused(starts, money, said):
    with pytest.raises(ProblemError, match=said):
        exposure.expose(one_year(uncertain("A", 10)), Adopted(starts, money, 0.0))
