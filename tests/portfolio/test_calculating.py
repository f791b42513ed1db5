"""A scenario is calculated: plans and their reasons, refusals, stopping, waiting, and comparing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from samstyring.ground.models import Analysis
from samstyring.ground.refusal import Refused
from samstyring.portfolio import tasks
from samstyring.portfolio.actions import scenarios as acts
from tests.portfolio.prospects import FIRST, Prospects, page
from tests.refusals import codes


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


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
