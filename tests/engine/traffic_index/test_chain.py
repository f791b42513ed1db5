"""Links chain to what has been published, with the exact variance."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samstyring.engine.traffic_index.chain import Link, chain
from samstyring.engine.traffic_index.refusal import NotComputable

from .things import BERGEN, needs_published, vectors

# Index and standard error from 2018 to each year from 2020 on.
CUMULATIVE = (
    (0.904544, 1.074014), (0.954837, 1.192248), (0.988733, 1.518047),
    (1.000499, 1.634749), (1.000199, 1.720878), (1.021703, 1.779735),
)  # fmt: skip


def test_v3_bergens_years_make_the_published_chain():
    found = chain(Link(*one) for one in BERGEN)
    assert [(round(one.index, 6), round(one.se, 6)) for one in found[1:]] == [
        (index, pytest.approx(se, abs=2e-6)) for index, se in CUMULATIVE
    ]


@needs_published
def test_v3_with_all_digits():
    bergen = vectors()["bergen_chain_2018_2025"]
    found = chain(Link(one["index_i"], one["se"]) for one in bergen["links"])
    for ours, theirs in zip(found[1:], bergen["published"], strict=True):
        assert (ours.index, ours.se) == (
            pytest.approx(theirs["index_i"], abs=1e-9),
            pytest.approx(theirs["se"], abs=1e-9),
        )


def test_v6_two_links():
    end = chain([Link(0.98, 1.0), Link(1.03, 2.0)])[-1]
    assert (round(end.index, 7), round(end.se, 7)) == (1.0094, 2.2142493)


def test_rounded_links_drift_and_may_not_be_chained():
    """Trondheim's workbook rounds its links to two decimals; the published chain is 1.0203."""
    assert round(chain(Link(one, 1.0) for one in (0.93, 1.03, 1.05, 1.02, 0.98, 1.01))[-1].index, 4) == 1.0154


@given(st.lists(st.just(Link(1.0, 0.0)), min_size=1, max_size=20))
def test_a_chain_of_ones_is_one(links):
    end = chain(links)[-1]
    assert (end.index, end.p, end.se, end.lower, end.upper) == (1, 0, 0, 0, 0)


links = st.builds(Link, st.floats(0.5, 2), st.floats(0, 20))


@given(st.lists(links, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_links_does_not_change_the_end(steps, rng):
    mixed = list(steps)
    rng.shuffle(mixed)
    one, other = chain(steps)[-1], chain(mixed)[-1]
    assert (one.index, one.se) == (pytest.approx(other.index), pytest.approx(other.se))


def test_the_variance_is_that_of_a_product_of_independent_estimates():
    rng = np.random.default_rng(1)
    drawn = rng.normal(0.95, 0.03, 1_000_000) * rng.normal(1.1, 0.05, 1_000_000)
    assert chain([Link(0.95, 3), Link(1.1, 5)])[-1].se == pytest.approx(100 * drawn.std(), rel=0.005)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([], "det er ingen ledd å kjede"),
        ([Link(1, 1), Link(0, 1)], "ledd 2: indeksen er ikke et tall over null"),
        ([Link(-1, 1)], "ledd 1: indeksen"),
        ([Link(math.nan, 1)], "ledd 1: indeksen"),
        ([Link(1, math.nan)], "ledd 1: standardfeilen"),
        ([Link(1, -1)], "ledd 1: standardfeilen"),
    ],
)
def test_links_that_make_no_chain_are_named(steps, words):
    with pytest.raises(NotComputable, match=words):
        chain(steps)
