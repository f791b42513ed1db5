"""The robust view: three honest states, what the plan costs each party, and what is not proved."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.ground.models import Analysis
from samstyring.ground.refusal import Refused
from samstyring.portfolio import tasks
from samstyring.portfolio.actions import inquiries as acts
from samstyring.portfolio.actions import party_weights
from samstyring.portfolio.analysis import robustness
from samstyring.portfolio.models import CriteriaSet, Scenario
from tests.portfolio.prospects import Prospects


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


def give(prospects, party, goal):
    newest = prospects.criteria.weightings.filter(party=party).order_by("-pk").first()
    return party_weights.give_weights(
        prospects.criteria,
        party,
        weights={prospects.goal: Decimal(goal), prospects.ready: 1 - Decimal(goal)},
        source="Eksempel",
        base=newest.pk if newest else None,
        by=prospects.cast.secretary,
        on=prospects.cast.today,
    )


def start(client, scenario):
    return client.post(reverse("portfolio:start_robustness", args=["fjordloftet", scenario.pk]))


def page(client, scenario):
    return client.get(scenario.get_absolute_url()).content.decode()


@pytest.fixture
def disagreeing(prospects):
    """Sjø wants the goal and Berg what is ready, over a plan that has room for only some."""
    give(prospects, prospects.cast.sjo, "1")
    give(prospects, prospects.cast.berg, "0")
    return prospects.calculated()


def test_the_first_time_the_page_says_what_it_is_for(disagreeing, cast, sign_in):
    body = page(sign_in(cast.secretary), disagreeing)
    assert "Robusthet når partene er uenige" in body
    assert "Ikke regnet ut ennå" in body
    assert "Regn ut robusthet" in body
    assert "mest uenige om" not in body or "Slik veier partene" in body


def test_the_three_states_stand_beside_each_project(disagreeing, cast, sign_in):
    client = sign_in(cast.secretary)
    assert start(client, disagreeing).url == f"{disagreeing.get_absolute_url()}#robusthet"
    study = Analysis.objects.get(robust_of=disagreeing)
    assert study.status == Analysis.Status.DONE
    body = page(client, disagreeing)
    assert '<th scope="col">Robusthet</th>' in body
    states = {one["key"]: one["state"] for one in study.result["projects"]}
    marks = robustness.read(disagreeing.analysis.problem["basis"], study.result).marks
    for key, state in states.items():
        assert marks[key].word.startswith("Alltid") == state.startswith("proved")
    assert "vekter er trukket blant alle blandinger av 2 parters vekter" in body
    assert "«Alltid» er bevist for alle blandinger." in body


def test_what_the_plan_costs_each_party_is_told(disagreeing, cast, sign_in):
    client = sign_in(cast.secretary)
    start(client, disagreeing)
    body = page(client, disagreeing)
    assert "Hva planen koster hver part" in body
    assert '<th scope="row">Sjø</th>' in body
    assert '<th scope="row">Berg</th>' in body


def result_with(state, **changes):
    """A study of one project, in the engine's format."""
    project = {
        "key": "P1",
        "state": state,
        "share": 1.0,
        "interval": [0.9963, 1],
        "near_tie": [1, 1],
        "exception": None,
        "exception_simultaneous": None,
        "depends_on": None,
        "given": None,
    }
    counts = dict.fromkeys(("proved-in", "seen-in", "open", "seen-out", "proved-out"), 0)
    return {
        "projects": [project | changes],
        "counts": counts | {state: 1},
        "weights": {"sampling": {"count": 1000}, "parties": [{"name": "Sjø"}, {"name": "Berg"}]},
        "certificate": {"reached": 0.001, "ended": "done"},
        "parties": [{"key": "sjo", "name": "Sjø", "plan": "A"}, {"key": "berg", "name": "Berg", "plan": "A"}],
        "plans": [{"key": "A", "starts": {}}],
        "given": None,
    }


BASIS = {
    "projects": {"P1": {"name": "Gangbru"}},
    "scenario": {"criteria": [{"key": "mal", "name": "Måloppnåelse"}]},
}


def mark(state, **changes):
    return robustness.read(BASIS, result_with(state, **changes)).marks["P1"]


def test_seen_in_all_draws_is_not_called_always_and_prints_its_bound():
    seen = mark("seen-in", exception=0.003, exception_simultaneous=0.0046)
    assert seen.word == "Inne i alle 1\u00a0000"
    assert seen.short == "høyst 0,46 % ellers"
    assert "ikke bevist for resten" in seen.text
    out = mark("seen-out", share=0.0, exception=0.003, exception_simultaneous=None)
    assert (out.word, out.short) == ("Ute i alle 1\u00a0000", "høyst 0,30 % ellers")


def test_proved_is_called_always():
    assert (mark("proved-in").word, mark("proved-in").short) == ("Alltid inne", "bevist")
    assert mark("proved-out").word == "Alltid ute"


def test_what_is_open_says_on_what_it_depends_and_who_is_on_each_side():
    turn = {
        "criterion": "mal",
        "in_when": "above",
        "threshold": 0.37,
        "error": 0.03,
        "parties_in": ["sjo"],
        "parties_out": ["berg"],
    }
    found = mark("open", share=0.998, interval=[0.99, 0.9995], near_tie=[0.2, 0.61], depends_on=turn)
    assert (found.word, found.short) == ("Avhenger av", "vekten av Måloppnåelse")
    assert "teller mer enn 37 %" in found.text
    assert "Inne med vektene til Sjø, ute med vektene til Berg." in found.text
    assert found.share == "99,8 %"  # Never rounded to all of them.
    assert found.near == "20–61 %"
    near = mark("open", share=0.4, interval=[0.3, 0.5])
    assert near.short == "nesten like planer"


def test_a_study_that_is_not_finished_does_not_say_what_a_project_depends_on():
    result = result_with("open", share=0.4, interval=[0.3, 0.5])
    result["certificate"] = {"reached": 0.2, "ended": "time-limit", "open_samples": 40}
    found = robustness.read(BASIS, result)
    assert found.marks["P1"].word == "Ikke avgjort"
    assert found.cut_short


def test_a_plan_against_what_is_proved_says_so():
    against = mark("proved-in", given={"in": False, "agreement": "against-proved"})
    assert "Forslaget har det ikke med" in against.against


# When it cannot be found, or is about something else


def test_without_weights_the_page_leads_to_the_parties(prospects, cast, sign_in):
    scenario = prospects.calculated()
    client = sign_in(cast.secretary)
    body = page(client, scenario)
    assert "Robustheten kan ikke regnes ennå" in body
    assert "Ingen part har gitt sine vekter" in body
    assert "Regn ut robusthet" not in body
    assert start(client, scenario).status_code == 422


def test_ranked_criteria_have_no_weights_to_disagree_about(prospects, cast, sign_in):
    prospects.criteria.mode = CriteriaSet.Mode.RANKED
    prospects.criteria.save()
    scenario = prospects.calculated(missing_scores="zero")
    client = sign_in(cast.secretary)
    assert "Da har ikke partene vekter å være uenige om" in page(client, scenario)
    assert start(client, scenario).status_code == 422


def test_new_weights_are_told_beside_the_old_answer(disagreeing, prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    start(client, disagreeing)
    assert "En part har gitt nye vekter" not in page(client, disagreeing)
    give(prospects, cast.sjo, "0.9")
    assert "En part har gitt nye vekter" in page(client, disagreeing)


def test_a_new_plan_takes_the_old_robustness_off_the_table(disagreeing, prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    start(client, disagreeing)
    prospects.score(prospects.hub, prospects.ready, 10)
    client.post(reverse("portfolio:calculate", args=["fjordloftet", disagreeing.pk]))
    body = page(client, disagreeing)
    assert "Robustheten gjelder en eldre plan" in body
    assert '<th scope="col">Robusthet</th>' not in body


def test_the_study_is_watched_left_and_stopped(disagreeing, cast, sign_in):
    laid = acts.start_robustness(disagreeing, by=cast.secretary)
    again = Scenario.objects.get(pk=disagreeing.pk)
    with pytest.raises(Refused) as refused:
        acts.start_robustness(again, by=cast.second_secretary)
    assert [one.code for one in refused.value.obstacles] == ["running-already"]
    client = sign_in(cast.secretary)
    assert "robusthet-framdrift" in page(client, disagreeing)
    address = reverse("portfolio:inquiry_progress", args=["fjordloftet", disagreeing.pk, "robusthet"])
    assert "HX-Refresh" not in client.get(address, headers={"HX-Request": "true"}).headers
    client.post(reverse("portfolio:stop_inquiry", args=["fjordloftet", disagreeing.pk, "robusthet"]))
    tasks.study_robustness.call(laid.pk)
    laid.refresh_from_db()
    assert laid.status == Analysis.Status.CANCELLED
    assert "Robustheten ble ikke regnet ferdig" in page(client, disagreeing)
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert client.get(address).url == f"{disagreeing.get_absolute_url()}#robusthet"


def test_readers_see_the_robustness_and_do_not_start_it(disagreeing, cast, sign_in):
    assert start(sign_in(cast.member_sjo), disagreeing).status_code == 422
    tasks.study_robustness.call(acts.start_robustness(disagreeing, by=cast.secretary).pk)
    body = page(sign_in(cast.member_sjo), disagreeing)
    assert "Hva planen koster hver part" in body


def test_the_page_makes_the_same_number_of_queries_however_many_parties(disagreeing, prospects, cast, sign_in):
    client = sign_in(cast.member_sjo)
    tasks.study_robustness.call(acts.start_robustness(disagreeing, by=cast.secretary).pk)
    page(client, disagreeing)
    with CaptureQueriesContext(connection) as few:
        page(client, disagreeing)
    give(prospects, cast.fylke, "0.3")
    give(prospects, cast.vei, "0.4")
    with CaptureQueriesContext(connection) as many:
        page(client, disagreeing)
    assert len(few) == len(many)
