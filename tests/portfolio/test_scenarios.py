"""Scenarios: what they rest on, what they contradict, how they are calculated and frozen."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from samstyring.ground.models import Analysis, Event
from samstyring.ground.refusal import Refused
from samstyring.portfolio import tasks
from samstyring.portfolio.actions import scenarios as acts
from samstyring.portfolio.analysis import scenarios as analysis
from samstyring.portfolio.models import Scenario
from samstyring.portfolio.rules import jobs
from tests.portfolio.prospects import FIRST, Prospects


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


def page(client, scenario, name="scenario", **query):
    return client.get(reverse(f"portfolio:{name}", args=["fjordloftet", scenario.pk]), query)


def codes(refused):
    return {obstacle.code for obstacle in refused.value.obstacles}


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


# Calculating


def test_a_calculation_finds_a_plan_and_says_why(prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    scenario = prospects.scenario()
    response = client.post(reverse("portfolio:calculate", args=["fjordloftet", scenario.pk]))
    assert response.status_code == 302
    body = page(client, scenario).content.decode()
    assert "«Balansert» holder alle rammer og regler." in body
    assert "Bevist" in body
    assert "Summene hviler på Eksempelforutsetninger 2026." in body
    assert "mill. 2026-kroner, uten mva." in body
    scenario.refresh_from_db()
    assert scenario.analysis.status == Analysis.Status.DONE
    assert set(scenario.analysis.result["why"]) == {"P1", "P2", "P3", "P4"}
    assert scenario.analysis.result["plan"]["input_sha256"] == scenario.analysis.problem_sha256


def test_frames_that_are_too_small_are_told_in_words(prospects, cast, sign_in):
    specials = [
        {"project": prospects.lane, "kind": "locked", "start_year": FIRST, "reason": ""},
        {"project": prospects.bridge, "kind": "locked", "start_year": FIRST, "reason": ""},
    ]
    prospects.frame(prospects.stat, FIRST, 30, status="voted")
    scenario = prospects.calculated(specials=specials)
    assert scenario.analysis.status == Analysis.Status.IMPOSSIBLE
    body = page(sign_in(cast.secretary), scenario).content.decode()
    assert "«Balansert» kan ikke løses." in body
    assert "Rammene er for små. Minst 20,0 mill. kr mangler, uansett valg av prosjekter." in body
    assert f"Statlige midler mangler 20,0 mill. kr i {FIRST}." in body


def test_a_lock_and_an_exclusion_that_collide_are_both_named(prospects, cast, sign_in):
    prospects.sheet(prospects.bridge).depends_on.add(prospects.path)
    specials = [
        {"project": prospects.bridge, "kind": "locked", "start_year": None, "reason": ""},
        {"project": prospects.path, "kind": "excluded", "start_year": None, "reason": "Venter."},
    ]
    scenario = prospects.calculated(specials=specials)
    assert scenario.analysis.status == Analysis.Status.IMPOSSIBLE
    body = page(sign_in(cast.secretary), scenario).content.decode()
    assert "Gangbru er låst inn." in body
    assert "Sykkelveg er holdt utenfor." in body
    assert "Gangbru avhenger av Sykkelveg." in body
    assert "Ta bort låsen, eller flytt den til et annet år." in body


def test_projects_that_require_each_other_in_a_ring_are_refused(prospects, cast):
    prospects.sheet(prospects.bridge).depends_on.add(prospects.path)
    prospects.sheet(prospects.path).depends_on.add(prospects.bridge)
    with pytest.raises(Refused) as refused:
        acts.start_calculation(prospects.scenario(), by=cast.secretary)
    assert codes(refused) == {"dependency-ring"}


def test_nothing_to_calculate_is_a_refusal_and_not_an_empty_answer(prospects, cast, sign_in):
    prospects.assumptions.costs.all().delete()
    for project in (prospects.bridge, prospects.lane):
        prospects.sheet(project).financing.all().delete()
    scenario = prospects.scenario()
    client = sign_in(cast.secretary)
    response = client.post(reverse("portfolio:calculate", args=["fjordloftet", scenario.pk]))
    assert response.status_code == 422
    assert "Ingen prosjekter har både kostnad per år" in response.content.decode()


def test_without_frames_there_is_nothing_to_balance_inside(prospects, cast):
    with pytest.raises(Refused) as refused:
        acts.start_calculation(prospects.scenario(assumptions=None), by=cast.secretary)
    assert codes(refused) == {"no-frames"}


def test_a_share_for_a_group_without_projects_is_refused(prospects, cast):
    shares = [{"kind": "area", "key": "samordning", "share": Decimal("0.1")}]
    with pytest.raises(Refused) as refused:
        acts.start_calculation(prospects.scenario(shares=shares), by=cast.secretary)
    assert codes(refused) == {"no-project-for-share"}


def test_a_locked_project_without_cost_is_told_at_once(prospects, cast):
    specials = [{"project": prospects.dream, "kind": "locked", "start_year": None, "reason": ""}]
    with pytest.raises(Refused) as refused:
        acts.start_calculation(prospects.scenario(specials=specials), by=cast.secretary)
    assert codes(refused) == {"locked-not-calculable"}
    assert "kostnadsanslag" in refused.value.obstacles[0].text


def test_all_scores_may_be_demanded(prospects, cast):
    with pytest.raises(Refused) as refused:
        acts.start_calculation(prospects.scenario(missing_scores="refuse"), by=cast.secretary)
    assert codes(refused) == {"scores-missing"}


def test_a_scenario_is_calculated_once_at_a_time(prospects, cast):
    scenario = prospects.scenario()
    acts.start_calculation(scenario, by=cast.secretary)
    with pytest.raises(Refused) as refused:
        acts.start_calculation(scenario, by=cast.second_secretary)
    assert codes(refused) == {"running-already"}


def test_a_waiting_calculation_is_stopped_at_once(prospects, cast, sign_in):
    scenario = prospects.scenario()
    calculation = acts.start_calculation(scenario, by=cast.secretary)
    client = sign_in(cast.secretary)
    client.post(reverse("portfolio:stop_calculation", args=["fjordloftet", scenario.pk]))
    tasks.calculate.call(calculation.pk)
    calculation.refresh_from_db()
    assert calculation.status == Analysis.Status.CANCELLED
    assert "Beregningen ble avbrutt" in page(client, scenario).content.decode()


def test_a_running_calculation_hears_that_it_is_to_stop(prospects, cast):
    scenario = prospects.scenario()
    calculation = acts.start_calculation(scenario, by=cast.secretary)
    Analysis.objects.filter(pk=calculation.pk).update(cancel_asked=True)
    tasks.calculate.call(calculation.pk)
    calculation.refresh_from_db()
    assert calculation.status == Analysis.Status.CANCELLED
    assert calculation.result is None


def test_a_calculation_whose_worker_is_gone_can_be_started_again(prospects, cast, sign_in):
    scenario = prospects.scenario()
    lost = acts.start_calculation(scenario, by=cast.secretary)
    begun = timezone.now() - timedelta(minutes=10)
    Analysis.objects.filter(pk=lost.pk).update(status=Analysis.Status.RUNNING, started_at=begun)
    client = sign_in(cast.secretary)
    assert "gir ikke lyd fra seg" in page(client, scenario).content.decode()
    client.post(reverse("portfolio:calculate", args=["fjordloftet", scenario.pk]))
    lost.refresh_from_db()
    scenario.refresh_from_db()
    assert lost.status == Analysis.Status.FAILED
    assert scenario.analysis.status == Analysis.Status.DONE


def test_somebody_who_waits_long_is_told_that_the_worker_may_be_down(prospects, cast, sign_in):
    scenario = prospects.scenario()
    waiting = acts.start_calculation(scenario, by=cast.secretary)
    Analysis.objects.filter(pk=waiting.pk).update(created_at=timezone.now() - timedelta(seconds=30))
    body = page(sign_in(cast.secretary), scenario).content.decode()
    assert "sjekke at arbeideren går" in body
    assert 'hx-trigger="every 1s"' in body


def test_progress_is_a_fragment_that_asks_for_the_page_when_the_work_is_over(prospects, cast, sign_in):
    scenario = prospects.scenario()
    acts.start_calculation(scenario, by=cast.secretary)
    client = sign_in(cast.member_sjo)
    address = reverse("portfolio:scenario_progress", args=["fjordloftet", scenario.pk])
    waiting = client.get(address, headers={"HX-Request": "true"})
    assert "HX-Refresh" not in waiting.headers
    acts.stop_calculation(scenario, by=cast.secretary)
    over = client.get(address, headers={"HX-Request": "true"})
    assert over.headers["HX-Refresh"] == "true"
    assert client.get(address).url == scenario.get_absolute_url()


def test_two_scenarios_are_compared_in_one_more_column(prospects, cast, sign_in):
    first = prospects.calculated(name="Alt med")
    specials = [{"project": prospects.path, "kind": "excluded", "start_year": None, "reason": "Venter."}]
    second = prospects.calculated(name="Uten sykkelveg", specials=specials)
    body = page(sign_in(cast.member_sjo), second, sammenlign=first.pk).content.decode()
    assert ">I A<" in body
    assert "<b>Inne</b>" in body


def test_a_changed_ground_is_told_and_stops_the_way_to_the_forum(prospects, cast, sign_in):
    scenario = prospects.calculated()
    prospects.score(prospects.hub, prospects.ready, 10)
    assert "Grunnlaget er endret" in page(sign_in(cast.secretary), scenario).content.decode()
    with pytest.raises(Refused) as refused:
        acts.recommend(scenario, case=cast.case(), by=cast.secretary)
    assert codes(refused) == {"changed-since"}


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
