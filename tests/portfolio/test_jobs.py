"""Calculations survive what happens to their worker: killed, closed, silent, given up, or asked for twice."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from samstyring.engine import portfolio as problem_format
from samstyring.engine import simulate
from samstyring.ground.models import Analysis
from samstyring.ground.refusal import Refused
from samstyring.portfolio import pulse, tasks
from samstyring.portfolio.actions import jobs as acts
from samstyring.portfolio.actions import scenarios
from samstyring.portfolio.models import Scenario
from samstyring.portfolio.rules import jobs
from tests.cast import Cast
from tests.portfolio.prospects import Prospects

Status = Analysis.Status


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


def page(client, scenario):
    return client.get(reverse("portfolio:scenario", args=["fjordloftet", scenario.pk])).content.decode()


def silent(analysis):
    """The worker was last heard of a minute ago."""
    before = timezone.now() - timedelta(minutes=1)
    Analysis.objects.filter(pk=analysis.pk).update(heard_at=before)


def a_problem_nobody_solves_at_once(scenario):
    """A calculation that keeps a worker busy until its time limit."""
    hard = problem_format.as_mapping(simulate.simulate(projects=60, years=10, seed=1))
    basis = {"scenario": {"missing_scores": "zero"}}
    return acts.lay(scenario, "analysis", problem={"problem": hard, "basis": basis}, sha256="hard")


def worker(analysis):
    """A worker process of its own, on the database of the tests."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{told['NAME']}"
    else:
        address = f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    lines = (
        "import django; django.setup()",
        "from samstyring.portfolio import tasks",
        f"tasks.calculate.call({analysis.pk})",
    )
    here = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "samstyring.config.testing"}
    return subprocess.Popen([sys.executable, "-c", "\n".join(lines)], env=os.environ | here)


def until(happened, *, seconds=60):
    """Wait for something another process does, and fail where it never does it."""
    clock = threading.Event()
    for _ in range(seconds * 20):
        if happened():
            return
        clock.wait(0.05)
    pytest.fail("it never happened")


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_no_half_result_and_the_page_offers_a_new_start(client):
    cast = Cast()
    scenario = Prospects(cast).scenario()
    calculation = a_problem_nobody_solves_at_once(scenario)
    process = worker(calculation)
    try:
        until(lambda: Analysis.objects.filter(pk=calculation.pk, status=Status.RUNNING, progress__gt=0).exists())
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    calculation.refresh_from_db()
    assert (calculation.status, calculation.result) == (Status.RUNNING, None)
    assert not jobs.is_lost(calculation)  # Nobody knows yet.
    silent(calculation)
    client.force_login(cast.secretary.user)
    body = page(client, scenario)
    assert "Beregningen ble avbrutt" in body
    assert "Start på nytt" in body
    client.post(reverse("portfolio:calculate", args=["fjordloftet", scenario.pk]))
    calculation.refresh_from_db()
    scenario.refresh_from_db()
    assert (calculation.status, calculation.result) == (Status.FAILED, {"failure": jobs.WORKER_LOST})
    assert scenario.analysis.status == Status.DONE


def test_a_worker_that_is_closed_says_that_it_was_interrupted(prospects, cast, sign_in):
    scenario = prospects.scenario()
    calculation = scenarios.start_calculation(scenario, by=cast.secretary)

    def closed(_analysis, _pulse):
        raise SystemExit

    with pytest.raises(SystemExit):
        pulse.work(calculation.pk, "searching", closed)
    calculation.refresh_from_db()
    assert jobs.was_interrupted(calculation)
    assert "Beregningen ble avbrutt" in page(sign_in(cast.secretary), scenario)


def test_a_worker_that_comes_back_too_late_changes_nothing(prospects, cast):
    scenario = prospects.scenario()
    calculation = scenarios.start_calculation(scenario, by=cast.secretary)

    def slow(analysis, its_pulse):
        silent(analysis)
        acts.give_up(analysis)
        its_pulse.keep({"plan": "half"}, 50, "explaining")
        assert its_pulse.stopped()
        return Status.DONE, {"plan": "whole"}

    pulse.work(calculation.pk, "searching", slow)
    calculation.refresh_from_db()
    assert (calculation.status, calculation.result) == (Status.FAILED, {"failure": jobs.WORKER_LOST})


def test_work_that_is_begun_is_not_begun_again(prospects, cast):
    calculation = scenarios.start_calculation(prospects.scenario(), by=cast.secretary)
    tasks.calculate.call(calculation.pk)
    calculation.refresh_from_db()
    ended = calculation.ended_at
    tasks.calculate.call(calculation.pk)
    calculation.refresh_from_db()
    assert calculation.ended_at == ended


def test_two_clicks_start_one_calculation(prospects, cast):
    scenario = prospects.scenario()
    also_open = Scenario.objects.get(pk=scenario.pk)
    scenarios.start_calculation(scenario, by=cast.secretary)
    with pytest.raises(Refused) as refused:
        scenarios.start_calculation(also_open, by=cast.second_secretary)
    assert [one.code for one in refused.value.obstacles] == ["running-already"]
    assert Analysis.objects.count() == 1


def test_signs_of_life_keep_a_long_calculation_from_being_given_up(prospects, cast):
    calculation = scenarios.start_calculation(prospects.scenario(), by=cast.secretary)
    long_ago = timezone.now() - timedelta(hours=1)

    def long(analysis, its_pulse):
        Analysis.objects.filter(pk=analysis.pk).update(started_at=long_ago, heard_at=long_ago)
        its_pulse.tell(50, "searching")
        analysis.refresh_from_db()
        assert not jobs.is_lost(analysis)
        return Status.FAILED, None

    pulse.work(calculation.pk, "searching", long)


def test_the_plan_is_read_before_its_reasons_are_found(prospects, cast, sign_in):
    scenario = prospects.calculated()
    whole = scenario.analysis.result
    half = whole | {"why": {"P1": whole["why"]["P1"]}, "reserve": []}
    Analysis.objects.filter(pk=scenario.analysis_id).update(
        status=Status.RUNNING, result=half, ended_at=None, heard_at=timezone.now(), stage=tasks.EXPLAINING
    )
    client = sign_in(cast.member_sjo)
    body = page(client, scenario)
    assert "holder alle rammer og regler" in body
    assert "Regnes ut" in body
    assert "?vist=1" in body
    Analysis.objects.filter(pk=scenario.analysis_id).update(result=whole)
    address = reverse("portfolio:scenario_progress", args=["fjordloftet", scenario.pk])
    news = client.get(address, {"vist": "1"}, headers={"HX-Request": "true"})
    assert "HX-Refresh" not in news.headers
    assert 'id="hvorfor-P2" hx-swap-oob="true"' in news.content.decode()
    assert 'id="hvorfor-P1"' not in news.content.decode()
    beside_robust = client.get(
        address, {"vist": "1", "robust": "1"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "hvorfor-P2" not in beside_robust
    assert 'id="grunn-P2" hx-swap-oob="true"' in beside_robust
    first = client.get(address, headers={"HX-Request": "true"})
    assert first.headers["HX-Refresh"] == "true"


def test_a_half_result_of_a_lost_worker_is_not_shown(prospects, cast, sign_in):
    scenario = prospects.calculated()
    Analysis.objects.filter(pk=scenario.analysis_id).update(status=Status.RUNNING, ended_at=None)
    silent(scenario.analysis)
    body = page(sign_in(cast.member_sjo), scenario)
    assert "Beregningen ble avbrutt" in body
    assert "holder alle rammer og regler" not in body
