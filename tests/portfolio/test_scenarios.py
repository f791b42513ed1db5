"""Scenarios: what they rest on, what they contradict, and how they are frozen."""

from decimal import Decimal

import pytest
from django.urls import reverse

from samstyring.ground.models import Event
from samstyring.ground.refusal import Refused
from samstyring.portfolio import tasks
from samstyring.portfolio.actions import scenarios as acts
from samstyring.portfolio.analysis import scenarios as analysis
from samstyring.portfolio.models import Scenario
from samstyring.portfolio.rules import jobs
from tests.portfolio.prospects import FIRST, Prospects, page
from tests.refusals import codes


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


# What a scenario rests on


def test_a_whole_sheet_comes_before_an_assumption_and_an_empty_sheet_is_left_out(prospects):
    found = analysis.ground(prospects.scenario())
    told = found.basis["projects"]
    assert told["P1"]["cost_from"] == "sheet"
    assert told["P4"]["cost_from"] == "assumptions"
    assert [one["key"] for one in found.basis["left_out"]] == ["P5"]


def test_without_assumptions_only_whole_sheets_are_counted(prospects):
    found = analysis.ground(prospects.scenario(assumptions=None))
    assert set(found.basis["projects"]) == {"P1", "P2"}


def test_an_amount_in_other_prices_is_never_added_to_the_rest(prospects):
    sheet = prospects.sheet(prospects.bridge)
    sheet.price_year = 2020
    sheet.save()
    found = analysis.ground(prospects.scenario())
    assert {"key": "P1", "name": "Gangbru", "why": "other-kind", "missing": ["kind"]} in found.basis["left_out"]


def test_a_voted_frame_comes_before_the_assumed_one(prospects):
    prospects.frame(prospects.stat, FIRST, 75, status="voted")
    prospects.frame(prospects.stat, FIRST, 55, status="agreed")
    stat = analysis.ground(prospects.scenario()).problem["sources"][0]
    assert stat["frames"] == [75.0, 60.0, 60.0, 60.0]


def test_a_frame_in_other_prices_is_named_and_not_used(prospects):
    prospects.frame(prospects.stat, FIRST, 75, status="voted", price_year=2020)
    found = analysis.ground(prospects.scenario())
    assert found.problem["sources"][0]["frames"][0] == 60.0
    assert found.basis["flags"] == [{"code": "frame-other-kind", "source": "Statlige midler", "year": FIRST}]


def test_a_finished_project_is_not_a_candidate(prospects):
    sheet = prospects.sheet(prospects.bridge)
    sheet.phase = "done"
    sheet.save()
    assert "P1" not in analysis.ground(prospects.scenario()).basis["projects"]


# Writing a scenario


def test_the_secretariat_writes_a_scenario(prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    posted = prospects.posted() | {
        f"rule_{prospects.lane.pk}": "locked",
        f"year_{prospects.lane.pk}": str(FIRST),
        f"rule_{prospects.path.pk}": "excluded",
        f"reason_{prospects.path.pk}": "Venter på regulering.",
        "share_focus_gs": "12,5",
    }
    response = client.post(reverse("portfolio:new_scenario", args=["fjordloftet"]), posted)
    scenario = Scenario.objects.get()
    assert response.url == scenario.get_absolute_url()
    assert [(one.project.key, one.kind, one.start_year) for one in scenario.special_projects.all()] == [
        ("P2", "locked", FIRST),
        ("P3", "excluded", None),
    ]
    assert scenario.shares.get().share == Decimal("0.125")
    assert Event.objects.filter(kind="scenario.drafted").exists()
    assert client.get(reverse("portfolio:change_scenario", args=["fjordloftet", scenario.pk])).status_code == 200


def test_the_same_project_cannot_be_locked_and_held_outside(prospects):
    specials = [
        {"project": prospects.lane, "kind": "locked", "start_year": None, "reason": ""},
        {"project": prospects.lane, "kind": "excluded", "start_year": None, "reason": "Nei."},
    ]
    with pytest.raises(Refused) as refused:
        prospects.scenario(specials=specials)
    assert codes(refused) == {"project-twice"}


@pytest.mark.parametrize(
    ("special", "code"),
    [
        ({"kind": "excluded", "start_year": None, "reason": ""}, "excluded-without-reason"),
        ({"kind": "locked", "start_year": 2040, "reason": ""}, "locked-outside-years"),
    ],
)
def test_a_rule_must_make_sense(prospects, special, code):
    with pytest.raises(Refused) as refused:
        prospects.scenario(specials=[{"project": prospects.lane, **special}])
    assert codes(refused) == {code}


def test_shares_cannot_be_more_than_the_whole(prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    posted = prospects.posted() | {"share_focus_gs": "60", "share_focus_kollektiv": "50"}
    response = client.post(reverse("portfolio:new_scenario", args=["fjordloftet"]), posted)
    assert response.status_code == 422
    assert "110 prosent" in response.content.decode()
    assert 'value="60"' in response.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"first_year": "1066"}, {"years": "0"}, {"carry_over_share": "-5"}, {"share_focus_gs": "abc"}]
)
def test_what_cannot_be_read_is_told_and_kept(prospects, cast, sign_in, wrong):
    client = sign_in(cast.secretary)
    response = client.post(reverse("portfolio:new_scenario", args=["fjordloftet"]), prospects.posted(**wrong))
    assert response.status_code == 422
    assert not Scenario.objects.exists()
    assert f'value="{next(iter(wrong.values()))}"' in response.content.decode()


def test_criteria_must_be_adopted(prospects):
    prospects.criteria.decision = None
    prospects.criteria.save()
    with pytest.raises(Refused) as refused:
        prospects.scenario()
    assert codes(refused) == {"criteria-not-adopted"}


@pytest.mark.parametrize("who", ["member_sjo", "observer", "clerk_sjo", "former_secretary"])
def test_only_the_secretariat_writes_scenarios(prospects, cast, who):
    with pytest.raises(Refused):
        acts.draft_scenario(cast.fjord, fields=prospects.fields(), by=getattr(cast, who))


# Assumptions that are removed


def test_removed_assumptions_leave_a_scenario_that_says_what_it_lacks(prospects, cast, sign_in):
    prospects.frame(prospects.stat, FIRST, 60)
    scenario = prospects.calculated()
    client = sign_in(cast.secretary)
    address = reverse("portfolio:remove_assumptions", args=["fjordloftet", prospects.assumptions.pk])
    assert client.post(address).status_code == 302
    found = analysis.ground(Scenario.objects.get(pk=scenario.pk))
    assert found.basis["lacks"] == "Eksempelforutsetninger 2026"
    client.post(reverse("portfolio:calculate", args=["fjordloftet", scenario.pk]))
    body = page(client, scenario).content.decode()
    assert "Forutsetningene «Eksempelforutsetninger 2026» er fjernet." in body
    assert "Summene hviler på" not in body


# Freezing


def test_a_frozen_recommendation_never_changes_when_the_scenario_is_calculated_again(prospects, cast, sign_in):
    recommendation = prospects.recommendation()
    before = dict(recommendation.content)
    scenario = recommendation.scenario
    acts.change_scenario(scenario, fields=prospects.fields(name="Nytt navn", first_year=FIRST), by=cast.secretary)
    prospects.score(prospects.hub, prospects.ready, 5)
    tasks.calculate.call(acts.start_calculation(scenario, by=cast.secretary).pk)
    recommendation.refresh_from_db()
    assert recommendation.content == before
    assert acts.sha256_of(recommendation.content) == recommendation.sha256
    body = sign_in(cast.member_sjo).get(recommendation.get_absolute_url()).content.decode()
    assert "Balansert" in body
    assert "Nytt navn" not in body


def test_a_scenario_is_sent_on_a_new_case_with_its_usual_road(prospects, cast, sign_in):
    scenario = prospects.calculated()
    client = sign_in(cast.secretary)
    address = reverse("portfolio:recommend", args=["fjordloftet", scenario.pk])
    assert client.get(address).status_code == 200
    response = client.post(address, {"case": "", "title": "Handlingsprogram 2027–2030"})
    recommendation = scenario.recommendations.get()
    assert response.url == recommendation.get_absolute_url()
    assert recommendation.case.title == "Handlingsprogram 2027–2030"
    assert recommendation.case.flow.count() == 4


def test_a_case_of_another_kind_cannot_carry_a_recommendation(prospects, cast):
    with pytest.raises(Refused) as refused:
        acts.recommend(prospects.calculated(), case=cast.case("orientering"), by=cast.secretary)
    assert codes(refused) == {"wrong-case-kind"}


def test_what_is_not_calculated_cannot_be_frozen(prospects, cast):
    with pytest.raises(Refused) as refused:
        acts.recommend(prospects.scenario(), case=cast.case(), by=cast.secretary)
    assert codes(refused) == {"not-calculated"}


# Who sees what


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_do_not_learn_that_scenarios_exist(prospects, cast, sign_in, who):
    recommendation = prospects.recommendation()
    scenario = recommendation.scenario
    client = sign_in(getattr(cast, who))
    for name, pk in (
        ("scenario", scenario.pk),
        ("change_scenario", scenario.pk),
        ("scenario_progress", scenario.pk),
        ("recommend", scenario.pk),
        ("recommendation", recommendation.pk),
    ):
        assert client.get(reverse(f"portfolio:{name}", args=["fjordloftet", pk])).status_code == 404
        assert client.get(reverse(f"portfolio:{name}", args=["osregionen", pk])).status_code == 404
    assert client.get(reverse("portfolio:scenarios", args=["fjordloftet"])).status_code == 404


def test_a_list_makes_the_same_number_of_queries_however_long(prospects, cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.member_sjo)
    prospects.calculated()
    address = reverse("portfolio:scenarios", args=["fjordloftet"])
    client.get(address)
    counted = _queries(client, address)
    for name in ("B", "C", "D"):
        prospects.scenario(name=name)
    with django_assert_num_queries(counted):
        client.get(address)


def test_the_workbench_makes_the_same_number_of_queries_however_many_projects(
    prospects, cast, sign_in, django_assert_num_queries
):
    client = sign_in(cast.member_sjo)
    scenario = prospects.calculated()
    client.get(scenario.get_absolute_url())
    counted = _queries(client, scenario.get_absolute_url())
    for number in range(6, 12):
        prospects._project(f"P{number}", f"Prosjekt {number}", cast.sjo, cast.west, cast.focus[0])
    with django_assert_num_queries(counted):
        client.get(scenario.get_absolute_url())


def _queries(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_a_lost_calculation_is_only_one_that_runs(prospects, cast):
    calculation = acts.start_calculation(prospects.scenario(), by=cast.secretary)
    assert not jobs.is_lost(calculation)
    assert jobs.is_under_way(calculation)
