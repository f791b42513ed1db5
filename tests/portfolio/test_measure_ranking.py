"""Measures are scored by the adopted criteria with the engine's scoring, and ranked down to where the money ends."""

from decimal import Decimal

import pytest

from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import assessments
from samstyring.portfolio.analysis import ranking
from samstyring.portfolio.models import Assessment, CriteriaSet
from tests.portfolio.strategy_things import Things, address


@pytest.fixture
def things(cast):
    return Things(cast)


def criteria(cast, things, mode="weights"):
    decision = things.decide(things.case(title="Kriterier"))
    made = CriteriaSet.objects.create(
        partnership=cast.os, version=1, title="Kriterier", mode=mode, decision=decision
    )
    for order, (key, weight) in enumerate((("klima", "0.75"), ("naering", "0.25"))):
        made.criteria.create(
            key=key, name=key.capitalize(), order=order, weight=Decimal(weight) if mode == "weights" else None
        )
    return made


@pytest.fixture
def set_of(cast, things):
    return criteria(cast, things)


@pytest.fixture
def strategy(things):
    return things.adopted_strategy()


def score(things, measure, by, *points):
    shown = measure.partnership.criteria_sets.get()
    scores = {one: (given, "") for one, given in zip(shown.criteria.all(), points, strict=True)}
    return assessments.assess_measure(measure, scores=scores, by=by, on=things.cast.today)


def order(set_of, measures, frame=None):
    return [place.measure.title for place in ranking.ranked(set_of, measures, frame)]


def money(amount, price_year=2026, vat="excl"):
    return {"amount_mnok": Decimal(amount), "price_year": price_year, "vat": vat}


def test_the_engine_weighs_the_scores_and_the_best_comes_first(cast, things, set_of, strategy):
    first, second = things.measure(strategy, title="Buss"), things.measure(strategy, title="Kurs")
    score(things, first, things.by, 40, 100)
    score(things, second, things.by, 80, 20)
    places = ranking.ranked(set_of, [first, second])
    assert [(place.measure.title, place.worth) for place in places] == [("Kurs", 65.0), ("Buss", 55.0)]


def test_where_criteria_are_ranked_the_second_decides_only_between_equals(cast, things, strategy):
    set_of = criteria(cast, things, mode="ranked")
    measures = [things.measure(strategy, title=title) for title in ("Buss", "Kurs", "Kart")]
    for measure, points in zip(measures, ((50, 10), (50, 90), (60, 0)), strict=True):
        score(things, measure, things.by, *points)
    assert order(set_of, measures) == ["Kart", "Kurs", "Buss"]


def test_disagreement_and_what_is_missing_are_seen(cast, things, set_of, strategy, sign_in):
    measure = things.measure(strategy, title="Buss")
    score(things, measure, things.by, 20, 50)
    score(things, measure, cast.kg_leader, 80, None)
    (place,) = ranking.ranked(set_of, [measure])
    assert (place.standing.widest, place.lacks, place.standing.assessors) == (60, 1, 2)
    body = sign_in(cast.kg_leader).get(address("measure_ranking")).content.decode()
    assert "1 poeng mangler" in body
    assert "av 2" in body


def test_the_ranking_stops_where_the_money_of_the_strategy_ends(cast, things, set_of, strategy, sign_in):
    measures = [
        things.measure(strategy, title=title) for title in ("Best", "Dyr", "Rimelig", "Ukjent", "Uten poeng")
    ]
    for measure, points in zip(measures, (90, 80, 70, 60), strict=False):
        score(things, measure, things.by, points, points)
    told = {"by": things.by, "on": cast.today}
    for measure, amount in zip(measures, ("2", "5", "1.5"), strict=False):
        assessments.set_cost(measure, **money(amount), **told)
    assessments.set_cost(measures[3], **money("1", price_year=2020), **told)
    assessments.set_frame(strategy, **money("4"), **told)
    frame = ranking.frame_of(strategy)
    states = {place.measure.title: place.state for place in ranking.ranked(set_of, measures, frame)}
    assert states == {
        "Best": "inside", "Dyr": "outside", "Rimelig": "inside", "Ukjent": "unknown", "Uten poeng": "unknown"
    }  # fmt: skip
    page = sign_in(cast.kg_leader).get(address("measure_ranking") + f"?strategi={strategy.key}").content.decode()
    assert "2 tiltak får plass, til sammen 3,500" in page
    assert "annet prisår eller mva. enn rammen" in page
    assert "får ikke plass" in page


def test_a_member_gives_scores_on_the_page_and_takes_one_back(cast, things, set_of, strategy, sign_in):
    measure = things.measure(strategy)
    client, page = sign_in(cast.kg_leader), address("assess_measure", measure.pk)
    assert page in client.get(measure.get_absolute_url()).content.decode()
    climate, business = set_of.criteria.all()
    sent = {f"score_{climate.pk}": "75", f"comment_{climate.pk}": "Mye.", f"score_{business.pk}": "10"}
    assert client.post(page, sent).status_code == 302
    assert history.about(measure).first().kind == "measure.assessed"
    assert "Mye." in client.get(page).content.decode()
    client.post(page, {f"score_{climate.pk}": "75"})
    assert [one.criterion for one in measure.assessments.all()] == [climate]


@pytest.mark.parametrize("points", ["-1", "101", "mye", "5,5", "9" * 30])
def test_points_that_are_none_are_told(cast, things, set_of, strategy, sign_in, points):
    measure = things.measure(strategy)
    climate = set_of.criteria.first()
    answer = sign_in(cast.kg_leader).post(
        address("assess_measure", measure.pk),
        {f"score_{climate.pk}": points, f"comment_{climate.pk}": "Min grunn"},
    )
    assert answer.status_code == 422
    assert "Min grunn" in answer.content.decode()
    assert not Assessment.objects.exists()


def test_nobody_scores_by_criteria_that_nobody_adopted(cast, things, strategy, sign_in):
    measure = things.measure(strategy)
    with pytest.raises(Refused) as refused:
        assessments.assess_measure(measure, scores={}, by=things.by, on=cast.today)
    assert {one.code for one in refused.value.obstacles} == {"no-adopted-set"}
    assert "Ingen kriterier å rangere etter" in sign_in(things.by).get(address("measure_ranking")).content.decode()


def test_those_without_a_seat_read_and_do_not_score(cast, things, set_of, strategy, sign_in):
    measure = things.measure(strategy)
    climate = set_of.criteria.first()
    answer = sign_in(things.clerk).post(address("assess_measure", measure.pk), {f"score_{climate.pk}": "50"})
    assert answer.status_code == 422
    assert [one.code for one in answer.context["obstacles"]] == ["may-not-grade"]
    for name, key in (
        ("assess_measure", measure.pk),
        ("measure_cost", measure.pk),
        ("strategy_frame", strategy.pk),
    ):
        assert sign_in(cast.outsider).get(address(name, key)).status_code == 404
        assert sign_in(cast.secretary).get(address(name, key)).status_code == 404


def test_the_secretariat_writes_what_it_costs_and_the_frame(cast, things, set_of, strategy, sign_in):
    measure = things.measure(strategy)
    client = sign_in(things.by)
    told = {"amount_mnok": "1,5", "price_year": "2026", "vat": "excl"}
    for page in (address("measure_cost", measure.pk), address("strategy_frame", strategy.pk)):
        assert client.post(page, told).status_code == 302
        assert client.post(page, told | {"amount_mnok": "-1"}).status_code == 422
        assert client.post(page, told | {"price_year": "1492"}).status_code == 422
    assert measure.cost.amount_mnok == Decimal("1.5")
    assert ranking.frame_of(strategy).amount_mnok == Decimal("1.5")
    assert client.post(address("measure_cost", measure.pk), {}).status_code == 302
    assert ranking.ranked(set_of, [measure])[0].cost is None
    assert sign_in(cast.kg_leader).post(address("measure_cost", measure.pk), told).status_code == 422


def test_more_measures_ask_no_more(cast, things, set_of, strategy, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.kg_leader)
    score(things, things.measure(strategy), things.by, 10, 10)
    with django_assert_max_num_queries(30) as few:
        client.get(address("measure_ranking"))
    for number in range(5):
        score(things, things.measure(strategy, title=f"T {number}"), things.by, 10 * number, 50)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address("measure_ranking"))
