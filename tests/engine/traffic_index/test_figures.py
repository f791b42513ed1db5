"""Annual, chained and stratified figures carry what they rest on, like rolling ones."""

from __future__ import annotations

import pytest

from samstyring.engine.traffic_index.calendar import PERIODS
from samstyring.engine.traffic_index.chain import Link, chain
from samstyring.engine.traffic_index.figure import (
    Area,
    LeftOut,
    annual_figure,
    chained_figure,
    period_figure,
    year_figure,
)
from samstyring.engine.traffic_index.refusal import NotComputable
from samstyring.engine.traffic_index.strata import Segment

from .things import NORD_JAEREN

AREA = Area("Nord-Jæren", version="2017", vintage="2026-08-21")


def year(reference: str, period: str, area: Area = AREA, **options):
    return annual_figure(NORD_JAEREN, area, reference=reference, period=period, **options)


def test_a_year_knows_its_points_and_those_left_out():
    found = year("2018", "2019", left_out=[LeftOut("Tungenestunnelen", "excluded")])
    assert round(found.value.lower, 6) == -6.277475
    assert (found.rests.method, found.rests.quantile) == ("svv-aarlig-kjedet-v1", "normal")
    assert found.rests.used == tuple(NORD_JAEREN)
    assert [one.words for one in found.rests.left_out] == ["Tungenestunnelen: utelatt for hånd"]


def test_a_chain_reaches_from_the_first_reference_to_the_last_year():
    later = Area("Nord-Jæren", version="2017", vintage="2026-09-01")
    found = chained_figure([year("2018", "2019"), year("2019", "2020", later)])
    link = Link(found.value.index**0.5, year("2018", "2019").value.se)
    assert found.value.se == pytest.approx(chain([link, link])[-1].se)
    assert (found.rests.reference, found.rests.period, found.rests.vintage) == ("2018", "2020", "2026-09-01")


def test_links_that_do_not_follow_each_other_are_not_chained():
    with pytest.raises(NotComputable, match="ledd 2: begynner i 2020, og leddet før slutter i 2019"):
        chained_figure([year("2018", "2019"), year("2020", "2021")])
    with pytest.raises(NotComputable, match="ulike versjoner av området"):
        chained_figure([year("2018", "2019"), year("2019", "2020", Area("Nord-Jæren", "2020", "2026-08-21"))])


LINKS = {
    "a": Segment("A", 2.0, 10000, 10200),
    "b": Segment("A", 1.0, 20000, 19800),
    "c": Segment("C", 1.0, 1000, 1200),
}


def period(name: str):
    return period_figure(LINKS, {"A": 80000, "C": 10000}, AREA, reference=f"{name} 2026", period=f"{name} 2027")


def test_the_method_from_2027_is_told_as_provisional_with_what_it_drops():
    found = period("jan")
    assert (found.rests.method, found.rests.provisional) == ("svv-rullerende-2027", True)
    assert [one.words for one in found.rests.left_out] == ["c: den eneste i vegklassen"]
    whole = year_figure([(name, period(name)) for name in PERIODS])
    assert whole.value.index == pytest.approx(found.value.index)
    assert whole.rests.provisional
    assert (whole.rests.used, whole.rests.period) == (("a", "b"), "jan 2027 til des 2027")
